"""What every answer carries, whatever it is an answer to."""

from datetime import UTC, datetime, timedelta
from logging import INFO

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from ebpages.faces.places import PLACES, Places

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("asked", "path"), [("bg", "/bg/"), ("en-GB", "/en/"), ("de", "/bg/"), ("", "/bg/")])
def test_the_way_in_leads_to_the_visitors_language(client: Client, asked: str, path: str) -> None:
    response = client.get("/", headers={"accept-language": asked})
    assert (response.status_code, response.headers["Location"]) == (302, path)
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize("path", ["/", "/no-such-page/", "/observatory/"])
def test_an_answer_names_the_cookie_that_chose_its_language(client: Client, path: str) -> None:
    client.cookies["django_language"] = "en"
    assert "Cookie" in client.get(path).headers["Vary"]


@pytest.mark.parametrize("path", ["/bg/observatory/", "/api/observatory", "/robots.txt"])
def test_what_no_cookie_decides_may_be_kept_for_everybody(client: Client, path: str) -> None:
    assert not client.get(path).has_header("Vary")


@pytest.mark.parametrize(
    ("query", "status"), [("q=%00", 400), ("q=" + "x" * 9000, 400), ("&".join("a" * 300), 400)]
)
@pytest.mark.parametrize("path", ["/bg/organisations/", "/api/organisations", "/bg/no-such-page/"])
def test_what_cannot_be_read_reaches_no_page(client: Client, path: str, query: str, status: int) -> None:
    assert client.get(f"{path}?{query}").status_code == status


@pytest.mark.parametrize("path", ["/robots.txt", "/healthz", "/bg/no-such-page/", "/api/openapi.json"])
def test_browsers_are_told_to_refuse_what_is_not_ours(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "base-uri 'none'" in policy and "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Referrer-Policy"]


def test_a_visit_sets_no_cookie(client: Client) -> None:
    assert not client.get("/bg/").cookies


def test_a_host_without_a_registry_is_not_healthy(client: Client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"database": True, "registry": False}


def test_a_page_that_does_not_exist_says_so_in_the_language_of_its_address(client: Client) -> None:
    response = client.get("/en/no-such-page/")
    assert response.status_code == 404
    assert '<html lang="en"' in response.text


def test_an_api_address_that_does_not_exist_says_so_in_json(client: Client) -> None:
    for language, said in (("en", "Not found"), ("bg", "Не е намерено")):
        response = client.get(f"/api/no-such-thing?language={language}", headers={"accept-language": "en"})
        assert (response.status_code, response.json()) == (404, {"detail": said})


def test_an_unknown_host_is_refused(client: Client) -> None:
    assert client.get("/bg/", headers={"host": "elsewhere.example"}).status_code == 400


def test_crawlers_are_kept_from_endless_combinations(client: Client) -> None:
    assert "Disallow: /*?" in client.get("/robots.txt").text


def test_whoever_finds_a_weakness_learns_whom_to_tell(client: Client, settings: Settings) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.EBPAGES_SECURITY_CONTACT = "mailto:security@example.org"
    lines = client.get("/.well-known/security.txt").text.splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert fields["Contact"] == "mailto:security@example.org"
    until = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=170) < until < timedelta(days=366)
    assert fields["Canonical"] == "http://testserver/.well-known/security.txt"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/bg/method/",
        "/bg/observatory/",
        "/api/home",
        "/api/docs",
        "/healthz",
        "/robots.txt",
        "/sitemap.xml",
        "/bg/nothing/",
    ],
)
def test_head_is_answered_everywhere_like_get(
    client: Client, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    whole, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head.headers["Content-Length"] == str(len(whole.content))
    assert [record for record in caplog.records if record.levelno > INFO] == []


def test_who_asks_for_work_while_all_places_are_taken_is_told_when_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PLACES, "work", Places(working=0, waiting=0, patience=0))
    for path in ("/en/observatory/claims/", "/en/findings/download.csv", "/api/observatory"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5"), path
    assert client.get("/en/method/").status_code == 200
