"""How alike industries are: correlations, shares of purchases and sales, and what is combined of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.mapping.definitions.similarity import (
    COMMON,
    correlation,
    input_output,
    occupational,
    parts_of_combinations,
    similarities,
)
from tests.samples.examples import examples


def world(seed: int, regions: int = 20, industries: int = 7) -> np.ndarray:
    return np.random.default_rng(seed).lognormal(4, 1.5, (regions, industries))


@examples(12)
@given(st.integers(0, 10_000), st.floats(1e-6, 1e6))
def test_colocation_is_pearsons_correlation_whatever_the_scale(seed: int, scale: float) -> None:
    values = world(seed)
    assert correlation(values * scale) == pytest.approx(np.corrcoef(values.T), abs=1e-9)


@examples(12)
@given(st.integers(0, 10_000))
def test_unknown_cells_leave_each_pair_the_regions_that_both_are_known_in(seed: int) -> None:
    values = world(seed, regions=40)
    values[np.random.default_rng(seed).random(values.shape) < 0.3] = np.nan
    found = correlation(values)
    for one in range(7):
        for other in range(one):
            both = np.isfinite(values[:, [one, other]]).all(axis=1)
            expected = np.corrcoef(values[both][:, [one, other]].T)[0, 1] if both.sum() >= COMMON else 0.0
            assert found[one, other] == pytest.approx(expected, abs=1e-9)


def test_a_pair_that_is_hardly_ever_known_together_has_no_similarity() -> None:
    values = world(3, regions=30)
    values[: 30 - COMMON + 1, 0] = np.nan
    found = correlation(values)
    assert (found[0, 1:] == 0).all()
    assert found[0, 0] == 1
    assert (found[1, 2:] != 0).all()


def test_with_few_regions_all_of_them_are_enough() -> None:
    values = world(4, regions=5)
    values[0, 0] = np.nan
    found = correlation(values)
    assert found[0, 1] == 0
    assert found[1, 2] == pytest.approx(np.corrcoef(values[:, 1], values[:, 2])[0, 1])


@pytest.mark.parametrize("constant", [0.0, 0.1, 12345.678])
@pytest.mark.parametrize("unknown", [False, True])
def test_an_industry_that_is_the_same_everywhere_is_like_none(constant: float, unknown: bool) -> None:
    values = world(5)
    values[:, 2] = constant
    if unknown:
        values[0, 4] = np.nan
    found = correlation(values)
    assert np.isfinite(found).all()
    assert (np.delete(found[2], 2) == 0).all()
    assert found[2, 2] == 1


def test_equal_industries_tie_exactly() -> None:
    values = world(6, industries=9)
    values[:, 5] = values[:, 2] * 7
    found = correlation(values)
    assert found[2, 5] == 1
    assert (np.delete(found[2], [2, 5]) == np.delete(found[5], [2, 5])).all()


def test_linkage_is_the_largest_of_the_four_shares_of_purchases_and_sales() -> None:
    # row sells to column; a buys 100 in all, b 50, c 10; a sells 60 in all, b 80, c 20
    flows = np.array([[0.0, 30, 0], [10, 0, 8], [5, 0, 0]])
    found = input_output(flows, bought=np.array([100.0, 50, 10]), sold=np.array([60.0, 80, 20]))
    assert found[0, 1] == found[1, 0] == pytest.approx(max(30 / 50, 30 / 60, 10 / 100, 10 / 80))
    assert found[1, 2] == found[2, 1] == pytest.approx(8 / 10)
    assert found[0, 2] == pytest.approx(max(5 / 100, 5 / 20))
    assert (np.diag(found) == 1).all()


def test_who_buys_and_sells_nothing_is_linked_to_none() -> None:
    found = input_output(np.zeros((3, 3)), np.zeros(3), np.zeros(3))
    assert (found == np.eye(3)).all()


def test_occupations_are_compared_by_their_shares_not_by_how_many_an_industry_employs() -> None:
    employed = np.array([[8.0, 1, 1], [80, 10, 10], [1, 1, 8], [0, 0, 0]])
    found = occupational(employed)
    assert found[0, 1] == pytest.approx(1)
    assert found[0, 2] == pytest.approx(np.corrcoef([0.8, 0.1, 0.1], [0.1, 0.1, 0.8])[0, 1])
    assert (found[3, :3] == 0).all()


@pytest.mark.parametrize(
    ("single", "names"),
    [
        (("LC-Emp",), set()),
        (("LC-Emp", "LC-Est"), {"LC"}),
        (("LC-Emp", "IO"), {"LC-IO"}),
        (("LC-Emp", "LC-Est", "IO", "Occ"), {"LC", "LC-IO", "LC-Occ", "IO-Occ", "LC-IO-Occ"}),
    ],
)
def test_everything_that_is_there_is_combined(single: tuple[str, ...], names: set[str]) -> None:
    assert set(parts_of_combinations(single)) == names


def test_a_combination_is_the_mean_of_the_z_scores_of_all_its_parts() -> None:
    single = {"LC-Emp": correlation(world(1)), "LC-Est": correlation(world(2)), "IO": correlation(world(3))}
    pairs = np.triu_indices(7, 1)
    scored = [(matrix[pairs] - matrix[pairs].mean()) / matrix[pairs].std() for matrix in single.values()]
    found = similarities(single)["LC-IO"]
    assert found[pairs] == pytest.approx(np.mean(scored, axis=0), abs=1e-9)
    assert (np.diag(found) == found[pairs].max()).all()


def test_a_matrix_that_tells_no_pair_from_another_adds_nothing_to_a_combination() -> None:
    alike = np.eye(7)
    single = {"LC-Emp": correlation(world(1)), "IO": alike}
    found, pairs = similarities(single)["LC-IO"], np.triu_indices(7, 1)
    scored = single["LC-Emp"][pairs]
    assert found[pairs] == pytest.approx((scored - scored.mean()) / scored.std() / 2, abs=1e-9)
