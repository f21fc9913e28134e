"""Change between two years: shift and share sum up, growth, what came and what left, also where a year is unknown."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ebpages.declared.answer import Answer
from ebpages.mapping.arrays import Floats
from ebpages.mapping.kernel import (
    ShiftShare,
    entries,
    entry_rate,
    exit_rate,
    exits,
    growth,
    midpoint_growth,
    shift_share,
)

two_years = st.tuples(st.integers(1, 8), st.integers(1, 8)).flatmap(
    lambda shape: arrays(np.float64, (2, *shape), elements=st.integers(0, 100_000).map(float))
)
UNKNOWN = np.nan


def parts(before: Floats, after: Floats) -> ShiftShare:
    totals = before.sum(axis=0), after.sum(axis=0), float(before.sum()), float(after.sum())
    return shift_share(before, after, *totals)


@settings(max_examples=50, deadline=None)
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


def test_growth_is_a_year_and_compounded() -> None:
    assert growth(np.array([100.0]), np.array([121.0]), years=2) == pytest.approx([0.1])
    assert growth(np.array([100.0]), np.array([0.0])).tolist() == [-1.0]


def test_what_was_not_there_or_is_unknown_has_no_growth() -> None:
    before, after = np.array([0.0, UNKNOWN, 5.0, -5.0, 5.0]), np.array([5.0, 5.0, UNKNOWN, 5.0, -5.0])
    assert np.isnan(growth(before, after, years=3)).all()


def test_growth_about_the_midpoint_holds_for_entry_and_exit() -> None:
    before, after = np.array([0.0, 10.0, 0.0, 90.0, UNKNOWN]), np.array([10.0, 0.0, 0.0, 110.0, 1.0])
    found = midpoint_growth(before, after)
    assert np.array_equal(found, [2.0, -2.0, UNKNOWN, 0.2, UNKNOWN], equal_nan=True)


@pytest.mark.parametrize(
    ("before", "after", "came", "left"),
    [
        (0.5, 1.0, Answer.YES, Answer.NO),
        (1.0, 0.5, Answer.NO, Answer.YES),
        (1.0, 2.0, Answer.NO, Answer.NO),
        (UNKNOWN, 2.0, Answer.CANNOT_BE_TOLD, Answer.NO),
        (UNKNOWN, 0.5, Answer.NO, Answer.CANNOT_BE_TOLD),
        (0.5, UNKNOWN, Answer.CANNOT_BE_TOLD, Answer.NO),
        (2.0, UNKNOWN, Answer.NO, Answer.CANNOT_BE_TOLD),
        (UNKNOWN, UNKNOWN, Answer.CANNOT_BE_TOLD, Answer.CANNOT_BE_TOLD),
    ],
)
def test_an_industry_comes_or_leaves_only_where_both_years_show_it(
    before: float, after: float, came: Answer, left: Answer
) -> None:
    years = np.array([[before]]), np.array([[after]])
    assert (entries(*years)[0, 0], exits(*years)[0, 0]) == (came, left)


def test_rates_are_of_what_is_known_in_both_years() -> None:
    before = np.array([[0.5, 0.5, 0.5, 2.0, 2.0], [2.0, 2.0, 2.0, 2.0, UNKNOWN]])
    after = np.array([[2.0, 0.5, UNKNOWN, 0.5, UNKNOWN], [2.0, 0.5, 2.0, 2.0, 2.0]])
    assert np.array_equal(entry_rate(before, after), [0.5, UNKNOWN], equal_nan=True)
    assert np.array_equal(exit_rate(before, after), [1.0, 0.25])
