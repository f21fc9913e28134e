"""What load balancers, monitors and operators are told."""

import json
import logging
import os
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from ebpages.jobs import signs
from ebpages.mapping.panels.reading import Description, read_panel
from ebpages.mapping.panels.store import keep
from ebpages.site import metrics, out_of_order
from ebpages.site.access_log import JsonLines
from tests.samples.panel_rows import PLAIN

pytestmark = pytest.mark.django_db
TOKEN = "a token of the tests"


def test_a_process_that_answers_is_alive_whatever_the_database_does(
    client: Client, django_db_blocker: object
) -> None:
    with django_db_blocker.block():  # type: ignore[attr-defined]
        assert client.get("/livez").status_code == 200


@pytest.mark.usefixtures("home")
def test_readiness_names_every_part_and_refuses_while_pages_cannot_be_served(client: Client) -> None:
    answer = client.get("/readyz")
    parts = answer.json()["parts"]
    assert answer.status_code == 503 and not answer.json()["ready"]
    assert {name for name, part in parts.items() if part["needed"] and not part["ok"]} == {"registry"}
    assert set(parts) == {
        "database", "migrations", "registry", "static_files", "search_index", "disk", "worker", "panels",
    }  # fmt: skip
    assert parts["disk"]["free_bytes"] > 0 and parts["migrations"]["missing"] == 0
    assert parts["worker"] == {"ok": False, "needed": False, "seconds_since_sign": None}


