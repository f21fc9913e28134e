"""Which profiles are compared with one, and what each condition leaves out."""

from datetime import date
from typing import Any

import pytest

from ebpages.exchange.match_conditions import Parties
from ebpages.exchange.match_rules import Party, codes_of, entries_of, match_rules, party_of, spread
from ebpages.exchange.matching.profile import lineage
from ebpages.exchange.profile import Content, Texts
from tests.samples.profiles import offer

TODAY, LATER = date(2026, 11, 30), date(2027, 11, 30)


def request(**changed: Any) -> Content:
    return offer(**{"type": "TR", "country": "GR", "trl": None, "ipr": (), **changed})


def left(
    asker: Content, others: list[Content], off: tuple[str, ...] = (), **known: Any
) -> tuple[list[int], dict[str, tuple[int, int]]]:
    """Keys of those that are compared, from 1, and (excluded, only) of each condition that excludes any."""
    parties = Parties(
        [party_of(n, each, known.get("ends", LATER), f"owner{n}") for n, each in enumerate(others, 1)]
    )
    party = party_of(99, asker, LATER)
    failing = parties.failing(party, TODAY, known.get("owners", ()), known.get("own", ()))
    allowed, exclusions = parties.narrowed(party, failing, off)
    return [int(key) for key in parties.keys[allowed]], {e.condition.code: (e.excluded, e.only) for e in exclusions if e.excluded}  # fmt: skip


def test_an_offer_is_compared_with_requests_and_with_offers_where_the_reader_wants_them() -> None:
    others = [request(), offer()]
    assert left(offer(), others) == ([1], {"role": (1, 1)})
    assert left(offer(), others, off=("role",)) == ([1, 2], {"role": (1, 0)})


def test_each_exclusion_counts_those_that_would_come_back_without_it() -> None:
    others = [request(partner_countries=("AL",)), request(partner_countries=("AL",), partnership_types=("research_cooperation",))]  # fmt: skip
    assert left(offer(), others) == ([], {"countries": (2, 1), "forms": (1, 0)})


def test_countries_are_asked_for_both_ways_and_who_names_none_takes_any() -> None:
    assert left(offer(partner_countries=("AL",)), [request(), request(country="")])[0] == [2]
    assert left(offer(), [request(partner_countries=("BG",)), request(partner_countries=("RO",))])[0] == [1]


def test_forms_that_go_together_are_compared() -> None:
    commercial = request(type="BR", partnership_types=("commercial",))
    outsourcing = request(type="BR", partnership_types=("outsourcing",))
    assert left(offer(), [commercial, outsourcing, request(partnership_types=())])[0] == [1, 3]


def test_an_offer_must_be_at_the_stage_that_is_sought() -> None:
    early, ready, silent = offer(trl=3), offer(trl=9), offer(trl=None)
    assert left(request(stage="demonstration"), [early, ready, silent])[0] == [2, 3]
    assert left(early, [request(stage="demonstration"), request()])[0] == [2]


def test_what_has_expired_is_left_out_whatever_the_reader_switches_off() -> None:
    everything = tuple(each.code for each in match_rules().conditions)
    assert left(offer(), [request()], off=everything, ends=TODAY)[0] == []


def test_an_owner_is_known_by_any_id_that_leads_to_it_and_anonymous_ones_by_their_own_people_alone() -> None:
    others = [request(), request()]
    assert left(offer(), others, owners=("owner2", "before-the-merge"))[0] == [1]
    assert left(offer(), others, own=(1,))[0] == [2]
    assert left(offer(), others, owners=("",))[0] == [1, 2]


def test_a_profile_of_two_languages_counts_once() -> None:
    both = [request(), request()]
    parties = Parties([party_of(7, each, LATER) for each in both])
    asker = party_of(99, request(), LATER)
    _allowed, exclusions = parties.narrowed(asker, parties.failing(asker, TODAY, (), ()), ())
    assert {each.condition.code: each.excluded for each in exclusions}["role"] == 1


def test_no_owner_fills_a_list_alone() -> None:
    owners = {1: "a", 2: "a", 3: "a", 4: "a", 5: "b", 6: "", 7: ""}
    assert spread(range(1, 8), owners, most=5, of_one_owner=2) == [1, 2, 5, 6, 7]


def test_a_profile_is_matched_in_each_of_its_languages() -> None:
    said = offer().model_copy(update={"texts": {"bg": Texts(title="Сензор", summary="Влага"), "en": Texts(title="Sensor", summary="Moisture"), "el": Texts(title="Μόνο τίτλος")}})  # fmt: skip
    assert [(each.id, each.language) for each in entries_of(5, said)] == [("5/bg", "bg"), ("5/en", "en")]


@pytest.mark.parametrize(
    ("code", "wider"),
    [
        ("technology_keywords:materials/materials-wood", "technology_keywords:materials"),
        ("nace:16.10", "nace:16"),
        ("kets:advanced_materials", None),
        ("sector:ict", None),
    ],
)
def test_codes_lead_to_wider_ones_and_words_are_no_digits(code: str, wider: str | None) -> None:
    steps = lineage(code)
    assert steps[0] == code
    assert (wider in steps) if wider else steps == (code,)


def test_codes_of_a_profile_name_their_vocabulary() -> None:
    codes = codes_of(offer(nace=("16.10",), cpv=("38500000-0",)))
    assert {"technology_keywords:materials/materials-wood", "nace:16.10", "cpv:38500000"} <= set(codes)


def test_what_changed_stands_behind_and_its_former_place_is_compared_no_more() -> None:
    def party(key: int, content: Content) -> Party:
        return party_of(key, content, LATER, f"owner{key}")

    parties = Parties([party(1, request()), party(2, request()), party(3, request(country="AL"))])
    followed = parties.followed({2, 3}, [party(3, request(country="RO")), party(4, request())])
    asker = party(99, offer(partner_countries=("GR", "RO")))
    failing = followed.failing(asker, TODAY, {"owner4"}, ())
    allowed, exclusions = followed.narrowed(asker, failing, ())
    assert [int(key) for key in followed.keys[allowed]] == [1, 3]
    assert {e.condition.code: e.excluded for e in exclusions if e.excluded} == {"owner": 1}
    assert followed.count(followed.shown_on(TODAY)) == 3
