"""Years whose regions are drawn anew."""

import numpy as np
import pytest

from ebpages.mapping.bounds import Estimates
from ebpages.mapping.category_table import CategoryTable
from ebpages.mapping.grid import State
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.runner.resample import distinct, drawn, resampled

NAN, INF = np.nan, np.inf


def exact(*values: object) -> Estimates:
    array = np.array(values, dtype=np.float64)
    return Estimates(array, array, estimate=array)


def table() -> CategoryTable:
    """Three regions and two categories; of the last region one cell is not known."""
    cells = np.array([[1.0, 2], [3, 4], [5, NAN]])
    return CategoryTable(
        measure="employment",
        year=2014,
        regions=("A", "B", "C"),
        categories=("x", "y"),
        cells=Estimates(np.nan_to_num(cells), np.where(np.isnan(cells), INF, cells), estimate=cells),
        region_total=exact(3, 7, 11),
        category_total=exact(9, 12),
        total=exact(21),
        state=np.array([[State.VALUE, State.VALUE]] * 2 + [[State.VALUE, State.MISSING]], dtype=np.uint8),
        totals="published",
    )


def test_a_seed_always_draws_the_same_regions_and_another_draws_others() -> None:
    assert np.array_equal(drawn(50, seed=1), drawn(50, seed=1))
    assert not np.array_equal(drawn(50, seed=1), drawn(50, seed=2))


def test_as_many_regions_are_drawn_as_there_are_each_as_likely_as_the_others() -> None:
    counts = sum(np.bincount(drawn(20, seed), minlength=20) for seed in range(200))
    assert np.sum(counts) == 20 * 200
    assert np.min(counts) > 140 and np.max(counts) < 260


def test_the_totals_of_a_resample_are_the_sums_of_the_regions_drawn() -> None:
    found = resampled(table(), np.array([0, 0, 1]))
    assert found.regions == ("A", "A", "B")
    assert found.category_total.estimate.tolist() == [5, 8]
    assert found.total.estimate == 3 + 3 + 7
    assert found.totals == "summed"


def test_what_is_not_known_of_a_region_drawn_bounds_the_totals() -> None:
    found = resampled(table(), np.array([1, 2, 2]))
    assert found.category_total.low.tolist() == [13, 4]
    assert found.category_total.high.tolist() == [13, INF]
    assert found.category_total.estimate.tolist() == [13, 4]
    assert found.totals == "bounded"


@pytest.mark.parametrize("stars", [None, np.array([[1], [1], [0], [2]], dtype=np.uint8)])
def test_a_region_that_is_drawn_twice_stands_in_the_results_once(stars: "np.ndarray | None") -> None:
    codes = np.array([[1], [1], [0], [2]], dtype=np.uint8)
    values = exact([1], [1], [2], [3])
    mapped = RuleSetResult(
        "rules", "1", "own", "sample", "v1", 2014, ("A", "A", "C", "D"), ("x",), values, codes, "summed", values,
        {"size": codes}, codes, codes, stars_low=stars, stars_high=stars, replicate=3,
    )  # fmt: skip
    found = distinct(mapped, np.array([0, 0, 2, 3]))
    assert found.regions == ("A", "C", "D")
    for array in (found.state, found.tests["size"], found.answer, found.at_estimate):
        assert array.tolist() == [[1], [0], [2]]
    assert found.lq.low.tolist() == found.value.high.tolist() == [[1], [2], [3]]
    assert found.stars_low is None if stars is None else found.stars_low.tolist() == [[1], [0], [2]]
