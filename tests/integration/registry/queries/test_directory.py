"""The directory: facets counted by hand, label states by day, pages, order."""

import itertools
from collections import Counter
from datetime import date

import pytest
from django.test import Client
from django.utils.html import escape

from ebpages.registry import models
from ebpages.registry.actions import BuildResult
from ebpages.registry.facets import FACETS, KEYS, UNKNOWN
from ebpages.registry.queries import Question, directory
from ebpages.registry.search_documents import find_ids
from ebpages.site.templatetags.components import day

TODAY = date(2026, 11, 23)


def facet_table(on: date) -> dict[str, set[tuple[str, str]]]:
    """Every organisation with its facets; labels by their state on a day."""
    table: dict[str, set[tuple[str, str]]] = {
        o: set() for o in models.Organisation.objects.values_list("id", flat=True)
    }
    for organisation, key, value in models.Facet.objects.values_list("organisation", "key", "value"):
        if key == "label" and value != UNKNOWN:
            value = "valid" if value >= on.isoformat() else "lapsed"
        table[organisation].add((key, value))
    return table


def counted_by_hand(
    table: dict[str, set[tuple[str, str]]], chosen: dict[str, tuple[str, ...]]
) -> tuple[int, dict[str, dict[str, int]]]:
    def fits(facets: set[tuple[str, str]], leave: str) -> bool:
        return all(
            key == leave or any((key, v) in facets for v in values)
            for key, values in chosen.items()
            if values
        )

    counts = {
        key: dict(Counter(v for facets in table.values() if fits(facets, key) for k, v in facets if k == key))
        for key in KEYS
    }
    return sum(fits(facets, "") for facets in table.values()), counts


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"list": ("bsmepa",)},
        {"list": ("bsmepa", "ecei_bronze"), "stage": ("developed",)},
        {"kind": ("cluster_organisation",), "region": ("BG421", "BG411"), "sector": (UNKNOWN,)},
        {"label": ("lapsed",)},
        {"label": ("valid", UNKNOWN), "activity": ("active",)},
        {"stage": (UNKNOWN,), "form": ("association", "limited")},
        {"stage": ("no such stage",)},
    ],
)
@pytest.mark.parametrize("on", [TODAY, date(2013, 6, 1)])
def test_counts_of_facets_are_right_under_the_filters_of_the_others(
    registry: BuildResult, chosen: dict[str, tuple[str, ...]], on: date
) -> None:
    found = directory(Question(on=on, chosen=chosen, sort="name"))
    assert (found.total, found.counts) == counted_by_hand(facet_table(on), chosen)


def test_counts_of_facets_are_right_under_a_search(registry: BuildResult) -> None:
    ids = set(find_ids("туризъм"))
    table = {o: facets for o, facets in facet_table(TODAY).items() if o in ids}
    for chosen in ({}, {"form": ("association",)}, {"list": ("bulstat",)}):
        found = directory(Question(on=TODAY, words="туризъм", chosen=chosen))
        assert (found.total, found.counts) == counted_by_hand(table, chosen) and found.total


def test_unknown_is_a_value_of_every_facet_that_lists_leave_out(registry: BuildResult) -> None:
    found = directory(Question(on=TODAY))
    assert {key for key in KEYS if found.counts[key].get(UNKNOWN)} >= {
        "stage",
        "label",
        "region",
        "sector",
        "activity",
        "form",
    }
    for key in ("stage", "sector", "region"):
        assert directory(Question(on=TODAY, chosen={key: (UNKNOWN,)})).total == found.counts[key][UNKNOWN]


def test_the_state_of_a_label_is_that_of_the_day(registry: BuildResult) -> None:
    days = sorted(
        models.Facet.objects.filter(key="label").exclude(value=UNKNOWN).values_list("value", flat=True)
    )
    last = date.fromisoformat(days[-1])
    assert directory(Question(on=last)).counts["label"]["valid"] >= 1
    after = directory(Question(on=date(last.year + 1, 1, 1))).counts["label"]
    assert "valid" not in after and after["lapsed"] >= 9


