"""What everything that a grid leaves unpublished can be: bounds from the margins of both trees, and estimates between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from ebpages.mapping.arrays import Booleans, Codes, Integers
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.grid import Grid
from ebpages.mapping.suppression.contradiction import Blame, changing_least, entangled, outright, resolution
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

    estimate: the published value, else proportional fitting to the margins, NaN where no margin helps; of an unpublished margin the
    sum of what is known of its parts. method: a Method for each. contradicted: margins that contradict their parts and were left out
    of the bounds, as (region code, industry code) pairs. off_by: how far each figure may lie from what was summed before it was
    rounded; 0 where figures are exact.
    """

    grid: Grid
    method: Codes
    contradicted: tuple[tuple[str, str], ...] = ()
    off_by: float = 0.0


def grid_bounds(
    grid: Grid,
    *,
    rounding: float = 0.0,
    tolerance: float | None = None,
    rounds: int = ROUNDS,
    largest: int = LARGEST,
    in_all: int = IN_ALL,
) -> GridBounds:
    """What every cell and margin can be, at the least and at the most, and the likeliest value between.

    Published figures are what they are; all others are taken to be 0 or more. A margin is the sum of its parts in either tree, or
    at least that where its node is not whole.

    rounding: the unit that the source rounded its figures to, in the unit of the grid; a margin of n parts then holds only up to
    (n + 1) * rounding / 2. 0: figures are exact. tolerance: how far a figure may be off before a margin contradicts its parts;
    None: half of the step that the published figures are multiples of (half a person, half a million euros). A margin that its parts
    miss by more than (n + 1) * tolerance is left out of the bounds and named in `contradicted`, as are negative figures. Where some
    are missed, but by no more, the figures are evidently rounded: the tolerance is then allowed to all lines, as if stated as
    rounding. Where margins contradict each other through unpublished figures, those that have to change least are left out.

    rounds: of propagation, at the most. largest: how many unknowns that depend on each other linear programming takes on;
    in_all: how many it takes on together, the smallest groups first, which at 3,000 takes some seconds. 0: propagation only.
    """
    published = grid.value >= 0
    left_out = [np.flatnonzero(grid.value < 0)]
    allowed = resolution(grid.value[published]) / 2 if tolerance is None else tolerance
    off_by = rounding / 2
    # Each round leaves out at least one margin, or allows rounding, which it does once: it ends.
    while True:
        lines = lines_of(grid, published, off_by)
        bounds = _tightened(lines, rounds, largest, in_all)
        if not isinstance(bounds, Blame):
            return _with_estimates(grid, published, lines, bounds, np.concatenate(left_out), off_by)
        # Rounding is tried before any margin is given up for it: where one sum is off by a person, figures were rounded everywhere,
        # and a bound that takes the others for exact would miss the truth.
        small = bounds.within(allowed)
        rounded = small.any() and off_by < allowed
        off_by = allowed if rounded else off_by
        margins = np.unique(bounds.margins[~small] if rounded else bounds.margins)
        if not rounded and not len(margins):
            raise ArithmeticError(
                f"the margins of {grid.measure} in {grid.year} contradict each other, none of them by itself"
            )
        left_out.append(margins)
        published.flat[margins] = False


def _tightened(lines: Lines, rounds: int, largest: int, in_all: int) -> Tightest | Blame:
    count = len(lines.entry)
    # One round first: what published figures alone contradict has one margin to blame. After more rounds a contradiction has spread
    # over all that hangs together with it, and the margin that made it can no longer be told from the others.
    start = propagate(lines, np.zeros(count), np.full(count, np.inf), 1)
    blame = outright(lines, start)
    if blame:
        return blame
    start = propagate(lines, start.low, start.high, rounds)
    suspects = start.crossed | (start.missed[lines.line] > 0).any(axis=0)
    if suspects.any():
        return entangled(lines, start, suspects)
    return _programmed(lines, start, largest, in_all)


def _programmed(lines: Lines, start: Propagated, largest: int, in_all: int) -> Tightest | Blame:
    components = components_of(lines, start.low < start.high)
    exact = _without_programme(components, start.settled)
    low, high = start.low.copy(), start.high.copy()
    for chosen in _programmes(components, exact, largest, in_all):
        best = tightest(programme(lines, chosen, components.kept, start.low, start.high, components.label))
        if not best.feasible:
            blame = changing_least(lines, np.isin(np.arange(len(low)), chosen))
            if blame:
                return blame
            # No margin is to blame: the solver found no values by its own rounding only, and the bounds so far stay.
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
    grid: Grid, published: Booleans, lines: Lines, tightened: Tightest, left_out: Integers, off_by: float
) -> GridBounds:
    low, high = np.where(published, grid.value, 0.0), np.where(published, grid.value, np.inf)
    low.flat[lines.entry], high.flat[lines.entry] = tightened.low, tightened.high
    method = np.full(grid.value.shape, Method.PUBLISHED, dtype=np.uint8)
    method.flat[lines.entry] = _methods(tightened)
    regions, industries = np.unravel_index(left_out, grid.value.shape)
    return GridBounds(
        grid=grid,
        low=low,
        high=high,
        estimate=fitted(grid, published, low, high).estimate,
        method=method,
        contradicted=tuple(
            (grid.regions.codes[region], grid.industries.codes[industry])
            for region, industry in zip(regions, industries, strict=True)
        ),
        off_by=off_by,
    )


def _methods(tightened: Tightest) -> Codes:
    bounded = np.where(tightened.exact, Method.EXACT, Method.PROPAGATED)
    return np.where(np.isinf(tightened.high), Method.UNBOUNDED, bounded).astype(np.uint8)
