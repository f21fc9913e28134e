"""Quotients of figures that are known between bounds: as narrow as closed forms allow, and never without the truth."""

from dataclasses import dataclass

import numpy as np

from ebpages.mapping.arrays import Booleans, Floats
from ebpages.mapping.bounds import CARE, Bounds, Estimates
from ebpages.mapping.category_table import CategoryTable

LEAST = 1e-60  # stands for the smallest figure above 0, where nothing by nothing has a limit
ENDLESS = 1e30  # a quotient above it is one by what may be 0
ROWS = 64  # regions at a time: arrays that stay in the processor's cache


def location_quotient(table: CategoryTable) -> Estimates:
    """(x / r) / (i / e) of every region and category, as x e / (r i); shape (regions, categories).

    Totals contain the cell: r = x + a, i = x + b, e = r + i - x + d with a, b, d >= 0. Against published totals the quotient rises
    with x; against unpublished ones it rises up to x = (ab + sqrt(ab (a + d)(b + d))) / d and then falls. The bounds are the extremes
    over all x, a, b, d and totals within theirs. Estimate: of the estimates, NaN where there is none or a total is 0; then, with
    nothing to be concentrated, the bounds are 0. Florence (1939).
    """
    beside, cells = table.remainders, table.cells
    in_region, in_category, total = table.region_total[:, None], table.category_total, table.total
    low, high = np.empty_like(cells.low), np.empty_like(cells.high)
    for first in range(0, len(low), ROWS):
        rows = slice(first, first + ROWS)
        region = Whole(in_region[rows], beside.of_region[rows])
        category = Whole(in_category, beside.of_category[rows])
        elsewhere = Whole(total, beside.elsewhere[rows])
        low[rows], high[rows] = _located(cells[rows], region, category, elsewhere)
    above, below = cells.estimate * total.estimate, in_region.estimate * in_category.estimate
    return _interval(above, below, low, high, _certain(cells, in_region, in_category, total))


def share_of_region(table: CategoryTable) -> Estimates:
    """x / r: how much of a region's total is in a category."""
    return _share(table.cells, table.region_total[:, None], table.remainders.of_region)


def share_of_category(table: CategoryTable) -> Estimates:
    """x / i: how much of a category's total is in a region."""
    return _share(table.cells, table.category_total, table.remainders.of_category)


def wage_per_person(wages: Estimates, employment: Estimates) -> Estimates:
    """Euros a year for each person employed; where nobody may be employed there is no upper bound."""
    return _ratio(wages, employment)


