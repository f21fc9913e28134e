"""SDMX through sdmx1, from a server on this machine."""

from collections.abc import Iterator

import pytest

from ebpages.files.cannot_fetch import CannotFetch, Refused, TooLarge, TooSlow
from ebpages.files.download import Limits
from ebpages.observatory.statistics import sdmx_source
from ebpages.observatory.statistics.dataset import Observation, Vintage
from ebpages.observatory.statistics.fetch_problem import UnknownDataset, UnreadableStatistics
from tests.samples.statistics import BULGARIA, DATA, SDMX_JSON, STRUCTURE, sdmx_ml
from tests.samples.statistics_server import Answer, StatisticsServer, good, running

XML = "application/vnd.sdmx.genericdata+xml;version=2.1"
LIMITS = Limits(connect=2, read=5, total=10, size=100_000, tries=2, backoff=0.001)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[StatisticsServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as started:
        started.answers["/dataflow/all/INNOVATION/latest"] = [
            Answer(STRUCTURE.encode(), kind="application/vnd.sdmx.structure+xml;version=2.1")
        ]
        started.gives("INNOVATION", Answer(DATA.encode(), kind=XML))
        yield started


def fetch(
    server: StatisticsServer, flow: str = "INNOVATION", limits: Limits = LIMITS, **filters: str
) -> Vintage:
    wanted = {name: codes.split("+") for name, codes in filters.items()}
    return sdmx_source.fetch(flow, wanted, source=server.url + "/", limits=limits)


def test_a_message_becomes_a_vintage_with_its_status_codes_as_flags(server: StatisticsServer) -> None:
    found = fetch(server)
    assert found.dimensions == ("FREQ", "AREA", "TIME_PERIOD")
    assert found.observations == (
        Observation(("A", "RO", "2014"), None, "Q"),
        Observation(("A", "RO", "2016"), 10.2, "b"),
        Observation(("A", "BG", "2014"), 26.1, ""),
        Observation(("A", "BG", "2016"), 27.2, "p"),
    )
    assert found.vintage == "2019-01-15T10:20:30+01:00"
    assert found.prepared
    assert found.provider == server.url


def test_titles_and_texts_come_from_the_structure_in_both_languages(server: StatisticsServer) -> None:
    found = fetch(server)
    assert found.title.name("bg") == "Иновации в предприятията"
    assert list(found.labels["AREA"]) == [
        "RO",
        "BG",
    ]  # the order of the code list, without EL which has no cells
    assert found.label("AREA", "BG", "en") == "Bulgaria"
    assert found.dimension_title("FREQ", "bg") == "Периодичност"
    assert found.dimension_title("AREA", "en") == "Area"


def test_filters_become_the_key_of_the_question(server: StatisticsServer) -> None:
    server.answers["/data/INNOVATION/A.BG+RO"] = [Answer(DATA.encode(), kind=XML)]
    found = fetch(server, freq="A", AREA="BG+RO", startPeriod="2014")
    assert server.asked[-1].query == {"startPeriod": ["2014"]}
    assert server.asked[-1].headers["User-Agent"].startswith("E-Business-Pages/")
    assert found.query == "AREA=BG&AREA=RO&freq=A&startPeriod=2014"


def test_a_filter_that_the_data_set_does_not_have_names_those_it_has(server: StatisticsServer) -> None:
    with pytest.raises(CannotFetch, match=r"no dimension GEO\. It has FREQ, AREA"):
        fetch(server, geo="BG")
    with pytest.raises(CannotFetch, match=r"no dimension TIME_PERIOD.*startPeriod"):
        fetch(server, TIME_PERIOD="2014")


def test_a_source_that_does_not_describe_its_data_is_read_all_the_same(server: StatisticsServer) -> None:
    server.gives("PLAIN", good(SDMX_JSON, kind="application/vnd.sdmx.data+json;version=1.0.0"))
    found = fetch(server, "PLAIN")
    assert found.value(AREA="BG", TIME_PERIOD="2016") == Observation(("A", "BG", "2016"), 27.2, "e")
    assert "genericdata" in server.asked[-1].headers["Accept"]
    with pytest.raises(CannotFetch, match="nothing can be filtered"):
        fetch(server, "PLAIN", AREA="BG")


@pytest.mark.parametrize(
    ("answer", "problem", "told"),
    [
        (Answer(status=404, kind="text/plain"), UnknownDataset, "does not exist"),
        (Answer(status=413, kind="text/plain"), TooLarge, "Ask for a part with --filter"),
        (Answer(status=500, kind="text/plain"), Refused, "answers 500 Internal Server Error"),
        (Answer(b"<html>", kind="text/html"), UnreadableStatistics, "content type 'text/html'"),
        (Answer(DATA.encode()[:-60], kind=XML), UnreadableStatistics, "no SDMX data that can be read"),
        (Answer(STRUCTURE.encode(), kind=XML), UnreadableStatistics, "no SDMX data that can be read"),
        (good({}, kind="application/vnd.sdmx.data+json;version=1.0.0"), UnreadableStatistics, "no SDMX data"),
        (Answer(sdmx_ml().encode(), kind=XML), UnknownDataset, "no cells"),
        (Answer(sdmx_ml(BULGARIA, BULGARIA).encode(), kind=XML), UnreadableStatistics, "given twice"),
        (Answer(DATA.replace("26.1", "x").encode(), kind=XML), UnreadableStatistics, "it cannot be read"),
        (Answer(b"x" * 200_000, kind=XML), TooLarge, "sends more than 97 KiB"),
    ],
)  # fmt: skip
def test_a_fault_is_told_in_a_sentence(
    server: StatisticsServer,
    capfd: pytest.CaptureFixture[str],
    answer: Answer,
    problem: type[CannotFetch],
    told: str,
) -> None:
    server.gives("INNOVATION", answer)
    with pytest.raises(CannotFetch) as raised:
        fetch(server)
    assert type(raised.value) is problem
    assert told in str(raised.value)
    assert capfd.readouterr().out == ""  # sdmx1 prints all of a message that it cannot read


def test_a_silent_source_is_left(server: StatisticsServer) -> None:
    server.gives("INNOVATION", Answer(silent=True))
    with pytest.raises(TooSlow):
        fetch(server, limits=Limits(connect=2, read=0.2, total=1, tries=1))


@pytest.mark.parametrize(
    "source", ["nobody", "ftp://example.org", "https://me:secret@example.org", "http://"]
)
def test_an_unknown_provider_is_answered_by_those_that_are_known(source: str) -> None:
    with pytest.raises(CannotFetch, match=r"or one of .*ECB.*OECD"):
        sdmx_source.fetch("EXR", {}, source=source)


def test_a_source_is_named_by_its_id_in_small_letters_or_by_its_address() -> None:
    assert sdmx_source.name_of("ECB") == "ecb"
    assert sdmx_source.name_of("https://example.org/Rest/") == "https://example.org/Rest"
