"""Vintages in the database: whole or not at all, each once, older ones kept; the last one serves when a provider fails."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from ebpages.files.download import Limits
from ebpages.observatory.actions import fetch_statistics, store_vintage
from ebpages.observatory.models import StatisticsObservation, StatisticsVintage
from ebpages.observatory.queries import dataset as cells_of
from ebpages.observatory.queries import statistics as queries
from ebpages.observatory.statistics import json_stat
from ebpages.observatory.statistics.client import VARIABLE
from ebpages.observatory.statistics.dataset import Observation, UnknownVintage, Vintage
from ebpages.observatory.statistics.fetch_problem import UnknownDataset
from tests.samples.statistics import DATA, STRUCTURE, gerd, sdmx_ml
from tests.samples.statistics_server import Answer, StatisticsServer, error, good, running

pytestmark = pytest.mark.django_db
CODE = "rd_e_gerdtot"
LIMITS = Limits(connect=2, read=5, total=10, size=1_000_000, tries=2, backoff=0.001)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[StatisticsServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as started:
        monkeypatch.setenv(VARIABLE, started.address)
        yield started


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every fetched vintage is too large to be worked with in memory."""
    monkeypatch.setattr(queries, "KEPT_IN_MEMORY", 0)


def vintage(updated: str = "2019-03-01", code: str = "x_test", **changes: object) -> Vintage:
    document = gerd(updated=updated, extension={})
    body = json.dumps(document).encode()
    return replace(json_stat.read(body, code=code, fetched_at=datetime(2026, 1, 2, tzinfo=UTC)), **changes)


def store(found: Vintage) -> bool:
    return store_vintage(vintage=found, by="A. Person")


def fetch(code: str = CODE, provider: str = "eurostat", **filters: list[str]):
    return fetch_statistics(code=code, filters=filters, provider=provider, by="A. Person", limits=LIMITS)


def test_cells_that_changed_since_they_were_fetched_are_not_read() -> None:
    store(vintage(code="x_changed"))
    cell = StatisticsObservation.objects.filter(value__gt=0).first()
    StatisticsObservation.objects.filter(pk=cell.pk).update(value=cell.value * 2)
    with pytest.raises(queries.DamagedVintage, match=r"x_changed, vintage 2019-03-01.*Restore the database"):
        queries.vintage("x_changed")


def test_what_is_stored_is_read_as_it_was() -> None:
    found = vintage()
    assert store(found)
    read = queries.vintage("x_test")
    assert read == found
    assert list(read.labels["geo"]) == ["BG", "RO", "XX"]
    assert StatisticsVintage.objects.get().fetched_by == "A. Person"


def test_a_vintage_is_stored_once_and_older_ones_are_kept() -> None:
    assert store(vintage("2019-03-01"))
    assert not store(vintage("2019-03-01"))
    assert store(vintage("2018-03-01"))
    assert store(vintage("2020-03-01T11:00:00+0100"))
    assert [head.vintage[:4] for head in queries.vintages("x_test")] == ["2018", "2019", "2020"]
    assert queries.vintage("x_test").vintage == "2020-03-01T11:00:00+0100"
    assert queries.vintage("x_test", "2018-03-01").vintage == "2018-03-01"
    with pytest.raises(UnknownVintage, match="it has 2018-03-01, 2019-03-01, 2020-03-01"):
        queries.vintage("x_test", "2017")


def test_data_that_only_their_message_dates_are_not_stored_again_while_they_stay_the_same() -> None:
    first = vintage("2019-03-01", prepared=True)
    assert store(first)
    assert not store(replace(first, vintage="2019-03-02"))
    other = (replace(first.observations[0], value=1.0), *first.observations[1:])
    assert store(replace(first, vintage="2019-03-03", observations=other))


