"""Estimates of unpublished cells: fitted to the margins, within the bounds, and open where nothing helps."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ebpages.mapping.suppression.estimate import fitted
from ebpages.mapping.suppression.grid_bounds import grid_bounds
from tests.samples.examples import examples
from tests.samples.invented_panels import flat, invented, published, summed, tree


def test_hidden_cells_are_shared_out_in_proportion_to_rows_and_columns() -> None:
    """All four cells hidden: rows 30 and 10, columns 20 and 20 leave only independence."""
    panel = summed(np.array([[18.0, 12.0], [2.0, 8.0]]), [(0, 0), (0, 1), (1, 0), (1, 1)])
    found = grid_bounds(panel.grid).estimate
    np.testing.assert_allclose(found[:2, :2], [[15, 15], [5, 5]], rtol=1e-5)


def test_estimates_meet_the_margins_of_both_trees() -> None:
    industries = tree([3, 3, 4, 4], 3, "i")
    chance = np.random.default_rng(4)
    truth = np.zeros((9, 5))
    truth[:8, :3] = chance.integers(5, 90, (8, 3))
    truth[8, :3] = truth[:8, :3].sum(axis=0)
    truth[:, 3], truth[:, 4] = truth[:, :2].sum(axis=1), truth[:, :3].sum(axis=1)
    hidden = np.zeros(truth.shape, dtype=bool)
    hidden[:5, :2] = True
    grid = published(truth, hidden, flat(8, "r"), industries)
    found = grid_bounds(grid)
    fit = fitted(grid, ~hidden, found.low, found.high)
    assert fit.misfit <= 1e-6
    assert fit.iterations < 100
    np.testing.assert_allclose(fit.estimate[:8, :2].sum(axis=1), truth[:8, 3], rtol=1e-5)
    np.testing.assert_allclose(fit.estimate[:8, :2].sum(axis=0), truth[8, :2], rtol=1e-5)


def test_fitting_ends_after_so_many_iterations_and_says_what_is_missed() -> None:
    panel = summed(np.random.default_rng(1).integers(0, 90, (9, 9)).astype(float), [])
    hidden = np.zeros(panel.truth.shape, dtype=bool)
    hidden[:9, :9] = np.random.default_rng(2).random((9, 9)) < 0.4
    grid = published(panel.truth, hidden, panel.grid.regions, panel.grid.industries)
    found = grid_bounds(grid, largest=0)
    fit = fitted(grid, ~hidden, found.low, found.high, iterations=1)
    assert fit.iterations == 1
    assert fit.misfit > 1e-6


def test_a_margin_that_only_bounds_from_above_does_not_inflate_estimates() -> None:
    """The parent says 1,000, mostly of parts that are not here: independence, 10 x 40 / 40 a region, is kept."""
    regions = tree([2, 2], 2, "r", open_=(2,))
    truth = np.array([[10.0, 10.0, 20.0], [12.0, 8.0, 20.0], [1_000.0, 1_000.0, 2_000.0]])
    hidden = np.zeros(truth.shape, dtype=bool)
    hidden[0, 0] = True
    hidden[0, 2] = True
    found = grid_bounds(published(truth, hidden, regions, flat(2, "i")))
    assert found.high[0, 0] == 988
    assert found.estimate[0, 0] < 30


@examples(12)
@given(st.integers(0, 10**6), st.booleans())
def test_an_estimate_is_within_its_bounds_and_absent_only_where_nothing_bounds_it(
    seed: int, broken: bool
) -> None:
    panel = invented(seed, broken=broken)
    found = grid_bounds(panel.grid)
    open_ = np.isnan(found.estimate)
    assert ((found.low <= found.estimate) | open_).all()
    assert ((found.estimate <= found.high) | open_).all()
    assert np.isinf(found.high[open_]).all()
