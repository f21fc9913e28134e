"""Fetching over HTTP from a server on this machine that speaks the real format and has every real fault."""

import gzip
import json
import socket
from collections.abc import Iterator

import pytest

from ebpages.files.cannot_fetch import CannotFetch, Refused, TooLarge, TooSlow, Unreachable
from ebpages.files.download import Limits
from ebpages.observatory.statistics import client
from ebpages.observatory.statistics.client import Validators
from ebpages.observatory.statistics.fetch_problem import UnknownDataset, UnreadableStatistics
from tests.samples.statistics import gerd
from tests.samples.statistics_server import (
    ASYNCHRONOUS,
    Answer,
    StatisticsServer,
    error,
    good,
    running,
)

CODE = "rd_e_gerdtot"
WHOLE = json.dumps(gerd()).encode()
# read is how long a silent server is waited for, total how long one that trickles
LIMITS = Limits(
    connect=2, read=5, total=30, size=100_000, tries=3, backoff=0.001, longest_wait=1, redirects=3
)
# One bound each that is soon reached, so that on a busy machine too it is this one that ends the wait.
AWAITS_NO_ANSWER = Limits(connect=5, read=0.2, total=60, size=100_000, tries=2, backoff=0.001)
AWAITS_NO_END = Limits(connect=5, read=30, total=0.4, size=100_000, tries=3, backoff=0.001)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[StatisticsServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as started:
        yield started


def fetch(server: StatisticsServer, *answers: Answer, limits: Limits = LIMITS):
    server.gives(CODE, *answers)
    return client.fetch(CODE, {}, address=server.address, limits=limits)


def test_a_good_answer_becomes_a_vintage(server: StatisticsServer) -> None:
    found = fetch(
        server, good(gerd(), headers={"ETag": '"1"', "Last-Modified": "Fri, 01 Mar 2019 10:00:00 GMT"})
    )
    assert len(found.observations) == 4
    assert (found.etag, found.last_modified) == ('"1"', "Fri, 01 Mar 2019 10:00:00 GMT")
    assert (
        found.title.bg
        == "Вътрешни разходи за научноизследователска и развойна дейност (GERD) по сектори на извършване"
    )
    assert found.fetched_at is not None


def test_the_question_names_format_language_filters_and_who_asks(server: StatisticsServer) -> None:
    server.gives(CODE, good(gerd()))
    found = client.fetch(CODE, {"time": ["2016"], "geo": ["RO", "BG", "RO"]}, address=server.address)
    asked = server.asked[0]
    assert asked.query == {"format": ["JSON"], "lang": ["en"], "geo": ["BG", "RO"], "time": ["2016"]}
    assert asked.headers["User-Agent"].startswith("E-Business-Pages/")
    assert found is not None
    assert found.query == "geo=BG&geo=RO&time=2016"


def test_a_compressed_answer_is_read(server: StatisticsServer) -> None:
    assert fetch(server, Answer(gzip.compress(WHOLE), headers={"Content-Encoding": "gzip"})).observations


def test_the_server_is_asked_only_for_what_is_new(server: StatisticsServer) -> None:
    server.gives(CODE, good(gerd(), headers={"ETag": '"1"'}))
    known = Validators(etag='"1"', last_modified="Fri, 01 Mar 2019 10:00:00 GMT")
    assert client.fetch(CODE, {}, address=server.address, known=known) is None
    assert server.asked[0].headers["If-Modified-Since"] == "Fri, 01 Mar 2019 10:00:00 GMT"
    assert client.fetch(CODE, {}, address=server.address, known=Validators(etag='"0"')) is not None


@pytest.mark.parametrize(
    "busy",
    [
        [Answer(status=429, headers={"Retry-After": "0"})],
        [Answer(status=429, headers={"Retry-After": "Fri, 01 Mar 2019 10:00:00 GMT"})],
        [Answer(status=500), Answer(status=503, kind="text/html")],
        [Answer(WHOLE[:100], declared=len(WHOLE))],
    ],
    ids=["429", "429 with a date", "500 and 503", "broken off"],
)
def test_a_provider_that_is_busy_is_asked_again(server: StatisticsServer, busy: list[Answer]) -> None:
    assert fetch(server, *busy, good(gerd())).observations
    assert len(server.asked) == len(busy) + 1


@pytest.mark.parametrize(
    ("answer", "problem", "told", "times"),
    [
        (error(404, "ERR_NOT_FOUND_4"), UnknownDataset, "no such data set (ERR_NOT_FOUND_4)", 1),
        (Answer(status=404, kind="text/html"), UnknownDataset, "does not exist. Look at the code", 1),
        (error(400, "Invalid dimension: geoo"), Refused, "(400: Invalid dimension: geoo). Look at the filters", 1),
        (ASYNCHRONOUS, TooLarge, "ASYNCHRONOUS_RESPONSE", 1),
        (error(413, "EXTRACTION_TOO_BIG"), TooLarge, "Ask for a part, such as --filter geo=BG", 1),
        (Answer(status=500, kind="text/html"), Refused, "answers 500 Internal Server Error. Ask again later", 3),
        (Answer(status=429, headers={"Retry-After": "3600"}), Refused, "answers 429 Too Many Requests", 1),
        (Answer(WHOLE[:300]), UnreadableStatistics, "it may have been cut off", 1),
        (Answer(WHOLE[:300], declared=len(WHOLE)), Unreachable, "the answer broke off", 3),
        (Answer(b"<html>", kind="text/html; charset=utf-8"), UnreadableStatistics, "text/html, not JSON", 1),
        (Answer(WHOLE, kind=""), UnreadableStatistics, "of no kind, not JSON", 1),
        (Answer(b" " * 200_000), TooLarge, "sends more than 97 KiB", 1),
        (
            Answer(gzip.compress(b" " * 10_000_000), headers={"Content-Encoding": "gzip"}),
            TooLarge, "sends more than 97 KiB", 1,
        ),
        (
            Answer(status=302, headers={"Location": "/data/rd_e_gerdtot"}),
            CannotFetch, "leads on more than 3 times", 4,
        ),
        (
            Answer(status=302, headers={"Location": "file:///etc/passwd"}),
            CannotFetch, "not http or https", 1,
        ),
        (good({"hello": "world"}), UnreadableStatistics, "class: it is None", 1),
    ],
)  # fmt: skip
def test_a_fault_is_told_in_a_sentence(
    server: StatisticsServer, answer: Answer, problem: type[CannotFetch], told: str, times: int
) -> None:
    with pytest.raises(CannotFetch) as raised:
        fetch(server, answer)
    assert type(raised.value) is problem
    assert told in str(raised.value)
    assert str(raised.value).endswith(".")
    assert len(server.asked) == times


@pytest.mark.parametrize(
    ("body", "values"),
    [(b"[" + b"{}," * 9_000 + b"1]", "18,001"), (b"<a>" + b'<b c="" d=""/>' * 6_000 + b"</a>", "18,002")],
)
def test_an_answer_that_would_take_far_more_memory_than_it_has_bytes_is_refused(
    server: StatisticsServer, monkeypatch: pytest.MonkeyPatch, body: bytes, values: str
) -> None:
    monkeypatch.setenv("EBPAGES_LIMITS", "elements=15000")
    problem = rf"it holds {values} values\. Ask for a part with --filter\. If it is meant so, raise the limit of 15,000"
    with pytest.raises(TooLarge, match=problem):
        fetch(server, Answer(body))


def test_a_server_that_is_silent_or_trickles_is_left(server: StatisticsServer) -> None:
    with pytest.raises(TooSlow, match=r"did not answer within 0\.2 s"):
        fetch(server, Answer(silent=True), limits=AWAITS_NO_ANSWER)
    with pytest.raises(TooSlow, match=r"was not done within 0\.4 s"):
        fetch(server, Answer(b"{", trickles=True), limits=AWAITS_NO_END)


def test_nobody_there_is_told_with_the_reason() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unreachable, match=rf"127\.0\.0\.1:{port} cannot be reached \(.*Connection refused\)"):
        client.fetch(CODE, {}, address=f"http://127.0.0.1:{port}/{{code}}", limits=LIMITS)


