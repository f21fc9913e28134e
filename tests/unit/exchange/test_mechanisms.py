"""Which ways of transfer fit: over every combination of the answers that a mechanism asks for, nothing contradicts itself."""

from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

import pytest

from ebpages.exchange.mechanisms import (
    Answers,
    Mechanism,
    WrongAnswers,
    answers_of_profile,
    choose,
    flips,
    mechanism_rules,
    read_answers_file,
)
from ebpages.exchange.mechanisms.choosing import answer_of
from ebpages.exchange.profile import Protection
from tests.samples.profiles import offer

NAMES = [
    "licence", "know_how_contract", "technical_assistance", "franchise", "leasing", "turnkey", "foreign_direct_investment", "joint_venture",
    "spin_off", "research_contract", "joint_research", "sale", "training", "publication",
]  # fmt: skip
AFTER = {  # what one more answer may make of an answer
    "fits": {"fits", "possible"},
    "possible": {"possible"},
    "does_not_fit": {"does_not_fit"},
    "cannot_be_told": {"fits", "possible", "does_not_fit", "cannot_be_told"},
}
MECHANISMS = tuple(mechanism_rules().mechanisms.values())
# What each needs and nothing more.
CLEAR = {
    "licence": {"trl": "7", "protection": "granted", "receiver": "known", "receiver_competence": "high"},
    "know_how_contract": {"protection": "secret_know_how", "tacit": "high"},
    "technical_assistance": {"owner_involvement": "high", "receiver_competence": "low"},
    "franchise": {"trl": "9", "replicable_business": "yes"},
    "leasing": {"trl": "9", "equipment": "yes"},
    "turnkey": {"trl": "8", "receiver_competence": "low", "receiver_capital": "high"},
    "foreign_direct_investment": {"capital_of_owner": "yes", "control": "keep"},
    "joint_venture": {"control": "share", "receiver": "known"},
    "spin_off": {"trl": "4", "receiver": "none", "inventor_commitment": "yes"},
    "research_contract": {"trl": "3", "receiver": "known"},
    "joint_research": {"trl": "3", "receiver_competence": "high", "control": "share"},
    "sale": {"control": "exit", "protection": "granted"},
    "training": {"trl": "2", "tacit": "high"},
    "publication": {"trl": "2", "protection": "none"},
}


def asked(mechanism: Mechanism) -> list[str]:
    return list(dict.fromkeys(each.key for each in mechanism.conditions if each.kind != "helps"))


def options(key: str) -> list[str | None]:
    return [None, *(each.code for each in mechanism_rules().questions[key].values)]


def space(keys: list[str]) -> Iterator[dict[str, str]]:
    for values in product(*map(options, keys)):
        yield {key: value for key, value in zip(keys, values, strict=True) if value is not None}


def test_every_mechanism_is_answered_in_the_order_of_the_list() -> None:
    assert [each.mechanism.code for each in choose({})] == NAMES


def test_nothing_known_excludes_nothing() -> None:
    assert {each.answer for each in choose({})} == {"cannot_be_told"}


@pytest.mark.parametrize("name", NAMES)
def test_each_mechanism_is_reached_by_what_it_needs(name: str) -> None:
    verdict = next(each for each in choose(CLEAR[name]) if each.mechanism.code == name)
    assert verdict.answer == "fits", verdict.because("en")


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=NAMES)
def test_one_more_answer_never_turns_what_is_certain_round(mechanism: Mechanism) -> None:
    keys = asked(mechanism)
    answers = {frozenset(known.items()): answer_of(mechanism, known) for known in space(keys)}
    assert {*answers.values()} == {*AFTER}
    for known, answer in answers.items():
        for key in {*keys} - {key for key, _value in known}:
            more = {answers[known | {(key, value)}] for value in options(key) if value}
            assert more <= AFTER[answer], (dict(known), key)
            assert answer != "does_not_fit" or more == {"does_not_fit"}


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=NAMES)
def test_no_two_conditions_of_a_mechanism_say_opposite_things(mechanism: Mechanism) -> None:
    by_kind = {
        kind: {
            (each.key, value) for each in mechanism.conditions if each.kind == kind for value in each.values
        }
        for kind in ("required", "helps", "hinders")
    }
    assert not by_kind["helps"] & by_kind["hinders"]
    required = {key for key, _value in by_kind["required"]}
    for kind in ("helps", "hinders"):
        never = {pair for pair in by_kind[kind] if pair[0] in required} - by_kind["required"]
        assert not never, "it is about an answer that excludes the mechanism"
    for key in required:
        assert {pair for pair in by_kind["required"] if pair[0] == key} - by_kind["hinders"], (
            "it could never fit"
        )


