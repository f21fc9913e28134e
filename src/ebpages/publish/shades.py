"""Which shade an area of a map has."""

from collections.abc import Iterable

SHADES = 5


class Shades:
    """Classes of equal size over the values that are not zero, so that one capital does not bleach the rest.

    tops: the largest value of each class. The shades of a few distinct values stay spread out between 1 and SHADES.
    """

    def __init__(self, values: Iterable[float]) -> None:
        ranked = sorted(value for value in values if value)
        ends = (
            {ranked[-(-len(ranked) * step // SHADES) - 1] for step in range(1, SHADES + 1)} if ranked else ()
        )
        self.tops = sorted(ends)
        self._classes: list[list[float]] = [[] for _ in self.tops]
        for value in ranked:
            self._classes[self._class(value)].append(value)

    def _class(self, value: float) -> int:
        return next(index for index, top in enumerate(self.tops) if value <= top)

    def shade(self, value: float) -> int:
        """From 1 to SHADES for one of the values; 0 for zero."""
        if not value:
            return 0
        last = len(self.tops) - 1
        return 1 + round(self._class(value) * (SHADES - 1) / last) if last else SHADES

    def range_of(self, value: float) -> tuple[float, float]:
        """The smallest and the largest value of its class."""
        members = self._classes[self._class(value)]
        return members[0], members[-1]
