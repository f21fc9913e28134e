"""The pages, the API and the command of funding, on the register as it is."""

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ebpages.funding.example import example
from ebpages.registry.models import Statement

if TYPE_CHECKING:  # pytest reads this file before Django has its settings
    from ebpages.registry.actions import BuildResult

CALL = "/en/funding/calls/BG16RFOP002-2.009/"
TYPED = {
    "legal_form": "association", "seat": "BG421", "stage": "start_up", "members": "9", "members_in_eligible_sectors": "6",
    "staff": "4", "turnover_eur": "120,000", "balance_eur": "80000", "costs-1": "300,000", "on": "2017-03-31",
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("registry")


@pytest.fixture(scope="module")
def whole(built: "BuildResult") -> "BuildResult":
    return built


def page(client: Client, address: str, posted: dict[str, Any] | None = None, status: int = 200) -> str:
    response = client.get(address) if posted is None else client.post(address, posted)
    assert response.status_code == status, response.content[:500]
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_calls_are_listed_by_what_they_are_for_and_whether_they_are_open_on_a_day(client: Client) -> None:
    open_then = page(client, "/en/funding/?on=2017-03-31&standing=open")
    assert "Development of clusters in Bulgaria" in open_then
    assert "Development of innovation clusters" not in open_then
    assert "Няма такава покана" in page(client, "/bg/funding/?standing=open&on=2026-11-30")
    assert page(client, "/en/funding/download.csv").count("BG16RFOP002") == 2


def test_a_call_shows_its_results_its_versions_and_what_does_not_add_up(client: Client) -> None:
    shown = page(client, CALL)
    for text in ("17,417,820.27", "17,307,491", "8,849,179.63", "agrees", "30 April 2017, 17:30"):
        assert text in shown
    compared = page(client, "/en/funding/calls/BG16RFOP002-1.016/")
    assert "Indicative programme for 2018" in compared
    assert "33,300,000" in page(client, "/en/funding/calls/TTF/")
    page(client, "/en/funding/calls/NONE/", status=404)


def test_a_form_is_assessed_and_earlier_aid_moves_the_ceiling(client: Client) -> None:
    first = page(client, f"{CALL}assess/", TYPED)
    assert "BGN 240,000" in first
    assert "EUR 200,000" in first
    aid = {"de_minimis-1-date": "2016-05-20", "de_minimis-1-amount_eur": "150,000"}
    assert "EUR 50,000" in page(client, f"{CALL}assess/", {**TYPED, **aid})
    assert page(client, f"{CALL}assess/?example=1").count("Partner") > 1


@pytest.mark.parametrize(
    ("language", "typed", "said", "field"),
    [
        ("en", {"staff": "many"}, "‘many’ is no number", "staff"),
        ("bg", {"staff": "много"}, "„много“ не е число", "staff"),
        ("bg", {"on": "вчера"}, "Това не е дата", "on"),
        ("en", {"holdings-3-of": "A", "holdings-3-in": "applicant", "holdings-3-share": "101"}, "101 per cent cannot", "holdings-1-share"),
        ("bg", {"holdings-1-of": "A", "holdings-1-in": "A", "holdings-1-share": "30"}, "кръг", "holdings-1-of"),
        ("en", {"members": "5"}, "counted twice", "members_in_eligible_sectors"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    client: Client, language: str, typed: dict[str, str], said: str, field: str
) -> None:
    shown = page(client, f"/{language}/funding/calls/BG16RFOP002-2.009/assess/", {**TYPED, **typed}, 400)
    assert said in shown
    assert f'href="#{field}"' in shown
    assert all(f'value="{value}"' in shown for value in typed.values() if value != "вчера")


def test_a_bulgarian_result_says_what_is_assumed_and_who_the_applicant_is(client: Client) -> None:
    address = "/bg/funding/calls/BG16RFOP002-2.009/assess/"
    typed = {**TYPED, "turnover_eur": "120000", "costs-1": "300000"}
    held = {"holdings-1-of": "A", "holdings-1-in": "кандидат", "holdings-1-share": "30"}
    shown = page(client, address, {**typed, **held})
    assert "Не е посочена по-ранна помощ de minimis" in shown
    assert "Не са посочени участия" not in shown
    assert "BG16RFOP002-2.009, компонент 1" in shown
    assert "обявена" in shown
    assert shown.count(">предприятие</option>") == 2  # once in each empty row
    assert 'value="кандидат"' in page(client, f"{address}?example=1")
    empty = {"case": SimpleUploadedFile("case.yaml", b"# nothing")}
    assert "Започнете с `applicant:`" in page(client, address, empty, 400)


def test_a_file_takes_the_place_of_the_fields(client: Client) -> None:
    case = json.dumps(example(), default=str).encode()
    shown = page(client, f"{CALL}assess/", {"case": SimpleUploadedFile("case.yaml", case)})
    assert "EUR 175,000" in shown
    broken = {"case": SimpleUploadedFile("case.yaml", b"- \xff")}
    assert "not YAML" in page(client, f"{CALL}assess/", broken, 400)


def test_a_cluster_sees_which_conditions_it_meets_by_what_the_register_knows(client: Client) -> None:
    cluster = (
        Statement.objects.filter(
            property="stage", value="start_up", record__organisation__kind="cluster_organisation"
        )
        .order_by("id")
        .values_list("record__organisation", flat=True)[0]
    )
    fits = page(client, f"/en/funding/organisations/{cluster}/")
    assert "start-up cluster" in fits
    assert "The calls side by side" in fits
    assert "Not given: members in eligible sectors." in fits
    assert f"/en/funding/organisations/{cluster}/" in page(client, f"/en/organisations/{cluster}/")
    assert 'value="start_up" selected' in page(client, f"{CALL}assess/?organisation={cluster}")
    founded = Statement.objects.filter(
        property="founded", value__regex=r"^\d{4}$", record__organisation__kind="cluster_organisation"
    )
    begun = [
        f'id="established" name="established" value="{year}"'
        in page(client, f"{CALL}assess/?organisation={public_id}")
        for public_id, year in founded.order_by("id").values_list("record__organisation", "value")[:5]
    ]
    assert any(begun)
    assert json.loads(page(client, f"/api/funding/organisations/{cluster}"))
    page(client, "/en/funding/organisations/nobody/", status=404)


def test_the_api_answers_what_the_command_does_and_refuses_with_place_and_remedy(client: Client) -> None:
    def post(path: str, **body: Any) -> Any:
        return client.post(
            f"/api/funding/{path}?language=en", json.dumps(body, default=str), content_type="application/json"
        )

    found = post("calls/BG16RFOP002-2.009/assess", **example()).json()
    assert (found["eligible"], found["size"], found["aid_bgn"], found["ceiling_left_eur"]) == (
        "yes",
        "small",
        342270.25,
        175000,
    )
    assert post("size", applicant={"staff": 9, "turnover_eur": 1}).json()["size"] == "micro"
    refused = post("size", applicant={"staff": -1})
    assert (refused.status_code, "below zero" in refused.content.decode()) == (422, True)
    assert post("calls/NONE/assess").status_code == 404


def test_days_and_versions_of_calls_can_be_followed(client: Client) -> None:
    calendar = page(client, "/bg/funding/calls.ics")
    assert "DTSTART;VALUE=DATE:20170428\r\n" in calendar
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    assert page(client, "/en/funding/calls.atom").count("<entry>") == 11
