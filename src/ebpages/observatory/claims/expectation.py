"""What a publication says, as a condition that a recomputed number meets, misses, or may meet."""

import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from ebpages.declared.interval import Interval
from ebpages.declared.schema import Declared, Text
from ebpages.observatory.claims.measure import Day

Verdict = Literal["agrees", "differs", "sources_conflict", "cannot_be_told"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
# As printed: "5.70" and 5.7 differ in precision; a number of YAML is taken by its shortest writing.
Printed = Annotated[
    Decimal, BeforeValidator(lambda value: str(value) if isinstance(value, int | float) else value)
]
ABOUT = (
    0.1  # "about" and "twice as many" allow a tenth of the number to either side: our reading of such words
)
_SLACK = 1e-9  # of the value, for the error of binary fractions
WAYS = ("is", "about", "more_than", "less_than", "at_least", "at_most", "between", "includes", "day")


class Expectation(Declared):
    """Exactly one of the ways in which a text states something.

    is: the number as printed, met by whatever rounds to it. precision: step to which it is rounded, where the last printed digit
    does not say it. between: two numbers as printed. includes: codes that must be among those found. day: a day, or a month or
    year in which it falls.
    words: what the text says, where the number alone would not say it.
    """

    is_: Printed | None = Field(default=None, alias="is")
    about: Printed | None = None
    more_than: Printed | None = None
    less_than: Printed | None = None
    at_least: Printed | None = None
    at_most: Printed | None = None
    between: tuple[Printed, Printed] | None = None
    includes: tuple[str, ...] | None = Field(default=None, min_length=1)
    day: Day | None = None
    precision: Printed | None = Field(default=None, gt=0)
    unit: Literal["per_cent", "times"] | Text | None = None
    words: Text | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        given = [way for way in WAYS if getattr(self, "is_" if way == "is" else way) is not None]
        if len(given) != 1:
            raise ValueError(f"give exactly one of {', '.join(WAYS)}; found {', '.join(given) or 'none'}")
        if self.between is not None and self.between[0] > self.between[1]:
            raise ValueError(f"`between`: {self.between[0]} is above {self.between[1]}")
        return self

    @property
    def way(self) -> str:
        return next(way for way in WAYS if getattr(self, "is_" if way == "is" else way) is not None)

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The printed numbers: none for codes and days, two for `between`."""
        if self.between is not None:
            return self.between
        found = (self.is_, self.about, self.more_than, self.less_than, self.at_least, self.at_most)
        return tuple(number for number in found if number is not None)

    @property
    def step(self) -> Decimal:
        """The unit of the last printed digit."""
        if self.precision is not None:
            return self.precision
        return Decimal(1).scaleb(min((exponent(number) for number in self.numbers), default=0))

    @property
    def decimals(self) -> int:
        return max(0, -exponent(self.step))

    def verdict(self, found: Interval) -> Verdict:
        """agrees where every value found possible meets the expectation, differs where none does."""
        printed = self._bounds()
        slack = _SLACK * max(1.0, *(abs(float(number)) for number in self.numbers))
        if self.way == "more_than":
            inside, outside = found.low > printed.low, found.high <= printed.low
        elif self.way == "less_than":
            inside, outside = found.high < printed.high, found.low >= printed.high
        else:
            inside = printed.low - slack <= found.low and found.high <= printed.high + slack
            outside = found.high < printed.low - slack or found.low > printed.high + slack
        return "agrees" if inside else "differs" if outside else "cannot_be_told"

    def verdict_of_codes(self, certain: frozenset[str], possible: frozenset[str] | None) -> Verdict:
        """certain: codes surely found; possible: codes that may be, None where any may."""
        wanted = frozenset(self.includes or ())
        if wanted <= certain:
            return "agrees"
        return "cannot_be_told" if possible is None or wanted <= possible else "differs"

    def verdict_of_days(self, days: Iterable[str]) -> Verdict:
        """days: what other publications say, at least one."""
        met = {found.startswith(self.day or "") for found in days}
        return "sources_conflict" if len(met) > 1 else "agrees" if met == {True} else "differs"

    def off_by(self, found: Interval) -> float:
        """How far the nearest possible value is from what is printed; negative when it is smaller."""
        printed = [float(number) for number in self.numbers]
        if found.high < printed[0]:
            return found.high - printed[0]
        return found.low - printed[-1]

    def _bounds(self) -> Interval:
        """The values that meet what is printed."""
        numbers = [float(number) for number in self.numbers]
        if self.way in ("more_than", "at_least"):
            return Interval(numbers[0], math.inf)
        if self.way in ("less_than", "at_most"):
            return Interval(-math.inf, numbers[0])
        margin = ABOUT * abs(numbers[0]) if self.way == "about" else float(self.step) / 2
        return Interval(numbers[0] - margin, numbers[-1] + margin)


def exponent(number: Decimal) -> int:
    """The power of ten of the last printed digit: -2 of 5.70."""
    power = number.as_tuple().exponent
    return power if isinstance(power, int) else 0