def test_storing_that_is_interrupted_leaves_nothing() -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store_vintage(vintage=vintage(), by="A. Person", progress=interrupt)
    assert not StatisticsVintage.objects.exists()
    assert not StatisticsObservation.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda row: StatisticsObservation(vintage=row, position=0),
        lambda row: StatisticsObservation(vintage=row, position=-1),
        lambda row: StatisticsObservation(vintage=row, position=5, flags="1"),
        lambda row: replace_row(row),
        lambda row: replace_row(row, vintage="2000", code=""),
    ],
    ids=["cell twice", "no position", "no flag", "vintage twice", "no code"],
)
def test_the_database_refuses_what_cannot_be(
    wrong: Callable[[StatisticsVintage], StatisticsObservation],
) -> None:
    store(vintage())
    row = wrong(StatisticsVintage.objects.get())
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def replace_row(row: StatisticsVintage, **changes: str) -> StatisticsVintage:
    row.pk = None
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def test_shipped_and_fetched_vintages_stand_together_and_the_newest_wins() -> None:
    assert queries.vintage(CODE).vintage == "2018-03-19"  # the fragment of 2019 stands for nothing
    store(vintage("2019-03-01", code=CODE))
    assert [head.vintage for head in queries.vintages(CODE)] == ["2019-01", "2018-03-19", "2019-03-01"]
    assert queries.vintage(CODE).vintage == "2019-03-01"
    assert queries.vintage(CODE, "2018-03-19").fetched_at is None
    assert queries.vintage(CODE, holding={"geo": ["BG", "EU28"]}).vintage == "2018-03-19"
    assert queries.vintage(CODE, holding={"geo": ["BG", "ZZ"]}).vintage == "2019-03-01"
    by_code = {each.code: each for each in queries.datasets()}
    assert (by_code[CODE].vintages, by_code[CODE].known, by_code[CODE].missing) == (3, 3, 1)


def test_parts_of_one_release_are_told_apart_by_name() -> None:
    store(vintage(query="geo=BG"))
    store(vintage(query="geo=RO"))
    names = [head.name for head in queries.vintages("x_test")]
    assert names == ["2019-03-01 geo=BG", "2019-03-01 geo=RO"]
    assert queries.vintage("x_test", "2019-03-01 geo=BG").query == "geo=BG"
    assert queries.vintage("x_test", "2019-03-01").query == "geo=RO"


def test_lists_of_data_sets_and_vintages_take_one_query(
    django_assert_num_queries: Callable[[int], "Iterator[None]"],
) -> None:
    for year in range(2010, 2020):
        store(vintage(f"{year}-01-01"))
    with django_assert_num_queries(1):
        queries.datasets()
    with django_assert_num_queries(1):
        queries.vintages("x_test")


def test_the_state_is_another_one_after_every_vintage() -> None:
    states = {queries.state_of_statistics()}
    for year in ("2018", "2019"):
        store(vintage(year))
        states.add(queries.state_of_statistics())
    assert len(states) == 3


@pytest.mark.usefixtures("large")
def test_a_large_vintage_is_filtered_counted_and_paged_in_the_database() -> None:
    found = vintage()
    store(found)
    head = queries.vintage_head("x_test")
    assert not queries.in_memory(head)
    for chosen in ({}, {"geo": ("RO",)}, {"geo": ("BG", "RO"), "time": ("2016",)}, {"geo": ("ZZ",)}):
        expected = found.select(**chosen)
        assert cells_of.cells(head, found.labels, chosen, 0, 50) == (expected, len(expected))
        assert list(cells_of.every_cell(head, found.labels, chosen)) == expected
        assert cells_of.cells(head, found.labels, chosen, 1, 1) == (expected[1:2], len(expected))
    assert cells_of.counts(head, found.labels, {})["geo"] == {"BG": 2, "RO": 2}
    other = list(reversed(found.observations))
    assert cells_of.same_cells(other, found.labels, head, found.labels) == other


def test_counts_stand_under_the_filters_of_the_other_dimensions() -> None:
    head = queries.vintage_head(CODE, "2018-03-19")
    labels = queries.structure(head).labels
    counted = cells_of.counts(head, labels, {"geo": ("BG",), "time": ("2016",)})
    assert counted["geo"]["EU28"] == 1
    assert counted["geo"]["BG"] == 6
    assert counted["time"]["2000"] == 2
    assert counted["sectperf"] == {"TOTAL": 2, "BES": 1, "GOV": 1, "HES": 1, "PNP": 1}


