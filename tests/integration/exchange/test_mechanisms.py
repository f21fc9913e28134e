"""Ways of transfer and barriers as everybody reads them, and what the owner's people read and say of theirs."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from ebpages.accounts.models import Person
from ebpages.exchange.models import BarrierAssessment, Profile
from ebpages.exchange.queries import assessments
from tests.integration.exchange.test_life import begun, published
from tests.samples.people import OTHER, browser, organisation, person, reader
from tests.samples.profiles import GOOD_TEXTS, offer

KNOWN = "trl=7&protection=granted&receiver=known&receiver_competence=high"


@pytest.fixture
def visitor(db: None) -> Client:
    return Client()


def answers(client: Client, query: str) -> dict[str, str]:
    found = client.get(f"/api/exchange/mechanisms?{query}&language=en").json()
    return {each["mechanism"]: each["answer"] for each in found}


def test_a_visitor_answers_questions_and_reads_why_and_what_would_change_it(visitor: Client) -> None:
    empty = visitor.get("/en/exchange/mechanisms/").content.decode()
    assert "Show which ways fit" in empty and "What fits" not in empty
    page = visitor.get(f"/en/exchange/mechanisms/?{KNOWN}").content.decode()
    assert re.search(r'id="fits".*id="licence".*Next steps:.*id="questions"', page, re.DOTALL)
    barriers = visitor.get("/en/exchange/barriers/").content.decode()
    assert "who-can-help/?service=intellectual_property" in page and "Next steps:" in barriers
    assert "/en/funding/" in barriers[barriers.index('id="application_not_funded"') :][:900]
    assert f"?{KNOWN}&control=exit".replace("&", "&amp;") in page
    assert "Royalties: the rate" in page
    bulgarian = visitor.get(f"/bg/exchange/mechanisms/?{KNOWN}").content.decode()
    assert "има заявено или издадено право" in bulgarian


def test_an_address_is_cleaned_of_what_is_not_answered_and_names_what_it_cannot_use(visitor: Client) -> None:
    cleaned = visitor.get("/en/exchange/mechanisms/?trl=6&tacit=&control=")
    assert cleaned.status_code == 302 and cleaned.headers["Location"] == "/en/exchange/mechanisms/?trl=6"
    page = visitor.get("/en/exchange/mechanisms/?trl=12&size=big&profile=TOBG20200101001").content.decode()
    assert "“12” is no answer to “How ready is the technology (TRL)?”" in page
    assert "There is no question “size”" in page
    assert "No published profile has the id “TOBG20200101001”" in page


def test_the_api_answers_as_the_page_and_refuses_what_is_no_answer(visitor: Client) -> None:
    assert answers(visitor, KNOWN)["licence"] == "fits"
    assert {*answers(visitor, "").values()} == {"cannot_be_told"}
    refused = visitor.get("/api/exchange/mechanisms?control=maybe&language=en")
    assert refused.status_code == 422 and "exit" in refused.content.decode()


def test_a_published_profile_answers_what_it_says(visitor: Client, officer: Person, reviewer: Person) -> None:
    reference = published(officer, reviewer).reference
    led = visitor.get(f"/en/exchange/mechanisms/?profile={reference}")
    assert led.headers["Location"] == f"/en/exchange/mechanisms/?profile={reference}&trl=6&protection=granted"
    assert (
        f"are those of the published profile {reference}"
        in visitor.get(led.headers["Location"]).content.decode()
    )
    asked = answers(visitor, f"profile={reference}&receiver_competence=high&protection=none")
    assert asked["licence"] == "does_not_fit", "what is said outright counts"
    assert visitor.get("/api/exchange/mechanisms?profile=TOBG20200101001").status_code == 404


def test_barriers_are_filtered_and_name_their_place_in_the_guide(visitor: Client) -> None:
    page = visitor.get("/en/exchange/barriers/?group=technical&origin=guide").content.decode()
    assert "The prototype does not suit mass production" in page and "The guide, page 45," in page
    assert "Bureaucratic inflexibility" not in page
    found = visitor.get("/api/exchange/barriers?group=technical&origin=guide&language=bg").json()
    assert {each["group"] for each in found} == {"technical"} and all(each["guide"] for each in found)
    assert (
        "“x” is no value of the filter “Kind”"
        in visitor.get("/en/exchange/barriers/?group=x").content.decode()
    )


@pytest.fixture
def unprotected(officer: Person) -> Profile:
    texts = GOOD_TEXTS.model_copy(
        update={"description": GOOD_TEXTS.description + " Методът е публикуван в статия."}
    )
    return begun(officer, offer(texts, trl=4, ipr=({"status": "none"},)))


def test_the_owner_reads_what_may_hinder_and_what_shows_it_and_others_nothing(
    officer: Person, reviewer: Person, unprotected: Profile
) -> None:
    page = browser(officer).get(f"/en/my/profiles/{unprotected.code}/barriers/").content.decode()
    assert "Publishing before protecting" in page and "Методът е публикуван в статия." in page
    assert "Readiness level: TRL 4" in page
    found = browser(officer).get(f"/api/my/profiles/{unprotected.code}/barriers").json()
    assert "published_before_protection" in {each["barrier"]["code"] for each in found}
    stranger = person("anna@kilns.example", "editor", of=organisation(OTHER, "Kilns of Drama"), name="Anna")
    for other in (reviewer, stranger):
        assert browser(other).get(f"/en/my/profiles/{unprotected.code}/barriers/").status_code in (403, 404)


RATED = {
    "likelihood": "4",
    "impact": "5",
    "level": "organisation",
    "state": "open",
    "owner": "R&D",
    "measure": "File first.",
}
PUBLISHING = "published_before_protection"


def test_a_barrier_is_assessed_again_and_what_was_said_before_stays(
    officer: Person, unprotected: Profile
) -> None:
    office, path = browser(officer), f"/en/my/profiles/{unprotected.code}/barriers/"
    wrong = office.post(f"{path}{PUBLISHING}/", {**RATED, "impact": "6"})
    assert wrong.status_code == 400 and "Rate likelihood and impact from 1 to 5." in wrong.content.decode()
    assert "File first." in wrong.content.decode(), "nothing typed is lost"
    office.post(f"{path}{PUBLISHING}/", {**RATED, "due": "2020-01-31"})
    office.post(f"{path}{PUBLISHING}/", {**RATED, "due": "2020-01-31"})
    assert BarrierAssessment.objects.for_writing().count() == 1, "the same said again adds nothing"
    (owner,) = reader(officer).organisations
    assert "overdue" in office.get(f"/en/my/organisations/{owner}/profiles/barriers/").content.decode()
    BarrierAssessment.objects.for_writing().update(at=timezone.now() - timedelta(days=2))
    office.post(f"{path}{PUBLISHING}/", {**RATED, "state": "solved"})
    office.post(f"{path}small_series/", {**RATED, "likelihood": "2", "impact": "3"})
    page = office.get(path).content.decode()
    assert "likelihood 2 × impact 3 = 6" in page and "How did the open risk change?" in page
    with translation.override("en"):
        chart = assessments.change_chart(reader(officer), unprotected)
    assert chart is not None and [each.value for each in chart.marks] == [20, 6]
    assert "likelihood 4 × impact 5 = 20" in office.get(f"{path}{PUBLISHING}/").content.decode()
    register = office.get(f"/api/my/organisations/{owner}/open-barriers").json()
    assert [each["barrier"] for each in register] == ["small_series"]


def test_a_program_assesses_and_nobody_else_reads_or_writes_it(
    officer: Person, reviewer: Person, unprotected: Profile
) -> None:
    given = {"likelihood": 3, "impact": 3, "level": "joint", "due": "2027-03-31"}
    path = f"/api/my/profiles/{unprotected.code}/assessments"
    told = browser(officer).put(f"{path}/{PUBLISHING}", given, content_type="application/json")
    assert told.status_code == 200 and told.json()["risk"] == 9
    unknown = browser(officer).put(f"{path}/no_such?language=en", given, content_type="application/json")
    assert unknown.status_code == 422 and "There is no such barrier." in unknown.content.decode()
    member = person(
        "mila@wood-centre.bg", "member", of=next(iter(reader(officer).organisations)), name="Mila Member"
    )
    assert browser(member).get(path).json()[0]["barrier"] == PUBLISHING
    stranger = person("anna@kilns.example", "editor", of=organisation(OTHER, "Kilns of Drama"), name="Anna")
    for other, read in ((reviewer, (403, 404)), (stranger, (404,)), (member, (200,))):
        assert browser(other).get(path).status_code in read
        assert browser(other).put(f"{path}/{PUBLISHING}", given, content_type="application/json").status_code in (403, 404)  # fmt: skip
