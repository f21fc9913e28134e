"""Figures that are known only between two bounds, as arrays: how they are summed, taken apart and chosen from.

A single figure is an `Interval` of `declared/interval.py`; arrays need care for rounding, which a single one does not.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ebpages.mapping.arrays import Booleans, Floats

# Of the figures summed: more than what sums of binary fractions are rounded by. Wage sums in thousands of millions of euros with cents
# would otherwise give bounds that miss the truth by the last bit, and a `>=` that is met exactly would be answered with no.
CARE = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """low <= truth <= high, arrays of one shape; high is inf where nothing limits it."""

    low: Floats
    high: Floats

    def __getitem__(self, key: Any) -> "Bounds":
        """The bounds at some places, as of an array."""
        return Bounds(self.low[key], self.high[key])

    def __add__(self, other: "Bounds") -> "Bounds":
        return Bounds(self.low + other.low, self.high + other.high)

    def __and__(self, other: "Bounds") -> "Bounds":
        """Where both hold."""
        return Bounds(np.maximum(self.low, other.low), np.minimum(self.high, other.high))

    def less(self, part: "Bounds") -> "Bounds":
        """What a sum of figures that are not negative leaves beside one of them."""
        low, high = self.low - part.high, self.high - part.low
        if not (self.whole_numbers and part.whole_numbers):
            low, high = low - CARE * np.abs(self.low), high + CARE * self.high
        return Bounds(np.maximum(low, 0.0), np.maximum(high, 0.0))

    def sum(self) -> "Bounds":
        """Over the first axis."""
        care = 0.0 if self.whole_numbers else CARE
        return Bounds(self.low.sum(axis=0) * (1 - care), self.high.sum(axis=0) * (1 + care))

    def widened(self, by: Floats) -> "Bounds":
        return Bounds(np.maximum(self.low - by, 0.0), self.high + by) if by.any() else self

    @property
    def turned(self) -> "Bounds":
        return Bounds(self.low.T, self.high.T)

    @property
    def exact(self) -> Booleans:
        """Where the bounds leave one value."""
        return np.asarray(self.low == self.high)

    @property
    def whole_numbers(self) -> bool:
        """Whether all are: those are added and taken away without error, and need no care. Persons stay exact that way."""
        return all(bool((values == np.rint(values)).all()) for values in (self.low, self.high))


@dataclass(frozen=True, slots=True, eq=False)
class Estimates(Bounds):
    """Bounds with the likeliest value between them, NaN where there is none."""

    estimate: Floats = field(kw_only=True)

    def __getitem__(self, key: Any) -> "Estimates":
        return Estimates(self.low[key], self.high[key], estimate=self.estimate[key])
