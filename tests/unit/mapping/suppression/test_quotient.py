"""Quotients of figures between bounds: closed forms, limits, and what an unpublished total does."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.mapping.bounds import Estimates
from ebpages.mapping.category_table import CategoryTable
from ebpages.mapping.grid import State
from ebpages.mapping.suppression.category_sums import category_table
from ebpages.mapping.suppression.grid_bounds import grid_bounds
from ebpages.mapping.suppression.quotient import (
    growth,
    location_quotient,
    share_of_category,
    share_of_region,
    wage_per_person,
)
from tests.samples.examples import examples
from tests.samples.invented_panels import summed


def between(low: object, high: object, estimate: object = None) -> Estimates:
    lows, highs = np.array(low, dtype=float), np.array(high, dtype=float)
    return Estimates(lows, highs, estimate=lows if estimate is None else np.array(estimate, dtype=float))


def one_cell(cell: Estimates, region: Estimates, category: Estimates, total: Estimates) -> CategoryTable:
    def shaped(of: Estimates, *shape: int) -> Estimates:
        low, high, estimate = (np.reshape(part, shape) for part in (of.low, of.high, of.estimate))
        return Estimates(low, high, estimate=estimate)

    return CategoryTable(
        "employment", 2014, ("r",), ("i",), shaped(cell, 1, 1), shaped(region, 1), shaped(category, 1), shaped(total),
        np.full((1, 1), State.SUPPRESSED, dtype=np.uint8), "bounded",
    )  # fmt: skip


def test_a_quotient_of_known_figures_is_one_number() -> None:
    """3 of 8 in the region against 5 of 17."""
    found = location_quotient(
        category_table(grid_bounds(summed(np.array([[3.0, 5.0], [2.0, 7.0]]), []).grid))
    )
    assert found.low[0, 0] == found.high[0, 0] == found.estimate[0, 0] == (3 * 17) / (8 * 5)


def test_an_average_region_has_a_quotient_of_exactly_one() -> None:
    found = location_quotient(
        category_table(grid_bounds(summed(np.array([[3.0, 9.0], [7.0, 21.0]]), []).grid))
    )
    assert (found.low == 1).all()
    assert (found.high == 1).all()


def test_against_published_totals_a_quotient_rises_with_the_cell() -> None:
    """A cell from 0 to 5, in a region of 9 and an industry of 11, of 20."""
    panel = summed(np.array([[2.0, 5.0, 2.0], [3.0, 5.0, 3.0]]), [(0, 0), (0, 1), (1, 0), (1, 1)])
    found = location_quotient(category_table(grid_bounds(panel.grid)))
    assert found.low[0, 0] == 0
    assert found.high[0, 0] == pytest.approx(5 * 20 / (9 * 5))
    assert found.low[0, 1] == pytest.approx(2 * 20 / (9 * 10))


def test_against_unpublished_totals_it_rises_and_then_falls() -> None:
    """x (x + 21) / ((x + 1)(x + 2)) with a = 1, b = 2, d = 18: most at 0.5 or so, 1 in the end, and never less than 0."""
    found = location_quotient(
        category_table(grid_bounds(summed(np.array([[0.0, 1.0], [2.0, 18.0]]), [(0, 0)], margins=False).grid))
    )
    x = np.linspace(0, 50, 500_001)
    tried = x * (x + 21) / ((x + 1) * (x + 2))
    assert found.low[0, 0] == 0
    assert found.high[0, 0] == pytest.approx(tried.max(), rel=1e-6)
    assert tried[-1] < found.high[0, 0]


def test_a_known_cell_stays_below_what_an_open_neighbour_could_make_of_it() -> None:
    """The region is known, the industry and the total are not: another region's cell of this industry is hidden."""
    panel = summed(np.array([[6.0, 4.0], [1.0, 9.0]]), [(1, 0)], margins=False)
    found = location_quotient(category_table(grid_bounds(panel.grid)))
    x = np.linspace(0, 10_000, 1_000_001)
    tried = 6 * (19 + x) / (10 * (6 + x))
    assert found.high[0, 0] == pytest.approx(tried.max())
    assert found.low[0, 0] == pytest.approx(0.6)


