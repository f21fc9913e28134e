"""Margins that contradict their parts or each other: the smallest sets of them that cannot all be right."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ebpages.mapping.arrays import Booleans, Floats, Integers
from ebpages.mapping.suppression.linear_program import (
    Tightest,
    incidence,
    least_changes,
    prices,
    programme,
)
from ebpages.mapping.suppression.lines import CHILD, PARENT, Lines, connected

NEAR = 1e-6  # of the figures in a line: a smaller change is the solver's rounding
LARGEST = 20_000  # unknowns of one programme
MOST_TRIALS = 150  # of one contradiction; each is a small programme
STEPS = 10.0 ** np.arange(9, -7, -1)


def resolution(values: Floats) -> float:
    """The largest power of ten, up to a thousand million, that all values are multiples of; 0 where they are multiples of none."""
    some = values[values > 0]
    for step in STEPS if len(some) else ():
        if np.allclose(np.round(some / step) * step, some, rtol=1e-9, atol=0):
            return float(step)
    return 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """margins: places in the flattened grid. by: how much each differs. figures: how many it sums up, and itself."""

    margins: Integers
    by: Floats
    figures: Integers

    def within(self, off_by: float) -> bool:
        """Whether figures that are each off by so much explain some of them."""
        return bool((self.by <= self.figures * off_by * (1 + NEAR)).any())


def least_changed(lines: Lines, confirmed: Integers) -> Changes:
    """The published margins that have to differ for all lines to hold, changing as little as possible in sum.

    confirmed: margins that published cells alone add up to, as places in the flattened grid: they stay. Where the solver finds nothing,
    or there are more than 20,000 unknowns, no changes.
    """
    nothing = Changes(lines.published[:0], np.zeros(0), lines.figures[:0])
    if len(lines.entry) > LARGEST:
        return nothing
    every = np.arange(len(lines.entry))
    lined = np.arange(len(lines.lower)) != lines.none
    task = programme(
        lines, every, lined, np.zeros(len(every)), np.full(len(every), np.inf), np.zeros(len(every), dtype=np.intp),
        numbers=np.flatnonzero(lined),
    )  # fmt: skip
    free = np.flatnonzero(~np.isin(lines.published, confirmed))
    parts, margins = (
        incidence(lines, lines.published_line[side], task.lines)[:, free] for side in (CHILD, PARENT)
    )
    changed = np.abs(least_changes(task, sparse.csr_array(parts - margins)))
    size = np.ones(len(changed))
    np.maximum(size, (parts + margins).T @ lines.magnitude[task.lines], out=size)
    real = np.flatnonzero(changed > NEAR * size)
    figures = lines.figures[lines.published_line[PARENT][:, free[real]]].max(axis=0)
    return Changes(lines.published[free[real]], changed[real], figures)


def companions(
    before: Lines, after: Lines, found: Tightest, changed: Integers, confirmed: Integers
) -> Integers:
    """The margins that stand with a changed one in a smallest set which cannot be right together, as places in the flattened grid.

    Which one of a set is wrong cannot be told. before, after: lines in which the changed margins are published, and not. found: bounds
    after.
    """
    value = np.full(int(before.published.max(initial=0)) + 1, np.nan)
    value[before.published] = before.published_value
    named: set[int] = set()
    for place in np.flatnonzero(np.isin(after.entry, changed)):
        said = value[after.entry[place]]
        too_low, too_high = said < found.low[place], said > found.high[place]
        if too_low or too_high:
            proof = _proof(after, int(place), 1.0 if too_low else -1.0)
            named |= _Conflict.around(before, proof, confirmed).beside(int(after.entry[place]))
    return np.array(sorted(named - set(changed.tolist())), dtype=np.intp)


def _proof(lines: Lines, unknown: int, sign: float) -> Booleans:
    """The lines that prove the lower bound of an unknown, with the sign -1 the upper one: shape (lines + 1,)."""
    lined = np.arange(len(lines.lower)) != lines.none
    _, component, _ = connected(lines, np.ones(len(lines.entry), dtype=bool), lined)
    chosen = np.flatnonzero(component == component[unknown])
    count = len(lines.entry)
    task = programme(
        lines, chosen, lined, np.zeros(count), np.full(count, np.inf), np.zeros(count, dtype=np.intp)
    )
    proof = np.zeros(len(lines.lower), dtype=bool)
    proof[task.lines] = np.abs(prices(task, sign * (chosen == unknown))) > NEAR
    return proof


@dataclass(slots=True, eq=False)
class _Conflict:
    """A contradiction with the margins that may be wrong, as places in the flattened grid, and all lines that these stand in.

    matrix: of the changes of margins, those that are judged first, then of unknowns. released: the lowest value of each. size: of the
    largest figure. trials: how many sets of margins may still be tried.
    """

    margins: Integers
    matrix: sparse.csr_array
    lower: Floats
    upper: Floats
    released: Floats
    size: float
    trials: int = MOST_TRIALS

    @classmethod
    def around(cls, lines: Lines, involved: Booleans, right: Integers) -> "_Conflict":
        """right: margins that are not judged, since they are right."""
        here = involved[lines.published_line].any(axis=0)
        judged = ~np.isin(lines.published, right)
        margins = np.flatnonzero(here & judged)
        # Beside the lines of the proof those that the margins sum up or stand in elsewhere: they say which margin is right after all.
        within = involved.copy()
        within[lines.published_line[:, margins]] = True
        within[lines.none] = False
        numbers = np.flatnonzero(within)
        beside = within[lines.published_line].any(axis=0) & judged
        beside[margins] = False
        order = np.concatenate([margins, np.flatnonzero(beside)])
        unknowns = np.flatnonzero(within[lines.line].any(axis=0))
        parts, above = (incidence(lines, lines.line[side], numbers)[:, unknowns] for side in (CHILD, PARENT))
        own, over = (
            incidence(lines, lines.published_line[side], numbers)[:, order] for side in (CHILD, PARENT)
        )
        return cls(
            lines.published[margins],
            sparse.csr_array(sparse.hstack([own - over, parts - above])),
            lines.lower[numbers],
            lines.upper[numbers],
            np.concatenate([-lines.published_value[order], np.zeros(len(unknowns))]),
            float(lines.magnitude[numbers].max(initial=1.0)),
        )

    def beside(self, margin: int) -> set[int]:
        """The margins of all smallest sets with this one, as far as trials last."""
        named: set[int] = set()
        waiting, seen = [frozenset(range(len(self.margins)))], set[frozenset[int]]()
        while waiting:
            kept = waiting.pop()
            if kept in seen or not (together := self._cannot_hold(kept)):
                continue
            seen.add(kept)
            smallest = self._smallest(together)
            named |= smallest
            # Another set may share a margin with this one: it is seen when that margin is gone.
            waiting += [kept - {each} for each in smallest if self.margins[each] != margin]
        return set(self.margins[sorted(named)].tolist())

    def _smallest(self, together: frozenset[int]) -> frozenset[int]:
        """Margins of which none can be left out, or the others would hold."""
        for each in sorted(together):
            if each in together and (fewer := self._cannot_hold(together - {each})):
                together = fewer
        return together

    def _cannot_hold(self, kept: frozenset[int]) -> frozenset[int]:
        """Some of these margins that cannot all be right where the others can be anything; none where all these can."""
        # It takes long to import, and most panels that are loaded contradict nothing.
        from scipy.optimize import linprog

        self.trials -= 1
        if self.trials <= 0:
            return frozenset()
        # Changes of the kept margins cost, upwards and downwards, all others are free. What the prices of the lines leave of a margin is
        # what it has to do with the least cost: margins of which nothing is left play no part in the contradiction.
        own = sorted(kept)
        low, high = self.released.copy(), np.full(len(self.released), np.inf)
        low[own] = high[own] = 0.0
        above, below = np.isfinite(self.upper), np.isfinite(self.lower)
        lines = sparse.vstack([self.matrix[above], -self.matrix[below]])
        changes = sparse.hstack([lines, lines[:, own], -lines[:, own]])
        count = len(own)
        outcome = linprog(
            np.append(np.zeros(len(low)), np.ones(2 * count)),
            A_ub=changes,
            b_ub=np.concatenate([self.upper[above], -self.lower[below]]),
            bounds=np.column_stack(
                [np.append(low, np.zeros(2 * count)), np.append(high, np.full(2 * count, np.inf))]
            ),
            method="highs",
        )
        if outcome.x is None or outcome.fun <= NEAR * max(1.0, self.size / 1_000):
            return frozenset()
        part = np.abs(lines.T[own] @ outcome.ineqlin.marginals)
        return frozenset(each for each, weight in zip(own, part, strict=True) if weight > NEAR)
