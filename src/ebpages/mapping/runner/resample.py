"""A year with its regions drawn anew: what the answers would be if other regions of the same kind had been observed."""

from dataclasses import replace

import numpy as np

from ebpages.mapping.arrays import Codes, Floats, Integers
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.category_table import CategoryTable
from ebpages.mapping.rules.result import RuleSetResult


def drawn(regions: int, seed: int) -> Integers:
    """As many regions as there are, by their places, each drawn with the same chance and put back. Efron (1979)."""
    # Sorted, so that draws of one region stand side by side, which `distinct` relies on.
    return np.sort(np.random.default_rng(seed).integers(0, regions, regions))


def resampled(table: CategoryTable, places: Integers) -> CategoryTable:
    """The table of the regions drawn, some of them several times; their own sums are the totals, since nobody publishes others."""
    cells, region_total = table.cells[places], table.region_total[places]
    known = bool(cells.exact.all() and region_total.exact.all())
    return replace(
        table,
        regions=tuple(table.regions[place] for place in places),
        cells=cells,
        region_total=region_total,
        category_total=_summed(cells),
        total=_summed(region_total),
        state=table.state[places],
        totals="summed" if known else "bounded",
    )


def distinct(mapped: RuleSetResult, places: Integers) -> RuleSetResult:
    """Each region that was drawn once: several draws of one have the same answers. places: as drawn, in order."""
    kept = np.flatnonzero(np.diff(places, prepend=-1))

    def rows(stars: Codes | None) -> Codes | None:
        return None if stars is None else stars[kept]

    return replace(
        mapped,
        regions=tuple(mapped.regions[place] for place in kept),
        value=mapped.value[kept],
        state=mapped.state[kept],
        lq=mapped.lq[kept],
        tests={name: codes[kept] for name, codes in mapped.tests.items()},
        answer=mapped.answer[kept],
        at_estimate=mapped.at_estimate[kept],
        stars_low=rows(mapped.stars_low),
        stars_high=rows(mapped.stars_high),
    )


def _summed(of: Estimates) -> Estimates:
    """Over the regions; the estimate is the sum of what is known."""
    return Estimates(_sum(of.low), _sum(of.high), estimate=np.nansum(of.estimate, axis=0))


def _sum(bounds: Floats) -> Floats:
    return np.asarray(bounds.sum(axis=0))