@pytest.mark.parametrize(("one", "other"), mechanism_rules().never_together)
def test_mechanisms_that_exclude_each_other_never_both_fit(one: str, other: str) -> None:
    pair = [mechanism_rules().mechanisms[code] for code in (one, other)]
    shared = [key for key in asked(pair[0]) if key in asked(pair[1])]
    one_fits, other_fits = (
        {
            tuple(known.get(key) for key in shared)
            for known in space(asked(each))
            if answer_of(each, known) == "fits"
        }
        for each in pair
    )
    assert not one_fits & other_fits


def test_known_answers_tell_mechanisms_apart() -> None:
    for one, other in combinations(MECHANISMS, 2):
        assert any(
            answer_of(one, known) != answer_of(other, known) for known in (*CLEAR.values(), {"trl": "5"})
        ), (one.code, other.code)


def test_reasons_name_the_answer_and_what_is_missing() -> None:
    licence = choose({"trl": "2", "protection": "granted"})[0]
    assert licence.answer == "does_not_fit"
    assert licence.because("en")[0] == (
        "Not met: the technology is validated at least in the laboratory (TRL 4–9) (answer: 2)."
    )
    assert licence.because("bg")[1].startswith("Няма отговор: получателят има знания")
    assert choose(CLEAR["licence"])[0].missing == ["control", "tacit"]


def test_a_changed_answer_shows_what_flips() -> None:
    licence = mechanism_rules().mechanisms["licence"]
    found = {(each.key, each.value): each.after for each in flips(licence, CLEAR["licence"])}
    assert found["protection", "none"] == "does_not_fit"
    assert found["receiver_competence", "medium"] == "possible"
    assert found["control", "exit"] == "possible"
    assert ("owner_involvement", "high") not in found


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "profile.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_answers_is_read_with_yes_and_numbers_as_yaml_has_them(tmp_path: Path) -> None:
    text = "trl: 6\nprotection: none\nequipment: yes\ncapital_of_owner: 'no'\ntacit: null\ncontrol:\n"
    expected: Answers = {"trl": "6", "protection": "none", "equipment": "yes", "capital_of_owner": "no"}
    assert read_answers_file(written(tmp_path, text)) == expected
    assert read_answers_file(written(tmp_path, "# nothing is known\n")) == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "trl: 10",
            "profile.yaml, trl: '10' is no answer. Use one of 1, 2, 3, 4, 5, 6, 7, 8, 9, or leave it out",
        ),
        ("trl: 4.5", "trl: 4.5 is no answer"),
        ("trl: yes", "trl: 'yes' is no answer"),
        ("receiver: maybe", "receiver: 'maybe' is no answer. Use one of known, none, or leave it out"),
        ("protection: [none]", "protection: ['none'] is no answer"),
        ("readiness: 5", "there is no question 'readiness'. There are: trl, protection, tacit"),
        ("- trl", "it holds no keys"),
    ],
)
def test_a_wrong_key_or_value_is_told_with_its_place_and_what_is_allowed(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(WrongAnswers) as wrong:
        read_answers_file(written(tmp_path, text))
    assert told in str(wrong.value)


def test_a_profile_answers_what_it_says() -> None:
    assert answers_of_profile(offer()) == {"trl": "6", "protection": "granted"}
    several = (Protection(status="secret"), Protection(status="priority"), Protection(status="trade_mark"))
    assert answers_of_profile(offer(trl=None, stage="on_market", ipr=several)) == {
        "trl": "9",
        "protection": "applied",
    }
    assert answers_of_profile(offer(trl=None, stage="lab_tested", ipr=())) == {}
    assert answers_of_profile(offer(type="TR")) == {"receiver": "known"}
