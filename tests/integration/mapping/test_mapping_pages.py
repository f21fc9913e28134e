"""Pages, files and API of cluster mapping, which ask only panels: on the panel that ships, and on a loaded one whose margins bound its hidden cells."""

import json
from html import unescape
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.test import Client

from ebpages.mapping.panels.panel import Figures
from ebpages.mapping.panels.reading import Description, read_panel
from ebpages.mapping.panels.store import keep
from ebpages.mapping.queries import panels

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
@pytest.mark.parametrize("language", ["bg", pytest.param("en", marks=pytest.mark.long)])
def test_a_page_has_one_heading_and_no_inline_style_or_script(
    client: Client, path: str, language: str
) -> None:
    page = text(client, f"/{language}/{path}")
    assert page.count("<h1") == 1
    assert " style=" not in page and "<style" not in page


@pytest.mark.parametrize("place", ["", "regions/BG34/", "industries/C14/", "compare/", "rules/"])
def test_a_page_can_be_taken_away_as_a_table(client: Client, place: str) -> None:
    for file_format in ("csv", "xlsx", "json", "parquet"):
        asked = "?region=BG31&region=BG41" if place == "compare/" else ""
        path = f"/bg/{SHIPPED}/{place}download.{file_format}{asked}"
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
@pytest.mark.parametrize("language", ["bg", pytest.param("en", marks=pytest.mark.long)])
def test_what_a_page_says_in_a_sentence_the_api_says_too(client: Client, place: str, language: str) -> None:
    page = unescape(text(client, f"/{language}/{SHIPPED}{place}/"))
    found = data(client, f"bulgaria-2014{place}?language={language}")
    sentences = [found[name] for name in ("summary", "question", "chart_note") if name in found]
    assert sentences and all(str(sentence) in page for sentence in sentences)


@pytest.mark.parametrize(
    "question",
    [
        "?year=1066",
        "?year=x",
        "?rules=nobody",
        "?categories=nobody",
        "download.exe",
        "rules/?rules=x",
        "compare/?year=1",
    ],
)
def test_what_a_panel_cannot_be_asked_is_refused_before_anything_is_worked_out(
    client: Client, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panels, "open_atlas", worked_out := Mock())
    assert client.get(f"/en/{SHIPPED}/{question}").status_code == 404
    assert not worked_out.called


def test_the_api_says_what_a_panel_can_be_asked(client: Client) -> None:
    answer = client.get("/api/observatory/mapping/bulgaria-2014?language=en&year=1066")
    assert (answer.status_code, answer.json()) == (
        404,
        {"detail": "There is no “1066”. Choose one of: 2014"},
    )


def test_a_panel_opens_with_rules_that_answer_and_others_can_be_chosen(client: Client) -> None:
    opened = data(client, "bulgaria-2014?language=en")
    assert opened["shown"]["rules"]["id"] == "eco-2007" and opened["yes"] == 53  # type: ignore[index]
    chosen = data(client, "bulgaria-2014?language=en&rules=eccp-2021")
    assert chosen["shown"]["rules"]["id"] == "eccp-2021" and chosen["yes"] == 0  # type: ignore[index]


def test_the_only_region_that_is_published_does_not_have_all_of_the_industry(client: Client) -> None:
    """Coal is mined in the South-West for certain; North Central and South-East are confidential."""
    coal = data(client, "bulgaria-2014/industries/B05?language=en")
    south_west = next(cell for cell in coal["cells"] if cell["region"] == "BG41")  # type: ignore[attr-defined]
    assert (south_west["employment"]["value"], south_west["firm"]) == (4469, False)
    share = south_west["share_of_industry"]
    assert (share["value"], share["low"], share["bounds"]) == (None, 0, "at most 100.0")
    indices = {each["id"]: each["value"] for each in coal["indices"]}  # type: ignore[attr-defined]
    assert indices["herfindahl"] is None and indices["gini"] is None
    page = text(client, f"/en/{SHIPPED}/industries/B05/")
    assert "Which regions have more of it is not known" in page and "Where in Bulgaria" not in page


