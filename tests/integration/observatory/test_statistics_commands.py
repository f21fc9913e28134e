"""`ebpages statistics`: fetch, list, show."""

import csv
import json
from collections.abc import Callable, Iterator

import pytest

from ebpages.observatory.statistics.client import VARIABLE
from tests.integration.registry.conftest import Said
from tests.samples.statistics import gerd
from tests.samples.statistics_server import Answer, StatisticsServer, error, good, running

pytestmark = pytest.mark.django_db
CODE = "rd_e_gerdtot"
Ebpages = Callable[..., Said]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[StatisticsServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as started:
        monkeypatch.setenv(VARIABLE, started.address)
        yield started


def test_a_data_set_is_fetched_by_its_code(ebpages: Ebpages, server: StatisticsServer) -> None:
    server.gives(CODE, good(gerd()))
    said = ebpages("statistics", "fetch", CODE, "--filter", "geo=BG", "--filter", "geo=RO")
    assert said.status == 0
    assert f"Fetched: {CODE} of 2019-03-01T11:00:00+0100 geo=BG&geo=RO, 4 cells." in said.errors
    assert server.asked[0].query["geo"] == ["BG", "RO"]
    assert (
        "Nothing has changed"
        in ebpages("statistics", "fetch", CODE, "--filter", "geo=RO", "--filter", "geo=BG").errors
    )


def test_a_failing_provider_is_a_warning_that_names_the_vintage_that_serves(
    ebpages: Ebpages, server: StatisticsServer
) -> None:
    server.gives(CODE, Answer(b"<html>", kind="text/html"))
    said = ebpages("statistics", "fetch", CODE)
    assert said.status == 0
    assert "warning: rd_e_gerdtot, Content-Type: the answer is text/html, not JSON" in said.errors
    assert "The last vintage is served: rd_e_gerdtot of 2018-03-19 (shipped, 68 cells)." in said.errors


def test_without_a_last_vintage_the_command_fails_with_a_sentence(
    ebpages: Ebpages, server: StatisticsServer
) -> None:
    server.gives("nobody_knows", error(404, "ERR_NOT_FOUND_4"))
    said = ebpages("statistics", "fetch", "nobody_knows")
    assert said.status == 2
    assert said.errors.startswith(
        "ebpages: nobody_knows: the provider has no such data set (ERR_NOT_FOUND_4)."
    )
    assert "no last vintage" in said.errors


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("fetch", CODE, "--filter", "geo"), "write it as DIMENSION=CODE"),
        (("fetch", "a b"), "can be no code of a data set"),
        (("fetch", "EXR", "--provider", "nobody"), "the provider “nobody” is not known"),
        (("show", "nobody_knows"), "there is no data set nobody_knows"),
        (("show", CODE, "--vintage", "1999"), "it has 2019-01, 2018-03-19"),
        (("show", CODE, "--filter", "nace=J"), "no dimension nace; it has unit, sectperf, geo, time"),
    ],
)
def test_what_cannot_be_done_says_how_to_mend_it(
    ebpages: Ebpages, arguments: tuple[str, ...], told: str
) -> None:
    said = ebpages("statistics", *arguments)
    assert said.status == 2
    assert told in said.errors
    assert "Traceback" not in said.errors


def test_every_data_set_is_listed(ebpages: Ebpages) -> None:
    said = ebpages("statistics", "list", "--language", "en", "--format", "json")
    assert {row["code"]: row["vintage"] for row in json.loads(said.output)} == {
        "gba_nabsfin07": "2018-02-23",
        "inn_cis9": "2018-04",
        "rd_e_gerdtot": "2018-03-19",
    }
    assert "inn_cis9" in ebpages("statistics", "list", "--language", "bg").text


def test_values_are_shown_with_what_their_flags_mean(ebpages: Ebpages) -> None:
    said = ebpages("statistics", "show", "inn_cis9", "--language", "en", "--format", "csv")
    rows = {
        row["sizeclas"]: row for row in csv.DictReader(said.text.splitlines()) if row["indicator"] == "NEWMKT"
    }
    assert (rows["GE10"]["value"], rows["GE10"]["flags"]) == ("5.7", "")
    assert (rows["0-9"]["value"], rows["0-9"]["flags"]) == ("", ":L")
    assert "not surveyed" in rows["0-9"]["note"]
    assert "Source: National Statistical Institute of Bulgaria" in said.errors


def test_a_vintage_and_filters_can_be_chosen(ebpages: Ebpages) -> None:
    said = ebpages(
        "statistics", "show", CODE, "--vintage", "2019-01", "--filter", "geo=BG", "--format", "json", "--language", "bg"
    )  # fmt: skip
    rows = json.loads(said.output)
    assert [(row["geo_label"], row["time"], row["value"]) for row in rows] == [("България", "2015", 0.95)]
