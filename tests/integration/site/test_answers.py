"""What every answer carries, whatever it is an answer to."""

import pytest
from django.test import Client

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