@pytest.mark.parametrize("page", ["", "organisations/?view=map", "organisations/?view=map&region=BG411"])
def test_a_map_whose_numbers_add_up_to_more_says_why(
    registry: BuildResult, client: Client, page: str
) -> None:
    response = client.get(f"/en/{page}")
    placed = sum(region.count for region in response.context["regions"])
    several = response.context["in_several_regions"]
    assert placed - response.context["map_coverage"].known >= several > 0
    assert (
        f"{several} organisations have seats in several oblasts and are counted in each."
        in response.content.decode()
    )


def test_the_map_counts_those_that_are_found(registry: BuildResult) -> None:
    found = directory(Question(on=TODAY, chosen={"list": ("bsmepa",), "region": ("BG421",)}))
    assert found.regions["BG421"] == found.total


@pytest.mark.parametrize("sort", ["name", "lists", "findings", "founded"])
def test_pages_hold_everybody_once_and_in_order(registry: BuildResult, sort: str) -> None:
    total = registry.counts["organisations"]
    pages = [
        directory(Question(on=TODAY, sort=sort, page=n, size=25)).results
        for n in range(1, -(-total // 25) + 1)
    ]
    ids = [card.id for page in pages for card in page]
    assert len(ids) == len(set(ids)) == total
    rows = models.Organisation.objects.in_bulk()
    own = [(rows[i].sort_name, rows[i].source_count, rows[i].finding_count, rows[i].founded) for i in ids]
    column = {"name": [o[0] for o in own], "lists": [-o[1] for o in own], "findings": [-o[2] for o in own]}
    if sort in column and sort != "name":
        assert column[sort] == sorted(column[sort])
    years = [o[3] for o in own if o[3]]
    assert sort != "founded" or years == sorted(years)


@pytest.mark.parametrize("page", ["0", "15000", "x", "-1", "99999999999999999999999"])
@pytest.mark.parametrize("path", ["organisations/", "findings/", "sources/bulstat/"])
def test_a_page_that_does_not_exist_is_not_found(
    registry: BuildResult, client: Client, path: str, page: str
) -> None:
    assert client.get(f"/bg/{path}?page={page}").status_code == 404


def test_an_address_keeps_its_answer(registry: BuildResult, client: Client) -> None:
    address = "/en/organisations/?q=cluster&list=bsmepa&stage=developed&sort=name"
    first, second = client.get(address), client.get(address)
    assert first.status_code == 200 and first.content == second.content
    assert (
        first.context["page"].total
        == directory(
            Question(on=TODAY, words="cluster", chosen={"list": ("bsmepa",), "stage": ("developed",)})
        ).total
    )


def test_an_option_leads_to_what_it_counts(registry: BuildResult, client: Client) -> None:
    page = client.get("/en/organisations/?list=bsmepa")
    options = [
        o for group in page.context["facets"] for o in group.options if not o.selected and group.key != "list"
    ]
    for option in options[::6]:
        assert client.get("/en/organisations/" + option.url).context["page"].total == option.count, option


@pytest.mark.parametrize(
    ("counts", "query"),
    [("severity", ""), ("kind", "?severity=warning"), ("list", "?severity=note&kind=declared_total_differs")],
)
def test_findings_are_counted_as_they_are_listed(
    registry: BuildResult, client: Client, counts: str, query: str
) -> None:
    page = client.get(f"/en/findings/{query}")
    (group,) = [g for g in page.context["facets"] if g.key == counts]
    for option in itertools.islice((o for o in group.options if not o.selected and o.count), 4):
        assert client.get("/en/findings/" + option.url).context["page"].total == option.count


def test_every_declared_facet_is_a_group_of_the_page_and_a_parameter_of_the_api(
    registry: BuildResult, client: Client
) -> None:
    page = client.get("/en/organisations/")
    assert [(group.key, group.title) for group in page.context["facets"]] == [
        (facet.code, facet.en)
        for facet in FACETS
        if not facet.from_values  # of those the lists tell nothing
    ]
    described = client.get("/api/openapi.json").json()["paths"]["/api/organisations"]["get"]["parameters"]
    assert set(KEYS) <= {parameter["name"] for parameter in described}
    assert set(client.get("/api/organisations").json()["counts"]) == set(KEYS)


def test_a_page_is_cited_with_its_filters_in_words_and_the_state_of_the_data(
    registry: BuildResult, client: Client
) -> None:
    bibtex = client.get("/en/organisations/citation.bib", {"q": "мебел", "region": "BG411"}).content.decode()
    assert "title = {{Organisations (words “мебел”; Oblast: Sofia (capital))}}" in bibtex
    url = bibtex.partition("url = {")[2].partition("}")[0]
    assert "no longer kept" not in client.get(url).content.decode()
    other = client.get("/en/organisations/", {"region": "BG411", "state": "0123456789ab"}).content.decode()
    assert "state 0123456789ab of the data, which is no longer kept" in other
    public_id = models.Organisation.objects.values_list("id", flat=True)[0]
    ris = client.get(f"/bg/organisations/{public_id}/citation.ris").content.decode()
    assert ris.startswith("TY  - DATA\r\n") and ris.endswith("ER  - \r\n")
    keys = {
        client.get(f"/en/organisations/{each}citation.bib").content.decode().partition(",")[0]
        for each in ("", f"{public_id}/")
    }
    assert len(keys) == 2, "two pages of one state stand in one bibliography"
    assert client.get("/en/organisations/citation.docx").status_code == 404


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("findings/", "Findings"),
        ("findings/?kind=rows_lost&severity=error", "Findings (Severity: error; Kind: Rows lost)"),
        ("findings/differences/", "Where the lists differ from each other"),
    ],
)
def test_findings_are_cited_with_their_filters_in_words(
    registry: BuildResult, client: Client, page: str, title: str
) -> None:
    path, _, query = f"/en/{page}".partition("?")
    shown = client.get(f"/en/{page}").content.decode()
    file = f"{path}citation.bib" + (f"?{query}" if query else "")
    assert escape(file) in shown
    bibtex = client.get(file).content.decode()
    assert f"title = {{{{{title}}}}}" in bibtex and f"{path}?{query}" in bibtex.replace("\\", "")


