"""Conditions as data: answers of three values, their evidence, and what would change them."""

from typing import Any

import pytest

from ebpages.declared.answer import Answer
from ebpages.declared.schema import BrokenDeclaration, read_entry
from ebpages.funding.condition import Condition
from ebpages.funding.explanation import explained

BASE = {"id": "c", "text": {"bg": "т", "en": "t"}, "source": "s", "certainty": "published"}
SEVEN = {"fact": "members", "at_least": {"by": "stage", "values": {"start_up": 7, "developing": None}}}
NO, YES, OPEN = Answer.NO, Answer.YES, Answer.CANNOT_BE_TOLD


def condition(**given: Any) -> Condition:
    return read_entry("calls.yaml", "condition", Condition, 1, {**BASE, **given})


def leaf(name: str, **given: Any) -> dict[str, Any]:
    return {**BASE, **given, "id": name}


def ask(given: dict[str, Any], **facts: Any) -> Answer:
    return condition(**given).ask({"answers": {}, **facts})


@pytest.mark.parametrize(
    ("given", "facts", "answer"),
    [
        (SEVEN, {"members": 7, "stage": "start_up"}, YES),
        (SEVEN, {"members": 6, "stage": "start_up"}, NO),
        (SEVEN, {"members": 7, "stage": "developing"}, OPEN),  # the threshold is not known
        (SEVEN, {"members": 7}, OPEN),
        (SEVEN, {"stage": "start_up"}, OPEN),
        ({"fact": "members", "at_most": 7}, {"members": 8}, NO),
        ({"fact": "members", "at_least": None}, {"members": 8}, OPEN),
        ({"fact": "members_in_eligible_sectors", "share_of": "members", "at_least": "0.5"}, {"members_in_eligible_sectors": 4, "members": 8}, YES),
        ({"fact": "members_in_eligible_sectors", "share_of": "members", "at_least": "0.5"}, {"members_in_eligible_sectors": 3, "members": 7}, NO),
        ({"fact": "members_in_eligible_sectors", "share_of": "members", "at_least": "0.5"}, {"members_in_eligible_sectors": 0, "members": 0}, OPEN),
        ({"fact": "size", "in": ["micro", "small"]}, {"size": frozenset({"micro", "small"})}, YES),
        ({"fact": "size", "in": ["micro", "small"]}, {"size": frozenset({"small", "medium"})}, OPEN),
        ({"fact": "size", "in": ["micro", "small"]}, {"size": frozenset({"medium", "large"})}, NO),
        ({"fact": "seat", "within": ["BG41"]}, {"seat": "BG411"}, YES),
        ({"fact": "seat", "within": ["BG41"]}, {"seat": "BG421"}, NO),
        ({"asked": True}, {"answers": {"c": NO}}, NO),
        ({"asked": True}, {}, OPEN),
    ],
)  # fmt: skip
def test_a_leaf_is_answered_with_yes_no_or_cannot_be_told(
    given: dict[str, Any], facts: dict[str, Any], answer: Answer
) -> None:
    assert ask(given, **facts) is answer


@pytest.mark.parametrize(
    ("combined", "answers", "answer"),
    [
        ("all", (YES, OPEN), OPEN), ("all", (NO, OPEN), NO), ("all", (YES, YES), YES),
        ("any", (YES, OPEN), YES), ("any", (NO, OPEN), OPEN), ("any", (NO, NO), NO),
    ],
)  # fmt: skip
def test_what_is_open_leaves_a_combination_open_unless_another_part_decides(
    combined: str, answers: tuple[Answer, Answer], answer: Answer
) -> None:
    given = {combined: [leaf("a", asked=True), leaf("b", asked=True)]}
    assert ask(given, answers=dict(zip("ab", answers, strict=True))) is answer


def test_not_turns_yes_and_no_and_leaves_what_is_open() -> None:
    given = {"not": leaf("a", asked=True)}
    assert [ask(given, answers={"a": each}) for each in (YES, NO, OPEN)] == [NO, YES, OPEN]


@pytest.mark.parametrize(
    ("given", "facts", "because", "change"),
    [
        (SEVEN, {"members": 5, "stage": "start_up"}, "members: 5; at least 7 needed.", "2 more needed."),
        (SEVEN, {"members": 5, "stage": "developing"}, "members: 5. The threshold is not published where we looked.", "Ask the managing authority."),
        (SEVEN, {"members": 5}, "members: 5. The threshold depends on what is not given.", "Give: stage of development."),
        (SEVEN, {}, "Not given: members.", "Give: members."),
        ({"fact": "seat", "within": ["BG42"]}, {"seat": "BG411"}, "Sofia (capital) (BG411) is outside", "Only this would change it"),
        ({"any": [leaf("a", fact="members", at_least=9), leaf("b", asked=True)]}, {"members": 5}, "Nobody has answered this yet.", "Answer it"),
    ],
)  # fmt: skip
def test_an_answer_names_its_evidence_and_what_would_change_it(
    given: dict[str, Any], facts: dict[str, Any], because: str, change: str
) -> None:
    found = explained(condition(**given), {"answers": {}, **facts})
    assert because in " ".join(each.text("en") for each in found.because)
    assert change in " ".join(each.text("en") for each in found.change)
    assert all(each.text("bg") for each in (*found.because, *found.change))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"fact": "members"}, "give exactly one of in, within, at_least"),
        ({"fact": "members", "at_least": 1, "at_most": 2}, "found at_least, at_most"),
        ({"asked": True, "fact": "members"}, "`fact` stands with a comparison"),
        ({"fact": "colour", "in": ["red"]}, "fact"),
        (
            {"fact": "members", "at_least": {"by": "stage", "values": {"old": 1}}},
            "'old' is no stage; there are start_up",
        ),
    ],
)
def test_a_condition_that_asks_nothing_clear_is_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(BrokenDeclaration) as problem:
        condition(**given)
    assert said in str(problem.value)
