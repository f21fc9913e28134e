"""Pages, files and API of cluster mapping: on the panel that ships, and on a loaded one whose margins bound its hidden cells."""

import json
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from ebpages.mapping.panels.panel import Figures
from ebpages.mapping.panels.reading import Description, read_panel
from ebpages.mapping.panels.store import keep

pytestmark = pytest.mark.usefixtures("home", "registry")

SHIPPED = "observatory/mapping/bulgaria-2014"
PAGES = (
    "observatory/mapping/",
    f"{SHIPPED}/",
    f"{SHIPPED}/?rules=eco-2007",
    f"{SHIPPED}/regions/BG34/",
    f"{SHIPPED}/regions/BG31+BG32/",
    f"{SHIPPED}/industries/C14/",
    f"{SHIPPED}/cells/BG34/C25/",
    f"{SHIPPED}/compare/",
    f"{SHIPPED}/compare/?region=BG31&region=BG41",
    f"{SHIPPED}/rules/",
    f"{SHIPPED}/findings/",
)
ROWS = """region,industry,year,measure,value,flag
BG31,C10,{year},employment,{a},
BG31,C13,{year},employment,50,
BG32,C10,{year},employment,:,c
BG32,C13,{year},employment,:,c
BG41,C10,{year},employment,400,
BG41,C13,{year},employment,:,c
BG32,TOTAL,{year},employment,300,
TOTAL,C13,{year},employment,350,
"""


@pytest.fixture
def mine(home: Path) -> None:
    """Two years of three regions and two industries, in which three cells of a year are confidential."""
    file = home / "mine.csv"
    earlier = ROWS.format(year=2013, a=80)
    later = ROWS.format(year=2014, a=100).partition("\n")[2]
    file.write_text(earlier + later, encoding="utf-8")
    exact = Figures(rounding=("none",))
    keep(
        read_panel([file], name="mine", description=Description(title="Mine"), figures=exact),
        home / "mapping",
    )


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def data(client: Client, path: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(text(client, f"/api/observatory/mapping/{path}"))
    return found


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["bg", "en"])
def test_a_page_has_one_heading_and_no_inline_style_or_script(
    client: Client, path: str, language: str
) -> None:
    page = text(client, f"/{language}/{path}")
    assert page.count("<h1") == 1
    assert " style=" not in page and "<style" not in page


@pytest.mark.parametrize("place", ["", "regions/BG34/", "industries/C14/", "compare/", "rules/"])
def test_a_page_can_be_taken_away_as_a_table(client: Client, place: str) -> None:
    for file_format in ("csv", "xlsx", "json", "parquet"):
        path = f"/bg/{SHIPPED}/{place}download.{file_format}?region=BG31&region=BG41"
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("place", ["regions/BG34", "industries/C14"])
def test_a_chart_can_be_taken_away(client: Client, place: str) -> None:
    assert client.get(f"/bg/{SHIPPED}/{place}/download.png").content.startswith(b"\x89PNG")
    assert "<svg" in text(client, f"/bg/{SHIPPED}/{place}/download.svg")


def test_without_a_loaded_panel_the_page_says_how_to_load_one(client: Client) -> None:
    page = text(client, "/en/observatory/mapping/")
    assert "ebpages mapping load" in page
    assert f"/en/{SHIPPED}/" in page


@pytest.mark.parametrize(
    "path",
    ["nowhere/", "bulgaria-2014/regions/BG99/", "bulgaria-2014/industries/Z99/", "bulgaria-2014/cells/BG31/Z99/", "bulgaria-2014/cells/BG99/C10/"],
)  # fmt: skip
def test_what_a_panel_does_not_have_is_no_page(client: Client, path: str) -> None:
    text(client, f"/en/observatory/mapping/{path}", 404)
    text(client, f"/api/observatory/mapping/{path.rstrip('/')}", 404)


@pytest.mark.parametrize("place", ["", "/regions/BG34", "/industries/C14", "/cells/BG34/C25", "/rules"])
@pytest.mark.parametrize("language", ["bg", "en"])
def test_what_a_page_says_in_a_sentence_the_api_says_too(client: Client, place: str, language: str) -> None:
    page = unescape(text(client, f"/{language}/{SHIPPED}{place}/"))
    found = data(client, f"bulgaria-2014{place}?language={language}")
    sentences = [found[name] for name in ("summary", "question", "chart_note") if name in found]
    assert sentences and all(str(sentence) in page for sentence in sentences)


def test_a_strange_year_or_rule_set_is_passed_over(client: Client) -> None:
    page = text(client, f"/en/{SHIPPED}/?year=1066&rules=nobody")
    assert '<option value="2014" selected>' in page
    assert '<option value="eccp-2021@1" selected>' in page


