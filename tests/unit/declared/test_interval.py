import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.declared.interval import ANY, Interval, exactly, part_of_whole, product, total

numbers = st.integers(-50, 50)
amounts = st.integers(0, 50)


@st.composite
def within(draw: st.DrawFn, values: st.SearchStrategy[int]) -> tuple[Interval, int]:
    """An interval and a number inside it."""
    low, value, high = sorted(draw(st.tuples(values, values, values)))
    return Interval(low, high), value


@given(within(numbers), within(numbers))
def test_a_result_holds_every_outcome(a: tuple[Interval, int], b: tuple[Interval, int]) -> None:
    for found, value in ((a[0] + b[0], a[1] + b[1]), (a[0] - b[0], a[1] - b[1]), (a[0] * b[0], a[1] * b[1])):
        assert found.low <= value <= found.high


@given(within(amounts), within(amounts))
def test_a_quotient_holds_every_outcome(a: tuple[Interval, int], b: tuple[Interval, int]) -> None:
    if b[1]:
        found = a[0] / b[0]
        assert found.low - 1e-9 <= a[1] / b[1] <= found.high + 1e-9


@given(within(amounts), within(amounts))
def test_a_share_holds_every_outcome(part: tuple[Interval, int], rest: tuple[Interval, int]) -> None:
    if part[1] + rest[1]:
        found = part_of_whole(part[0], rest[0])
        assert found.low - 1e-9 <= 100 * part[1] / (part[1] + rest[1]) <= found.high + 1e-9


def test_division_by_what_may_be_nought_is_unbounded() -> None:
    assert exactly(1) / Interval(0, 2) == Interval(0.5, math.inf)
    assert exactly(1) / ANY == ANY


def test_a_share_of_nothing_may_be_anything() -> None:
    assert part_of_whole(exactly(0), exactly(0)) == Interval(0, 100)


def test_numbers_below_nought_are_not_divided() -> None:
    with pytest.raises(ValueError, match="not negative"):
        Interval(-1, 1) / exactly(2)


def test_several_are_added_and_multiplied() -> None:
    assert total([exactly(30), Interval(3, 4)]) == Interval(33, 34)
    assert product([exactly(2), Interval(3, 4)]) == Interval(6, 8)
    assert ANY * exactly(0) == exactly(0)


def test_bounds_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="no interval from 2 to 1"):
        Interval(2, 1)
