"""The API on the registry built from the shipped lists."""

import json
from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from ebpages.registry import models
from ebpages.registry.actions import BuildResult
from ebpages.registry.queries import organisation

LANGUAGES = ("bg", "en")
ENDPOINTS = (
    "home",
    "organisations",
    "organisations/{organisation}",
    "findings",
    "sources",
    "sources/bsmepa",
    "sources/bsmepa/24",
    "method",
)


@pytest.fixture
def public_id(registry: BuildResult) -> str:
    """The organisation that most lists know."""
    found = models.Organisation.objects.order_by("-source_count", "id").first()
    assert found
    return str(found.id)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_every_question_is_answered_in_both_languages(
    client: Client, public_id: str, endpoint: str, language: str
) -> None:
    response = client.get("/api/" + endpoint.format(organisation=public_id), {"language": language})
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/json")
    assert response.json()


def test_languages_differ_in_words_and_agree_in_facts(client: Client, public_id: str) -> None:
    bg, en = (
        client.get(f"/api/organisations/{public_id}", {"language": language}).json() for language in LANGUAGES
    )
    assert bg["id"] == en["id"] and bg["kind"] != en["kind"]
    assert [r["text"] for r in bg["records"]] == [r["text"] for r in en["records"]]
    assert [len(s["facts"]) for s in bg["sections"]] == [len(s["facts"]) for s in en["sections"]]


@pytest.mark.parametrize(
    "endpoint",
    [
        "organisations/nobody",
        "organisations/%00",
        "sources/%00",
        "sources/nowhere",
        "sources/bulstat/9999",
        "nothing",
    ],
)
def test_what_does_not_exist_is_said_in_json(client: Client, registry: BuildResult, endpoint: str) -> None:
    response = client.get(f"/api/{endpoint}")
    assert response.status_code == 404 and isinstance(response.json()["detail"], str)


@pytest.mark.parametrize(
    ("question", "parameter"),
    [
        ("organisations?page=0", "page"),
        ("organisations?page=x", "page"),
        ("organisations?page=99999999999999999999", "page"),
        ("organisations?size=100000", "size"),
        ("organisations?sort=random", "sort"),
        ("organisations?on=yesterday", "on"),
        ("organisations?q=" + "a" * 300, "q"),
        ("findings?page=-1", "page"),
        ("sources/bulstat?size=0", "size"),
        ("home?language=de", "language"),
        ("organisations?stage=%01", "stage"),
        ("findings?kind=%01", "kind"),
    ],
)
def test_a_value_that_is_not_allowed_is_named(
    client: Client, registry: BuildResult, question: str, parameter: str
) -> None:
    response = client.get(f"/api/{question}")
    assert response.status_code == 422
    assert parameter in json.dumps(response.json()["detail"])


def test_errors_look_as_the_description_says(client: Client, registry: BuildResult) -> None:
    told = client.get("/api/openapi.json").json()
    for path, methods in told["paths"].items():
        for operation in methods.values():
            for status in ("400", "404", "413", "422", "429"):
                response = operation["responses"][status]
                if "$ref" in response:
                    response = told["components"]["responses"][response["$ref"].rpartition("/")[2]]
                schema = response["content"]["application/json"]["schema"]
                assert schema["required"] == ["detail"], path
    assert set(client.get("/api/organisations/nobody").json()) >= {"detail"}
    assert set(client.get("/api/organisations?page=0").json()) >= {"detail"}


def test_every_path_of_the_description_is_asked_here(client: Client) -> None:
    """What people do with it is asked in tests/integration/own_pages/test_api.py, accounts, imports, open_data, review, exchange, reconciliation, living and funding."""
    paths = client.get("/api/openapi.json").json()["paths"]
    asked_elsewhere = {
        "own pages",
        "people",
        "imports",
        "open data",
        "review",
        "exchange",
        "reconciliation",
        "living sources",
        "funding",
    }
    described = {
        path
        for path, methods in paths.items()
        if any(set(operation["tags"]).isdisjoint(asked_elsewhere) for operation in methods.values())
    }
    names = (
        "home",
        "organisations",
        "findings",
        "findings/differences",
        "sources",
        "method",
        "suggestions",
        "clusters",
        "changes",
    )
    patterns = {"/api/" + e for e in names}
    patterns |= {"/api/organisations/{public_id}", "/api/sources/{slug}", "/api/sources/{slug}/{key}"}
    observatory = (
        "",
        "/claims",
        "/statistics",
        "/statistics/{code}",
        "/figures/{figure_id}",
        "/figures/{figure_id}/records",
        "/mapping",
        "/mapping/{panel}",
        "/mapping/{panel}/regions/{region}",
        "/mapping/{panel}/industries/{industry}",
        "/mapping/{panel}/cells/{region}/{industry}",
        "/mapping/{panel}/compare",
        "/mapping/{panel}/rules",
        "/mapping/{panel}/findings",
    )
    patterns |= {f"/api/observatory{path}" for path in observatory}
    patterns |= {f"/api/contact{path}" for path in ("", "/privacy", "/accessibility", "/reports")}
    assert described == patterns


def test_a_search_is_answered_as_on_the_page(client: Client, registry: BuildResult) -> None:
    found = client.get(
        "/api/organisations", {"q": "туризъм", "form": ["association"], "language": "bg"}
    ).json()
    page = client.get("/bg/organisations/", {"q": "туризъм", "form": ["association"]}).context
    assert found["total"] == page["page"].total > 0
    assert [r["id"] for r in found["results"]] == [card.id for card in page["results"]]


