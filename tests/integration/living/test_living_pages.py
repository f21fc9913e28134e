"""What a cluster of the guide is today stands on its page with the days and the lines of the register; no person stands anywhere."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from ebpages.cli import app
from ebpages.living.tables import clusters_table
from ebpages.registry.models import LegalEntity
from tests.integration.living.conftest import LISTED
from tests.integration.living.living import run
from tests.samples.register_days import PLANTED, number
from tests.samples.register_server import RegisterServer

LICENCE = "CC0"


@pytest.fixture
def client() -> Client:
    return Client(headers={"Host": "localhost"})


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_cluster_of_the_guide_is_renamed_and_then_in_liquidation(register: RegisterServer, client: Client) -> None:  # fmt: skip
    organisation = LegalEntity.objects.get(identifier=LISTED).organisation_id
    before = page(client, f"/en/organisations/{organisation}/")
    assert "In the Trade Register today" not in before
    run()
    shown = page(client, f"/en/organisations/{organisation}/")
    assert "Renamed from КЛЪСТЕР ПОДЕМНА ТЕХНИКА to ПОДЕМНИ СИСТЕМИ." in shown and "Liquidation was entered." in shown  # fmt: skip
    assert "in liquidation" in shown and "last entry of 7 January 2026; files up to 8 January 2026" in shown
    assert "Source: Registry Agency" in shown and "creativecommons.org/publicdomain/zero" in shown
    assert "entry 20260106090000" in shown
    assert "in the Trade Register it is “ПОДЕМНИ СИСТЕМИ”" in shown
    told = client.get(f"/api/organisations/{organisation}/timeline?language=bg&on=2026-01-06").json()
    (body,) = told["bodies"]
    assert [each["kind"] for each in body["contradictions"]] == ["name", "state", "legal_form"], (
        "the list of 2018 says: in liquidation"
    )
    assert (body["condition"], body["seen"], told["newest"]) == ("active", "2026-01-06", "2026-01-06")
    assert [event["kind"] for event in body["events"]] == ["name_changed", "registered"]
    assert body["events"][0]["line"]["entry"] == "20260106090000"
    assert LICENCE in told["licence"] and "Агенция по вписванията" in told["attribution"]


def test_clusters_stand_in_a_list_with_months_files_and_the_days_asked_for(register: RegisterServer, client: Client) -> None:  # fmt: skip
    assert "ebpages sources fetch" in page(client, "/en/living-sources/clusters/")
    run()
    shown = page(client, "/bg/living-sources/clusters/")
    assert "КЛЪСТЕР РОЗА" in shown and "243" in shown and "<svg" in shown
    told = client.get("/api/living-sources/clusters?on=2026-01-07").json()
    conditions = {each["identifier"]: each["condition"] for each in told["clusters"]}
    assert conditions[number(1)] == "active" and conditions[LISTED] == "in_liquidation"
    month = client.get("/api/living-sources/clusters").json()["months"][-1]
    assert month == {"month": "2026-01", "registered": 4, "renamed": 2, "liquidation": 2, "struck_off": 1}
    file = json.loads(clusters_table("").write("json"))
    assert all(LICENCE in each["attribution"] for each in file) and len(file) == 4
    assert client.get("/bg/living-sources/clusters/download.xlsx").status_code == 200


def test_freshness_says_what_failed_and_what_to_do(register: RegisterServer, client: Client, capsys: Any) -> None:  # fmt: skip
    assert "not fetched yet" in page(client, "/en/living-sources/")
    register.statuses["u-2026-01-07"] = (404, {})
    run()
    for language, word in (("en", "something failed"), ("bg", "има неуспех")):
        assert word in page(client, f"/{language}/living-sources/")
    shown = page(client, "/en/living-sources/trade_register_daily/")
    assert "answers 404" in shown and "7 January 2026" in shown and "1 sole trader" not in shown
    assert "4 texts that may name a person" not in shown and "3 texts that may name a person" in shown
    assert client.get("/en/living-sources/nobody/").status_code == 404
    assert client.get("/api/living-sources/nobody").status_code == 404
    from typer.testing import CliRunner

    said = CliRunner().invoke(app, ["sources", "status", "--language", "en", "--format", "json"])
    (told,) = [each for each in json.loads(said.stdout) if each["name"] == "trade_register_daily"]
    assert (told["freshness"], told["faults"]) == ("failing", 1) and told["advice"]


def test_a_person_who_is_planted_everywhere_is_found_nowhere(
    register: RegisterServer, client: Client, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """In the database, in kept files, in the log, on pages, in the API and in downloads."""
    caplog.set_level("DEBUG")
    run()
    register.files["u-2026-01-06"] = (
        "Търговски регистър 09.01.2026",
        register.files["u-2026-01-06"][1][:-400],
    )
    run()
    dump = tmp_path / "dump.json"
    call_command("dumpdata", "living", "registry", exclude=["registry.entry"], output=str(dump), verbosity=0)
    texts = {"database": dump.read_text(), "log": caplog.text}
    assert "КЛЪСТЕР С ХОРА" in json.dumps(json.loads(dump.read_text()), ensure_ascii=False), "it was looked for there"  # fmt: skip
    texts["database"] = json.dumps(json.loads(dump.read_text()), ensure_ascii=False)
    for path in Path(settings.EBPAGES_HOME).rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            texts[path.name] = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode(
                "utf-8", "replace"
            )
    for address in ("/bg/living-sources/", "/bg/living-sources/trade_register_daily/", "/bg/living-sources/clusters/",
                    "/api/living-sources", "/api/living-sources/clusters", "/bg/living-sources/clusters/download.csv"):  # fmt: skip
        texts[address] = page(client, address)
    found = [
        (where, each)
        for where, text in texts.items()
        for each in PLANTED
        if each.casefold() in text.casefold()
    ]
    assert found == []


def test_the_register_of_organisations_stays_as_it_was(register: RegisterServer) -> None:
    from ebpages.registry import models

    def rows() -> list[Any]:
        return [list(table._default_manager.order_by("pk").values_list()) for table in (
            models.Organisation, models.Statement, models.Finding, models.LegalEntity, models.Facet)]  # fmt: skip

    before = rows()
    run()
    assert rows() == before


def test_pages_ask_few_questions(register: RegisterServer, client: Client, django_assert_max_num_queries: Any) -> None:  # fmt: skip
    run()
    with django_assert_max_num_queries(25):
        page(client, "/en/living-sources/clusters/")
    assert connection.vendor
