"""Shift and share: the parts sum up to the change, and what is unknown touches no other cell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ebpages.mapping.arrays import Floats
from ebpages.mapping.kernel import (
    ShiftShare,
    shift_share,
)
from tests.samples.examples import examples

two_years = st.tuples(st.integers(1, 8), st.integers(1, 8)).flatmap(
    lambda shape: arrays(np.float64, (2, *shape), elements=st.integers(0, 100_000).map(float))
)
UNKNOWN = np.nan


def parts(before: Floats, after: Floats) -> ShiftShare:
    totals = before.sum(axis=0), after.sum(axis=0), float(before.sum()), float(after.sum())
    return shift_share(before, after, *totals)


@examples(15)
@given(two_years)
def test_shift_and_share_add_up_to_the_change(years: Floats) -> None:
    before, after = years
    before[0] += 1  # every industry is somewhere, so that it has a growth
    found = parts(before, after)
    assert found.change == pytest.approx(after - before, rel=1e-12, abs=1e-7)
    assert found.national.sum() == pytest.approx((after - before).sum(), rel=1e-9, abs=1e-6)
    assert found.regional.sum(axis=0) == pytest.approx(np.zeros(before.shape[1]), abs=1e-6)


def test_shift_and_share_by_hand() -> None:
    found = parts(np.array([[100.0, 100.0], [100.0, 100.0]]), np.array([[130.0, 100.0], [110.0, 100.0]]))
    assert found.national == pytest.approx(np.full((2, 2), 10.0))
    assert found.industry_mix == pytest.approx(np.array([[10.0, -10.0], [10.0, -10.0]]))
    assert found.regional == pytest.approx(np.array([[10.0, 0.0], [-10.0, 0.0]]))


def test_the_whole_of_an_entry_is_regional() -> None:
    found = parts(np.array([[0.0, 0.0], [10.0, 0.0]]), np.array([[5.0, 7.0], [15.0, 0.0]]))
    assert found.regional[0].tolist() == [5.0, 7.0]
    assert found.national[0].tolist() == found.industry_mix[0].tolist() == [0.0, 0.0]


def test_a_cell_unknown_in_a_year_has_unknown_parts_and_touches_no_other() -> None:
    before, after = np.array([[UNKNOWN, 10.0], [10.0, 10.0]]), np.array([[12.0, UNKNOWN], [11.0, 10.0]])
    found = shift_share(before, after, np.array([20.0, 20.0]), np.array([23.0, 20.0]), 40.0, 43.0)
    for part in (found.national, found.industry_mix, found.regional):
        assert np.isnan(part).tolist() == [[True, True], [False, False]]


def test_an_industry_without_a_published_total_has_no_parts() -> None:
    totals = np.array([UNKNOWN]), np.array([5.0])
    assert np.isnan(shift_share(np.ones((2, 1)), np.ones((2, 1)), *totals, 4.0, 5.0).change).all()