def test_a_server_without_the_certificate_that_its_address_promises_is_not_believed(
    server: StatisticsServer,
) -> None:
    with pytest.raises(Unreachable, match="certificate does not hold"):
        client.fetch(CODE, {}, address=server.address.replace("http:", "https:"), limits=LIMITS)


def test_bytes_are_counted_while_they_come(server: StatisticsServer) -> None:
    server.gives(CODE, good(gerd()))
    counted: list[tuple[int, int]] = []
    client.fetch(CODE, {}, address=server.address, progress=lambda done, total: counted.append((done, total)))
    assert counted[-1] == (len(WHOLE), len(WHOLE))


@pytest.mark.parametrize("code", ["", "../../etc/passwd", "a b", "a?b", "x" * 101, "a&b=c", "код"])
def test_what_can_be_no_code_is_not_asked(code: str) -> None:
    with pytest.raises(UnknownDataset, match="can be no code"):
        client.fetch(code, {})


@pytest.mark.parametrize("filters", [{"lang": ["de"]}, {"geo": ["B G"]}, {"g=o": ["BG"]}, {"geo": [""]}])
def test_what_can_be_no_filter_is_not_asked(filters: dict[str, list[str]]) -> None:
    with pytest.raises(CannotFetch, match="Write it as geo=BG"):
        client.fetch(CODE, filters)


def test_too_many_filters_are_not_asked() -> None:
    with pytest.raises(CannotFetch, match="too many filters"):
        client.fetch(CODE, {"geo": [f"BG{n:03}" for n in range(100)]})


@pytest.mark.parametrize("given", ["ftp://x/{code}", "http://x/", "https://me:secret@x/{code}", "x"])
def test_an_address_that_cannot_be_asked_says_what_to_write(given: str) -> None:
    with pytest.raises(CannotFetch, match="Write an http or https address"):
        client.address({"EBPAGES_EUROSTAT": given})


def test_eurostat_itself_is_asked_unless_another_address_is_set() -> None:
    assert client.address({}) == client.ADDRESS
    assert client.address({"EBPAGES_EUROSTAT": "http://mirror/{code}?v=1"}) == "http://mirror/{code}?v=1"