def test_a_lone_cell_of_an_unpublished_region_has_a_finite_quotient() -> None:
    """Nothing else is in the region, so that the cell is all of it: the quotient is the total over the industry."""
    panel = summed(np.array([[5.0, 0.0], [2.0, 6.0]]), [(0, 0)], margins=False)
    found = location_quotient(category_table(grid_bounds(panel.grid)))
    assert found.high[0, 0] == pytest.approx(4)
    assert found.low[0, 0] == 0


def test_where_a_total_is_nothing_there_is_no_quotient_and_nothing_stands_out() -> None:
    found = location_quotient(
        category_table(grid_bounds(summed(np.array([[0.0, 5.0], [0.0, 7.0]]), []).grid))
    )
    assert np.isnan(found.estimate[:, 0]).all()
    assert found.low[:, 0].tolist() == found.high[:, 0].tolist() == [0, 0]


@examples(36)
@given(
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=4, max_size=4),
    st.tuples(*[st.floats(0, 1)] * 4),
    st.tuples(*[st.booleans()] * 3),
)
def test_a_table_without_rests_holds_every_quotient_its_totals_allow(
    drawn: list[tuple[int, int]], at: tuple[float, ...], published: tuple[bool, ...]
) -> None:
    """x, a, b and d somewhere in their bounds; a published total is known, another only as between sums of bounds."""
    low, high = (np.array([side(pair) for pair in drawn], dtype=float) for side in (min, max))
    x, a, b, d = low + np.array(at) * (high - low)
    sums = ((0, 1), (0, 2), (0, 1, 2, 3))
    truth = [x + a, x + b, x + a + b + d]
    totals = [
        between(value, value) if known else between(low[list(of)].sum(), high[list(of)].sum(), value)
        for value, of, known in zip(truth, sums, published, strict=True)
    ]
    table = one_cell(between(low[0], high[0], x), *totals)
    care = 1e-9
    for found, top, bottom in (
        (location_quotient(table), x * truth[2], truth[0] * truth[1]),
        (share_of_region(table), x, truth[0]),
        (share_of_category(table), x, truth[1]),
    ):
        if bottom > 1e-9:
            assert (
                found.low.item() * (1 - care) - care <= top / bottom <= found.high.item() * (1 + care) + care
            )


def test_replaced_cells_are_not_taken_for_those_that_the_rests_are_of() -> None:
    """Rests of the old cells would say that the region has 5 beside a cell of 3, not of 8."""
    table = category_table(grid_bounds(summed(np.array([[3.0, 5.0], [2.0, 7.0]]), []).grid))
    moved = replace(
        table, cells=between([[8.0, 0.0], [2.0, 7.0]], [[8.0, 0.0], [2.0, 7.0]]),
        category_total=between([10.0, 7.0], [10.0, 7.0]),
    )  # fmt: skip
    assert location_quotient(moved).low[0, 0] == location_quotient(moved).high[0, 0] == (8 * 17) / (8 * 10)


def test_shares_of_a_hidden_cell_are_taken_with_it_in_the_total() -> None:
    """0 to without end beside 5 that is known: a share from 0 up to 1, never above."""
    table = category_table(
        grid_bounds(summed(np.array([[3.0, 5.0], [2.0, 7.0]]), [(0, 0)], margins=False).grid)
    )
    assert (share_of_region(table).low[0, 0], share_of_region(table).high[0, 0]) == (0, pytest.approx(1))
    assert share_of_region(table).low[0, 1] == 0
    assert share_of_category(table).high[1, 0] == pytest.approx(1)


def test_wages_per_person_are_open_above_where_nobody_may_be_employed() -> None:
    found = wage_per_person(
        between([100.0, 100.0, 0.0], [120.0, 120.0, 0.0]), between([4.0, 0.0, 0.0], [5.0, 5.0, 3.0])
    )
    assert found.low == pytest.approx([20, 20, 0])
    assert found.high == pytest.approx([30, np.inf, 0])


def test_growth_is_taken_from_the_earlier_figure() -> None:
    found = growth(
        between([110.0, 90.0, 5.0], [110.0, 130.0, 5.0]), between([100.0, 100.0, 0.0], [100.0, 120.0, 0.0])
    )
    assert found.low == pytest.approx([0.1, -0.25, np.inf]), "from nothing to 5 there is no end"
    assert found.high == pytest.approx([0.1, 0.3, np.inf])
    assert found.estimate[0] == pytest.approx(0.1)
    assert np.isnan(found.estimate[2])
