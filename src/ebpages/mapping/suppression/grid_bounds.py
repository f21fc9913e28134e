"""What everything that a grid leaves unpublished can be: bounds from the margins of both trees, and estimates between them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from ebpages.mapping.arrays import Booleans, Codes, Floats, Integers
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.grid import Grid
from ebpages.mapping.rounding import Rounding, off_by
from ebpages.mapping.suppression.contradiction import (
    NEAR,
    companions,
    least_changed,
    resolution,
)
from ebpages.mapping.suppression.estimate import fitted
from ebpages.mapping.suppression.linear_program import Tightest, programme, tightest
from ebpages.mapping.suppression.lines import (
    Components,
    Lines,
    components_of,
    exact_with_derived,
    lines_of,
)
from ebpages.mapping.suppression.propagation import Propagated, propagate

ROUNDS = 100  # each takes bounds one margin farther; trees are a few levels deep, and circles settle within some ten
LARGEST = 500  # unknowns of one programme: each needs up to two solutions, so that time grows with more than the square
IN_ALL = 3_000
LARGEST_DIFFERENCE = 0.5  # of a margin: what coverage, imputation or rounding may set it and its parts apart by; more is an error


class Method(IntEnum):
    """How the bounds of a cell were found. EXACT: by linear programming or along a single tree, no tighter ones exist.

    PROPAGATED: they hold, but might be tighter. UNBOUNDED: nothing published limits the cell from above.
    """

    PUBLISHED = 0
    EXACT = 1
    PROPAGATED = 2
    UNBOUNDED = 3


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class GridBounds(Estimates):
    """All arrays have the shape of `grid.value`: (region nodes, industry nodes), leaves first.

    low, high: of a published figure what it can have been before it was rounded. estimate: the published value, else proportional
    fitting to the margins, NaN where no margin helps; of an unpublished margin the sum of what is known of its parts. method: a Method
    for each. contradicted: figures that limit nothing, since they contradict others, as (region code, industry code) pairs. off_by: how
    far each may lie from the sum of its parts; 0 where figures are exact, inf where a margin need not be the sum.
    """

    grid: Grid
    method: Codes
    off_by: Floats
    contradicted: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Contradiction:
    """suspects: (unknowns,) those that no value is left for."""

    found: Propagated
    suspects: Booleans

    def missed_lines(self, lines: Lines) -> Booleans:
        """Lines with a published margin that cannot hold, or that a suspect stands in."""
        found = self.found.missed > 0
        found[lines.line[:, self.suspects]] = True
        return found & lines.certain


def grid_bounds(
    grid: Grid,
    *,
    rounding: float | None = None,
    rounds: int = ROUNDS,
    largest: int = LARGEST,
    in_all: int = IN_ALL,
) -> GridBounds:
    """What every cell and margin can be, at the least and at the most, and the likeliest value between.

    A margin is the sum of its parts in either tree, or at least that where its node is not whole; all are 0 or more. Figures are what
    they were before they were rounded, and the bounds of one that is not published hold what would be published as well: a line of n
    parts holds up to what its n + 1 figures may be off.

    rounding: the unit that all figures were rounded to the nearest multiple of, 0 for none; None: what the grid states, and else what
    the figures show (see `rounding.off_by`). Where a margin misses its parts by no more than half of the step that all figures are
    multiples of, for each figure in the line, figures are evidently rounded to that step, and are all taken to be.

    Margins that contradict cells, or each other through unpublished figures, limit nothing and are named in `contradicted`: all of a
    smallest set that cannot be right together, since it cannot be told which is wrong. Each is then between what it says and what the
    others leave for it, if these differ by no more than half of it; else what it says is an error. A negative figure is named too.
    Where totals are for reference, margins limit nothing from the start, and are what they say.

    rounds: of propagation, at the most. largest: how many unknowns that depend on each other linear programming takes on;
    in_all: how many it takes on together, the smallest groups first, which at 3,000 takes some seconds. 0: propagation only.
    """
    published = grid.value >= 0
    stated = grid.rounding if rounding is None else (Rounding(rounding),)
    values = np.where(published, grid.value, np.nan)
    off = off_by(values, grid.regions, grid.industries, grid.measure, stated).figures
    known = published & ~_margins(grid) if grid.reference_totals else published.copy()
    step = resolution(grid.value[published]) / 2
    named = [np.flatnonzero(grid.value < 0)]
    cells: _CellBounds | None = None

    def outcome_of(known: Booleans) -> tuple[Lines, Tightest | _Contradiction]:
        lines = lines_of(grid, known, off)
        return lines, _tightened(lines, rounds, largest, in_all)

    # Each round takes at least one margin out, or allows rounding, which it does once: it ends.
    while True:
        lines, outcome = outcome_of(known)
        if isinstance(outcome, Tightest):
            return _with_estimates(grid, published, lines, outcome, np.concatenate(named), off)
        if (off < step).any() and _off_by_rounding(lines, outcome, step):
            # Rounding is tried before any margin is given up for it: where one sum is off by a person, figures were rounded everywhere,
            # and a bound that takes the others for exact would miss the truth.
            off, cells = np.maximum(off, step), None
            continue
        # What cells alone contradict is wrong for certain, and would else be one of several margins that cannot be right together.
        cells = cells or _by_cells(grid, published, off, rounds)
        wrong = np.flatnonzero(known.ravel() & cells.contradict)
        if not len(wrong):
            wrong = _disputed(lines, outcome, known, cells.confirmed, outcome_of)
        if not len(wrong):
            raise ArithmeticError(
                f"the margins of {grid.measure} in {grid.year} contradict each other, none of them by itself"
            )
        named.append(wrong)
        known.flat[wrong] = False


def _disputed(
    before: Lines,
    contradiction: _Contradiction,
    known: Booleans,
    confirmed: Integers,
    outcome_of: Callable[[Booleans], tuple[Lines, Tightest | _Contradiction]],
) -> Integers:
    """All margins of smallest sets that cannot be right together, as places in the flattened grid. known: what limits anything."""
    changes, kept = least_changed(before, confirmed), known.copy()
    if not len(changes.margins):
        return np.unique(before.margin[contradiction.missed_lines(before)])
    kept.flat[changes.margins] = False
    lines, outcome = outcome_of(kept)
    if not isinstance(outcome, Tightest):
        return changes.margins
    # The least changes in sum can be of more margins than need be: one after the other is right after all, where the others let it be.
    said = dict(zip(before.published.tolist(), before.published_value.tolist(), strict=True))
    given_up = []
    for margin in changes.margins[np.argsort(changes.by)]:
        place = np.flatnonzero(lines.entry == margin)[0]
        if outcome.low[place] <= said[margin] <= outcome.high[place]:
            kept.flat[margin] = True
            again = outcome_of(kept)
            if isinstance(again[1], Tightest):
                lines, outcome = again[0], again[1]
                continue
            kept.flat[margin] = False
        given_up.append(margin)
    wrong = np.array(given_up, dtype=np.intp)
    return np.union1d(wrong, companions(before, lines, outcome, wrong, confirmed))


def _margins(grid: Grid) -> Booleans:
    found = np.ones(grid.value.shape, dtype=bool)
    found[: grid.regions.leaves, : grid.industries.leaves] = False
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _CellBounds:
    """What published cells say of published margins. contradict: (entries,) where these cannot be right. confirmed: where they must be."""

    contradict: Booleans
    confirmed: Integers


def _by_cells(grid: Grid, published: Booleans, off: Floats, rounds: int) -> _CellBounds:
    lines = lines_of(grid, published & ~_margins(grid), off)
    count = len(lines.entry)
    found = propagate(lines, np.zeros(count), np.full(count, np.inf), rounds)
    value, room = grid.value.flat[lines.entry], off.flat[lines.entry]
    room = room + NEAR * np.maximum(1.0, found.low)
    judged = published.flat[lines.entry]
    contradict = np.zeros(grid.value.size, dtype=bool)
    contradict[lines.entry] = judged & ((value < found.low - room) | (value > found.high + room))
    return _CellBounds(contradict, lines.entry[judged & (found.low == found.high) & (value == found.low)])


def _off_by_rounding(lines: Lines, contradiction: _Contradiction, step: float) -> bool:
    """Whether some margin misses its parts by no more than figures that are each off by so much explain."""
    outright = (contradiction.found.missed > 0) & lines.certain
    if outright.any():
        return bool((contradiction.found.missed <= lines.figures * step * (1 + NEAR))[outright].any())
    return least_changed(lines, lines.published[:0]).within(step)


def _tightened(lines: Lines, rounds: int, largest: int, in_all: int) -> Tightest | _Contradiction:
    count = len(lines.entry)
    # One round first: what published figures alone contradict has few margins to blame. After more rounds a contradiction has spread
    # over all that hangs together with it, and the margin that made it can no longer be told from the others.
    start = propagate(lines, np.zeros(count), np.full(count, np.inf), 1)
    if not ((start.missed > 0) & lines.certain).any():
        start = propagate(lines, start.low, start.high, rounds)
    suspects = start.crossed | (start.missed[lines.line] > 0).any(axis=0)
    if suspects.any() or start.missed.any():
        return _Contradiction(start, suspects)
    return _programmed(lines, start, largest, in_all)


def _programmed(lines: Lines, start: Propagated, largest: int, in_all: int) -> Tightest | _Contradiction:
    components = components_of(lines, start.low < start.high)
    exact = _without_programme(components, start.settled)
    low, high = start.low.copy(), start.high.copy()
    for chosen in _programmes(components, exact, largest, in_all):
        best = tightest(programme(lines, chosen, components.kept, start.low, start.high, components.label))
        # Where no margin is to blame the solver found no values by its own rounding only, and the bounds so far stay.
        if not best.feasible and len(least_changed(lines, lines.published[:0]).margins):
            return _Contradiction(start, np.isin(np.arange(len(low)), chosen))
        low[chosen], high[chosen], exact[chosen] = best.low, best.high, best.exact
    # Margins that only sum up stand in no programme: they get their bounds from their parts, one batch in each round.
    after = propagate(lines, low, high, len(components.derived) + 1)
    return Tightest(after.low, after.high, exact_with_derived(lines, components, exact), feasible=True)


def _without_programme(components: Components, settled: Booleans) -> Booleans:
    """Where propagation alone is exact: what is fixed, and components without a circle, once nothing in them moves."""
    exact = components.label < 0
    for margins, _ in components.derived:
        exact[margins] = False
    tied = components.label >= 0
    calm = components.acyclic.copy()
    calm[components.label[tied & ~settled]] = False
    exact[tied] = calm[components.label[tied]]
    return exact


def _programmes(components: Components, exact: Booleans, largest: int, in_all: int) -> Iterator[Integers]:
    """Unknowns of components that want a programme, small components together, the smallest first."""
    tied = components.label >= 0
    wanted = np.unique(components.label[tied & ~exact])
    wanted = wanted[np.argsort(components.sizes[wanted], kind="stable")]
    sizes = components.sizes[wanted]
    together = np.cumsum(sizes)
    taken = (sizes <= largest) & (together <= in_all)
    number = np.full(len(components.acyclic), -1)
    number[wanted[taken]] = together[taken] // max(largest, 1)
    of_unknown = np.where(tied, number[components.label], -1) if len(number) else components.label
    for group in np.unique(number[number >= 0]):
        yield np.flatnonzero(of_unknown == group)


def _with_estimates(
    grid: Grid, published: Booleans, lines: Lines, tightened: Tightest, named: Integers, off: Floats
) -> GridBounds:
    """lines: of what limits anything; published figures that do not are among their unknowns."""
    value, off = grid.value, off.copy()
    low, high = np.maximum(value - off, 0.0), value + off
    method = np.full(value.shape, Method.PUBLISHED, dtype=np.uint8)
    own_low, own_high = low.flat[lines.entry], high.flat[lines.entry]
    free = published.flat[lines.entry]
    disputed = free & np.isin(lines.entry, named)
    apart = np.fmax(tightened.low - own_high, own_low - tightened.high)
    error = disputed & (apart > value.flat[lines.entry] * LARGEST_DIFFERENCE)
    between, reference = disputed & ~error, free & ~disputed
    low.flat[lines.entry] = np.where(
        reference, own_low, np.where(between, np.fmin(own_low, tightened.low), tightened.low)
    )
    high.flat[lines.entry] = np.where(
        reference, own_high, np.where(between, np.fmax(own_high, tightened.high), tightened.high)
    )
    # Lines of rounded figures hold up to what these are off, each line by itself: together they might allow less.
    exact = tightened.exact & ~off.any()
    method.flat[lines.entry] = np.where(reference, Method.PUBLISHED, _methods(tightened.high, exact))
    method.flat[lines.entry[between]] = Method.PROPAGATED
    off.flat[lines.entry[reference | (between & (apart > 0))]] = np.inf
    limiting = published.copy()
    limiting.flat[lines.entry] = False
    regions, industries = np.unravel_index(named, value.shape)
    estimate = fitted(grid, limiting, low, high).estimate
    as_said = lines.entry[between | reference]
    estimate.flat[as_said] = value.flat[as_said]
    return GridBounds(
        grid=grid,
        low=low,
        high=high,
        estimate=estimate,
        method=method,
        off_by=off,
        contradicted=tuple(
            (grid.regions.codes[region], grid.industries.codes[industry])
            for region, industry in zip(regions, industries, strict=True)
        ),
    )


def _methods(high: Floats, exact: Booleans) -> Codes:
    bounded = np.where(exact, Method.EXACT, Method.PROPAGATED)
    return np.where(np.isinf(high), Method.UNBOUNDED, bounded).astype(np.uint8)
