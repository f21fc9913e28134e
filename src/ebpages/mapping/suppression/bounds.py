"""Bounds of everything that a grid leaves unpublished, from the margins of both trees."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ebpages.mapping.arrays import Booleans, Codes, Floats, Integers
from ebpages.mapping.bounded import Bounded, Method
from ebpages.mapping.grid import Grid
from ebpages.mapping.suppression.components import Components, components_of, exact_with_derived
from ebpages.mapping.suppression.contradiction import Blame, changing_least, entangled, outright, resolution
from ebpages.mapping.suppression.estimate import fitted
from ebpages.mapping.suppression.linear_program import programme, tightest
from ebpages.mapping.suppression.lines import Lines, lines_of
from ebpages.mapping.suppression.propagation import Propagated, propagate

ROUNDS = 100
LARGEST = 500
IN_ALL = 3_000


def bounded(
    grid: Grid,
    *,
    rounding: float = 0.0,
    tolerance: float | None = None,
    rounds: int = ROUNDS,
    largest: int = LARGEST,
    in_all: int = IN_ALL,
) -> Bounded:
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
    while True:
        lines = lines_of(grid, published, off_by)
        found = _tightened(lines, rounds, largest, in_all)
        if not isinstance(found, Blame):
            return _told(grid, published, lines, found, np.concatenate(left_out), off_by)
        small = found.within(allowed)
        rounded = small.any() and off_by < allowed
        off_by = allowed if rounded else off_by
        margins = np.unique(found.margins[~small] if rounded else found.margins)
        if not rounded and not len(margins):
            raise ArithmeticError(
                f"the margins of {grid.measure} in {grid.year} contradict each other, none of them by itself"
            )
        left_out.append(margins)
        published.flat[margins] = False


@dataclass(frozen=True, slots=True, eq=False)
class _Tightened:
    low: Floats
    high: Floats
    exact: Booleans


def _tightened(lines: Lines, rounds: int, largest: int, in_all: int) -> _Tightened | Blame:
    count = len(lines.entry)
    start = propagate(lines, np.zeros(count), np.full(count, np.inf), 1)
    blame = outright(lines, start)
    if blame:
        return blame
    start = propagate(lines, start.low, start.high, rounds)
    suspects = start.crossed | (start.missed[lines.line] > 0).any(axis=0)
    if suspects.any():
        return entangled(lines, start, suspects)
    return _programmed(lines, start, largest, in_all)


def _programmed(lines: Lines, start: Propagated, largest: int, in_all: int) -> _Tightened | Blame:
    found = components_of(lines, start.low < start.high)
    exact = _without_programme(found, start.settled)
    low, high = start.low.copy(), start.high.copy()
    for chosen in _programmes(found, exact, largest, in_all):
        best = tightest(programme(lines, chosen, found.kept, start.low, start.high, found.label))
        if not best.feasible:
            blame = changing_least(lines, np.isin(np.arange(len(low)), chosen))
            if blame:
                return blame
        low[chosen], high[chosen], exact[chosen] = best.low, best.high, best.exact
    after = propagate(lines, low, high, len(found.derived) + 1)
    return _Tightened(after.low, after.high, exact_with_derived(lines, found, exact))


def _without_programme(found: Components, settled: Booleans) -> Booleans:
    """Where propagation alone is exact: what is fixed, and components without a circle, once nothing in them moves."""
    exact = found.label < 0
    for margins, _ in found.derived:
        exact[margins] = False
    tied = found.label >= 0
    calm = found.acyclic.copy()
    calm[found.label[tied & ~settled]] = False
    exact[tied] = calm[found.label[tied]]
    return exact


def _programmes(found: Components, exact: Booleans, largest: int, in_all: int) -> Iterator[Integers]:
    """Unknowns of components that want a programme, small components together, the smallest first."""
    tied = found.label >= 0
    wanted = np.unique(found.label[tied & ~exact])
    wanted = wanted[np.argsort(found.sizes[wanted], kind="stable")]
    sizes = found.sizes[wanted]
    together = np.cumsum(sizes)
    taken = (sizes <= largest) & (together <= in_all)
    number = np.full(len(found.acyclic), -1)
    number[wanted[taken]] = together[taken] // max(largest, 1)
    of_unknown = np.where(tied, number[found.label], -1) if len(number) else found.label
    for group in np.unique(number[number >= 0]):
        yield np.flatnonzero(of_unknown == group)


def _told(
    grid: Grid, published: Booleans, lines: Lines, found: _Tightened, left_out: Integers, off_by: float
) -> Bounded:
    low, high = np.where(published, grid.value, 0.0), np.where(published, grid.value, np.inf)
    low.flat[lines.entry], high.flat[lines.entry] = found.low, found.high
    method = np.full(grid.value.shape, Method.PUBLISHED, dtype=np.uint8)
    method.flat[lines.entry] = _methods(found)
    regions, industries = np.unravel_index(left_out, grid.value.shape)
    return Bounded(
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


def _methods(found: _Tightened) -> Codes:
    bounded = np.where(found.exact, Method.EXACT, Method.PROPAGATED)
    return np.where(np.isinf(found.high), Method.UNBOUNDED, bounded).astype(np.uint8)
