"""Rules that change with the years, as data: ceilings of sizes, de minimis regulations and regimes of aid, by the day."""

from calendar import isleap
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, Self, TypeVar

from pydantic import Field, model_validator

from ebpages.declared.schema import BrokenDeclaration, Declared, Text, read_document, read_entry

RULES = Path(__file__).parent / "rules"
Certainty = Literal["official", "published", "guide", "computed", "unverified"]


class Rule(Declared):
    """valid_to: null while it is in force and no end is known."""

    id: str
    valid_from: date
    valid_to: date | None
    source: str = Field(min_length=1)
    certainty: Certainty

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"`valid_to`: {self.valid_to} is before `valid_from`, {self.valid_from}")
        return self

    def is_valid(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class SizeCeiling(Declared):
    id: str
    staff_below: Decimal
    turnover_eur: Decimal
    balance_eur: Decimal


class SizeRules(Rule):
    """ceilings: of the smallest size first."""

    ceilings: tuple[SizeCeiling, ...] = Field(min_length=1)


class Window(Declared):
    fiscal_years: int | None = None
    years: int | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.fiscal_years is None) == (self.years is None):
            raise ValueError("give exactly one of `fiscal_years` and `years`")
        return self

    def first_day(self, day: date) -> date:
        """The first day of the window that ends on a day. Three years to 10 May 2027 begin on 11 May 2024."""
        if self.fiscal_years:
            return date(day.year - self.fiscal_years + 1, 1, 1)
        year = day.year - (self.years or 0)
        is_leap_day = (day.month, day.day) == (2, 29)
        back = date(year, 2, 28) if is_leap_day and not isleap(year) else day.replace(year=year)
        return back + timedelta(days=1)


class DeMinimis(Rule):
    sector: str
    ceiling_eur: Decimal
    window: Window


class Regime(Rule):
    """most: the highest share of costs; null where it sets none."""

    name: Text
    most: Decimal | None


R = TypeVar("R", bound=Rule)


@cache
def _read(file: str, key: str, kind: type[R]) -> tuple[R, ...]:
    document = read_document(RULES / file)
    if [*document] != [key] or not isinstance(document[key], list):
        raise BrokenDeclaration(
            file, "the file", f"it holds something else than a list `{key}:`", "Put all below it"
        )
    return tuple(read_entry(file, key, kind, n, each) for n, each in enumerate(document[key], 1))


def size_rules(day: date) -> SizeRules | None:
    return _valid(_read("size.yaml", "rules", SizeRules), day)


def de_minimis(day: date, sector: str | None) -> DeMinimis | None:
    """The regulation in force; None where none is known for the day."""
    all_rules = _read("de_minimis.yaml", "rules", DeMinimis)
    return _valid((each for each in all_rules if each.sector == (sector or "general")), day)


def regimes() -> dict[str, Regime]:
    return {each.id: each for each in _read("regimes.yaml", "regimes", Regime)}


def check_rules() -> None:
    """Raises BrokenDeclaration."""
    _read("size.yaml", "rules", SizeRules)
    _read("de_minimis.yaml", "rules", DeMinimis)
    regimes()


def _valid(rules: Iterable[R], day: date) -> R | None:
    return next((each for each in rules if each.is_valid(day)), None)