def test_without_style_sheets_no_page_can_be_served_and_readiness_says_so(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    client.raise_request_exception = False
    said = client.get("/readyz").json()["parts"]["static_files"]
    assert said["ok"] is False and "ebpages manage collectstatic" in said["problem"]
    caplog.clear()
    page = client.get("/en/")
    assert page.status_code == 503
    (line,) = (record for record in caplog.records if record.name == "ebpages.site.errors")
    assert "ebpages manage collectstatic" in line.getMessage() and not line.exc_info
    assert "This page cannot be shown" in page.text and "Страницата не може да се покаже" in page.text


def test_a_site_without_tables_does_not_fill_the_disk_with_traces(caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().post("/en/contact/report/")
    for _ in range(3):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM a_table_of_a_later_version")
        except DatabaseError as problem:
            answer = out_of_order._answer_instead(request, problem)
            assert answer is not None and answer.status_code == 503 and "was not stored" in answer.text
    assert [bool(record.exc_info) for record in caplog.records] == [False, True, False, False]


def test_a_damaged_panel_is_named_and_what_is_to_be_done_about_a_lack_is_said(
    client: Client, home: Path
) -> None:
    (home / "panel.csv").write_text(PLAIN)
    panel = read_panel([home / "panel.csv"], name="own", description=Description(title="Our own"))
    keep(panel, home / "mapping")
    cells = home / "mapping" / "own" / "cells.parquet"
    content = bytearray(cells.read_bytes())
    content[len(content) // 2] ^= 1
    cells.write_bytes(content)
    parts = client.get("/readyz").json()["parts"]
    assert parts["panels"] == {
        "ok": False,
        "needed": False,
        "loaded": 1,
        "incomplete": [],
        "damaged": ["own"],
    }
    assert parts["registry"]["problem"] == "Run `ebpages build`."


@pytest.mark.parametrize("content", [b"", b"[]", b'{"paths', b"\xff\xfe"])
def test_a_damaged_list_of_style_sheets_is_the_same(
    client: Client, settings: Settings, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "staticfiles.json").write_bytes(content)
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    client.raise_request_exception = False
    assert client.get("/en/").status_code == 503
    assert client.get("/readyz").json()["parts"]["static_files"]["ok"] is False


def test_a_worker_is_lost_when_it_has_given_no_sign_for_a_minute(home: Path) -> None:
    assert signs.is_lost()
    signs.give_sign()
    assert not signs.is_lost() and signs.seconds_since_sign() == 0
    os.utime(home / "jobs" / ".worker", (0, 0))
    assert signs.is_lost()


class TestMetrics:
    @pytest.mark.parametrize(
        ("network", "header", "status"),
        [
            ("", "", 404),
            ("127.0.0.0/8", "", 200),
            ("10.0.0.0/8", "", 404),
            ("", f"Bearer {TOKEN}", 200),
            ("", "Bearer another token", 404),
        ],
    )
    def test_they_are_for_whom_the_operator_names(
        self, client: Client, settings: Settings, network: str, header: str, status: int
    ) -> None:
        settings.EBPAGES_METRICS_FROM = (ip_network(network),) if network else ()
        settings.EBPAGES_METRICS_TOKEN = TOKEN
        assert client.get("/metrics", headers={"authorization": header}).status_code == status

    def test_behind_a_proxy_they_are_for_a_monitor_on_the_same_machine_and_not_for_visitors(
        self, client: Client, settings: Settings
    ) -> None:
        settings.EBPAGES_PROXIES, settings.EBPAGES_METRICS_FROM = 1, (ip_network("127.0.0.0/8"),)
        assert client.get("/metrics").status_code == 200
        for forwarded in ("203.0.113.7", "127.0.0.1, 203.0.113.7"):
            assert client.get("/metrics", headers={"x-forwarded-for": forwarded}).status_code == 404

    def test_they_count_answers_and_say_how_the_parts_are(self, client: Client, settings: Settings) -> None:
        settings.EBPAGES_METRICS_TOKEN = TOKEN
        before = self.counted('ebpages_requests_total{kind="page",status="4xx"}')
        client.get("/en/no-such-page/")
        assert self.counted('ebpages_requests_total{kind="page",status="4xx"}') == before + 1
        text = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).text
        for line in (
            'ebpages_ready{part="registry"} 0',
            'ebpages_jobs{state="queued"} 0',
            "ebpages_resident_bytes ",
        ):
            assert line in text
        assert text.endswith("\n") and text.count("# TYPE ebpages_request_seconds histogram") == 1

    def test_processes_count_together(self) -> None:
        name = 'ebpages_requests_total{kind="file",status="5xx"}'
        before = self.counted(name)
        child = os.fork()
        if child == 0:
            metrics.count_answer("/en/observatory/x.csv", 500, 0.2)
            os._exit(0)
        os.waitpid(child, 0)
        assert self.counted(name) == before + 1

    @staticmethod
    def counted(name: str) -> float:
        return next(float(line.rpartition(" ")[2]) for line in metrics.lines() if line.startswith(name))


class TestAccessLog:
    def test_a_line_has_no_question_and_no_number_that_opens_a_job(
        self, client: Client, caplog: pytest.LogCaptureFixture
    ) -> None:
        secret = "0b5c8a1e-3f55-4d9e-9d1b-0a4b7a1f5c11"
        with caplog.at_level(logging.INFO, "ebpages.access"):
            answer = client.get(f"/en/jobs/{secret}/?email=somebody@example.org")
        (line,) = (record.getMessage() for record in caplog.records if record.name == "ebpages.access")
        assert line.startswith("GET /en/jobs/…/ 404 ") and line.endswith(f"{len(answer.content)} bytes")

    def test_the_number_of_a_request_is_sent_back_and_one_of_a_proxy_is_kept(
        self, client: Client, settings: Settings
    ) -> None:
        own = client.get("/livez", headers={"x-request-id": "of-a-visitor"}).headers["X-Request-ID"]
        assert own != "of-a-visitor" and len(own) == 16
        settings.EBPAGES_PROXIES = 1
        given = client.get("/livez", headers={"x-request-id": "of-our-proxy"})
        assert given.headers["X-Request-ID"] == "of-our-proxy"
        forged = client.get("/livez", headers={"x-request-id": "two words\x1b[31m"}).headers["X-Request-ID"]
        assert len(forged) == 16

    def test_a_line_of_json_has_what_was_measured(self) -> None:
        record = logging.LogRecord("ebpages.access", logging.INFO, "", 0, "GET %s", ("/bg/",), None)
        record.reference, record.path, record.status, record.ms = "abc", "/bg/", 200, 7
        said = json.loads(JsonLines().format(record))
        assert (said["message"], said["reference"], said["path"], said["ms"]) == (
            "GET /bg/",
            "abc",
            "/bg/",
            7,
        )
