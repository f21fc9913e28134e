"""Tables with some of their regions, and tables brought to the regions and categories of another."""

import numpy as np

from ebpages.mapping.bounds import Estimates
from ebpages.mapping.category_table import CategoryTable
from ebpages.mapping.grid import Grid, State
from ebpages.mapping.suppression.category_sums import category_table
from ebpages.mapping.suppression.grid_bounds import grid_bounds
from ebpages.mapping.suppression.quotient import location_quotient
from ebpages.mapping.tree import Tree


def certain(values: list[float] | list[list[float]] | float) -> Estimates:
    array = np.array(values, dtype=float)
    return Estimates(array, array, estimate=array)


def table() -> CategoryTable:
    return CategoryTable(
        "employment", 2014, ("A", "B", "C"), ("x", "y"),
        cells=certain([[1, 2], [3, 4], [5, 6]]), region_total=certain([3, 7, 11]),
        category_total=certain([9, 12]), total=certain(21),
        state=np.full((3, 2), State.VALUE, dtype=np.uint8), totals="summed",
    )  # fmt: skip


def test_a_table_of_some_regions_keeps_the_totals() -> None:
    found = table().only([2, 0])
    assert found.regions == ("C", "A")
    assert found.cells.estimate.tolist() == [[5, 6], [1, 2]]
    assert found.category_total.estimate.tolist() == [9, 12]


def test_a_table_that_is_whole_stays_what_it_is() -> None:
    whole = table()
    assert whole.only([0, 1, 2]) is whole
    assert whole.aligned(whole.regions, whole.categories) is whole


def test_what_a_table_does_not_have_can_be_anything() -> None:
    found = table().aligned(("B", "D"), ("y", "z", "x"))
    assert found.cells.low.tolist() == [[4, 0, 3], [0, 0, 0]]
    assert found.cells.high.tolist() == [[4, np.inf, 3], [np.inf, np.inf, np.inf]]
    assert np.isnan(found.cells.estimate[1]).all()
    assert found.region_total.high.tolist() == [7, np.inf]
    assert found.category_total.low.tolist() == [12, 0, 9]
    assert found.state.tolist() == [[State.VALUE, State.MISSING, State.VALUE], [State.MISSING] * 3]


def test_a_table_of_some_regions_knows_as_much_of_what_lies_beside_them() -> None:
    regions = Tree(("A", "B", "C", "TOTAL"), 3, np.array([3, 3, 3, -1]), np.ones(4, dtype=bool))
    industries = Tree(("x", "y", "TOTAL"), 2, np.array([2, 2, -1]), np.ones(3, dtype=bool))
    value = np.array([[1.0, np.nan, 3], [3, 4, np.nan], [5, 6, 11], [9, np.nan, np.nan]])
    state = np.where(np.isnan(value), State.SUPPRESSED, State.VALUE).astype(np.uint8)
    whole = category_table(
        grid_bounds(Grid("employment", 2014, regions, industries, value, state, np.full((4, 3), "")))
    )
    some = whole.only([2, 0])
    assert np.array_equal(location_quotient(some).low, location_quotient(whole).low[[2, 0]])
    assert np.array_equal(location_quotient(some).high, location_quotient(whole).high[[2, 0]])
