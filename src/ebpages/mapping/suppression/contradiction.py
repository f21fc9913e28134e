"""Margins that contradict their parts or each other: the smallest sets of them that cannot all be right."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from ebpages.mapping.arrays import Booleans, Floats, Integers
from ebpages.mapping.suppression.linear_program import INFEASIBLE, incidence, least_changes, programme
from ebpages.mapping.suppression.lines import CHILD, PARENT, Lines, connected
from ebpages.mapping.suppression.propagation import Propagated

NEAR = 1e-6  # of the figures in a line: a smaller change is the solver's rounding
LARGEST = 20_000  # unknowns of one programme
MOST_TRIALS = 400  # of one contradiction; each is a small programme
STEPS = 10.0 ** np.arange(9, -7, -1)


def resolution(values: Floats) -> float:
    """The largest power of ten, up to a thousand million, that all values are multiples of; 0 where they are multiples of none."""
    some = values[values > 0]
    for step in STEPS if len(some) else ():
        if np.allclose(np.round(some / step) * step, some, rtol=1e-9, atol=0):
            return float(step)
    return 0.0


def contradicted(lines: Lines, found: Propagated, suspects: Booleans, confirmed: Integers) -> Integers:
    """The published margins that stand in a smallest set which cannot be right together, as places in the flattened grid.

    suspects: (unknowns,) those that no value is left for. confirmed: margins that published cells alone add up to: they are right.
    Which one of a set is wrong cannot be told, and so none of them may limit anything. All sets that the suspects show are looked for.
    """
    named: set[int] = set()
    for involved in _causes(lines, found, suspects):
        named |= _Conflict.around(lines, involved, confirmed).irreducible()
    return lines.published[sorted(named)]


def contradictory(lines: Lines, suspects: Booleans) -> bool:
    """Whether some margins have to differ for all lines around the suspects to hold."""
    changes = _changes(lines, suspects)
    return changes is not None and bool(changes[0].any())


def off_by_rounding(lines: Lines, found: Propagated, suspects: Booleans, allowed: float) -> bool:
    """Whether some margin misses its parts by no more than figures that are each off by so much explain."""
    if not allowed:
        return False
    limit = lines.figures * allowed * (1 + 1e-9)
    outright = (found.missed > 0) & lines.certain
    if outright.any():
        return bool((found.missed <= limit)[outright].any())
    changes = _changes(lines, suspects)
    figures = lines.figures[lines.published_line[PARENT]].max(axis=0)
    return changes is not None and bool(((changes[0] > 0) & (changes[0] <= figures * allowed)).any())


def _causes(lines: Lines, found: Propagated, suspects: Booleans) -> Iterator[Booleans]:
    """Lines that together cannot hold, one contradiction after the other: shape (lines + 1,)."""
    untied = np.ones(len(lines.lower), dtype=bool)
    untied[lines.line] = False
    for number in np.flatnonzero((found.missed > 0) & untied):
        yield np.arange(len(untied)) == number
    if not suspects.any():
        return
    changes = _changes(lines, suspects)
    if changes is None or not changes[1].any():
        # In a maze of more than 20,000 unknowns, or where the solver finds no proof: all lines of the suspects.
        beside = np.zeros(len(untied), dtype=bool)
        beside[lines.line[:, suspects]] = True
        beside[lines.none] = False
        yield beside
        return
    proof = changes[1]
    # A proof can be of several contradictions at once, which share no unknown.
    _, _, of_line = connected(lines, np.ones(len(lines.entry), dtype=bool), proof)
    for label in np.unique(of_line[proof]):
        yield proof & (of_line == label)


def _changes(lines: Lines, suspects: Booleans) -> tuple[Floats, Booleans] | None:
    """How much the published margins have to differ, at the least in sum, for all lines around the suspects to hold; and the lines
    that prove it. None where there are too many."""
    count, lined = len(lines.entry), np.arange(len(lines.lower)) != lines.none
    _, component, _ = connected(lines, np.ones(count, dtype=bool), lined)
    chosen = np.flatnonzero(np.isin(component, component[suspects]))
    if len(chosen) > LARGEST:
        return None
    label = np.zeros(count, dtype=np.intp)
    task = programme(lines, chosen, lined, np.zeros(count), np.full(count, np.inf), label)
    parts, margins = (incidence(lines, lines.published_line[side], task.lines) for side in (CHILD, PARENT))
    change, price = least_changes(task, sparse.csr_array(parts - margins))
    size = np.ones(len(change))
    np.maximum(size, (parts + margins).T @ lines.magnitude[task.lines], out=size)
    proof = np.zeros(len(lines.lower), dtype=bool)
    proof[task.lines] = np.abs(price) > NEAR
    return np.where(np.abs(change) > NEAR * size, np.abs(change), 0.0), proof


@dataclass(slots=True, eq=False)
class _Conflict:
    """A contradiction with the margins that may be wrong, by their numbers among the published, and all lines that these stand in.

    matrix: of unknowns, then of the changes of margins. trials: how many sets of margins may still be tried.
    """

    margins: Integers
    matrix: sparse.csr_array
    lower: Floats
    upper: Floats
    released: Floats
    trials: int = MOST_TRIALS
    tried: set[frozenset[int]] = field(default_factory=set)

    @classmethod
    def around(cls, lines: Lines, involved: Booleans, confirmed: Integers) -> "_Conflict":
        here = involved[lines.published_line].any(axis=0)
        right = np.isin(lines.published, confirmed)
        margins = np.flatnonzero(here & ~right)
        # Beside the lines of the proof those that the margins sum up or stand in elsewhere: they say which margin is right after all.
        within = involved.copy()
        within[lines.published_line[:, margins]] = True
        within[lines.none] = False
        numbers = np.flatnonzero(within)
        others = np.flatnonzero(within[lines.published_line].any(axis=0) & ~right)
        unknowns = np.flatnonzero(within[lines.line].any(axis=0))
        parts, above = (incidence(lines, lines.line[side], numbers)[:, unknowns] for side in (CHILD, PARENT))
        own, over = (
            incidence(lines, lines.published_line[side], numbers)[:, others] for side in (CHILD, PARENT)
        )
        value = lines.published_value[others]
        # Margins at the edge are not judged here, and so may be anything; those that are judged come first.
        order = np.argsort(~np.isin(others, margins), kind="stable")
        matrix = sparse.csr_array(sparse.hstack([(own - over)[:, order], parts - above]))
        released = np.concatenate([-value[order], np.zeros(len(unknowns))])
        return cls(
            others[order][: len(margins)], matrix, lines.lower[numbers], lines.upper[numbers], released
        )

    def irreducible(self) -> set[int]:
        """All margins of smallest sets; where there are too many to try, all margins."""
        everything = frozenset(range(len(self.margins)))
        alone = {each for each in everything if not self._holds(frozenset({each}))}
        named, waiting = set(alone), [everything - alone]
        while waiting:
            kept = waiting.pop()
            if kept in self.tried or self._holds(kept):
                continue
            self.tried.add(kept)
            smallest = self._smallest(kept)
            named |= smallest
            # Another set may share a margin with this one: it is seen when that margin is gone.
            waiting += [kept - {each} for each in smallest]
        chosen = self.margins if self.trials <= 0 else self.margins[sorted(named)]
        return set(chosen.tolist())

    def _smallest(self, kept: frozenset[int]) -> frozenset[int]:
        """Margins of which none can be left out, or the others would hold."""
        for each in sorted(kept):
            if not self._holds(kept - {each}):
                kept = kept - {each}
        return kept

    def _holds(self, kept: frozenset[int]) -> bool:
        """Whether the lines can hold where these margins are right and all others can be anything."""
        self.trials -= 1
        if self.trials <= 0:
            return True
        low, high = self.released.copy(), np.full(len(self.released), np.inf)
        low[list(kept)] = high[list(kept)] = 0.0
        finite_upper, finite_lower = np.isfinite(self.upper), np.isfinite(self.lower)
        outcome = linprog(
            np.zeros(len(low)),
            A_ub=sparse.vstack([self.matrix[finite_upper], -self.matrix[finite_lower]]),
            b_ub=np.concatenate([self.upper[finite_upper], -self.lower[finite_lower]]),
            bounds=np.column_stack([low, high]),
            method="highs",
        )
        return bool(outcome.status != INFEASIBLE)
