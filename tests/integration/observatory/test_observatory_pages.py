"""Pages, files and API of the observatory."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from django.test import Client

from ebpages.observatory.queries.figures import figure_ids

pytestmark = pytest.mark.usefixtures("registry")


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


@pytest.mark.parametrize("language", ["bg", "en"])
def test_the_home_of_the_observatory_shows_every_figure(client: Client, language: str) -> None:
    page = text(client, f"/{language}/observatory/")
    assert all(f"/{language}/observatory/figures/{name}/" in page for name in figure_ids())


@pytest.mark.parametrize("name", figure_ids())
@pytest.mark.parametrize("language", ["bg", pytest.param("en", marks=pytest.mark.long)])
def test_a_figure_has_a_page_without_inline_style_or_script(client: Client, name: str, language: str) -> None:
    page = text(client, f"/{language}/observatory/figures/{name}/")
    assert " style=" not in page and "<style" not in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json", "parquet", "svg", "png"])
def test_a_figure_can_be_taken_away(client: Client, file_format: str) -> None:
    response = client.get(f"/bg/observatory/figures/stage/download.{file_format}")
    assert response.status_code == 200
    assert f".{file_format}" in response.headers["Content-Disposition"]


def test_the_file_of_a_figure_holds_its_numbers_with_states_and_bounds(client: Client) -> None:
    rows = json.loads(text(client, "/en/observatory/figures/stage/download.json"))
    assert rows[0] == {
        "code": "start-up", "label": "start-up cluster", "value": 28, "share": 52.83, "low": 28, "high": 54,
        "state": "known", "note": "",
    }  # fmt: skip
    labels = csv.reader(
        io.StringIO(text(client, "/en/observatory/figures/labels/download.csv").removeprefix("\ufeff"))
    )
    assert next(labels)[:4] == ["code", "Cluster", "Field", "Label"]


def test_the_picture_of_a_figure_carries_its_question(client: Client) -> None:
    picture = ElementTree.fromstring(text(client, "/bg/observatory/figures/stage/download.svg"))
    assert "На какъв етап на развитие са" in "".join(picture.itertext())
    assert client.get("/bg/observatory/figures/stage/download.png").content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "path", ["labels/download.svg", "labels/chart.json", "stage/download.exe", "nothing/", "gerd/records/"]
)
def test_what_there_is_not_is_not_found(client: Client, path: str) -> None:
    text(client, f"/en/observatory/figures/{path}", 404)


def test_a_number_leads_to_its_rows(client: Client) -> None:
    page = text(client, "/en/observatory/figures/stage/records/?class=several")
    assert "Тракия" in page and "1 record is counted in this number." in page
    assert "начален етап; развиващ се" in page


def test_a_class_of_nobody_says_so(client: Client) -> None:
    assert "No record is counted in this number" in text(
        client, "/en/observatory/figures/stage/records/?class=xyz"
    )


def test_a_page_beyond_the_last_is_not_found(client: Client) -> None:
    text(client, "/en/observatory/figures/stage/records/?class=start-up&page=3", 404)
    text(client, "/en/observatory/figures/stage/records/?class=start-up&page=x", 404)


def test_filters_are_links_that_keep_the_question(client: Client) -> None:
    page = text(client, "/en/observatory/figures/stage/?region=BG411")
    assert "?region=BG411&amp;region=BG421" in page
    assert "download.csv?region=BG411" in page


@pytest.mark.parametrize(
    "query",
    ["on=yesterday", "on=2018-02-30", "and=x", "vintage=" + "9" * 200, "geo=" + "&geo=".join("ABCDEFGHIJ"), "class=<script>"],
)  # fmt: skip
def test_a_strange_question_is_answered_all_the_same(client: Client, query: str) -> None:
    for name in ("stage", "gerd", "labels", "labels-over-time"):
        assert "<script>alert" not in text(client, f"/en/observatory/figures/{name}/?{query}")


def test_a_figure_may_be_framed_by_anybody_and_no_other_page_may(client: Client) -> None:
    framed = client.get("/bg/observatory/figures/stage/embed/")
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers
    other = client.get("/bg/observatory/figures/stage/")
    assert "frame-ancestors 'self'" in other.headers["Content-Security-Policy"]
    assert other.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_the_specification_draws_what_the_page_shows(client: Client) -> None:
    spec = json.loads(text(client, "/en/observatory/figures/gerd/chart.json?geo=RO"))
    assert "Romania" in json.dumps(spec, ensure_ascii=False)


def test_the_api_gives_figures_with_chart_and_records(client: Client) -> None:
    told = client.get("/api/observatory?language=en").json()
    assert [head["id"] for head in told["figures"]] == list(figure_ids())
    stage = client.get("/api/observatory/figures/stage?language=en&region=BG411").json()
    assert stage["chart"]["$schema"].endswith("v6.json") or "vega-lite" in stage["chart"]["$schema"]
    assert stage["rows"][0]["label"] == "start-up cluster"
    behind = client.get("/api/observatory/figures/stage/records?class=developed&language=en").json()
    assert behind["total"] == 2 and behind["records"][0]["evidence"]
    assert client.get("/api/observatory/figures/nothing").status_code == 404
    assert client.get("/api/observatory/figures/stage/records?page=0").status_code == 422
    assert client.get("/api/observatory/figures/gerd/records").status_code == 404


def test_the_page_of_a_figure_takes_few_questions_of_the_database(
    client: Client, django_assert_max_num_queries
) -> None:
    client.get("/en/observatory/figures/sector/")
    with django_assert_max_num_queries(12):
        client.get("/en/observatory/figures/sector/")
    with django_assert_max_num_queries(40):
        client.get("/en/observatory/figures/stage/records/?class=start-up")


def test_pages_name_their_data(client: Client) -> None:
    assert "/api/observatory/figures/stage?language=en" in text(client, "/en/observatory/figures/stage/")
    assert "/api/observatory?language=bg" in text(client, "/bg/observatory/")
