"""Location quotients: averages, invariance, agreement over the tree, and what is unknown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.mapping.arrays import Floats
from ebpages.mapping.kernel import (
    location_quotient,
)
from tests.samples.employment import few, margins, peopled


def quotients(table: Floats) -> Floats:
    return location_quotient(table, *margins(table))


def test_a_quotient_is_a_share_of_a_share() -> None:
    table = np.array([[30.0, 10.0], [20.0, 40.0]])
    assert quotients(table) == pytest.approx(np.array([[1.5, 0.5], [20 * 100 / 3000, 40 * 100 / 3000]]))


def test_totals_are_the_published_ones_and_not_sums_of_cells() -> None:
    table = np.array([[30.0, np.nan], [20.0, 40.0]])
    lq = location_quotient(table, np.array([40.0, 60.0]), np.array([50.0, 50.0]), 100.0)
    assert np.array_equal(lq, [[1.5, np.nan], [20 / 30, 40 / 30]], equal_nan=True)


def test_a_margin_that_is_unknown_or_not_above_zero_gives_no_quotient() -> None:
    lq = location_quotient(np.ones((3, 2)), np.array([0.0, np.nan, 2.0]), np.array([3.0, -1.0]), 6.0)
    assert np.array_equal(np.isnan(lq), [[True, True], [True, True], [False, True]])
    assert np.isnan(location_quotient(np.ones((1, 1)), np.ones(1), np.ones(1), 0.0)).all()


def test_the_share_of_the_whole_in_whole_persons_is_exactly_one() -> None:
    """With floating shares 3 of 49 persons in 21 of 343 would come out below 1 and miss `LQ >= 1`."""
    whole = np.arange(1.0, 400.0)
    lq = location_quotient(whole[:, np.newaxis] * 3, whole * 49, np.array([21.0]), 343.0)
    assert (lq == 1).all()


@few
@given(peopled)
def test_quotients_weighted_by_size_average_to_one(table: Floats) -> None:
    lq, (regions, industries, total) = quotients(table), margins(table)
    assert lq @ industries / total == pytest.approx(np.ones(len(table)))
    assert regions @ lq / total == pytest.approx(np.ones(table.shape[1]))


@few
@given(peopled, st.floats(1e-3, 1e6))
def test_quotients_know_no_unit(table: Floats, unit: float) -> None:
    assert quotients(table * unit) == pytest.approx(quotients(table))


@few
@given(peopled, st.integers(1, 8))
def test_the_quotient_of_a_parent_is_the_mean_of_its_parts_by_size(table: Floats, parts: int) -> None:
    regions, industries, total = margins(table)
    parts = min(parts, table.shape[1])
    parent = location_quotient(
        table[:, :parts].sum(axis=1, keepdims=True),
        regions,
        industries[:parts].sum(keepdims=True),
        total,
    )
    mean = quotients(table)[:, :parts] @ industries[:parts] / industries[:parts].sum()
    assert parent[:, 0] == pytest.approx(mean)
