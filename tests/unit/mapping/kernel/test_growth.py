"""Growth between two years, what came and what left, also where a year is unknown."""

import numpy as np
import pytest

from ebpages.declared.answer import Answer
from ebpages.mapping.kernel import (
    entries,
    entry_rate,
    exit_rate,
    exits,
    growth,
    midpoint_growth,
)

UNKNOWN = np.nan


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
