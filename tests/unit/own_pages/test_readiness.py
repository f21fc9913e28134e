"""Readiness for the European Cluster Collaboration Platform: yes, no, or cannot be told."""

from dataclasses import replace
from datetime import date

import pytest

from ebpages.declared.answer import Answer
from ebpages.own_pages.readiness import (
    ClusterFacts,
    check_rules,
    listing_rules,
    problem_with_answer,
    readiness,
)

DAY = date(2026, 11, 29)
NOTHING = ClusterFacts(0, 0, None, frozenset(), None, None, False, {})
READY = ClusterFacts(
    confirmed=15,
    named=15,
    stated_members=15,
    kinds=frozenset({"company", "university"}),
    has_website=True,
    last_sign=date(2026, 1, 10),
    says_inactive=False,
    own={"staff": "0,5", "website": "yes", "recognised": "no"},
)


def answer(facts: ClusterFacts, code: str) -> Answer:
    return next(each.answer for each in readiness(facts, DAY).answers if each.criterion.code == code)


def test_the_rules_are_declared_well() -> None:
    check_rules()
    assert all(rule.source and rule.certainty for rule in listing_rules())


def test_of_a_cluster_of_which_nothing_is_known_nothing_can_be_told() -> None:
    found = readiness(NOTHING, DAY)
    assert found.answer is Answer.CANNOT_BE_TOLD
    assert {each.answer for each in found.answers} == {Answer.CANNOT_BE_TOLD}
    assert all(each.criterion.settle for each in found.answers)


def test_a_cluster_that_meets_everything_is_ready() -> None:
    assert readiness(READY, DAY).answer is Answer.YES


def test_a_programme_that_recognises_the_cluster_waives_the_rest() -> None:
    found = readiness(replace(NOTHING, own={"staff": "0", "recognised": "yes"}), DAY)
    assert found.answer is Answer.YES and found.waived


def test_what_is_missing_is_a_no_only_where_no_programme_may_make_up_for_it() -> None:
    lacking = replace(READY, own={"staff": "0.4", "website": "yes"})
    assert answer(lacking, "staff") is Answer.NO
    assert readiness(lacking, DAY).answer is Answer.CANNOT_BE_TOLD
    assert readiness(replace(lacking, own={**lacking.own, "recognised": "no"}), DAY).answer is Answer.NO


@pytest.mark.parametrize(
    ("confirmed", "named", "stated", "expected"),
    [(15, 15, None, "yes"), (14, 20, None, "cannot_be_told"), (0, 0, 32, "cannot_be_told"), (3, 4, None, "no"),
     (0, 0, 9, "no"), (14, 14, 14, "no"), (0, 0, None, "cannot_be_told")],
)  # fmt: skip
def test_members_are_committed_when_they_say_so_themselves(
    confirmed: int, named: int, stated: int | None, expected: str
) -> None:
    facts = replace(NOTHING, confirmed=confirmed, named=named, stated_members=stated)
    assert answer(facts, "members").word == expected


def test_one_kind_of_members_is_too_few_only_where_all_are_named() -> None:
    some = replace(NOTHING, named=4, stated_members=20, kinds=frozenset({"company"}))
    assert answer(some, "kinds") is Answer.CANNOT_BE_TOLD
    assert answer(replace(some, stated_members=4), "kinds") is Answer.NO
    assert (
        answer(replace(some, kinds=frozenset({"university", "research_organisation"})), "kinds")
        is not Answer.YES
    )


@pytest.mark.parametrize(
    ("last", "expected"),
    [(date(2024, 11, 29), "yes"), (date(2024, 11, 28), "cannot_be_told"), (None, "cannot_be_told")],
)
def test_a_sign_of_activity_is_recent_for_two_years(last: date | None, expected: str) -> None:
    assert answer(replace(NOTHING, last_sign=last), "activity").word == expected
    assert answer(replace(NOTHING, last_sign=None, says_inactive=True), "activity") is Answer.NO


def test_a_cluster_without_a_website_has_none_in_english() -> None:
    assert answer(replace(NOTHING, has_website=False), "website") is Answer.NO
    assert answer(replace(NOTHING, has_website=True), "website") is Answer.CANNOT_BE_TOLD


@pytest.mark.parametrize("text", ["half", "-1", "NaN", "1e9", "Infinity"])
def test_a_number_of_staff_that_is_none_is_not_taken(text: str) -> None:
    staff = next(each for each in listing_rules()[0].criteria if each.code == "staff")
    assert problem_with_answer(staff, text) and not problem_with_answer(staff, "0,5")
