"""Bounds of unpublished cells and margins: that they hold, that they are as tight as said, and what contradictions do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from ebpages.mapping.arrays import Floats
from ebpages.mapping.grid import Grid
from ebpages.mapping.suppression.grid_bounds import GridBounds, Method, grid_bounds
from tests.samples.examples import examples
from tests.samples.invented_panels import (
    Invented,
    flat,
    invented,
    published,
    summed,
    tree,
)

seeds = st.integers(0, 10**6)
few = examples(12)


def assert_holds(panel: Invented, found: GridBounds) -> None:
    outside = (panel.truth < found.low) | (panel.truth > found.high)
    assert not outside.any(), np.argwhere(outside)
    assert (found.low <= found.high).all()


def tightest(grid: Grid) -> tuple[Floats, Floats]:
    """Every bound by a linear programme of its own, over all entries and all sums as they are stated."""
    places = np.arange(grid.value.size).reshape(grid.value.shape)
    known = grid.value.ravel()
    limits = np.column_stack([np.nan_to_num(known, nan=0.0), np.nan_to_num(known, nan=np.inf)])
    equal, under = [np.zeros(known.size)], [np.zeros(known.size)]

    def state(margin: int, parts: Floats, whole: bool) -> None:
        row = np.zeros(known.size)
        row[parts], row[margin] = 1, -1
        (equal if whole else under).append(row)

    for node, children in grid.regions.families():
        for column in range(places.shape[1]):
            state(places[node, column], places[children, column], grid.regions.whole[node])
    for node, children in grid.industries.families():
        for row in range(places.shape[0]):
            state(places[row, node], places[row, children], grid.industries.whole[node])
    found = limits.copy()
    for unknown in np.flatnonzero(np.isnan(known)):
        for side, sign in enumerate((1, -1)):
            objective = np.zeros(known.size)
            objective[unknown] = sign
            outcome = linprog(
                objective,
                np.array(under),
                np.zeros(len(under)),
                np.array(equal),
                np.zeros(len(equal)),
                limits,
            )
            found[unknown, side] = outcome.fun * sign if outcome.status == 0 else np.inf
    return found[:, 0].reshape(places.shape), found[:, 1].reshape(places.shape)


@few
@given(seeds, st.booleans())
def test_the_truth_is_within_the_bounds_of_every_cell_and_margin(seed: int, broken: bool) -> None:
    panel = invented(seed, broken=broken)
    found = grid_bounds(panel.grid)
    assert found.contradicted == ()
    assert_holds(panel, found)


@few
@given(seeds)
def test_propagation_alone_holds_the_truth_too(seed: int) -> None:
    panel = invented(seed)
    assert_holds(panel, grid_bounds(panel.grid, largest=0))
    assert_holds(panel, grid_bounds(panel.grid, rounds=2, in_all=0))


@examples(9)
@given(seeds)
def test_bounds_called_exact_are_those_of_a_linear_programme(seed: int) -> None:
    panel = invented(seed, share=0.3)
    found = grid_bounds(panel.grid)
    low, high = tightest(panel.grid)
    exact = found.method == Method.EXACT
    np.testing.assert_allclose(found.low[exact], low[exact], rtol=1e-6, atol=1e-5)
    np.testing.assert_allclose(found.high[exact], high[exact], rtol=1e-6, atol=1e-5)
    assert np.isinf(high[found.method == Method.UNBOUNDED]).all()


@few
@given(seeds)
def test_published_figures_stay_what_they_are(seed: int) -> None:
    panel = invented(seed, broken=True)
    found = grid_bounds(panel.grid)
    known = ~np.isnan(panel.grid.value)
    for bound in (found.low, found.high, found.estimate):
        assert (bound[known] == panel.truth[known]).all()
    assert ((found.method == Method.PUBLISHED) == known).all()


def test_a_grid_without_gaps_has_nothing_to_bound() -> None:
    panel = invented(3, share=0.0)
    found = grid_bounds(panel.grid)
    assert (found.low == panel.truth).all()
    assert (found.high == panel.truth).all()
    assert (found.method == Method.PUBLISHED).all()


def test_a_single_hidden_cell_of_a_row_is_recovered_without_error() -> None:
    panel = summed(np.array([[3.0, 5.0, 9.0], [2.0, 7.0, 1.0]]), [(0, 1)])
    found = grid_bounds(panel.grid)
    assert (found.low[0, 1], found.high[0, 1], found.estimate[0, 1]) == (5, 5, 5)
    assert found.method[0, 1] == Method.EXACT


def test_four_hidden_corners_are_as_tight_as_their_rows_and_columns_allow() -> None:
    """Rows leave 7 and 9, columns 5 and 11: the first cell is from 0 to 5."""
    panel = summed(
        np.array([[2.0, 5.0, 1.0], [3.0, 6.0, 1.0], [1.0, 1.0, 1.0]]), [(0, 0), (0, 1), (1, 0), (1, 1)]
    )
    found = grid_bounds(panel.grid)
    assert (found.method[:2, :2] == Method.EXACT).all()
    assert found.low[:2, :2].tolist() == [[0, 2], [0, 4]]
    assert found.high[:2, :2].tolist() == [[5, 7], [5, 9]]


def test_without_margins_nothing_limits_a_hidden_cell_and_totals_are_at_least_what_is_known() -> None:
    panel = summed(np.array([[3.0, 5.0], [2.0, 7.0]]), [(0, 0)], margins=False)
    found = grid_bounds(panel.grid)
    assert (found.low[0, 0], found.high[0, 0]) == (0, np.inf)
    assert found.method[0, 0] == Method.UNBOUNDED
    assert np.isnan(found.estimate[0, 0])
    assert (found.low[0, 2], found.high[0, 2], found.estimate[0, 2]) == (5, np.inf, 5)
    assert (found.low[1, 2], found.high[1, 2]) == (9, 9)
    assert found.method[1, 2] == Method.EXACT


def test_the_margin_of_a_node_with_parts_elsewhere_bounds_only_from_above() -> None:
    regions = tree([2, 2], 2, "r", open_=(2,))
    truth = np.array([[4.0, 4.0], [6.0, 6.0], [30.0, 30.0]])
    hidden = np.array([[True, True], [False, False], [False, False]])
    found = grid_bounds(published(truth, hidden, regions, flat(1, "i")))
    assert (found.low[0, 0], found.high[0, 0]) == (0, 24)


def test_margins_between_cell_and_total_bound_it() -> None:
    """Industries i0, i1 under i3 and i2 beside it: the section says what the total does not."""
    industries = tree([3, 3, 4, 4], 3, "i")
    cells = np.array([[3.0, 4.0, 50.0], [8.0, 2.0, 60.0]])
    truth = np.zeros((3, 5))
    truth[:2, :3] = cells
    truth[:2, 3], truth[:2, 4] = cells[:, :2].sum(axis=1), cells.sum(axis=1)
    truth[2] = truth[:2].sum(axis=0)
    hidden = np.zeros(truth.shape, dtype=bool)
    hidden[0, :3] = hidden[1, :3] = True
    found = grid_bounds(published(truth, hidden, flat(2, "r"), industries))
    assert found.high[0, 0] == 7
    assert (found.low[0, 2], found.high[0, 2]) == (50, 50)


def test_countries_without_a_common_margin_are_solved_one_by_one() -> None:
    """Were they tied together by the unpublished total of both, neither would be small enough."""
    chance = np.random.default_rng(0)
    regions = tree([6, 6, 6, 7, 7, 7, 8, 8], 6, "r")
    truth = np.zeros((9, 4))
    truth[:6, :3] = chance.integers(1, 50, (6, 3))
    truth[6], truth[7] = truth[:3].sum(axis=0), truth[3:6].sum(axis=0)
    truth[8] = truth[6] + truth[7]
    truth[:, 3] = truth[:, :3].sum(axis=1)
    hidden = np.zeros(truth.shape, dtype=bool)
    hidden[np.ix_([0, 1, 3, 4], [0, 1])], hidden[8] = True, True
    found = grid_bounds(published(truth, hidden, regions, flat(3, "i")), largest=4)
    assert (found.method[hidden] == Method.EXACT).all()
    assert (found.low[8] == found.high[8]).all()


@few
@given(seeds)
def test_figures_rounded_after_they_were_summed_are_held_when_the_rounding_is_stated(seed: int) -> None:
    panel = invented(seed, rounded=True)
    found = grid_bounds(panel.grid, rounding=1.0)
    assert found.contradicted == ()
    assert_holds(panel, found)


def test_margins_off_by_rounding_loosen_all_bounds_and_contradict_nothing() -> None:
    """The first row says 10 of 4 + 5: figures are rounded, so that the hidden cell of the second need not be 6 exactly."""
    truth = np.array([[4.0, 5.0, 10.0], [6.0, 2.0, 8.0], [10.0, 7.0, 17.0]])
    hidden = np.zeros(truth.shape, dtype=bool)
    hidden[1, 0] = True
    found = grid_bounds(published(truth, hidden, flat(2, "r"), flat(2, "i")))
    assert found.contradicted == ()
    assert (found.low[1, 0], found.high[1, 0]) == (4.5, 7.5)


def test_a_margin_that_contradicts_its_parts_is_left_out_and_named() -> None:
    panel = summed(np.array([[3.0, 5.0, 2.0], [2.0, 7.0, 4.0], [6.0, 6.0, 6.0]]), [(0, 1), (1, 1)])
    panel.grid.value[2, 3] = 40  # of parts that make 18
    found = grid_bounds(panel.grid)
    assert ("r2", "TOTAL") in found.contradicted
    assert (found.low[2, 3], found.high[2, 3], found.estimate[2, 3]) == (18, 18, 18)
    assert_holds(panel, found)


def test_margins_that_contradict_each_other_through_a_hidden_cell_are_found() -> None:
    """The row leaves 5 for the hidden cell and the column 65; one of both has to go, and the cell stays within reach."""
    panel = summed(np.array([[3.0, 5.0, 2.0], [2.0, 7.0, 4.0]]), [(0, 1), (2, 3)])
    panel.grid.value[2, 1] += 60
    found = grid_bounds(panel.grid)
    assert set(found.contradicted) <= {("TOTAL", "i1"), ("r0", "TOTAL")}
    assert found.contradicted
    assert found.low[0, 1] <= found.high[0, 1]


@few
@given(seeds)
def test_one_wrong_margin_never_stops_the_work(seed: int) -> None:
    panel = invented(seed, share=0.25)
    chance = np.random.default_rng(seed)
    margins = ~np.isnan(panel.grid.value)
    margins[: panel.grid.regions.leaves, : panel.grid.industries.leaves] = False
    places = np.argwhere(margins)
    if len(places):
        panel.grid.value[tuple(places[chance.integers(len(places))])] += 500
    found = grid_bounds(panel.grid)
    assert (found.low <= found.high).all()


def test_a_negative_figure_is_left_out_and_named() -> None:
    panel = summed(np.array([[3.0, 5.0], [2.0, 7.0]]), [])
    panel.grid.value[0, 1] = -5
    found = grid_bounds(panel.grid)
    assert found.contradicted == (("r0", "i1"),)
    assert (found.low[0, 1], found.high[0, 1]) == (5, 5)


@pytest.mark.parametrize("unit", [0.1, 100_000.0])
def test_the_tolerance_follows_the_step_of_the_published_figures(unit: float) -> None:
    """Wages in hundreds of thousands of euros that miss their sum by one step are rounded; by many they contradict."""
    truth = np.array([[4.0, 5.0, 10.0], [6.0, 2.0, 8.0], [10.0, 7.0, 18.0]]) * unit
    nothing = np.zeros(truth.shape, dtype=bool)
    assert grid_bounds(published(truth, nothing, flat(2, "r"), flat(2, "i"))).contradicted == ()
    truth[0, 2] += 40 * unit
    assert ("r0", "TOTAL") in grid_bounds(published(truth, nothing, flat(2, "r"), flat(2, "i"))).contradicted
