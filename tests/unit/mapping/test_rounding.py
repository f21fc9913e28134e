"""What shows of rounding in figures, what can be stated of it, and how far figures are off for it."""

import numpy as np
import pytest

from ebpages.mapping.rounding import EXACT, Rounding, detected, off_by
from tests.samples.invented_panels import flat, tree


def figures(*values: float) -> Rounding:
    return detected(np.array(values, dtype=float))


def test_figures_without_a_common_multiple_are_exact() -> None:
    assert figures(4600, 17, 29_938) == EXACT
    assert figures() == EXACT
    assert figures(0, 0) == EXACT
    assert figures(3.141592653589793, 2.718281828459045) == EXACT


@pytest.mark.parametrize("unit", [2, 3, 5, 25, 100])
def test_a_unit_that_all_figures_are_multiples_of_is_found(unit: int) -> None:
    assert figures(*(unit * np.array([1, 4, 7, 30, 111]))).unit == unit
    assert figures(*(unit * np.array([1, 4, 7, 30, 111])), 1).unit == 0


def test_of_one_or_two_figures_only_units_that_publishers_use_count() -> None:
    assert figures(4700).unit == 100
    assert figures(34).unit == 2
    assert figures(14, 28).unit == 2


def test_decimals_are_a_rounding_too() -> None:
    assert figures(0.1, 12.3, 4.5).unit == pytest.approx(0.1)


def test_figures_of_so_many_significant_digits_are_found() -> None:
    found = figures(7, 23, 451, 12_300, 890_000)
    assert (found.unit, found.digits) == (0, 3)
    assert found.off(np.array([7.0, 451, 12_300, 890_000])).tolist() == [0, 0, 50, 500]


def test_a_unit_does_not_show_the_way_of_rounding_and_a_figure_is_less_than_it_off() -> None:
    off = figures(5, 15, 40).off(np.array([5.0]))
    assert 4.99 < off[0] < 5


@pytest.mark.parametrize(
    ("said", "rounding"),
    [
        ("5", Rounding(5)),
        ("cells=5either", Rounding(5, either=True, kind="cells")),
        ("wages:totals=100000", Rounding(100_000, kind="totals", measure="wages")),
        ("3sig", Rounding(0, digits=3)),
        ("none", EXACT),
    ],
)
def test_rounding_can_be_stated(said: str, rounding: Rounding) -> None:
    assert Rounding.stated(said) == rounding


@pytest.mark.parametrize("said", ["", "five", "0", "parts=5", "cells=", "-5", "3 sig"])
def test_what_is_no_rounding_is_refused_with_the_form(said: str) -> None:
    with pytest.raises(ValueError, match="write a unit"):
        Rounding.stated(said)


def test_cells_and_margins_are_each_looked_at() -> None:
    value = np.array([[7.0, 23, 30], [11, 8, 20], [20, 30, 50]])
    off = off_by(value, flat(2, "r"), flat(2, "i"), "employment", ()).figures
    assert (off[:2, :2] == 0).all()
    assert off[1, 2] > 0, "19 people are said to be 20"
    assert off[0, 2] == 0, "30 is what its parts add up to"
    stated = off_by(value, flat(2, "r"), flat(2, "i"), "employment", (Rounding(3, kind="cells"),)).figures
    assert (stated[:2, :2] == 1.5).all()
    assert stated[1, 2] > 0


def test_each_country_may_round_in_its_own_way() -> None:
    chance = np.random.default_rng(1)
    value = chance.integers(1, 900, (7, 31)).astype(float)
    value[2:4] *= 5
    value[4:] = np.nan
    off = off_by(value, tree([4, 4, 5, 5, 6, 6], 4, "r"), flat(30, "i"), "employment", ()).figures
    assert (off[:2] == 0).all()
    assert (off[2:4, :30] > 0).all()


def test_margins_that_were_summed_after_rounding_are_off_by_as_much_as_all_their_parts() -> None:
    cells = np.array([[5.0, 10, 35], [20, 15, 5]])
    value = np.zeros((3, 4))
    value[:2, :3] = cells
    value[:, 3], value[2] = value[:, :3].sum(axis=1), value.sum(axis=0)
    value[2, 3] = cells.sum()
    off = off_by(value, flat(2, "r"), flat(3, "i"), "employment", ()).figures
    assert off[0, 3] == pytest.approx(15)


def test_margins_that_are_all_0_above_cells_that_are_not_tell_nothing() -> None:
    value = np.array([[7.0, 23, 0], [11, 8, 0], [0, 0, 0]])
    off = off_by(value, flat(2, "r"), flat(2, "i"), "employment", ()).figures
    assert np.isinf(off[:, 2]).all() and np.isinf(off[2]).all()
    assert (off[:2, :2] == 0).all()


def test_margins_over_parts_that_nobody_can_add_up_may_have_been_summed_after_rounding() -> None:
    value = np.array([[10.0, np.nan, 30], [20, 20, 41]])
    value = np.vstack([value, [30, 40, 70]])
    off = off_by(value, flat(2, "r"), flat(2, "i"), "employment", (Rounding(10, kind="cells"),)).figures
    assert off[2, 0] > 10 - 1e-6, "30 may be 14 and 24, each rounded"
    assert off[1, 2] < 5, "41 is no sum of tens"


def test_a_part_that_is_not_published_may_be_off_by_the_last_digit_of_what_is_above_it() -> None:
    nothing = np.nan
    value = np.array([[nothing, nothing, 2350], [3600, 280, nothing], [5100, 1130, nothing]])
    off = off_by(value, flat(2, "r"), flat(2, "i"), "employment", ()).figures
    assert off[2, 0] >= 100, "5,100 may be 1,500 and 3,600, each rounded to two digits"


def test_figures_that_are_all_0_tell_nothing() -> None:
    off = off_by(np.zeros((3, 3)), flat(2, "r"), flat(2, "i"), "employment", ()).figures
    assert np.isinf(off).all()
