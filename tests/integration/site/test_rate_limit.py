"""Who asks too often is told when to come back."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


class TestRateLimit:
    @pytest.fixture(autouse=True)
    def two_a_minute(self, settings: Settings) -> None:
        settings.EBPAGES_RATE = 2
        settings.CACHES = {"own_memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

    def test_the_third_question_is_told_when_to_come_back(self, client: Client) -> None:
        answers = [client.get("/api/lists", REMOTE_ADDR="203.0.113.1") for _ in range(5)]
        assert 429 in {answer.status_code for answer in answers}
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert "Content-Security-Policy" in refused.headers

    def test_another_network_has_its_own_share(self, client: Client) -> None:
        for _ in range(5):
            client.get("/api/lists", REMOTE_ADDR="203.0.112.2")
        assert client.get("/api/lists", REMOTE_ADDR="203.0.111.3").status_code == 200

    def test_who_has_a_whole_network_has_one_share(self, client: Client) -> None:
        addresses = [f"2001:db8::{number:x}" for number in range(5)]
        assert 429 in {client.get("/api/lists", REMOTE_ADDR=each).status_code for each in addresses}

    def test_a_forged_forwarding_header_gives_no_second_share(self, client: Client) -> None:
        codes = {
            client.get(
                "/api/lists",
                REMOTE_ADDR="203.0.110.4",
                headers={"x-forwarded-for": f"198.51.100.{number}"},
            ).status_code
            for number in range(5)
        }
        assert 429 in codes

    def test_behind_a_proxy_the_address_it_saw_counts(self, client: Client, settings: Settings) -> None:
        settings.EBPAGES_PROXIES = 1
        codes = {
            client.get(
                "/api/lists",
                REMOTE_ADDR="127.0.0.1",
                headers={"x-forwarded-for": f"1.2.3.4, 198.51.{number}.1"},
            ).status_code
            for number in range(5)
        }
        assert codes == {200}

    @pytest.mark.parametrize(
        "path", ["/en/findings/", "/en/sources/", "/en/jobs/x/", "/en/no-such-page/", "/sitemap.xml"]
    )
    def test_every_page_is_limited(self, client: Client, path: str) -> None:
        network = f"192.0.{len(path)}.1"
        assert client.get(path, REMOTE_ADDR=network).status_code != 429
        assert 429 in {client.get(path, REMOTE_ADDR=network).status_code for _ in range(4)}

    def test_what_monitors_and_crawlers_ask_first_is_not_limited(self, client: Client) -> None:
        assert {client.get(path).status_code for path in ("/robots.txt", "/healthz") * 5} == {200, 503}

    def test_where_nothing_can_be_written_each_process_counts_for_itself(
        self, client: Client, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        settings.EBPAGES_HOME = tmp_path / "gone"
        asked = [client.get("/api/lists", REMOTE_ADDR="203.0.109.4").status_code for _ in range(5)]
        assert 429 in asked and 200 in asked
        assert "for each process alone" in caplog.text


class TestChanges:
    """Of a minute's forty requests a twentieth may change something: two."""

    @pytest.fixture(autouse=True)
    def forty_a_minute(self, settings: Settings) -> None:
        settings.EBPAGES_RATE = 40
        settings.CACHES = {"own_memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

    def colleague(self, name: str, address: str) -> Client:
        client = Client(REMOTE_ADDR=address)
        client.force_login(get_user_model().objects.create(email=f"{name}@example.org"))
        return client

    def changes(self, client: Client, times: int) -> list[bool]:
        return [client.post("/en/no-such-page/").status_code == 429 for _ in range(times)]

    def test_colleagues_behind_one_address_do_not_wait_for_one_another(self) -> None:
        for name in ("ana", "boris"):
            assert self.changes(self.colleague(name, "203.0.108.5"), 3) == [False, False, True]

    def test_a_network_of_many_sessions_has_a_bound(self) -> None:
        colleagues = [self.colleague(name, "203.0.106.7") for name in "abcdefghijk"]
        refused = [answer for each in colleagues for answer in self.changes(each, 2)]
        assert refused == [False] * 20 + [True] * 2

    def test_a_session_that_is_nobodys_gives_no_share_of_its_own(self, settings: Settings) -> None:
        answers = []
        for number in range(3):
            client = Client(REMOTE_ADDR="203.0.107.6")
            client.cookies[settings.SESSION_COOKIE_NAME] = f"made-up-{number}"
            answers += self.changes(client, 1)
        assert answers == [False, False, True]
