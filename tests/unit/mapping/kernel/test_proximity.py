"""Presence, proximity and density: by hand, symmetric, in any order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.mapping.arrays import Booleans
from ebpages.mapping.kernel import (
    co_occurrence,
    cross_proximity,
    cross_relatedness,
    presence,
    proximity,
    relatedness_density,
)
from tests.samples.employment import BY_HAND, few, presences


def test_presence_is_a_quotient_of_at_least_one_and_the_unknown_shows_none() -> None:
    assert presence(np.array([0.99, 1.0, np.nan, np.inf])).tolist() == [False, True, False, True]
    assert presence(np.array([1.4, 1.5]), 1.5).tolist() == [False, True]


def test_co_occurrence_counts_regions() -> None:
    assert co_occurrence(BY_HAND).tolist() == [[2, 2, 1, 0], [2, 3, 1, 0], [1, 1, 1, 0], [0, 0, 0, 0]]


def test_proximity_is_the_smaller_chance_and_zero_for_what_is_nowhere() -> None:
    third, two_thirds = 1 / 3, 2 / 3
    expected = [[0, two_thirds, 0.5, 0], [two_thirds, 0, third, 0], [0.5, third, 0, 0], [0, 0, 0, 0]]
    assert proximity(BY_HAND) == pytest.approx(np.array(expected))
    assert proximity(BY_HAND, diagonal=1.0).diagonal().tolist() == [1, 1, 1, 0]


def test_density_is_the_share_of_what_is_related_and_unknown_where_nothing_is() -> None:
    density = relatedness_density(BY_HAND, proximity(BY_HAND))
    assert density[0, :3] == pytest.approx([(2 / 3) / (2 / 3 + 1 / 2), 2 / 3, 1.0])
    assert np.isnan(density[:, 3]).all()
    assert density[2, 0] == pytest.approx((2 / 3) / (2 / 3 + 1 / 2))


def test_the_diagonal_makes_an_industry_its_own_evidence() -> None:
    without = relatedness_density(BY_HAND, proximity(BY_HAND))
    with_own = relatedness_density(BY_HAND, proximity(BY_HAND, diagonal=1.0))
    assert with_own[0, 0] == pytest.approx((1 + 2 / 3) / (1 + 2 / 3 + 1 / 2))
    assert (with_own[0, 0] > without[0, 0]) and (with_own[2, 0] < without[2, 0])


def test_cross_relatedness_to_itself_is_relatedness_with_the_diagonal() -> None:
    crossed = cross_proximity(BY_HAND, BY_HAND)
    assert np.array_equal(crossed, proximity(BY_HAND, diagonal=1.0))
    assert np.array_equal(
        cross_relatedness(BY_HAND, crossed), relatedness_density(BY_HAND, crossed), equal_nan=True
    )
    others = np.array([[1], [1], [0]], dtype=bool)
    assert cross_proximity(BY_HAND, others)[:, 0] == pytest.approx([1.0, 2 / 3, 0.5, 0.0])


@few
@given(presences, st.randoms())
def test_proximity_is_symmetric_within_zero_and_one_and_in_any_order(
    present: Booleans, chance: object
) -> None:
    near = proximity(present)
    assert np.array_equal(near, near.T)
    assert ((near >= 0) & (near <= 1)).all()
    order = chance.sample(range(present.shape[1]), present.shape[1])  # type: ignore[attr-defined]
    rows = chance.sample(range(len(present)), len(present))  # type: ignore[attr-defined]
    assert np.array_equal(proximity(present[rows][:, order]), near[np.ix_(order, order)])
    density = relatedness_density(present, near)
    assert (np.isnan(density) | ((density >= 0) & (density <= 1 + 1e-12))).all()
