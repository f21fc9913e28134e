"""Barriers: the guide's whole list of difficulties is there, and what a profile suggests follows from what it says."""

from itertools import combinations, product

import pytest

from ebpages.exchange.barriers import Fact, barrier_rules, facts_of, suggest
from ebpages.exchange.barriers.catalogue import SuggestedWhen
from ebpages.exchange.check import OwnerTraces, check_profile
from ebpages.exchange.mechanisms import answers_of_profile
from ebpages.exchange.profile import Content, Protection
from tests.samples.profiles import GOOD_TEXTS, offer

# Every difficulty of “Difficulties when making a technology transfer”, by page, as the guide words it.
GUIDE = [
    (44, "impose restrictions on technology transfer"),
    (44, "lack of knowledge of legal requirements"),
    (44, "Lobby groups and interests"),
    (44, "lack of understanding between industry and academia"),
    (44, "one-time one-way action"),
    (44, "Continuous feedback"),
    (44, "stable academic structure"),
    (45, "before protecting them with a patent"),
    (45, "financing the end result"),
    (45, "poor transmission of technical information"),
    (45, "inadequate interaction"),
    (45, "changing or adapting it"),
    (45, "small batches or single pieces"),
    (45, "inappropriate for mass production"),
    (45, "do not provide satisfactory economic results"),
    (45, "unless the most appropriate mechanism is used"),
    (45, "joint innovation development by a consortium"),
    (45, "lack of enough time for new technology testing"),
    (45, "specialized marketing skills"),
    (46, "experienced specialists are needed to market"),
    (46, "investors are too restrained"),
    (46, "lack of well-developed infrastructure"),
    (46, "infrastructure, market"),
    (46, "public incentives"),
    (46, "rejected by the evaluators"),
    (46, "no funding for the extremely expensive phase"),
    (46, "solving practical business problems"),
    (46, "building skills and procedures"),
    (46, "evaluated based on the practical application"),
    (47, "technology rather than environment"),
    (47, "mobility of scientists"),
    (47, "“business-specific” knowledge"),
    (47, "financial schemes to support academic entrepreneurship"),
]
BARRIERS = barrier_rules().barriers
SUGGESTED = [(each.code, rule) for each in BARRIERS.values() for rule in each.suggested]


@pytest.mark.parametrize(("page", "words"), GUIDE)
def test_every_difficulty_of_the_guide_is_found_with_its_place(page: int, words: str) -> None:
    places = [each.guide for each in BARRIERS.values() if each.guide]
    assert any(place.page == page and words in place.words for place in places)


def test_the_catalogue_holds_more_than_the_guide_and_uses_every_word_of_its_taxonomy() -> None:
    assert sum(each.guide is None for each in BARRIERS.values()) >= 20
    assert {each.group for each in BARRIERS.values()} == {*barrier_rules().groups}
    assert {each.level for each in BARRIERS.values()} == {*barrier_rules().levels}
    assert {phase for each in BARRIERS.values() for phase in each.phases} == {*barrier_rules().phases}
    assert {code for each in BARRIERS.values() for code in each.sources} | {"mazurkiewicz"} == {
        *barrier_rules().sources
    }


def fact(name: str, value: str) -> Fact:
    return Fact(frozenset([value]), about=("bg",) if name == "languages" else ("BG",))


def test_a_profile_that_says_nothing_suggests_nothing() -> None:
    assert suggest({}) == ()


@pytest.mark.parametrize(("code", "rule"), SUGGESTED)
def test_each_suggestion_is_reached_by_every_combination_that_it_names_and_by_nothing_less(
    code: str, rule: SuggestedWhen
) -> None:
    for values in product(*rule.when.values()):
        facts = {name: fact(name, value) for name, value in zip(rule.when, values, strict=True)}
        found = {each.barrier.code: each for each in suggest(facts)}
        assert code in found
        assert all(found[code].evidence("bg")) and all(found[code].evidence("en"))
    alone = [each for other, each in SUGGESTED if other == code and each is not rule]
    for left_out in rule.when:
        fewer = {name: fact(name, values[0]) for name, values in rule.when.items() if name != left_out}
        if not any({*each.when} <= {*fewer} for each in alone):
            assert code not in {each.barrier.code for each in suggest(fewer)}


def test_what_is_suggested_of_protection_never_contradicts_itself() -> None:
    of_protection = [(code, rule.when["protection"]) for code, rule in SUGGESTED if "protection" in rule.when]
    told = {"nothing_to_license", "grant_uncertain", "no_trust"}
    for (one, values), (other, others) in combinations(of_protection, 2):
        if {one, other} <= told and one != other:
            assert not {*values} & {*others}, (one, other)


def suggested(content: Content) -> dict[str, list[str]]:
    found = suggest(facts_of(content, check_profile(content, OwnerTraces()).findings))
    return {each.barrier.code: list(each.evidence("en")) for each in found}


def test_a_publication_without_protection_is_suggested_with_its_sentence() -> None:
    texts = GOOD_TEXTS.model_copy(
        update={"description": GOOD_TEXTS.description + " Методът е публикуван в статия през 2025 г."}
    )
    found = suggested(offer(texts, ipr=(Protection(status="none"),)))
    assert found["published_before_protection"] == [
        "protection: no protection", "publication in the text: “Методът е публикуван в статия през 2025 г.”",
    ]  # fmt: skip
    assert "nothing_to_license" in found
    assert "published_before_protection" not in suggested(offer(texts))


def test_a_laboratory_result_for_sale_suggests_the_prototype() -> None:
    assert suggested(offer(trl=4))["prototype_not_for_series"] == [
        "readiness level: TRL 4", "cooperation sought: commercial agreement with technical assistance",
    ]  # fmt: skip
    assert "prototype_not_for_series" not in suggested(offer(trl=9))
    assert (
        suggested(offer(trl=None, stage="lab_tested"))["prototype_not_for_series"][0]
        == "readiness level: TRL 4–5"
    )


def test_codes_of_a_draft_that_nothing_knows_suggest_nothing() -> None:
    strange = offer(
        trl=None, stage="x", ipr=(Protection(status="x"),), partner_countries=("XX",), partnership_types=("x",), partner_size=("x",)
    )  # fmt: skip
    assert suggested(strange) == {}
    assert answers_of_profile(strange) == {}


def test_a_partner_abroad_suggests_law_language_and_protection_there() -> None:
    found = suggested(
        offer(partner_countries=("GR", "RO"), ipr=(Protection(status="granted", country="RO"),))
    )
    assert found["differing_law"] == ["partner abroad: Greece, Romania"]
    assert found["not_protected_there"] == ["protection in the partner’s country: Greece"]
    assert found["language"] == ["partner abroad: Greece, Romania", "languages of the text: Bulgarian"]
    everywhere = (Protection(status="granted", country="BG"), Protection(status="copyright"))
    assert "not_protected_there" not in suggested(offer(partner_countries=("GR",), ipr=everywhere))