def growth(now: Estimates, then: Estimates) -> Estimates:
    """now / then - 1 over the whole period: 0.02 is two per cent."""
    ratio = _ratio(now, then)
    return Estimates(ratio.low - 1, ratio.high - 1, estimate=ratio.estimate - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """A total and what it is without the cell: both between bounds, and both to be kept to."""

    total: Bounds
    rest: Bounds

    def least(self, cell: Floats) -> Floats:
        return np.maximum(self.total.low, cell + self.rest.low)

    def most(self, cell: Floats) -> Floats:
        return np.minimum(self.total.high, cell + self.rest.high)


def _located(cell: Bounds, region: Whole, category: Whole, total: Whole) -> tuple[Floats, Floats]:
    """The least and the largest quotient: piece by piece it rises, or rises and then falls, so that few cells need to be tried."""
    least = np.maximum(cell.low, LEAST)
    most = np.minimum(
        cell.high, np.minimum(region.total.high - region.rest.low, category.total.high - category.rest.low)
    )
    most = np.maximum(most, least)
    # Taking cell, region, category and total each at its own end would be simpler, and wrong by a factor: the totals contain the cell, so
    # that a large cell makes its totals large. Only what lies beside the cell is free.
    low, high = np.full(least.shape, np.inf), np.zeros(least.shape)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        for tried in (least, most, *_turns(region, category, total)):
            at = np.clip(np.where(np.isnan(tried), least, tried), least, most)
            np.fmax(high, _largest(at, region, category, total), out=high)
        for tried in (least, most, *_bends(region, category, total)):
            at = np.clip(np.where(np.isnan(tried), least, tried), least, most)
            np.fmin(low, _smallest(at, region, category, total), out=low)
    # A cell that can be 0 has a quotient that can be 0, though `least` keeps away from 0, where 0 / 0 would be NaN in every formula.
    low, high = np.where(cell.low > 0, low, 0.0), np.where(high > ENDLESS, np.inf, high)
    return low, np.where(cell.high > 0, high, 0.0)


def _turns(region: Whole, category: Whole, total: Whole) -> tuple[Floats, ...]:
    """Cells at which the largest quotient can turn: where another bound takes over, and where it stops rising."""
    a, b, d = region.rest.low, category.rest.low, total.rest.high
    return (
        region.total.low - a,
        category.total.low - b,
        region.total.low + category.total.low + d - total.total.high,
        total.total.high - a - b - d,
        np.sqrt(a * b),
        (a * b + np.sqrt(a * b * (a + d) * (b + d))) / d,
    )


def _bends(region: Whole, category: Whole, total: Whole) -> tuple[Floats, ...]:
    """Cells at which another bound takes over in the smallest quotient, which between them is smallest at an end."""
    a, b, d = region.rest.high, category.rest.high, total.rest.low
    return (
        region.total.high - a,
        category.total.high - b,
        region.total.high + category.total.high + d - total.total.low,
        total.total.low - a - b - d,
    )


def _largest(cell: Floats, region: Whole, category: Whole, total: Whole) -> Floats:
    r, i = region.least(cell), category.least(cell)
    e = np.minimum(total.total.high, r + i - cell + total.rest.high)
    limit = np.where(np.isinf(total.rest.high), np.inf, 1.0)  # of a cell without end
    return np.where(np.isinf(cell), limit, cell * e / (r * i))


def _smallest(cell: Floats, region: Whole, category: Whole, total: Whole) -> Floats:
    r, i = region.most(cell), category.most(cell)
    e = np.maximum(total.total.low, r + i - cell + total.rest.low)
    both = np.isinf(region.rest.high) & np.isinf(category.rest.high)
    endless = np.where(np.isinf(r) & np.isinf(i), 0.0, cell / np.minimum(r, i))
    endless = np.where(np.isinf(cell), np.where(both, 0.0, 1.0), endless)
    endless = np.where(np.isneginf(total.rest.low), 0.0, endless)
    return np.where(np.isinf(r) | np.isinf(i), endless, cell * e / (r * i))


def _share(cells: Estimates, total: Estimates, rest: Bounds) -> Estimates:
    whole = Whole(total, rest)
    most = np.maximum(np.minimum(cells.high, total.high - rest.low), cells.low)
    limit = np.where(np.isneginf(rest.low), np.inf, 1.0)  # of a cell without end
    with np.errstate(invalid="ignore", divide="ignore"):
        low = np.where(cells.low > 0, cells.low / whole.most(cells.low), 0.0)
        high = np.where(most > 0, np.where(np.isinf(most), limit, most / whole.least(most)), 0.0)
    return _interval(cells.estimate, total.estimate, low, high, _certain(cells, total))


def _ratio(above: Estimates, below: Estimates) -> Estimates:
    with np.errstate(invalid="ignore", divide="ignore"):
        low = np.where((above.low > 0) & np.isfinite(below.high), above.low / below.high, 0.0)
        high = np.where(above.high > 0, np.where(below.low > 0, above.high / below.low, np.inf), 0.0)
    return _interval(above.estimate, below.estimate, low, high, _certain(above, below))


def _interval(above: Floats, below: Floats, low: Floats, high: Floats, certain: Booleans) -> Estimates:
    """Where all is certain the quotient itself; else bounds widened by what rounding may have cost, and an estimate within them."""
    shape = low.shape
    quotient = np.divide(above, below, out=np.full(shape, np.nan), where=np.broadcast_to(below > 0, shape))
    certain = certain & ~np.isnan(quotient)
    # What is certain stays as it is: widened by a rounding, an LQ of exactly 1 would no longer be told to be at least 1.
    low, high = np.where(certain, quotient, low * (1 - CARE)), np.where(certain, quotient, high * (1 + CARE))
    return Estimates(low, high, estimate=np.clip(quotient, low, high))


def _certain(*known: Estimates) -> Booleans:
    """Where all figures are known; shapes as of one that can be broadcast to the first."""
    certain = known[0].exact
    for each in known[1:]:
        certain = certain & each.exact
    return certain
