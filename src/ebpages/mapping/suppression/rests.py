"""A table that also knows what lies beside each cell, which keeps quotients against unpublished totals narrow."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ebpages.mapping.category_table import CategoryTable, Interval
from ebpages.mapping.suppression.portions import Bounds


@dataclass(frozen=True, slots=True, eq=False)
class Rests:
    """Bounds with the shape of the cells. of_region: the region's total without the cell; of_category: the category's total
    without the cell; elsewhere: the total without both those totals, the cell counted once."""

    of_region: Bounds
    of_category: Bounds
    elsewhere: Bounds

    def rows(self, places: Sequence[int]) -> "Rests":
        """Of some of the regions."""
        at = list(places)
        return Rests(self.of_region[at], self.of_category[at], self.elsewhere[at])


@dataclass(frozen=True, slots=True, eq=False)
class RestedTable(CategoryTable):
    """rests: of these cells and totals; None where figures were rounded, so that a total may lie below its part.

    given: the cells and the total that the rests are of. A table in which they were replaced is told by having others.
    """

    rests: Rests | None
    given: tuple[Interval, Interval]


def rests_of(table: CategoryTable) -> Rests:
    """The rests that were worked out with the table; where its cells or totals were replaced since, what the table alone implies."""
    if isinstance(table, RestedTable):
        if table.rests is None:
            return _anything(table.cells.low.shape)
        if table.given[0] is table.cells and table.given[1] is table.total:
            return table.rests
    own = _bounds(table.cells)
    return Rests(
        _bounds(table.region_total)[:, None].less(own),
        _bounds(table.category_total)[None].less(own),
        Bounds(np.zeros(own.low.shape), np.full(own.low.shape, np.inf)),
    )


def _anything(shape: tuple[int, ...]) -> Rests:
    open_ = Bounds(np.full(shape, -np.inf), np.full(shape, np.inf))
    return Rests(open_, open_, open_)


def _bounds(of: Interval) -> Bounds:
    return Bounds(of.low, of.high)
