"""What several rule sets call a cluster, side by side on one panel."""

from typing import Any

import numpy as np
import pytest

from ebpages.declared.answer import Answer
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.rules.comparison import Disagreement, PairTally, Tally, compare
from ebpages.mapping.rules.result import RuleSetResult

NO, YES, OPEN = Answer.NO, Answer.YES, Answer.CANNOT_BE_TOLD
REGIONS, CATEGORIES = ("BG41", "BG42"), ("C10", "C11", "C12")


def mapped(rule_set: str, answer: list[list[int]], **changes: Any) -> RuleSetResult:
    given = np.array(answer, dtype=np.uint8)
    numbers = np.zeros(given.shape)
    plain = {
        "rule_set": rule_set,
        "version": "1",
        "certainty": "own",
        "panel": "sbs",
        "vintage": "2018-03-19",
        "year": 2014,
        "regions": REGIONS,
        "categories": CATEGORIES,
        "value": Estimates(numbers, numbers, estimate=numbers),
        "state": np.full(given.shape, 3, dtype=np.uint8),
        "totals": "published",
        "lq": Estimates(numbers, numbers, estimate=numbers),
        "tests": {},
        "answer": given,
        "at_estimate": given,
    }
    return RuleSetResult(**(plain | changes))


A = [[YES, YES, NO], [OPEN, NO, OPEN]]
B = [[YES, NO, NO], [YES, OPEN, YES]]
C = [[YES, OPEN, NO], [OPEN, NO, NO]]


def test_every_rule_set_is_tallied_by_itself() -> None:
    found = compare([mapped("a", A), mapped("b", B)])
    assert found.tallies == (Tally("a@1", 2, 2, 2), Tally("b@1", 3, 2, 1))


def test_every_two_rule_sets_are_held_against_each_other() -> None:
    found = compare([mapped("a", A), mapped("b", B), mapped("c", C)])
    assert found.pairs == (
        PairTally("a@1", "b@1", both=1, only_first=1, only_second=0, neither=1, open=3),
        PairTally("a@1", "c@1", both=1, only_first=0, only_second=0, neither=2, open=3),
        PairTally("b@1", "c@1", both=1, only_first=1, only_second=0, neither=1, open=3),
    )


def test_cells_are_called_a_cluster_by_all_by_some_by_none_or_stay_open() -> None:
    found = compare([mapped("a", A), mapped("b", B), mapped("c", C)])
    assert (found.all_yes, found.some, found.none, found.open) == (1, 2, 1, 2)


def test_disagreements_come_by_region_and_then_category() -> None:
    found = compare([mapped("a", A), mapped("b", B), mapped("c", C)])
    assert tuple(found.disagreements()) == (
        Disagreement("BG41", "C11", ("yes", "no", "cannot_be_told")),
        Disagreement("BG42", "C12", ("cannot_be_told", "yes", "no")),
    )


def test_an_open_answer_contradicts_nobody() -> None:
    found = compare([mapped("a", A), mapped("b", [[OPEN] * 3] * 2)])
    assert found.some == 0
    assert found.open == 6
    assert list(found.disagreements()) == []


def test_a_rule_set_that_nothing_can_be_asked_of_is_tallied_and_only_compared_when_wanted() -> None:
    unknown = mapped("b", [[OPEN] * 3] * 2, not_assessable={"wage": "no-wages", "answer": "answer-not-known"})
    given = [mapped("a", A), unknown, mapped("c", C, not_assessable={"wage": "no-wages"})]
    found = compare(given, only_answerable=True)
    assert found.rule_sets == ("a@1", "c@1")
    assert [(pair.first, pair.second) for pair in found.pairs] == [("a@1", "c@1")]
    assert found.tallies[1] == Tally("b@1", 0, 0, 6)
    assert found.left_out == {"b@1": "answer-not-known"}
    assert (found.all_yes, found.some, found.none, found.open) == (1, 0, 2, 3)
    wanted = compare(given)
    assert wanted.rule_sets == ("a@1", "b@1", "c@1")
    assert (len(wanted.pairs), wanted.left_out) == (3, {})
    with pytest.raises(ValueError, match="at least two rule sets; 1 given"):
        compare(given[:2], only_answerable=True)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"panel": "bds"}, "they differ in panel, sbs and bds"),
        ({"year": 2015}, "they differ in year, 2014 and 2015"),
        ({"vintage": "2019-01"}, "they differ in vintage, 2018-03-19 and 2019-01"),
        ({"replicate": 4}, "they differ in replicate, 0 and 4"),
        ({"categories": ("C10", "C11", "C13")}, "3 categories and 3 (not in both: C12, C13)"),
        ({"regions": ("BG42", "BG41")}, "2 regions and 2 in another order"),
    ],
)
def test_nothing_is_compared_that_is_not_of_one_panel_and_year(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=r"a@1 and b@1 cannot be compared") as told:
        compare([mapped("a", A), mapped("b", B, **changes)])
    assert said in str(told.value)


def test_one_rule_set_is_no_comparison_nor_is_the_same_one_twice() -> None:
    with pytest.raises(ValueError, match="at least two rule sets; 1 given"):
        compare([mapped("a", A)])
    with pytest.raises(ValueError, match=r"a@1 .* is given twice"):
        compare([mapped("a", A), mapped("a", B)])


def test_one_rule_set_with_two_cuts_is_told_apart_by_them() -> None:
    found = compare([mapped("a", A, parameters={"lq": "1"}), mapped("a", B, parameters={"lq": "2"})])
    assert found.rule_sets == ("a@1 (lq=1)", "a@1 (lq=2)")
