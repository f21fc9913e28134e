"""BULSTAT numbers rise with time: which founding years a number can go with, read off records that state both."""

from bisect import insort
from collections.abc import Iterable

_TOLERANCE = 3
_WITNESSES = 3


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
        known = [pair for pair in self._series.get(number[:1], []) if pair != (number, year)]
        if len(known) < 2 * _WITNESSES:
            return None
        older_above = sum(1 for n, y in known if n > number and y < year - _TOLERANCE)
        if older_above >= _WITNESSES:
            return False
        near = sorted(known, key=lambda pair: abs(int(pair[0]) - int(number)))[:_WITNESSES]
        return True if any(abs(y - year) <= 1 for _, y in near) else None
