"""A table with only some of its regions, or with those of another; quotients are still taken against the same totals."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ebpages.mapping.arrays import Booleans, Floats, Integers
from ebpages.mapping.category_table import CategoryTable, Interval
from ebpages.mapping.grid import State
from ebpages.mapping.suppression.rests import RestedTable


def only(table: CategoryTable, places: Sequence[int]) -> CategoryTable:
    """places: of the regions that stay, in their new order."""
    if list(places) == list(range(len(table.regions))):
        return table
    cells = _rows(table.cells, places)
    kept = replace(
        table,
        regions=tuple(table.regions[place] for place in places),
        cells=cells,
        region_total=_rows(table.region_total, places),
        state=table.state[list(places)],
    )
    if isinstance(table, RestedTable) and isinstance(kept, RestedTable) and table.rests is not None:
        return replace(kept, rests=table.rests.rows(places), given=(cells, table.total))
    return kept


def aligned(table: CategoryTable, regions: tuple[str, ...], categories: tuple[str, ...]) -> CategoryTable:
    """The table with these regions and categories, in this order; what it does not have of them is missing and can be anything."""
    if table.regions == regions and table.categories == categories:
        return table
    rows, columns = _places(table.regions, regions), _places(table.categories, categories)
    here = (rows >= 0)[:, None] & (columns >= 0)
    return replace(
        table,
        regions=regions,
        categories=categories,
        cells=_placed(table.cells, np.ix_(rows, columns), here),
        region_total=_placed(table.region_total, rows, rows >= 0),
        category_total=_placed(table.category_total, columns, columns >= 0),
        state=np.where(here, table.state[np.ix_(rows, columns)], State.MISSING).astype(np.uint8),
    )


def _places(codes: tuple[str, ...], wanted: tuple[str, ...]) -> Integers:
    """Where each wanted code stands, -1 for one that is not there."""
    found = {code: place for place, code in enumerate(codes)}
    return np.array([found.get(code, -1) for code in wanted], dtype=np.intp)


def _placed(of: Interval, at: Integers | tuple[Integers, ...], here: Booleans) -> Interval:
    def filled(values: Floats, otherwise: float) -> Floats:
        return np.where(here, values[at], otherwise)

    return Interval(filled(of.estimate, np.nan), filled(of.low, 0.0), filled(of.high, np.inf))


def _rows(of: Interval, places: Sequence[int]) -> Interval:
    rows = list(places)
    return Interval(of.estimate[rows], of.low[rows], of.high[rows])
