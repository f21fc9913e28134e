"""A measure by region and cluster category between bounds, with the totals that quotients are taken against."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from ebpages.mapping.arrays import Booleans, Codes, Floats, Integers
from ebpages.mapping.bounds import Bounds, Estimates
from ebpages.mapping.grid import State

Totals = Literal["published", "summed", "bounded", "reference"]


@dataclass(frozen=True, slots=True, eq=False)
class Remainders:
    """What lies beside each cell, with the shape of the cells, which keeps quotients against unpublished totals narrow.

    of_region: the region's total without the cell; of_category: the category's total without the cell; elsewhere: the total without
    both those totals, the cell counted once. cells, total: what they were worked out with.
    """

    of_region: Bounds
    of_category: Bounds
    elsewhere: Bounds
    cells: Estimates
    total: Estimates


@dataclass(frozen=True, slots=True, eq=False)
class CategoryTable:
    """One measure in one year. Shapes: cells (regions, categories), region_total (regions,), category_total (categories,), total ().

    state: of each cell a State: of a category that sums several industries the least known of them. totals: `published` where all
    three kinds of totals are, `summed` where they are sums of cells that are all known, `bounded` where they are known only between
    bounds, and then the estimates are sums of what is known; `reference` where they need not be sums of the cells. worked_out: the remainders as they came with the cells. contradicted:
    figures that limit nothing, since they contradict others, as (region code, industry code) pairs. sums_hold: no total can lie below
    its part, as it can where figures were rounded or totals are for reference.
    """

    measure: str
    year: int
    regions: tuple[str, ...]
    categories: tuple[str, ...]
    cells: Estimates
    region_total: Estimates
    category_total: Estimates
    total: Estimates
    state: Codes
    totals: Totals
    worked_out: Remainders | None = None
    contradicted: tuple[tuple[str, str], ...] = ()
    sums_hold: bool = True

    @property
    def remainders(self) -> Remainders:
        """Those that were worked out with the cells; else what the totals alone imply; anything where sums need not hold."""
        if own := self._own_remainders:
            return own
        if not self.sums_hold:
            anything = Bounds(*(np.full(self.cells.low.shape, end) for end in (-np.inf, np.inf)))
            return Remainders(anything, anything, anything, self.cells, self.total)
        shape = self.cells.low.shape
        return Remainders(
            self.region_total[:, None].less(self.cells),
            self.category_total[None].less(self.cells),
            Bounds(np.zeros(shape), np.full(shape, np.inf)),
            self.cells,
            self.total,
        )

    @property
    def told(self) -> Booleans:
        """Of which cells there is a figure: published, rounded or not, or following without a doubt from what is."""
        return np.asarray(self.cells.exact | (self.state >= State.ZERO))

    @property
    def _own_remainders(self) -> Remainders | None:
        """`dataclasses.replace` of the cells keeps the remainders of the old ones, which would make bounds too narrow."""
        own = self.worked_out
        return own if own and own.cells is self.cells and own.total is self.total else None

    def only(self, places: Sequence[int]) -> "CategoryTable":
        """Some of the regions, in a new order; quotients are still taken against the same totals."""
        rows = list(places)
        if rows == list(range(len(self.regions))):
            return self
        cells, own = self.cells[rows], self._own_remainders
        return replace(
            self,
            regions=tuple(self.regions[place] for place in rows),
            cells=cells,
            region_total=self.region_total[rows],
            state=self.state[rows],
            worked_out=own
            and Remainders(
                own.of_region[rows], own.of_category[rows], own.elsewhere[rows], cells, self.total
            ),
        )

    def aligned(self, regions: tuple[str, ...], categories: tuple[str, ...]) -> "CategoryTable":
        """With these regions and categories, in this order; what the table does not have of them is missing and can be anything."""
        if self.regions == regions and self.categories == categories:
            return self
        rows, columns = _places(self.regions, regions), _places(self.categories, categories)
        here = (rows >= 0)[:, None] & (columns >= 0)
        return replace(
            self,
            regions=regions,
            categories=categories,
            cells=_placed(self.cells, np.ix_(rows, columns), here),
            region_total=_placed(self.region_total, rows, rows >= 0),
            category_total=_placed(self.category_total, columns, columns >= 0),
            state=np.where(here, self.state[np.ix_(rows, columns)], State.MISSING).astype(np.uint8),
        )


def _places(codes: tuple[str, ...], wanted: tuple[str, ...]) -> Integers:
    """Where each wanted code stands, -1 for one that is not there."""
    place = {code: number for number, code in enumerate(codes)}
    return np.array([place.get(code, -1) for code in wanted], dtype=np.intp)


def _placed(figures: Estimates, at: Integers | tuple[Integers, ...], here: Booleans) -> Estimates:
    """Where `here` is false, -1 has fetched the last figure, and anything stands in its place."""

    def filled(values: Floats, otherwise: float) -> Floats:
        return np.where(here, values[at], otherwise)

    return Estimates(
        filled(figures.low, 0.0),
        filled(figures.high, np.inf),
        estimate=filled(figures.estimate, np.nan),
    )
