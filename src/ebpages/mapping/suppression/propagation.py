"""Bounds passed along the lines, up and down both trees, until none gets tighter."""

from dataclasses import dataclass

import numpy as np

from ebpages.mapping.arrays import Booleans, Floats
from ebpages.mapping.bounds import CARE
from ebpages.mapping.suppression.lines import CHILD, PARENT, Lines

STEP = 1e-9  # of a bound: a smaller gain is not worth another round, a smaller contradiction is none


@dataclass(frozen=True, slots=True, eq=False)
class Propagated:
    """low, high, settled: (unknowns,); settled: the last round did not move it. missed: (lines + 1,) by how much a line cannot hold."""

    low: Floats
    high: Floats
    settled: Booleans
    missed: Floats

    @property
    def crossed(self) -> Booleans:
        """Unknowns whose bounds exclude every value."""
        return self.low > self.high


def propagate(lines: Lines, low: Floats, high: Floats, rounds: int) -> Propagated:
    """Every bound holds after any number of rounds. Stops where nothing moves, or where some line cannot hold."""
    settled = np.zeros(len(low), dtype=bool)
    missed = np.zeros(len(lines.lower))
    for _ in range(rounds):
        # All lines from the bounds of the round before, in whole arrays: bounds that a line gets late only count in the next round, and
        # the result does not depend on the order of lines.
        least, most, missed = _activity(lines, low, high)
        new_low, new_high = _in_order(*_tightened(lines, low, high, least, most))
        crossed = new_low > new_high
        settled = (new_low <= low * (1 + STEP)) & (new_high >= high * (1 - STEP))
        low, high = new_low, new_high
        # After a contradiction bounds mean nothing any more, and would run away from one another in the rounds left.
        if settled.all() or crossed.any() or missed.any():
            break
    return Propagated(low, high, settled, missed)


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """A sum over each line of one bound of its unknowns: the finite ones, and how many are not finite."""

    finite: Floats
    infinite: Floats


def _activity(lines: Lines, low: Floats, high: Floats) -> tuple[_Side, _Side, Floats]:
    endless = np.isinf(high)
    finite = np.where(endless, 0.0, high)
    part_low, part_high = _summed(lines, CHILD, low), _summed(lines, CHILD, finite)
    margin_low, margin_high = _summed(lines, PARENT, low), _summed(lines, PARENT, finite)
    care = CARE * lines.careful * (lines.magnitude + part_high + margin_high + part_low + margin_low)
    least = _Side(part_low - margin_high - care, _summed(lines, PARENT, endless))
    most = _Side(part_high - margin_low + care, _summed(lines, CHILD, endless))
    over = np.where(least.infinite == 0, least.finite - lines.upper, 0.0)
    under = np.where(most.infinite == 0, lines.lower - most.finite, 0.0)
    missed = np.maximum(over, under)
    return least, most, np.where(missed > STEP * np.maximum(1.0, np.abs(lines.upper)), missed, 0.0)


def _in_order(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Bounds that cross by no more than the rounding of binary fractions hold the values between them."""
    near = (low > high) & (low - high <= STEP * np.maximum(1.0, np.abs(high)))
    return np.where(near, high, low), np.where(near, low, high)


def _summed(lines: Lines, side: slice, weights: Floats | Booleans) -> Floats:
    counted = [np.bincount(line, weights, len(lines.lower)) for line in lines.line[side]]
    return np.asarray(counted[0] + counted[1], dtype=np.float64)


def _tightened(lines: Lines, low: Floats, high: Floats, least: _Side, most: _Side) -> tuple[Floats, Floats]:
    """What each line leaves to an unknown when all others in it take their bounds.

    Each sum holds the unknown itself, whose own bound is taken off again; of infinite ones it may be the only one, and is not in the way.
    """
    endless = np.isinf(high)
    finite = np.where(endless, 0.0, high)
    new_low, new_high = low.copy(), high.copy()
    for line in lines.line[CHILD]:
        room = lines.upper[line] - least.finite[line] + low
        np.minimum(new_high, np.where(least.infinite[line] == 0, room, np.inf), out=new_high)
        need = lines.lower[line] - most.finite[line] + finite
        np.maximum(new_low, np.where(most.infinite[line] == endless, need, 0.0), out=new_low)
    for line in lines.line[PARENT]:
        room = most.finite[line] + low - lines.lower[line]
        np.minimum(new_high, np.where(most.infinite[line] == 0, room, np.inf), out=new_high)
        need = least.finite[line] + finite - lines.upper[line]
        np.maximum(new_low, np.where(least.infinite[line] == endless, need, 0.0), out=new_low)
    return new_low, new_high