def test_pages_of_an_answer_hold_everything_once(client: Client, registry: BuildResult) -> None:
    found = [
        finding["id"]
        for page in range(1, -(-registry.counts["findings"] // 200) + 1)
        for finding in client.get("/api/findings", {"page": page, "size": 200}).json()["findings"]
    ]
    assert len(found) == len(set(found)) == registry.counts["findings"]


def test_a_page_behind_the_last_is_empty(client: Client, registry: BuildResult) -> None:
    assert client.get("/api/organisations?page=9999").json()["results"] == []


@pytest.mark.parametrize(("day", "state"), [("2000-01-01", "valid"), ("2026-11-23", "lapsed")])
def test_labels_are_answered_for_the_day_that_is_asked(
    client: Client, registry: BuildResult, day: str, state: str
) -> None:
    found = client.get("/api/organisations", {"list": ["ecei_bronze"], "on": day}).json()
    dated = [label for result in found["results"] for label in result["labels"] if label["valid_until"]]
    assert {label["state"] for label in dated} == {state}
    one = client.get(f"/api/organisations/{found['results'][0]['id']}", {"on": day}).json()
    assert {label["state"] for label in one["labels"] if label["valid_until"]} == {state}
    assert found["counts"]["label"] == {state: found["total"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_json_holds_what_the_page_shows(client: Client, public_id: str, language: str) -> None:
    with translation.override(language):
        view = organisation(public_id, date(2026, 11, 23))
    answer = client.get(f"/api/organisations/{public_id}", {"language": language, "on": "2026-11-23"}).json()
    assert answer["name"] == view.name  # type: ignore[union-attr]
    shown = [v.text for s in view.sections for f in s.facts for v in f.values]  # type: ignore[union-attr]
    assert [v["text"] for s in answer["sections"] for f in s["facts"] for v in f["values"]] == shown
    evidence = [e for s in answer["sections"] for f in s["facts"] for v in f["values"] for e in v["evidence"]]
    assert evidence and all(e["text"] and e["line"] and e["record_url"].endswith("/") for e in evidence)


class TestAnIdThatWasMerged:
    @pytest.fixture
    def old(self, public_id: str) -> str:
        models.PublicId.objects.create(id="oldid07", heir_id=public_id, anchor="")
        return "oldid07"

    def test_the_page_leads_to_the_other_for_good(self, client: Client, old: str, public_id: str) -> None:
        response = client.get(f"/en/organisations/{old}/")
        assert (response.status_code, response.headers["Location"]) == (
            301,
            f"/en/organisations/{public_id}/",
        )

    def test_the_api_leads_there_too_and_keeps_the_question(
        self, client: Client, old: str, public_id: str
    ) -> None:
        response = client.get(f"/api/organisations/{old}?language=en&on=2015-01-01")
        assert response.status_code == 301
        assert response.headers["Location"] == f"/api/organisations/{public_id}?language=en&on=2015-01-01"
        assert client.get(response.headers["Location"]).json()["id"] == public_id

    def test_an_id_whose_heir_is_gone_is_not_found(self, client: Client, old: str) -> None:
        gone = models.PublicId.objects.create(id="gone007", anchor="")
        models.PublicId.objects.filter(id=old).update(heir=gone)
        assert client.get(f"/en/organisations/{old}/").status_code == 404
        assert client.get(f"/api/organisations/{old}").status_code == 404


def test_the_api_says_codes_beside_words_and_null_for_unknown(registry: BuildResult, client: Client) -> None:
    (one,) = client.get("/api/organisations", {"q": "4ysngfm", "size": 1, "language": "en"}).json()["results"]
    assert (one["stage"], one["seat"], one["as_of"]) == (None, None, None)
    assert one["codes"] == {
        "kind": ["cluster_organisation"], "stage": None, "region": None, "sector": None, "activity": None,
        "form": ["association"], "country": ["BG"], "speaks": None, "size_class": None,
    }  # fmt: skip


def test_the_api_is_open_to_programs_on_other_sites_and_answers_head(
    registry: BuildResult, client: Client
) -> None:
    whole, head = client.get("/api/sources"), client.head("/api/sources")
    assert whole["Access-Control-Allow-Origin"] == head["Access-Control-Allow-Origin"] == "*"
    assert (head.status_code, head.content) == (200, b"")
    assert int(head["Content-Length"]) == len(whole.content)
    before = client.options("/api/organisations", headers={"origin": "https://example.org"})
    assert (before.status_code, before["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert before["Access-Control-Allow-Methods"] == before["Allow"]
    assert "Access-Control-Allow-Origin" not in client.get("/en/method/")


def test_codes_of_an_organisation_come_beside_its_words(client: Client, registry: BuildResult) -> None:
    told = client.get("/api/organisations/45q98wt?language=en").json()  # Подемна Техника
    assert (told["kind_code"], told["kind"]) == ("cluster_organisation", "cluster organisation")
    (entity,) = told["entities"]
    assert (entity["legal_form_code"], entity["state_code"], entity["state"]) == ("limited", None, None)
    assert {join["method_code"] for join in told["joined"]} >= {"equal_name"}
    assert all(reason["code"] and reason["sentence"] for join in told["joined"] for reason in join["reasons"])
