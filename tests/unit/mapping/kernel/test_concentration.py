"""How unevenly an industry is spread over regions: by hand, within limits, and what is unknown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.mapping.arrays import Floats
from ebpages.mapping.kernel import (
    co_agglomeration,
    ellison_glaeser,
    industry_shares,
    locational_gini,
)
from tests.samples.employment import few, margins, peopled


def test_an_industry_spread_as_everything_is_has_no_concentration() -> None:
    regions = np.array([10.0, 30.0, 60.0])
    table = np.column_stack([regions / 10, [0.0, 0.0, 7.0], [7.0, 0.0, 0.0]])
    assert locational_gini(table, regions) == pytest.approx(np.array([0.0, 0.4, 0.9]))


def test_concentration_of_an_industry_that_is_nowhere_or_half_known_is_unknown() -> None:
    table = np.array([[0.0, np.nan, 1.0], [0.0, 1.0, 3.0]])
    share = np.array([0.5, 0.5])
    for found in (locational_gini(table, share), ellison_glaeser(table, share, np.full(3, 0.1))):
        assert np.isnan(found).tolist() == [True, True, False]
    pairs = np.isnan(co_agglomeration(table, share))
    assert pairs.tolist() == [[True, True, True], [True, True, True], [True, True, False]]


def test_a_region_without_anybody_does_not_matter_for_concentration() -> None:
    table, regions = np.array([[1.0], [0.0], [3.0]]), np.array([5.0, 0.0, 5.0])
    assert locational_gini(table, regions) == pytest.approx(locational_gini(table[[0, 2]], regions[[0, 2]]))


def test_ellison_glaeser_by_hand() -> None:
    """G = 2 × 0.25² = 0.125; 1 − Σx² = 0.5; (0.125 − 0.05) / (0.5 × 0.9)."""
    table, share = np.array([[75.0], [25.0]]), np.array([0.5, 0.5])
    assert ellison_glaeser(table, share, np.array([0.1])) == pytest.approx([0.075 / 0.45])
    assert np.isnan(ellison_glaeser(table, share, np.array([1.0]))).all()
    assert np.isnan(ellison_glaeser(table, np.array([1.0, 0.0]), np.array([0.1]))).all()


@few
@given(peopled, st.floats(1e-3, 1e3))
def test_co_agglomeration_is_symmetric_and_knows_no_unit(table: Floats, unit: float) -> None:
    share = table.sum(axis=1) / table.sum()
    pairs = co_agglomeration(table, share)
    assert np.array_equal(pairs, pairs.T)
    assert co_agglomeration(table * unit, share) == pytest.approx(pairs, abs=1e-12)
    raw = np.square(industry_shares(table) - share[:, np.newaxis]).sum(axis=0)
    assert pairs.diagonal() == pytest.approx(raw / (1 - np.square(share).sum()), abs=1e-12)


@few
@given(peopled)
def test_the_gini_keeps_within_its_limits(table: Floats) -> None:
    gini = locational_gini(table, margins(table)[0])
    assert ((gini >= -1e-12) & (gini < 1)).all()
