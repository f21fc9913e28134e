"""Pages, files and JSON of statistics, in both languages."""

import json
from datetime import UTC, datetime

import pytest
from django.test import Client

from ebpages.observatory.actions import store_vintage
from ebpages.observatory.statistics import json_stat
from tests.samples.statistics import gerd

pytestmark = pytest.mark.django_db
HOME = "/{}/observatory/statistics/"
GERD = "/{}/observatory/statistics/rd_e_gerdtot/"


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def fetched() -> None:
    body = json.dumps(gerd()).encode()
    found = json_stat.read(
        body,
        code="rd_e_gerdtot",
        url="https://example.org/x",
        fetched_at=datetime(2026, 1, 2, 12, tzinfo=UTC),
    )
    store_vintage(vintage=found, by="A. Person")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("bg", ("Статистика", "Източник: Евростат, rd_e_gerdtot", "19 март 2018", "включени в продукта")),
        ("en", ("Statistics", "Source: Eurostat, rd_e_gerdtot", "19 March 2018", "ships with the product")),
    ],
)
def test_every_data_set_stands_with_publisher_vintage_and_licence(
    client: Client, language: str, words: tuple[str, ...]
) -> None:
    page = text(client, HOME.format(language))
    assert all(word in page for word in words)
    assert "ebpages statistics fetch rd_e_gerdtot" in page
    assert "style=" not in page


def test_flags_stand_in_words_beside_their_values(client: Client) -> None:
    page = text(client, GERD.format("en") + "?geo=EU28&time=2016")
    assert "2.03" in page
    assert "provisional" in page
    assert "предварителни данни" in text(client, GERD.format("bg") + "?geo=EU28&time=2016")
    missing = text(client, "/en/observatory/statistics/inn_cis9/?sizeclas=0-9")
    assert "not surveyed" in missing


def test_two_vintages_stand_side_by_side_with_their_difference(client: Client) -> None:
    page = text(client, GERD.format("en") + "?vintage=2018-03-19&with=2019-01&geo=BG&time=2015&unit=PC_GDP")
    assert "0.96" in page
    assert "0.95" in page
    assert "+0.01" in page
    page = text(client, GERD.format("bg") + "?vintage=2018-03-19&with=2019-01&geo=EU28&time=2016")
    assert "−0,01" in page


@pytest.mark.usefixtures("fetched")
def test_the_newest_vintage_is_shown_and_others_can_be_chosen(client: Client) -> None:
    page = text(client, GERD.format("en"))
    assert "Data of 1 March 2019" in page
    assert "break in the time series; estimated" in page
    assert "https://example.org/x" in page
    assert "?vintage=2018-03-19" in page
    assert "19 March 2018" in text(
        client, GERD.format("en") + "?vintage=2018-03-19&with=2019-03-01T11:00:00%2B0100"
    )


def test_a_long_data_set_has_pages(client: Client) -> None:
    assert "?page=2" in text(client, GERD.format("en"))
    text(client, GERD.format("en") + "?page=2")
    text(client, GERD.format("en") + "?page=3", status=404)


@pytest.mark.parametrize(
    "address",
    [
        "nobody_knows/",
        "rd_e_gerdtot/?vintage=1999",
        "rd_e_gerdtot/?page=x",
        "rd_e_gerdtot/download.exe",
        "x/download.csv",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    text(client, HOME.format("en") + address, status=404)


@pytest.mark.parametrize("query", ["geo=ZZ", "geo=BG&with=1999", "geo=" + "x" * 5000, "vintage=&with="])
def test_a_strange_question_is_answered(client: Client, query: str) -> None:
    text(client, GERD.format("bg") + "?" + query)


def test_no_cell_under_the_filters_is_said(client: Client) -> None:
    assert "No cell under these filters" in text(client, GERD.format("en") + "?geo=ZZ")


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json", "parquet"])
def test_what_is_shown_can_be_taken_away(client: Client, file_format: str) -> None:
    response = client.get(GERD.format("en") + f"download.{file_format}?geo=BG&time=2015&vintage=2019-01")
    assert response.status_code == 200
    assert "rd-e-gerdtot-2019-01" in response.headers["Content-Disposition"]
    if file_format == "json":
        assert [(row["geo_label"], row["value"], row["vintage"]) for row in response.json()] == [
            ("Bulgaria", 0.95, "2019-01")
        ]


def test_every_page_is_data(client: Client) -> None:
    listed = client.get("/api/observatory/statistics?language=en").json()
    assert [each["code"] for each in listed] == ["gba_nabsfin07", "inn_cis9", "rd_e_gerdtot"]
    found = client.get(
        "/api/observatory/statistics/rd_e_gerdtot?geo=EU28&geo=BG&time=2016&language=bg&size=2"
    ).json()
    assert found["total"] == 7
    assert found["cells"][0] == {
        "codes": {"unit": "PC_GDP", "sectperf": "TOTAL", "geo": "EU28", "time": "2016"},
        "value": 2.03,
        "flags": "p",
        "notes": ["предварителни данни"],
    }
    assert [each["name"] for each in found["vintages"]] == ["2019-01", "2018-03-19"]
    assert client.get("/api/observatory/statistics/nobody_knows").status_code == 404
    assert client.get("/api/observatory/statistics/inn_cis9?size=0").status_code == 422


def test_pages_lead_to_their_data(client: Client) -> None:
    assert "/api/observatory/statistics/rd_e_gerdtot?geo=BG&amp;language=en" in text(
        client, GERD.format("en") + "?geo=BG"
    )
