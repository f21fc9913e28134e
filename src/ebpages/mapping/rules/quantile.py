"""Whether a region reaches a quantile of the regions beside it, when all that is known of each are bounds."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ebpages.mapping.arrays import Booleans, Floats

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """Whether something certainly holds, and whether it possibly does; certain is never without possible."""

    certain: Booleans
    possible: Booleans

    def and_(self, other: "Truth") -> "Truth":
        return Truth(self.certain & other.certain, self.possible & other.possible)


def reaches_quantile(low: Floats, high: Floats, member: Truth, quantile: float, *, strictly: bool) -> Truth:
    """Whether x >= Q (strictly: x > Q), with Q the quantile over the members of a column, x among them.

    low, high, member: shape (regions, categories); an answer means nothing where a region cannot be a member. Q is interpolated
    linearly (Hyndman and Fan 1996, type 7; NumPy's default), which makes x >= Q the same as A >= p (A + B), with A the other
    members that are <= x and B those above, and x > Q the same as A' > p (A' + B') with A' those below x. Every other region adds
    to A - p (A + B) by itself, 1 - p, -p, or 0 if it is no member, so its worst and its best place are known whatever the rest do:
    for independent bounds no tighter answer exists. Works on whole numbers, p being a/b, so that ties are ties.
    """
    # As a fraction of whole numbers: 0.8 is no binary fraction, and A - p (A + B) would come out as 1e-17 where it is 0, so that a
    # region that stands exactly on the quantile passed in one panel and failed in another. From the text, since the float is off already.
    share = Fraction(str(quantile)).limit_denominator(1_000_000)
    below, whole = share.numerator, share.denominator
    certainly = _at_worst(low, high, member, below, whole, strictly=strictly)
    if np.array_equal(low, high) and np.array_equal(member.certain, member.possible):
        # All is known: worst and best are the same, and half the work is saved.
        return Truth(certainly, certainly)
    return Truth(certainly, _at_best(low, high, member, below, whole, strictly=strictly))


def _at_worst(
    low: Floats, high: Floats, member: Truth, below: int, whole: int, *, strictly: bool
) -> Booleans:
    """x at its low, the others at their high; one that may be no member is one only where it stands above x."""
    weight = np.where(member.certain, whole, np.where(member.possible, below, 0))
    column = _Column(high, weight, below * member.possible.sum(axis=0))
    if strictly:
        return column.passed(low, -below, strictly=True)
    # The column counts x itself, at its high. One that is fixed stands at its low too and brings its weight, which is asked for again;
    # one that can move stands above its low, brings nothing, and is only to be taken out of the count.
    fixed = low == high
    return np.where(fixed, column.passed(low, whole - below), column.passed(low, -below))


def _at_best(low: Floats, high: Floats, member: Truth, below: int, whole: int, *, strictly: bool) -> Booleans:
    """x at its high, the others at their low; one that may be no member is one only where it stands under x."""
    weight = np.where(member.certain, whole, np.where(member.possible, whole - below, 0))
    column = _Column(low, weight, below * member.certain.sum(axis=0))
    if not strictly:
        return column.passed(high, whole - below)
    # Strictly above: x itself is counted at its low, which is below its high where the two differ, and level with it where they do not.
    beneath_itself = column.passed(high, whole - below, strictly=True)
    level = np.where(
        member.certain, column.passed(high, -below, strictly=True), column.passed(high, 0, strictly=True)
    )
    return np.where(low < high, beneath_itself, level)


class _Column:
    """Regions in each category in the order of their values, with the weights added up to each."""

    def __init__(self, values: Floats, weight: Counts, against: Counts) -> None:
        across = np.ascontiguousarray(values.T)
        order = np.argsort(across, axis=1)
        self.values = np.take_along_axis(across, order, axis=1)
        self.summed = np.take_along_axis(weight.T, order, axis=1).cumsum(axis=1)
        self.against = against

    def passed(self, at: Floats, own: int, *, strictly: bool = False) -> Booleans:
        """Where the weights up to `at` (strictly: below it) are enough against the column's and what x itself brought."""
        needed = (self.against + own)[:, None]
        if strictly:
            return at > self._where(self.summed <= needed, needed[:, 0] < 0)
        return at >= self._where(self.summed < needed, needed[:, 0] <= 0)

    def _where(self, short: Booleans, nothing_needed: Booleans) -> Floats:
        """The value at which each column has enough: NaN where it never has, and comparing with NaN is never true."""
        first = short.sum(axis=1)
        last = self.values.shape[1] - 1
        value = self.values[np.arange(first.size), np.minimum(first, last)]
        return np.where(nothing_needed, -np.inf, np.where(first > last, np.nan, value))
