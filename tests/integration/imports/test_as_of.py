"""The register as of an earlier day: directory, figures, files and API show the editions of then, and their links stay on that day."""

from pathlib import Path

import pytest
from django.test import Client

from ebpages.registry.actions import earlier_states
from ebpages.registry.models import Record
from tests.integration.imports.lists import SECOND, hand_in

GONE, NEW = "Клъстер Медна стрела", "Клъстер Нов връх"


@pytest.fixture
def two_editions(home: Path) -> None:
    hand_in(SECOND)


@pytest.mark.usefixtures("two_editions")
def test_the_directory_names_who_only_an_earlier_edition_names_and_links_to_its_row(client: Client) -> None:
    now = client.get("/bg/organisations/?list=network").text
    then = client.get("/bg/organisations/?list=network&as_of=2026-10-15").text
    assert NEW in now and GONE not in now and "Към 15 октомври 2026" not in now
    assert GONE in then and NEW not in then and "Към 15 октомври 2026" in then
    assert 'href="/bg/organisations/?list=network">Както е сега</a>' in then

    gone = client.get("/api/organisations?list=network&as_of=2026-10-15").json()
    (url,) = [each["url"] for each in gone["results"] if each["name"] == GONE]
    assert url.startswith("/as-of/2026-10-15/bg/organisations/")
    page = client.get(url).text
    assert GONE in page and "/as-of/2026-10-15/bg/sources/network/176999220/" in page
    assert "Медна стрела" in client.get("/as-of/2026-10-15/bg/sources/network/176999220/").text
    assert client.get("/bg/sources/network/176999220/").status_code == 404


@pytest.mark.usefixtures("two_editions")
def test_facets_seats_and_names_are_those_of_then(client: Client) -> None:
    def seats(**asked: str) -> dict[str, int]:
        answer = client.get("/api/organisations", {"list": "network", **asked}).json()
        return {code: answer["regions"].get(code, 0) for code in ("BG331", "BG414", "BG323", "BG411")}

    assert seats(as_of="2026-10-15") == {"BG331": 0, "BG414": 0, "BG323": 1, "BG411": 1}
    assert seats() == {"BG331": 1, "BG414": 1, "BG323": 0, "BG411": 0}
    found = client.get("/bg/organisations/?q=медна+стрела&as_of=2026-10-15").text
    assert GONE in found and "само в наименованията" in found
    assert GONE not in client.get("/bg/organisations/?q=медна+стрела").text


@pytest.mark.usefixtures("two_editions")
def test_files_and_figures_are_of_the_day(client: Client) -> None:
    file = client.get("/bg/organisations/download.csv?list=network&as_of=2026-10-15", follow=True)
    assert GONE in file.content.decode("utf-8-sig")
    figure = client.get("/api/observatory/figures/stage?as_of=2017-06-01").json()
    assert figure["coverage"]["known"] == 0
    page = client.get("/as-of/2017-06-01/en/observatory/figures/stage/")
    assert page.status_code == 200 and "As of 1 June 2017" in page.text
    assert "/as-of/2017-06-01/en/organisations/" in page.text


def test_a_day_that_changes_nothing_is_read_from_the_register_itself(home: Path, client: Client) -> None:
    assert client.get("/en/organisations/?as_of=2026-10-15").status_code == 200
    assert not (home / earlier_states.FOLDER).exists()


@pytest.mark.usefixtures("two_editions")
def test_one_state_serves_all_days_between_two_editions(home: Path, client: Client) -> None:
    for day in ("2026-10-01", "2026-10-15", "2026-10-30"):
        client.get(f"/api/organisations?as_of={day}")
    assert len([*(home / earlier_states.FOLDER).glob("*.sqlite3")]) == 1


@pytest.mark.usefixtures("two_editions")
def test_a_state_of_many_rows_is_made_in_the_background(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier_states, "MOST_WHILE_WAITING", 1)
    for _again in range(2):
        waiting = client.get("/en/organisations/?as_of=2026-10-15")
        assert waiting.status_code == 503 and "is being put together" in waiting.text
    earlier_states.make_state_in_background.call("2026-10-15")
    assert GONE in client.get("/bg/organisations/?list=network&as_of=2026-10-15").text


@pytest.mark.usefixtures("two_editions")
def test_pages_without_earlier_days_lead_to_those_of_today(client: Client) -> None:
    assert client.get("/as-of/2026-10-15/bg/data/")["Location"] == "/bg/data/"
    assert client.get("/as-of/2999-01-01/bg/organisations/").status_code == 404
    assert client.get("/bg/organisations/?as_of=2999-01-01").status_code == 400
    row = Record.objects.get(source="network", key="176999117")
    switch = client.get(f"/bg/organisations/{row.organisation_id}/?as_of=2026-10-15").text
    assert f'href="/as-of/2026-10-15/en/organisations/{row.organisation_id}/"' in switch
