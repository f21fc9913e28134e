"""Counting members by what they state, and naming those behind a number."""

import pytest

from ebpages.observatory.figures.catalogue import figures
from ebpages.observatory.figures.tally import SEVERAL, UNKNOWN, members_of, tally
from ebpages.observatory.population import Population
from ebpages.observatory.queries.populations import lost, observed, population_records
from ebpages.registry import models

pytestmark = pytest.mark.usefixtures("registry")

BSMEPA = Population(kind="records", list="bsmepa")
CLUSTERS = Population(kind="organisations", where={"kind": ("cluster_organisation",)})
COUNTED = {name: figure.counts for name, figure in figures().items() if figure.counts}


def test_rows_of_a_list_are_counted_with_those_that_were_lost() -> None:
    seen = observed(BSMEPA, "stage")
    assert (seen.known, seen.unknown, seen.lost, seen.total) == (53, 0, 25, 78)
    assert seen.values["developing", "start_up"] == 1, "Trakia Economic Zone stands in two stages"


def test_a_number_that_the_publication_declares_counts_what_is_missing() -> None:
    ict = Population(kind="records", list="ecei_bronze", where={"sector": ("ict",)}, declared=124)
    assert observed(ict, "country").values == {("BG",): 2}
    assert lost(ict) == 122


def test_organisations_that_state_nothing_are_unknown() -> None:
    seen = observed(CLUSTERS, "region")
    assert seen.total == models.Organisation.objects.filter(kind="cluster_organisation").count()
    assert seen.unknown == seen.values[()] > seen.known


def test_filters_narrow_rows_and_organisations_alike() -> None:
    sofia = {"region": ("BG411",)}
    rows = observed(BSMEPA, "stage", sofia)
    everybody = observed(Population(kind="organisations", where={"list": ("bsmepa",)}), "stage", sofia)
    assert rows.known == everybody.known > 0
    assert observed(CLUSTERS, "form", {"region": ("BG411",), "stage": ("developed",)}).total == 2


def test_filters_that_fit_nobody_leave_nobody() -> None:
    assert observed(CLUSTERS, "form", {"region": ("nowhere",)}).total == 0
    assert observed(BSMEPA, "founded", {"region": ("nowhere",)}).found == 0


@pytest.mark.parametrize("name", COUNTED)
def test_every_number_of_a_figure_leads_to_as_many_records(name: str) -> None:
    counts = COUNTED[name]
    population = counts.population
    seen = observed(population, counts.property)
    shown = tally(seen, counts)
    told = {**{c.code: c.count for c in shown.classes}, SEVERAL: shown.several, UNKNOWN: shown.unknown}
    for code, number in told.items():
        wanted = members_of(code, seen, counts)
        members, total = population_records(population, counts.property, wanted, {}, start=0, size=3)
        assert total == number, code
        assert len(members) == min(3, number)
        assert all(member.name and member.url for member in members)


def test_a_member_comes_with_the_line_that_says_so() -> None:
    members, total = population_records(BSMEPA, "members", (("63",),), {}, start=0, size=5)
    assert total == 1
    assert members[0].text == "63"
    assert [e.source for e in members[0].evidence] == ["bsmepa"]
    assert "63" in members[0].evidence[0].text


def test_pages_of_members_go_on_where_the_last_ended() -> None:
    wanted = ((),)
    first, total = population_records(CLUSTERS, "region", wanted, {}, start=0, size=10)
    second, _ = population_records(CLUSTERS, "region", wanted, {}, start=10, size=10)
    assert total > 20
    assert not {m.url for m in first} & {m.url for m in second}


def test_findings_are_counted_with_every_list_that_they_name() -> None:
    seen = observed(Population(kind="findings"), "list")
    assert seen.total == models.Finding.objects.count()
    assert any(len(values) > 1 for values in seen.values)
