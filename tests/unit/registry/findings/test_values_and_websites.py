import datetime

import pytest

from ebpages.registry.single_valued import IN_AN_ORGANISATION
from ebpages.sources.record import step
from tests.samples.lists import field, of_kind, row, snapshot


def test_a_cluster_in_two_stages_is_told_with_both_statements():
    taken = snapshot(
        {"bsmepa": [row("26", field("stage", "start_up"), field("stage", "developing"), name="Тракия")]}
    )
    (told,) = of_kind("several_values", taken)
    assert told.statements == ("bsmepa:26/stage/1", "bsmepa:26/stage/2")
    assert (told.param("property"), told.param("values")) == ("stage", "start_up + developing")


def test_one_value_printed_twice_is_no_contradiction():
    taken = snapshot(
        {"bsmepa": [row("1", field("stage", "developed"), field("stage", "developed"), name="Авто")]}
    )
    assert not of_kind("several_values", taken)


def test_two_settlements_as_one_seat_are_told_and_a_village_with_its_oblast_is_not():
    rows = [
        row("1", name="Авто", seat="София + Габрово"),
        row("2", name="Мода", seat="с. Резбарци, Кърджали"),
    ]
    taken = snapshot({"bsmepa": rows})
    assert [f.records for f in of_kind("several_seats", taken)] == [("bsmepa:1",)]
    assert not of_kind("several_values", taken)  # two seats are no error


def both(one: dict[str, str], other: dict[str, str]):
    name = "Клъстер Зелена синергия"
    return snapshot(
        {
            "bulstat": [row("1", identifier="176168560", name=name, **one)],
            "bsmepa": [row("1", name=name, **other)],
        }
    )


def test_lists_that_give_an_organisation_different_stages_differ():
    (told,) = of_kind("lists_differ", both({"stage": "developing"}, {"stage": "developed"}))
    assert told.records == ("bulstat:1", "bsmepa:1")
    assert told.param("values") == "developing ≠ developed"


@pytest.mark.parametrize("told", IN_AN_ORGANISATION)
def test_whatever_a_page_marks_as_contradictory_is_a_finding_too(told: str):
    one, other = {"stage": ("developing", "developed")}.get(told, ("7", "12"))
    (found,) = of_kind("lists_differ", both({told: one}, {told: other}))
    assert (found.param("property"), found.param("values")) == (told, f"{one} ≠ {other}")


def test_seats_differ_only_where_they_have_nothing_in_common():
    assert of_kind("lists_differ", both({"seat": "Пловдив"}, {"seat": "Plovdiv + Sofia"})) == []
    (told,) = of_kind("lists_differ", both({"seat": "Пловдив"}, {"seat": "Варна"}))
    assert told.param("property") == "seat"


def test_a_website_beside_the_word_that_there_is_none_is_a_difference():
    taken = both({"website": "http://greensynergycluster.eu"}, {"website_absent": "true"})
    assert [f.param("property") for f in of_kind("lists_differ", taken)] == ["website"]
    assert len(of_kind("website_absent", taken)) == 1


def test_a_planning_region_without_any_of_the_seats_is_told():
    assert not of_kind("region_against_seat", both({"planning_region": "BG42"}, {"seat": "Пловдив"}))
    assert of_kind("region_against_seat", both({"planning_region": "BG42"}, {"seat": "Варна"}))


def labels(as_of: datetime.date):
    label = field("label", "ecei:bronze", "2015/03/15", valid_until="2015-03-15")
    return of_kind(
        "label_lapsed", snapshot({"ecei_bronze": [row("1", label, name="Furniture")]}, as_of=as_of)
    )


def test_a_label_lapses_on_the_day_after_its_last():
    assert not labels(datetime.date(2015, 3, 15))
    (told,) = labels(datetime.date(2015, 3, 16))
    assert (told.param("until"), told.param("on")) == ("2015-03-15", "2015-03-16")


def test_a_lapsed_label_that_a_list_shows_renewed_is_not_told():
    ends = [field("label", "ecei:bronze", day, valid_until=day) for day in ("2015-03-15", "2019-03-15")]
    assert not of_kind("label_lapsed", snapshot({"ecei_bronze": [row("1", *ends, name="Furniture")]}))


def test_repaired_and_doubtful_websites_are_told_apart():
    repaired = field("website", "http://bap-bg.org/", "(http://bap-bg.org/)", (step("brackets_removed"),))
    doubtful = field("website", "http://clust.or.g/", steps=(step("url_doubtful", reason="impossible_host"),))
    taken = snapshot({"bsmepa": [row("1", repaired, name="Полимери"), row("2", doubtful, name="Айтос")]})
    assert [f.records for f in of_kind("website_repaired", taken)] == [("bsmepa:1",)]
    assert [(f.records, f.param("case")) for f in of_kind("website_broken", taken)] == [
        (("bsmepa:2",), "doubtful")
    ]


def test_an_address_without_a_beginning_shows_the_row_above():
    rest = field(
        "website",
        "http://net.bg/page",
        "net.bg/page",
        (step("url_doubtful", reason="may_continue_row_above"),),
    )
    rows = [row("45", name="Полимери", website="http://www.atlas"), row("46", rest, name="Заваряване")]
    (told,) = of_kind("website_broken", snapshot({"bsmepa": rows}))
    assert told.param("case") == "begins_above"
    assert told.records == ("bsmepa:46", "bsmepa:45")


def test_nearly_equal_addresses_of_one_organisation_are_told_once():
    taken = both(
        {"website": "http://greensynergycluster.eu"}, {"website": "http://gr.eensyne.gyclust.er.eu/"}
    )
    (told,) = of_kind("website_broken", taken)
    assert told.param("printed") == "greensynergycluster.eu, gr.eensyne.gyclust.er.eu"


def test_a_part_of_a_website_is_no_damage():
    taken = both(
        {"website": "http://greensynergycluster.eu"}, {"website": "http://en.greensynergycluster.eu/"}
    )
    assert not of_kind("website_broken", taken)


def test_one_website_for_two_organisations_is_told():
    rows = [
        row("3", name="Биосинергия", website="http://gr.eensyne.rguclust.org.eu"),
        row("56", name="Клъстер винарство", website="http://gr.eensyne.gyclust.er.eu/"),
        row("57", name="Клъстер мода", website="http://mens-fashion-cluster.eu/"),
    ]
    (told,) = of_kind("website_shared", snapshot({"bsmepa": rows}))
    assert set(told.records) == {"bsmepa:3", "bsmepa:56"}


def test_a_lone_website_is_told_with_the_one_that_it_resembles():
    taken = snapshot(
        {
            "bsmepa": [row("9", name="Електромобилност", website="http://letcbg.com/cluster.html")],
            "cluster_websites": [
                row("1", website="http://etbbg.com/"),
                row("2", website="http://seafarers.org/%D0%B0"),
            ],
        }
    )
    told = {f.records[0]: f for f in of_kind("record_unattached", taken)}
    assert set(told) == {"cluster_websites:1", "cluster_websites:2"}
    assert told["cluster_websites:2"].param("printed") == "http://seafarers.org/а"
    assert told["cluster_websites:2"].param("case") == ""
