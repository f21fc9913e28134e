"""Arithmetic with numbers that are known only between two bounds."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce


@dataclass(frozen=True, slots=True)
class Interval:
    """Every number from low to high, both included; high may be infinite. Raises ValueError when low is above high.

    Results hold every outcome of the two numbers moving independently within their bounds: an interval may be wider
    than the truth where they depend on each other, never narrower.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if math.isnan(self.low) or math.isnan(self.high) or self.low > self.high:
            raise ValueError(f"no interval from {self.low} to {self.high}")

    @property
    def exact(self) -> bool:
        return self.low == self.high

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Interval") -> "Interval":
        return _hull(_times(a, b) for a in (self.low, self.high) for b in (other.low, other.high))

    def __truediv__(self, other: "Interval") -> "Interval":
        """A quotient of numbers that are not negative; unbounded where the divisor may be nought."""
        if self.low < 0 or other.low < 0:
            raise ValueError("only numbers that are not negative are divided")
        low = 0.0 if math.isinf(other.high) or not other.high else self.low / other.high
        return Interval(low, self.high / other.low if other.low and not math.isinf(self.high) else math.inf)


ANY = Interval(0, math.inf)


def exactly(value: float) -> Interval:
    return Interval(value, value)


def total(intervals: Iterable[Interval]) -> Interval:
    return reduce(Interval.__add__, intervals, exactly(0))


def product(intervals: Iterable[Interval]) -> Interval:
    return reduce(Interval.__mul__, intervals, exactly(1))


def part_of_whole(part: Interval, rest: Interval) -> Interval:
    """Per cent that a part is of itself and the rest; any share where both may be nought.

    A share grows with the part and falls with the rest, so that its bounds stand at theirs.
    """
    return Interval(_share(part.low, rest.high, 0), _share(part.high, rest.low, 100))


def _share(part: float, rest: float, otherwise: float) -> float:
    if math.isinf(part) or part + rest == 0:
        return otherwise
    return 0 if math.isinf(rest) else 100 * part / (part + rest)


def _times(a: float, b: float) -> float:
    return 0 if 0 in (a, b) else a * b


def _hull(values: Iterable[float]) -> Interval:
    found = list(values)
    return Interval(min(found), max(found))
