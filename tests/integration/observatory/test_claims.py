"""Every shipped claim is held against the registry built from the shipped lists."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import translation

from ebpages.observatory.claims.catalogue import VARIABLE, all_claims
from ebpages.observatory.claims.expectation import VERDICTS
from ebpages.observatory.queries.claims import claim_groups, claims, verdicts

if TYPE_CHECKING:
    from ebpages.observatory.shapes import ClaimView
    from tests.integration.registry.conftest import Said

ON = date(2018, 12, 31)

OTHER_REPORT = """
reports: [{code: other, title: {bg: Друг доклад, en: Another report}, date: 2020}]
claims:
  - id: other-branches
    subject: registers
    said: {bg: Кодовете са 243., en: There are 243 codes.}
    as_of: 2018-05
    expected: {is: 243}
    measure: {kind: count, population: {kind: records, list: bulstat}}
  - id: other-stages
    subject: registers
    said: {bg: Етапите са седем., en: There are seven stages.}
    as_of: 2018-05
    expected: {is: 7}
    measure: {kind: distinct, population: {kind: records, list: bsmepa}, property: stage}
"""
ALONE = "subjects: [{code: registers, title: {bg: Регистри, en: Registers}}]" + OTHER_REPORT


def claims_in(language: str, on: date) -> "tuple[ClaimView, ...]":
    with translation.override(language):
        return claims(on)


@pytest.fixture
def found(registry: object) -> "dict[str, ClaimView]":
    return {claim.id: claim for claim in claims_in("en", ON)}


def test_every_claim_has_a_verdict_and_says_why(found: "dict[str, ClaimView]") -> None:
    assert found.keys() == {claim.declared.id for claim in all_claims().claims}
    for claim in found.values():
        assert claim.verdict in VERDICTS
        assert claim.why.endswith(".")
        assert claim.expected and claim.text and claim.date
        assert claim.found or claim.verdict == "cannot_be_told"


@pytest.mark.parametrize("language", ["bg", pytest.param("en", marks=pytest.mark.long)])
def test_nothing_is_left_to_be_filled_in(registry: object, language: str) -> None:
    for claim in claims_in(language, ON):
        told = f"{claim.text}{claim.page}{claim.expected}{claim.found}{claim.why}"
        assert not set("{}") & set(told), told
        assert ".." not in told, told


@pytest.mark.parametrize(
    ("claim", "verdict", "told"),
    [
        ("bulstat-registered", "agrees", "243"),
        ("trade-register", "differs", "74"),
        ("reviewed", "cannot_be_told", "53 (possible: at least 72)"),
        ("categorised", "cannot_be_told", "47 (possible: 47 to 72)"),
        ("start-up-twice", "cannot_be_told", "1.7 (possible: 0.8 to 3.0) times"),
        ("four-categories", "agrees", "4"),
        ("trakia-two-stages", "agrees", "1 (possible: 1 to 26)"),
        ("developed", "cannot_be_told", "2 (possible: 2 to 21)"),
        ("developed-with-university", "cannot_be_told", "2 (possible: 2 to 4)"),
        ("year-known", "cannot_be_told", "33 (possible: 33 to 52)"),
        ("few-over-ten-years", "agrees", "9.1 % (possible: 7.1 to 28.6 %)"),
        ("leap-of-2016", "agrees", "12 (possible: 3 to 21) more than in any other year"),
        ("mostly-10-to-30", "agrees", "75.0 % (possible: 55.8 to 81.4 %)"),
        ("foreign-members", "differs", "5 (possible: 5 to 30)"),
        ("bronze-indicators", "agrees", "36"),
        ("gold-indicators", "agrees", "31"),
        ("second-benchmarking", "agrees", "1.5 years; 2 years"),
        ("association-south", "agrees", "83.3 %"),
        ("centres-at-universities", "differs", "37.5 %"),
        ("deadline-in-the-guide", "sources_conflict", "28 April 2017; 30 April 2017"),
        ("innovative-clusters-grant", "agrees", "200,000 BGN"),
        ("innovative-clusters-grant-most", "agrees", "500,000 BGN"),
        ("innovative-clusters-intensity", "agrees", "65 %"),
        ("gerd-stable", "differs", "2.2 times"),
        ("gerd-grows", "differs", "71.4 %"),
        ("members-known", "cannot_be_told", "32 (possible: 32 to 57)"),
        ("electric-vehicles-members", "agrees", "63"),
        ("largest-cluster", "cannot_be_told", "63 (possible: at least 63)"),
        ("smallest-clusters", "cannot_be_told", "6 (possible: 0 to 6)"),
        ("half-in-sofia", "cannot_be_told", "61.9 % (possible: 33.3 to 79.5 %)"),
        ("bronze-bulgarian", "agrees", "10"),
        ("bronze-ict-bulgarian", "agrees", "2"),
        ("bronze-ict-all", "cannot_be_told", "2 (possible: 2 to 124)"),
        ("silver-bulgarian", "cannot_be_told", ""),
        ("association-capital", "agrees", "7 (possible: 6 to 8) clusters ahead of the next town"),
        ("gis-network", "agrees", "29"),
        ("gerd-countries-below", "agrees", "4"),
        ("product-innovators", "differs", "10.9 %"),
        ("budget-for-industry", "differs", "2.8 %"),
        ("budget-for-knowledge", "differs", "12.1 %"),
        ("budget-total", "agrees", "187,465 thousand BGN"),
        ("grant-contracted-in-euro", "agrees", "8,849,179.63 EUR"),
        ("ttf-total", "agrees", "33.3 million EUR"),
        ("ttf-fund-of-funds", "agrees", "30.0 million EUR"),
        ("ttf-private", "agrees", "3.3 million EUR"),
    ],
)
def test_what_recomputation_says(found: "dict[str, ClaimView]", claim: str, verdict: str, told: str) -> None:
    said = found[claim]
    assert (said.verdict, said.found.replace("\N{NO-BREAK SPACE}", " ")) == (verdict, told)


@pytest.mark.parametrize(
    ("claim", "verdict", "told"),
    [
        ("product-innovators", "agrees", "5.7 %"),
        ("budget-for-industry", "agrees", "11.0 %"),
        ("budget-for-knowledge", "agrees", "47.2 %"),
        ("gerd-grows", "agrees", "0.22 percentage points"),
    ],
)
def test_what_can_be_measured_in_place_of_the_sentence_is_said_beside_it(
    found: "dict[str, ClaimView]", claim: str, verdict: str, told: str
) -> None:
    measured = found[claim].measured
    assert measured is not None
    assert (measured.verdict, measured.found.replace("\N{NO-BREAK SPACE}", " ")) == (verdict, told)
    assert found[claim].printed and measured.text != found[claim].text


def test_what_follows_from_the_printed_order_is_said_on_its_condition(found: "dict[str, ClaimView]") -> None:
    supposed = {name: claim.supposed for name, claim in found.items() if claim.supposed}
    assert {name: (reading.found, reading.verdict) for name, reading in supposed.items()} == {
        "categorised": ("66", "agrees"),
        "developed": ("4", "agrees"),
        "start-up-twice": ("2 (possible: 2.0 to 2.1)\N{NO-BREAK SPACE}times", "agrees"),
    }
    assert {reading.text for reading in supposed.values()} == {
        "If the list is ordered by stage of development"
    }


def test_a_claim_that_is_not_settled_says_what_would_settle_it(found: "dict[str, ClaimView]") -> None:
    open_ = [claim for claim in found.values() if claim.verdict == "cannot_be_told"]
    assert [claim.id for claim in open_ if not claim.settled_by.endswith(".")] == []


def test_a_claim_leads_to_the_rows_that_matter(found: "dict[str, ClaimView]") -> None:
    trakia = found["trakia-two-stages"].behind[0]
    assert "Тракия" in trakia.name
    assert trakia.text == "начален етап; развиващ се"
    assert [item.evidence[0].number for item in found["largest-cluster"].behind[:1]] == ["49"]
    foreign = [item.evidence[0].number for item in found["foreign-members"].behind if item.evidence]
    assert foreign == ["4", "20", "25", "46", "52"]


def test_every_recomputed_number_leads_somewhere(found: "dict[str, ClaimView]") -> None:
    printed_only = {
        "grant-contracted-in-euro",
        "kets",
        "innovative-clusters-in-euro",
        "south-west-together",
        "ttf-total",
    }
    measured = {claim.declared.id for claim in all_claims().claims if claim.declared.measure}
    assert {name for name in measured if not found[name].behind} == printed_only


def test_a_remark_is_worked_out(found: "dict[str, ClaimView]") -> None:
    assert "Only 2 of them were in force on 30 April 2018" in found["bronze-bulgarian"].why


def test_only_claims_made_up_to_the_day_are_held(registry: object) -> None:
    early = {claim.id for claim in claims_in("en", date(2017, 6, 1))}
    assert "growth-inside" in early
    assert "trade-register" not in early


def test_claims_about_one_quantity_stand_side_by_side(registry: object) -> None:
    with translation.override("en"):
        groups = claim_groups(claims(ON))
    blocks = {block.title: [claim.id for claim in block.claims] for g in groups for block in g.blocks}
    assert blocks["The money of the Technology Transfer Fund"] == [
        "ttf-total",
        "ttf-fund-of-funds",
        "ttf-private",
    ]
    assert blocks["Share of strong clusters in wages"] == ["wages-first", "wages-second"]
    assert sum(len(block.claims) for g in groups for block in g.blocks) == len(claims_in("en", ON))


def test_queries_do_not_grow_with_the_rows(registry: object, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(250):
        claims_in("bg", date(2018, 12, 30))


# the command


def test_the_command_answers_in_json(registry: object, ebpages: Callable[..., "Said"]) -> None:
    said = ebpages("claims", "--format", "json", "--language", "en")
    assert said.status == 0
    rows = json.loads(said.text)
    assert {"id", "text", "expected", "found", "verdict", "why"} <= rows[0].keys()
    assert {row["verdict"] for row in rows} == set(VERDICTS)
    assert next(row for row in rows if row["id"] == "trakia-two-stages")["behind"][0] == "bsmepa:26"


def test_the_command_answers_for_one_file(
    registry: object, ebpages: Callable[..., "Said"], tmp_path: Path
) -> None:
    (tmp_path / "mine.yaml").write_text(ALONE, encoding="utf-8")
    said = ebpages("claims", "-f", "json", "-l", "en", "--file", str(tmp_path / "mine.yaml"))
    assert [(row["id"], row["verdict"]) for row in json.loads(said.text)] == [
        ("other-branches", "agrees"),
        ("other-stages", "differs"),
    ]
    assert {row["source"] for row in json.loads(said.text)} == {"Another report, 2020"}


def test_a_broken_file_is_told_with_its_place_and_nothing_is_printed(
    registry: object, ebpages: Callable[..., "Said"], tmp_path: Path
) -> None:
    (tmp_path / "mine.yaml").write_text(ALONE.replace("{is: 7}", "{are: 7}"), encoding="utf-8")
    said = ebpages("claims", "--file", str(tmp_path / "mine.yaml"))
    assert (said.status, said.output) == (2, b"")
    assert "mine.yaml, claim 'other-stages', expected" in said.errors


# the page


@pytest.mark.parametrize(
    ("language", "claim"),
    [
        ("bg", "82 клъстера са вписани в Търговския регистър."),
        ("en", "82 clusters are entered in the Trade Register."),
    ],
)
def test_the_page_shows_every_claim(registry: object, client: Client, language: str, claim: str) -> None:
    page = client.get(f"/{language}/observatory/claims/").content.decode()
    assert claim in page
    assert page.count('<article class="claim"') == len(all_claims().claims)


def test_the_page_shows_one_verdict(registry: object, client: Client) -> None:
    page = client.get("/en/observatory/claims/?verdict=differs").content.decode()
    assert page.count('<article class="claim"') == verdicts(claims_in("en", ON))["differs"]
    assert client.get("/en/observatory/claims/?verdict=maybe").status_code == 200


def test_the_page_has_contents_and_a_filter_by_verdict_in_its_address(
    registry: object, client: Client
) -> None:
    page = client.get("/en/observatory/claims/?verdict=sources_conflict").content.decode()
    assert 'href="#subject-support"' in page and 'id="subject-support"' in page
    assert 'href="#subject-transfer"' not in page, "no claim of this subject has the verdict"
    for verdict in VERDICTS:
        assert f'href="?verdict={verdict}"' in page
    assert "As printed:" in page and '<q lang="en">The deadline for submitting documents' in page


def test_an_address_of_a_claim_leads_to_it_on_the_page(registry: object, client: Client) -> None:
    claim = claims_in("bg", ON)[0]
    address, _, anchor = claim.url.partition("#")
    assert f'id="{anchor}"' in client.get(address).content.decode()


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json", "parquet"])
def test_claims_are_taken_away_as_files(registry: object, client: Client, file_format: str) -> None:
    answer = client.get(f"/en/observatory/claims/download.{file_format}?verdict=differs")
    assert answer.status_code == 200
    if file_format == "json":
        assert {row["verdict"] for row in json.loads(answer.content)} == {"differs"}


def test_claims_of_another_report_stand_on_the_page(
    registry: object, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.yaml").write_text(OTHER_REPORT, encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mine.yaml"))
    page = client.get("/en/observatory/claims/").content.decode()
    assert "There are seven stages." in page
    assert "Another report, 2020" in page


def test_the_api_answers_with_claims(registry: object, client: Client) -> None:
    answer = client.get("/api/observatory/claims?language=en&verdict=differs").json()
    assert {claim["verdict"] for claim in answer["claims"]} == {"differs"}
    assert answer["total"] == answer["counts"]["differs"]
    assert client.get("/api/observatory/claims?verdict=maybe").status_code == 422
    conflict = client.get("/api/observatory/claims?language=en&verdict=sources_conflict").json()["claims"]
    assert [claim["id"] for claim in conflict] == ["deadline-in-the-guide"]
    industry = next(claim for claim in answer["claims"] if claim["id"] == "budget-for-industry")
    assert industry["printed"].endswith("development of “pure science”.")
    assert industry["measured"]["verdict"] == "agrees"