def test_vintages_with_another_order_of_dimensions_can_be_compared() -> None:
    store(vintage(code=CODE))
    ours, theirs = queries.vintage(CODE, "2018-03-19"), queries.vintage(CODE)
    cell = ours.value(unit="PC_GDP", sectperf="TOTAL", geo="RO", time="2016")
    assert cell is not None
    found = cells_of.same_cells([cell], ours.labels, queries.vintage_head(CODE), theirs.labels)
    assert found == [Observation(("A", "TOTAL", "PC_GDP", "RO", "2016"), 0.48, "be")]
    wide = {**theirs.labels, "freq": {"A": theirs.unit, "Q": theirs.unit}}
    assert cells_of.same_cells([cell], ours.labels, queries.vintage_head(CODE), wide) is None


def test_a_fetched_data_set_is_kept_and_serves(server: StatisticsServer) -> None:
    server.gives(CODE, good(gerd(), headers={"ETag": '"1"'}))
    found = fetch()
    assert (found.stored, found.problem) == (True, "")
    assert queries.vintage(CODE) == found.vintage
    again = fetch()
    assert (again.stored, again.problem) == (False, "")
    assert again.vintage == found.vintage
    assert server.asked[1].headers["If-None-Match"] == '"1"'
    server.gives(CODE, good(gerd(updated="2019-09-01"), headers={"ETag": '"2"'}))
    assert fetch("RD_E_GERDTOT").vintage.vintage == "2019-09-01"
    assert len(queries.vintages(CODE, "eurostat")) == 4


def test_a_failing_provider_leaves_the_last_vintage_in_use(server: StatisticsServer) -> None:
    server.gives(CODE, Answer(status=503, kind="text/html"))
    found = fetch()
    assert found.vintage.vintage == "2018-03-19"  # what ships
    assert "answers 503 Service Unavailable" in found.problem
    server.gives(CODE, good(gerd()))
    fetch()
    server.gives(CODE, Answer(b"{"))
    assert fetch().vintage.vintage == "2019-03-01T11:00:00+0100"
    assert StatisticsVintage.objects.count() == 1


def test_the_last_answer_to_the_same_question_serves_before_any_other(server: StatisticsServer) -> None:
    server.gives(CODE, good(gerd(updated="2019-02-01")), good(gerd(updated="2019-05-01")))
    fetch(geo=["BG"])
    fetch()
    server.gives(CODE, error(500, "down"))
    assert fetch(geo=["BG"]).vintage.name == "2019-02-01 geo=BG"
    assert fetch(geo=["RO"]).vintage.name == "2019-05-01"


def test_without_a_last_vintage_the_problem_is_raised(server: StatisticsServer) -> None:
    with pytest.raises(UnknownDataset):
        fetch("nobody_knows")


def test_a_wrong_address_in_the_settings_leaves_the_last_vintage_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "ftp://example.org/{code}")
    assert "Write an http or https address" in fetch().problem


def test_sdmx_is_kept_with_its_provider_and_only_when_it_changes(server: StatisticsServer) -> None:
    xml = "application/vnd.sdmx.genericdata+xml;version=2.1"
    structure = Answer(STRUCTURE.encode(), kind="application/vnd.sdmx.structure+xml;version=2.1")
    server.answers["/dataflow/all/INNOVATION/latest"] = [structure]
    server.gives(
        "INNOVATION", Answer(DATA.encode(), kind=xml), Answer(DATA.replace("T10", "T11").encode(), kind=xml)
    )
    assert fetch("INNOVATION", server.url).stored
    assert not fetch("INNOVATION", server.url).stored
    server.gives("INNOVATION", Answer(sdmx_ml().encode(), kind=xml))
    served = fetch("INNOVATION", server.url)
    assert served.vintage.provider == server.url
    assert "no cells" in served.problem
