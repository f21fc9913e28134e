"""BULSTAT numbers rise with time: which founding years a number can go with, read off records that state both."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import Protocol

BY_NAME, BY_ORGANISATION = "name", "organisation"  # what puts a number and a founding year together
TOLERANCE = 3
WITNESSES = 3
_NEIGHBOURS = 2


class Order(Protocol):
    def fits(self, number: str, year: int) -> bool | None:
        """Whether a founding year fits a number. None where too few records stand near to tell."""

    def years_around(self, number: str, year: int) -> tuple[int, int] | None:
        """The first and the last year of the two nearest numbers on either side, without the pair itself."""


class RegistrationOrder:
    """Numbers and founding years known to belong together; witnesses against a year that is out of order.

    Series are told apart by the first digit (1: BULSTAT, 2: Trade Register), because each rises on its own.
    """

    def __init__(self, pairs: Iterable[tuple[str, int]] = ()) -> None:
        self._series: dict[str, list[tuple[str, int]]] = {}
        for number, year in pairs:
            insort(self._series.setdefault(number[:1], []), (number, year))

    def fits(self, number: str, year: int) -> bool | None:
        """Whether a founding year fits a number. None where too few records stand near to tell.

        A year contradicts when at least three higher numbers are more than three years older, or three lower
        numbers more than three years younger; a body may register long after it was founded, so a number that
        is merely younger than the year is no contradiction.
        """
        known = self._series.get(number[:1], [])
        if len(known) - known.count((number, year)) < 2 * WITNESSES:
            return None
        position = bisect_left(known, (number, year))
        above = known[position + ((number, year) in known[position : position + 1]) :]
        if sum(1 for _, y in above if y < year - TOLERANCE) >= WITNESSES:
            return False
        window = known[max(0, position - WITNESSES) : position] + above[:WITNESSES]
        near = sorted(window, key=lambda pair: abs(int(pair[0]) - int(number)))[:WITNESSES]
        return True if any(abs(y - year) <= 1 for _, y in near) else None

    def years_around(self, number: str, year: int) -> tuple[int, int] | None:
        known = [pair for pair in self._series.get(number[:1], []) if pair[0] != number]
        position = bisect_left(known, (number, year))
        below, above = (
            known[max(0, position - _NEIGHBOURS) : position],
            known[position : position + _NEIGHBOURS],
        )
        if len(below) < _NEIGHBOURS or len(above) < _NEIGHBOURS:
            return None
        years = [y for _, y in (*below, *above)]
        return min(years), max(years)
