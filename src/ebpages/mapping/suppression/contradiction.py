"""Margins that contradict their parts: which ones, and by how much."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ebpages.mapping.arrays import Booleans, Floats, Integers
from ebpages.mapping.suppression.linear_program import incidence, least_changes, programme
from ebpages.mapping.suppression.lines import CHILD, PARENT, Lines, connected
from ebpages.mapping.suppression.propagation import Propagated

NEAR = 1e-6  # of the figures in a line: a smaller change is the solver's rounding
LARGEST = 20_000  # unknowns in which the smallest changes are looked for
STEPS = 10.0 ** np.arange(9, -7, -1)


@dataclass(frozen=True, slots=True, eq=False)
class Blame:
    """margins: places in the flattened grid. missed: by how much each would have to differ. figures: how many it sums up, and itself."""

    margins: Integers
    missed: Floats
    figures: Integers

    def within(self, off_by: float) -> Booleans:
        """Which of them figures that are each off by so much explain."""
        return self.missed <= self.figures * off_by * (1 + 1e-9)


def resolution(values: Floats) -> float:
    """The largest power of ten, up to a thousand million, that all values are multiples of; 0 where they are multiples of none."""
    some = values[values > 0]
    for step in STEPS if len(some) else ():
        if np.allclose(np.round(some / step) * step, some, rtol=1e-9, atol=0):
            return float(step)
    return 0.0


def outright(lines: Lines, start: Propagated) -> Blame | None:
    """Margins that published parts exceed, or do not reach though none of them is open. start: after one round."""
    numbers = np.flatnonzero((start.missed > 0) & lines.certain)
    return (
        Blame(lines.margin[numbers], start.missed[numbers], lines.figures[numbers]) if len(numbers) else None
    )


def entangled(lines: Lines, found: Propagated, suspects: Booleans) -> Blame:
    """Where several margins contradict each other through unpublished figures: those that have to change least.

    suspects: (unknowns,) those whose bounds crossed. In a maze of more than 20,000 unknowns, or if none is found: the margins beside.
    """
    blame = changing_least(lines, suspects)
    if blame:
        return blame
    beside = np.unique(lines.line[:, suspects])
    near = np.flatnonzero(np.isin(lines.published_line, beside[beside != lines.none]).any(axis=0))
    gap = np.max(found.low - found.high, where=suspects, initial=found.missed.max())
    return Blame(lines.published[near], np.full(len(near), gap), np.full(len(near), 1))


def changing_least(lines: Lines, suspects: Booleans) -> Blame | None:
    """The published margins that have to differ for all lines around the suspects to hold; None where they hold, or are too many."""
    count, lined = len(lines.entry), np.arange(len(lines.lower)) != lines.none
    _, component, _ = connected(lines, np.ones(count, dtype=bool), lined)
    chosen = np.flatnonzero(np.isin(component, component[suspects]))
    if len(chosen) > LARGEST:
        return None
    label = np.zeros(count, dtype=np.intp)
    task = programme(lines, chosen, lined, np.zeros(count), np.full(count, np.inf), label)
    parts, margins = (incidence(lines, lines.published_line[side], task.lines) for side in (CHILD, PARENT))
    # Of all ways to make the margins agree the one that changes them least in sum: an error in one margin is changed there, and not spread
    # over the many that are right.
    missed = np.abs(least_changes(task, sparse.csr_array(parts - margins)))
    size = np.ones(len(missed))
    np.maximum(size, (parts + margins).T @ lines.magnitude[task.lines], out=size)
    real = missed > NEAR * size
    figures = lines.figures[lines.published_line[PARENT]].max(axis=0)
    return Blame(lines.published[real], missed[real], figures[real]) if real.any() else None
