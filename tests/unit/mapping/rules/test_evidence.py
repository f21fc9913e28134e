"""What tables tell of growth, wages and values that a rule set asks for, and what they leave open."""

import dataclasses

import numpy as np
import pytest

from ebpages.declared.answer import Answer
from tests.samples.rule_tables import (
    LARGE,
    TOP,
    between,
    full_panel,
    mapped,
    numbers,
    own,
    published,
    shipped,
    table,
    tables_of,
)

NO, YES, OPEN = Answer.NO, Answer.YES, Answer.CANNOT_BE_TOLD


def test_growth_from_nothing_cannot_be_told_unless_nobody_is_there_now() -> None:
    now, then = numbers([50], [0], [60], [10]), numbers([0], [0], [30], [10])
    found = mapped(
        shipped("panorama-2016"),
        {"employment": published("employment", now)},
        earlier={"employment": published("employment", then, 2010)},
    )
    assert found.tests["dynamism"].ravel().tolist() == [OPEN, NO, YES, NO]


def test_growth_of_a_category_that_nobody_had_before_cannot_be_told() -> None:
    now, then = numbers([50], [0]), numbers([0], [0])
    found = mapped(
        shipped("panorama-2016"),
        {"employment": published("employment", now)},
        earlier={"employment": published("employment", then, 2010)},
    )
    assert found.tests["dynamism"].ravel().tolist() == [OPEN, NO]


GROWN = own(
    [{"id": "grown", "kind": "threshold", "quantity": "growth", "at_least": "growth"}],
    {"all_of": ["grown"]},
    growth=0.5,
)


def test_growth_may_be_asked_to_reach_a_number() -> None:
    now, then = numbers([15], [14], [9], [0], [0]), numbers([10], [10], [0], [10], [0])
    found = mapped(
        GROWN,
        {"employment": published("employment", now)},
        earlier={"employment": published("employment", then, 2010)},
    )
    assert found.answer.ravel().tolist() == [YES, NO, OPEN, NO, NO]


def test_growth_from_what_may_have_been_nothing_is_told_only_at_the_estimate() -> None:
    now = published("employment", numbers([15], [14]))
    then = between(numbers([10], [10]), numbers([0], [0]), numbers([20], [20]))
    found = mapped(
        GROWN, {"employment": now}, earlier={"employment": table("employment", then, then.estimate, 2010)}
    )
    assert found.answer.ravel().tolist() == [OPEN, OPEN]
    assert found.at_estimate.ravel().tolist() == [YES, NO]


def test_wages_per_person_may_be_asked_to_reach_a_number() -> None:
    rule_set = own(
        [{"id": "paid", "kind": "threshold", "quantity": "wage_per_person", "at_least": "wage"}],
        {"all_of": ["paid"]},
        wage=1000,
    )
    employment = between(*(numbers([10], [10], [0], [end]) for end in (6, 0, 12)))
    wages = numbers([10_000], [9_000], [0], [12_000])
    found = mapped(
        rule_set,
        {
            "employment": table("employment", employment, employment.estimate),
            "wages": published("wages", wages),
        },
    )
    assert found.answer.ravel().tolist() == [YES, NO, NO, OPEN]
    assert found.at_estimate.ravel().tolist() == [YES, NO, NO, YES]


def test_a_value_of_zero_is_not_at_the_top_even_where_people_are_employed() -> None:
    rule_set = own([TOP | {"of": "establishments"}], {"all_of": ["top"]}, cut=0.5)
    panel = {"employment": numbers([9], [8], [7], [6]), "establishments": numbers([0], [0], [0], [2])}
    assert mapped(rule_set, tables_of(panel)).answer.ravel().tolist() == [NO, NO, NO, YES]


def test_a_region_that_the_earlier_year_has_not_stays_open_and_the_others_keep_their_places() -> None:
    now = published("employment", numbers([50], [90], [45], [10], [10], [10]))
    before = published("employment", numbers([30], [25], [10], [10], [10]), 2010)
    before = dataclasses.replace(before, regions=("R2", "R0", "R3", "R4", "R5"))
    found = mapped(shipped("panorama-2016"), {"employment": now}, earlier={"employment": before})
    assert found.tests["dynamism"].ravel().tolist() == [YES, OPEN, OPEN, NO, NO, NO]


def test_where_there_is_no_estimate_the_bounds_answer() -> None:
    cells = between(numbers([np.nan], [np.nan], [7]), numbers([0], [0], [7]), numbers([np.inf], [3], [7]))
    rule_set = own([LARGE], {"all_of": ["large"]}, share=0.5)
    found = mapped(rule_set, {"employment": table("employment", cells, numbers([1], [2], [7]))})
    assert found.at_estimate.ravel().tolist() == [OPEN, NO, YES]


def test_tables_that_do_not_fit_together_are_refused() -> None:
    tables = tables_of(full_panel(1))
    with pytest.raises(ValueError, match="needs the table of `employment`; given are wages"):
        mapped(shipped("eco-2007"), {"wages": tables["wages"]})
    with pytest.raises(ValueError, match="`employment` and `wages` differ in their year"):
        mapped(shipped("eco-2007"), tables | {"wages": dataclasses.replace(tables["wages"], year=2013)})
    with pytest.raises(ValueError, match=r"one year before 2014; the earlier tables are of \[2014\]"):
        mapped(shipped("panorama-2016"), tables, earlier=tables)
    with pytest.raises(ValueError, match="no regions"):
        mapped(shipped("eco-2007"), {"employment": published("employment", np.zeros((0, 2)))})