def test_what_rests_on_confidential_figures_leads_no_ranking(client: Client) -> None:
    cells = data(client, "bulgaria-2014/regions/BG41?rules=eccp-2021")["cells"]
    assert isinstance(cells, list)
    firm = [cell["firm"] for cell in cells]
    assert firm[: firm.index(False)] == [True] * firm.index(False) and firm.index(False) > 40
    far_apart = data(client, "bulgaria-2014/compare?region=BG31&region=BG41")["industries"]
    assert all(cell["firm"] for line in far_apart for cell in line)  # type: ignore[attr-defined]


def test_rule_sets_are_compared_about_what_they_answer(client: Client) -> None:
    found = data(client, "bulgaria-2014/rules?language=en")
    assert (found["total"], found["answered"], found["all_yes"], found["some_yes"]) == (408, 244, 53, 0)
    assert "All that answer call 53 a cluster and 191 not" in str(found["summary"])


@pytest.mark.parametrize("place", ["cells/BG31/A", "industries/A"])
def test_a_category_that_the_panel_has_nothing_of_is_no_page(client: Client, place: str) -> None:
    text(client, f"/en/{SHIPPED}/{place}/?categories=nace-sections", 404)
    text(client, f"/api/observatory/mapping/bulgaria-2014/{place}?categories=nace-sections", 404)
    cells = data(client, "bulgaria-2014/regions/BG31?categories=nace-sections")["cells"]
    assert isinstance(cells, list) and len(cells) == 12
    assert all(client.get(cell["url"]).status_code == 200 for cell in (cells[0], cells[-1]))


def test_industries_stand_under_their_sections(client: Client) -> None:
    page = text(client, f"/en/{SHIPPED}/")
    assert page.count('scope="rowgroup"') == 12
    assert (
        page.index("Mining and quarrying</th>")
        < page.index("industries/B05/")
        < page.index("Manufacturing</th>")
    )


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


def test_a_finding_of_a_panel_names_its_cell(client: Client, home: Path) -> None:
    file = home / "bad.csv"
    file.write_text(
        "region,industry,year,value\nBG31,C10,2014,5\nBG31,C10,2014,7\nBG32,C10,2014,1\n", encoding="utf-8"
    )
    keep(read_panel([file], name="bad"), home / "mapping")
    page = text(client, "/en/observatory/mapping/bad/findings/")
    assert "BG31 × C10, 2014" in page
    assert "finding" in text(client, "/en/observatory/mapping/")


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize(
    ("place", "subject"),
    [
        ("", ""),
        ("regions/BG31/", "North-West region"),
        ("industries/C10/", "Manufacture of food products"),
        ("cells/BG31/C10/", "North-West region: Manufacture of food products"),
        ("compare/", "Regions compared"),
        ("rules/", "Rule sets compared"),
    ],
)
def test_a_page_of_a_panel_is_cited_by_the_load_it_shows(client: Client, place: str, subject: str) -> None:
    page = f"/en/observatory/mapping/mine/{place}"
    bibtex = client.get(f"{page}citation.bib?year=2013").content.decode()
    assert f"title = {{{{Mine{f': {subject}' if subject else ''}}}}}" in bibtex
    url = bibtex.partition("url = {")[2].partition("}")[0]
    assert f"{page}?year=2013&state=mine-" in url
    same, other = text(client, url), text(client, f"{page}?state=mine-0")
    assert "no longer kept" not in same and "citation.ris?year=2013" in same
    assert "state mine-0 of the data, which is no longer kept" in other


def test_regions_that_are_compared_are_cited_with_their_names(client: Client) -> None:
    asked = {"region": ["BG31", "BG41"], "page": 1}
    bibtex = client.get(f"/en/{SHIPPED}/compare/citation.bib", asked).content.decode()
    assert "North-West region, South-West region}}" in bibtex and "?region=BG31&region=BG41&state=" in bibtex
