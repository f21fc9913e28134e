"""What findings doubt, propose, fold and set against each other, on pages, in the API and in files."""

from django.db.models import Q
from django.test import Client

from ebpages.registry import models
from ebpages.registry.actions import BuildResult
from ebpages.registry.queries import differences, organisation
from ebpages.registry.shapes import OrganisationView
from ebpages.registry.wording import routine_kinds
from tests.integration.registry.queries.test_evidence import TODAY


def websites(record: str) -> dict[str, tuple[str, str]]:
    """The websites of a row's organisation: state and link by text."""
    view = organisation(str(models.Record.objects.get(id=record).organisation_id), TODAY)
    assert isinstance(view, OrganisationView)
    facts = [fact for section in view.sections for fact in section.facts if fact.property == "website"]
    return {value.text: (value.state, value.href) for fact in facts for value in fact.values}


def test_a_doubted_address_is_no_link_and_a_proposed_one_stands_beside_it(registry: BuildResult) -> None:
    shown = websites("bsmepa:46")
    assert shown["http://net.bg/page.php?id=17"] == ("doubted", "")
    assert shown["http://weldtechcluster.com/"] == ("conditional", "")
    assert websites("bsmepa:43") == {"http://www.bap-bg.org/": ("agrees", "http://www.bap-bg.org/")}


def test_an_address_of_another_row_or_broken_over_two_joins_nothing(registry: BuildResult) -> None:
    """Letters that printing lost or doubled do not hinder a join; an address that is not the row's own does."""
    doubting = models.Finding.objects.filter(kind__in=("row_copied", "website_broken"))
    rows = {
        statement.partition("/")[0]
        for params in map(dict, doubting.values_list("params", flat=True))
        if params.get("case", "begins_above") == "begins_above"
        for statement in params["doubted"].split()
        if "/website/" in statement
    }
    assert rows == {"bsmepa:3", "bsmepa:45", "bsmepa:46"}
    for judgement in models.Judgement.objects.filter(Q(a__in=rows) | Q(b__in=rows)):
        assert "website" not in judgement.method
        assert not any(code.startswith("website") for code, *_rest in judgement.reasons)


def test_a_proposed_address_belongs_to_nobody_in_the_files(registry: BuildResult) -> None:
    assert models.Record.objects.get(id="cluster_websites:28").organisation is None


def test_lists_stand_against_each_other_with_the_organisations_behind_each_number(
    client: Client, registry: BuildResult
) -> None:
    view = differences()
    counted = {cell.pair: dict(cell.by_property) for row in view.rows for cell in row.cells if cell.count}
    assert len(counted) >= 5
    page = client.get("/en/findings/differences/").text
    assert ">CSV (;)</a>" in page
    for pair, by_property in counted.items():
        found = [each for each in view.differences if each.pair == pair]
        (in_all,) = {cell.count for row in view.rows for cell in row.cells if cell.pair == pair}
        assert in_all == len({each.organisation for each in found})
        assert sum(by_property.values()) == len({(e.property, e.organisation) for e in found})
        assert f'href="#{pair}"' in page and f'id="{pair}"' in page
        assert all(
            each.organisation_url in client.get("/bg/findings/differences/").text for each in found[:1]
        )


def test_differences_are_data_too(client: Client, registry: BuildResult) -> None:
    answer = client.get("/api/findings/differences?language=en").json()
    assert {each["property"] for each in answer["differences"]} >= {"label", "website", "seat", "name"}
    rows = client.get("/en/findings/differences/download.csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == len(answer["differences"]) + 1


def test_routine_notes_are_folded_unless_they_are_asked_for(client: Client, registry: BuildResult) -> None:
    routine = models.Finding.objects.filter(kind__in=routine_kinds()).count()
    page = client.get("/en/findings/").text
    assert f"<b>{registry.counts['findings'] - routine}</b> findings" in page
    assert "Identifier repaired: 134" in page
    asked = client.get("/en/findings/?kind=identifier_repaired").text
    assert "<b>134</b> findings" in asked
    assert client.get("/api/findings").json()["total"] == registry.counts["findings"]


def test_the_heading_is_in_the_language_of_the_page(client: Client, registry: BuildResult) -> None:
    furniture = models.Record.objects.get(id="bulstat:26").organisation_id
    assert "<h1>Bulgarian Furniture Cluster</h1>" in client.get(f"/en/organisations/{furniture}/").text
    assert "<h1>Български мебелен клъстер</h1>" in client.get(f"/bg/organisations/{furniture}/").text
    office = models.Record.objects.get(id="gis_network:21").organisation_id
    assert "<h1>ОТТ ВУАРР</h1>" in client.get(f"/bg/organisations/{office}/").text
    assert "<h1>TTO VUABRR</h1>" in client.get(f"/en/organisations/{office}/").text


def test_a_label_is_said_with_the_date_of_its_list(client: Client, registry: BuildResult) -> None:
    owner = models.Record.objects.get(id="ecei_bronze:2").organisation_id
    page = client.get(f"/en/organisations/{owner}/").text
    assert "by this list, of April 2018; renewals since are not known" in page
    assert "по този списък от април 2018" in client.get(f"/bg/organisations/{owner}/").text


def test_the_seat_of_a_transfer_centre_is_inferred_from_its_name_and_marked(registry: BuildResult) -> None:
    centre = models.Record.objects.get(id="transfer_centres:2").organisation_id
    view = organisation(str(centre), TODAY)
    assert isinstance(view, OrganisationView)
    facts = {fact.property: fact.values for section in view.sections for fact in section.facts}
    (seat,) = facts["seat"]
    assert (seat.text, seat.state) == ("Русе", "inferred") and seat.evidence and seat.note
    (successor,) = facts["successor"]
    assert successor.text == "Danube Transfer Centre (DTC-Ruse)"
    assert (successor.href, successor.note) == ("", "в списъците няма организация с това име")
    assert "status_remark" not in facts


def test_a_successor_that_a_list_names_is_a_link_to_its_organisation(
    client: Client, registry: BuildResult
) -> None:
    heir = models.Record.objects.get(id="transfer_centres:8")
    models.Statement.objects.filter(property="successor").update(value=heir.name)
    centre = models.Record.objects.get(id="transfer_centres:2").organisation_id
    assert (
        f'<a href="/en/organisations/{heir.organisation_id}/"'
        in client.get(f"/en/organisations/{centre}/").text
    )


def test_a_doubted_value_counts_as_unknown(registry: BuildResult) -> None:
    """Row 3 of the categorisation copies the year, seat, members and website of row 56; the year of row 27 is doubted."""
    copied, late = (models.Record.objects.get(id=f"bsmepa:{row}").organisation for row in (3, 27))
    assert copied and late
    assert (copied.founded, late.founded) == (None, None)
    regions = models.Facet.objects.filter(organisation=copied, key="region")
    assert list(regions.values_list("value", flat=True)) == ["unknown"]
    right = models.Record.objects.get(id="bsmepa:56").organisation
    assert right and right.founded == 2011
    printed = models.Statement.objects.filter(record="bsmepa:3", property="founded")
    assert list(printed.values_list("value", flat=True)) == ["2011"]
