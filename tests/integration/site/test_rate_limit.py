"""Who asks too often is told when to come back."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


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