def test_a_state_stands_beside_the_date_of_its_list(registry: BuildResult, client: Client) -> None:
    dated = f"по списъка от {day(models.SourceList.objects.get(slug='bsmepa').edition)}"
    record = models.Record.objects.filter(source="bsmepa", statements__property="activity")[0]
    for address in ("/bg/organisations/?activity=active", f"/bg/organisations/{record.organisation_id}/"):
        assert dated in client.get(address).content.decode()
    home = client.get("/bg/").content.decode()
    assert "По списъци до 22 април 2018 г." in home and "г.." not in home


def test_an_address_that_a_finding_calls_damaged_is_no_link(registry: BuildResult, client: Client) -> None:
    finding = models.Finding.objects.filter(kind="website_broken", statements__property="website")[0]
    statement = finding.statements.filter(property="website")[0]
    page = client.get(f"/bg/sources/{statement.record.source_id}/{statement.record.key}/").content.decode()
    assert statement.value in page
    assert f'href="{statement.value}"' not in page


def test_a_legal_entity_leads_to_its_official_register(registry: BuildResult, client: Client) -> None:
    entity = models.LegalEntity.objects.filter(legal_form="limited").exclude(identifier=None)[0]
    page = client.get(f"/en/organisations/{entity.organisation_id}/").content.decode()
    assert f"ActiveConditionTabResult?uic={entity.identifier}" in page
