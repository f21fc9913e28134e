"""What printed order tells of lost rows and of addresses without a name, if it holds."""

import pytest

from ebpages.reference.stages import stages
from ebpages.registry.printed_order import (
    BY_ROW,
    BY_STAGE,
    Between,
    counts_by_order,
    grounds,
    places_by_order,
    stages_by_order,
)
from ebpages.sources.catalogue import read_source

ORDER = [stage.code for stage in stages()]
LAST = 78


@pytest.fixture(scope="module")
def by_order():
    rows = read_source("bsmepa").records
    printed = {int(row.number): [field.value for field in row.all("stage")] for row in rows}
    return stages_by_order(printed, LAST, ORDER)


def test_lost_rows_have_the_stages_of_the_rows_around_them(by_order):
    assert all(by_order[row] == ("start_up",) for row in range(1, 43))  # row 26 prints two stages
    assert all(by_order[row] == ("developing",) for row in range(43, 59))
    assert all(by_order[row] == ("developing", "developed") for row in range(59, 65))
    assert by_order[65] == by_order[66] == ("developed",)
    assert all(by_order[row] == ("not_categorised",) for row in range(67, 79))


def test_the_seventy_eight_can_be_told_apart_up_to_six_rows(by_order):
    assert counts_by_order(by_order) == {
        "start_up": (42, 42),
        "developing": (16, 22),
        "developed": (2, 8),
        "not_categorised": (12, 12),
    }


def test_with_the_four_that_the_guide_names_as_developed_all_seventy_eight_are_told(by_order):
    told = counts_by_order(by_order, {"developed": 4})
    assert [told[stage] for stage in ORDER] == [(42, 42), (20, 20), (4, 4), (12, 12)]


def test_rows_that_are_in_no_order_tell_nothing():
    assert stages_by_order({1: ["developed"], 2: ["start_up"]}, 3, ORDER) == {}


def test_a_known_count_that_order_rules_out_is_not_used():
    assert counts_by_order({1: ["start_up"], 2: ORDER}, {"start_up": 3})["start_up"] == (1, 2)


def test_an_item_stands_between_the_known_rows_around_it():
    assert places_by_order([2, None, None, 9], 10) == (None, Between(2, 9), Between(2, 9), None)
    assert places_by_order([None, 3, None], 5) == (Between(0, 3), None, Between(3, 6))
    assert list(Between(3, 6).rows) == [4, 5]


def test_an_item_known_to_be_out_of_order_is_no_witness():
    assert places_by_order([56, 2, None, 9, 54], 60) == (Between(0, 2), None, Between(2, 9), None, None)


def test_every_order_says_its_condition_and_what_it_was_seen_on():
    assert set(grounds()) == {BY_STAGE, BY_ROW}
    for ground in grounds().values():
        assert ground.condition.en.startswith("if ")
        assert ground.certainty == "conditional"