@pytest.mark.usefixtures("mine")
class TestAPanelWithHiddenCells:
    def test_a_hidden_cell_lies_between_what_its_margins_allow(self, client: Client) -> None:
        cell = data(client, "mine/cells/BG32/C13?language=en")["cell"]
        assert isinstance(cell, dict)
        assert cell["state"] == "suppressed"
        assert (cell["employment"]["low"], cell["employment"]["high"]) == (0, 300)
        assert "at most 300" in text(client, "/en/observatory/mapping/mine/cells/BG32/C13/")

    def test_the_cell_shows_the_row_as_printed_with_its_flag(self, client: Client) -> None:
        assert "BG32\tC13\t2014\t:\tc" in text(client, "/en/observatory/mapping/mine/cells/BG32/C13/")

    def test_growth_is_told_of_values_that_are_published_in_both_years(self, client: Client) -> None:
        cells = data(client, "mine/regions/BG31")["cells"]
        assert isinstance(cells, list)
        assert {cell["industry"]: cell["growth"] for cell in cells} == {
            "C10": pytest.approx(25),
            "C13": pytest.approx(0),
        }

    def test_every_rule_set_answers_by_itself(self, client: Client) -> None:
        answers = data(client, "mine/cells/BG31/C13")["answers"]
        assert isinstance(answers, list)
        assert [each["rules"]["id"] for each in answers] == [
            "eco-2007", "panorama-2016", "panorama-2019", "panorama-2020", "eccp-2021", "us-cluster-mapping",
        ]  # fmt: skip
        unknown = next(each for each in answers if each["rules"]["id"] == "panorama-2020")
        assert unknown["answer"]["code"] == "cannot_be_told"
        assert unknown["rules"]["missing"] or unknown["rules"]["answer"]

    def test_a_region_put_together_stands_in_the_place_of_its_parts(self, client: Client) -> None:
        joined = data(client, "mine/regions/BG31+BG41?language=en")
        assert joined["name"] == "North-West region + South-West region"
        assert joined["parts"] == ["BG31", "BG41"]
        cells = joined["cells"]
        assert isinstance(cells, list)
        food = next(cell for cell in cells if cell["industry"] == "C10")
        assert food["employment"]["value"] == 500

    def test_ticked_regions_can_be_looked_at_as_one(self, client: Client) -> None:
        response = client.get(
            "/en/observatory/mapping/mine/compare/?region=BG31&region=BG41&as=one&year=2013"
        )
        assert response.headers["Location"] == "/en/observatory/mapping/mine/regions/BG31+BG41/?year=2013"

    def test_no_more_than_ten_regions_are_compared(self, client: Client) -> None:
        query = "&".join(f"region={code}" for code in ("BG31", "BG32", "BG41", "BG31%2BBG32"))
        found = data(client, f"mine/compare?{query}")["regions"]
        assert isinstance(found, list)
        assert [each["code"] for each in found] == ["BG31", "BG32", "BG41", "BG31+BG32"]
        many = "&".join(f"region=BG{number}" for number in range(11))
        text(client, f"/api/observatory/mapping/mine/compare?{many}", 422)

    def test_a_panel_that_is_loaded_anew_is_shown_anew(self, client: Client, home: Path) -> None:
        before = data(client, "mine/cells/BG31/C10")["cell"]
        file = home / "mine.csv"
        file.write_text(ROWS.format(year=2014, a=120), encoding="utf-8")
        keep(read_panel([file], name="mine"), home / "mapping")
        after = data(client, "mine/cells/BG31/C10")["cell"]
        assert isinstance(before, dict) and isinstance(after, dict)
        assert (before["employment"]["value"], after["employment"]["value"]) == (100, 120)


def test_the_organisations_of_a_cell_sit_in_its_region(client: Client) -> None:
    found = data(client, "bulgaria-2014/cells/BG41/J62?language=en")
    organisations = found["organisations"]
    assert isinstance(organisations, list) and organisations
    listed = client.get(str(found["organisations_url"])).content.decode()
    assert all(each["url"].removeprefix("/en") in listed for each in organisations)
    assert not data(client, "bulgaria-2014/cells/BG31/B06")["organisations"]


def test_a_finding_of_a_panel_names_its_cell(client: Client, home: Path) -> None:
    file = home / "bad.csv"
    file.write_text(
        "region,industry,year,value\nBG31,C10,2014,5\nBG31,C10,2014,7\nBG32,C10,2014,1\n", encoding="utf-8"
    )
    keep(read_panel([file], name="bad"), home / "mapping")
    page = text(client, "/en/observatory/mapping/bad/findings/")
    assert "BG31 × C10, 2014" in page
    assert "finding" in text(client, "/en/observatory/mapping/")
