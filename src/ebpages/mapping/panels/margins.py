"""Whether published margins agree with their parts."""

from typing import Literal

import numpy as np

from ebpages.mapping.arrays import Floats
from ebpages.mapping.grid import Grid
from ebpages.mapping.panels.findings import Gathered
from ebpages.mapping.tree import Tree

Side = Literal["regions", "industries"]
# Millions, hundreds of thousands ... thousandths: what values may have been rounded to.
_STEPS = tuple(10.0**power for power in range(6, -4, -1))

_ENOUGH = 20


def say_margins(gathered: Gathered, grid: Grid) -> None:
    """A finding for each margin below the sum of its known parts, or above that of all its parts, by more than rounding explains."""
    leaves = (slice(grid.regions.leaves), slice(grid.industries.leaves))
    if np.isfinite(grid.value).sum() == np.isfinite(grid.value[leaves]).sum():
        return
    step = rounding(grid.value)
    _say(gathered, grid, "regions", grid.regions, grid.value, step)
    _say(gathered, grid, "industries", grid.industries, grid.value.T, step)


def rounding(values: Floats) -> float:
    """The largest power of ten that all values are multiples of, from a million to a thousandth; 0 where there is none.

    Of a few values it is 1: they may be round by chance.
    """
    known = values[np.isfinite(values) & (values != 0)]
    if len(known) < _ENOUGH:
        return 1.0
    for step in _STEPS:
        times = known / step
        if (np.abs(times - np.rint(times)) <= 1e-9 * np.maximum(np.abs(times), 1)).all():
            return step
    return 0.0


def _say(gathered: Gathered, grid: Grid, side: Side, tree: Tree, value: Floats, step: float) -> None:
    for node, parts in tree.families():
        margin, below = value[node], value[parts]
        known = np.isfinite(below)
        total = np.where(known, below, 0.0).sum(axis=0)
        # Half a step for every number that may have been rounded, the margin's own included.
        room = step / 2 * (known.sum(axis=0) + 1) + 1e-9 * np.abs(total)
        lower, upper = margin < total - room, known.all(axis=0) & (margin > total + room) & tree.whole[node]
        for kind, places in (("margin_below_parts", lower), ("margin_above_parts", upper)):
            for place in np.flatnonzero(places):
                region, industry = (
                    tree.codes[node],
                    (grid.industries if side == "regions" else grid.regions).codes[place],
                )
                gathered.add(
                    kind,
                    *((region, industry) if side == "regions" else (industry, region)),
                    grid.year,
                    grid.measure,
                    margin=float(margin[place]),
                    parts=float(total[place]),
                    axis=side,
                    number=int(known[:, place].sum()),
                )
