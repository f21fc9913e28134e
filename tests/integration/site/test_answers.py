"""What every answer carries, whatever it is an answer to."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("asked", "path"), [("bg", "/bg/"), ("en-GB", "/en/"), ("de", "/bg/"), ("", "/bg/")])
def test_the_way_in_leads_to_the_visitors_language(client: Client, asked: str, path: str) -> None:
    response = client.get("/", headers={"accept-language": asked})
    assert (response.status_code, response.headers["Location"]) == (302, path)
    assert "Accept-Language" in response.headers["Vary"]


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
    response = client.get("/api/no-such-thing")
    assert (response.status_code, response.json()) == (404, {"detail": "Not found"})


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


class TestRateLimit:
    @pytest.fixture(autouse=True)
    def two_a_minute(self, settings: Settings) -> None:
        settings.EBPAGES_RATE = 2
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

    def test_the_third_question_is_told_when_to_come_back(self, client: Client) -> None:
        answers = [client.get("/api/openapi.json", REMOTE_ADDR="203.0.113.1") for _ in range(5)]
        assert 429 in {answer.status_code for answer in answers}
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert "Content-Security-Policy" in refused.headers

    def test_another_address_has_its_own_share(self, client: Client) -> None:
        for _ in range(5):
            client.get("/api/openapi.json", REMOTE_ADDR="203.0.113.2")
        assert client.get("/api/openapi.json", REMOTE_ADDR="203.0.113.3").status_code == 200

    def test_a_forged_forwarding_header_gives_no_second_share(self, client: Client) -> None:
        codes = {
            client.get(
                "/api/openapi.json",
                REMOTE_ADDR="203.0.113.4",
                headers={"x-forwarded-for": f"198.51.100.{number}"},
            ).status_code
            for number in range(5)
        }
        assert 429 in codes

    def test_behind_a_proxy_the_address_it_saw_counts(self, client: Client, settings: Settings) -> None:
        settings.EBPAGES_PROXIES = 1
        codes = {
            client.get(
                "/api/openapi.json",
                REMOTE_ADDR="127.0.0.1",
                headers={"x-forwarded-for": f"1.2.3.4, 198.51.100.{number}"},
            ).status_code
            for number in range(5)
        }
        assert codes == {200}

    def test_pages_that_do_not_search_are_not_limited(self, client: Client) -> None:
        assert {client.get("/robots.txt").status_code for _ in range(5)} == {200}
