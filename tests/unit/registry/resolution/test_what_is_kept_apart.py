"""A false merge is worse than a missed one: what resembles stays apart, and is left for review where it may be one."""

from dataclasses import replace

import pytest

from ebpages.registry.judgements import Judgement, Relation
from ebpages.registry.resolution.cascade import resolve
from tests.samples.records import OTHERS, organisations, record, resolved


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('СДРУЖЕНИЕ "КЛЪСТЕР ЗА ЗДРАВЕН ТУРИЗЪМ - БЪЛГАРИЯ"', 'СДРУЖЕНИЕ "КЛЪСТЪР ЗА ЗДРАВЕН ТУРИЗЪМ"'),
        ('СДРУЖЕНИЕ "ИТ КЛЪСТЕР ВАРНА"', 'СДРУЖЕНИЕ "ИКТ КЛЪСТЕР-ВАРНА"'),
        ('СДРУЖЕНИЕ "СТРОИТЕЛЕН КЛЪСТЕР"', '"СТРОИТЕЛЕН КЛЪСТЕР МОНТАНА" ООД'),
        ('СДРУЖЕНИЕ "ЗЕЛЕН БИООРГАНИЧЕН КЛЪСТЕР"', 'СДРУЖЕНИЕ "БИООРГАНИЧЕН ЗЕЛЕН КЛЪСТЕР"'),
        ("БЪЛГАРСКИ ДЕНТАЛЕН КЛЪСТЕР", "ИНОВАТИВЕН ДЕНТАЛЕН КЛЪСТЕР"),
        ('СДРУЖЕНИЕ "БЪЛГАРСКИ ИНДУСТРИАЛЕН КЛЪСТЕР"', '"Европейски Индустириален Клъстер" Сдружение'),
        ("ВИСОКОТЕХНОЛОГИЧЕН КЛЪСТЕР БУРГАС", "ВИСОКОТЕХНОЛОГИЧЕН КЛЪСТЕР СОФИЯ"),
        ('СДРУЖЕНИЕ "ТУРИСТИЧЕСКИ КЛЪСТЕР СВЕТЪТ НА ТРАКИТЕ"', "ТУРИСТИЧЕСКИ КЛЪСТЪР ТРАКИТЕ"),
        ('"КЛЪСТЪР" ЕООД', '"Клъстер" ЕООД'),
        ("СДРУЖЕНИЕ КЛЪСТЕР РАЗВИТИЕ", 'ДЗЗД "КЛЪСТЪР "УСТОЙЧИВО РАЗВИТИЕ"'),
    ],
)
def test_one_word_of_difference_and_two_numbers_are_two_organisations(one, other):
    assert not organisations(record("b:1", one, "175479829"), record("b:2", other, "176380232"))


def test_a_word_in_another_order_is_left_for_review():
    one = record("b:20", 'СДРУЖЕНИЕ "ЗЕЛЕН БИООРГАНИЧЕН КЛЪСТЕР"', "175479829")
    other = record("b:63", 'СДРУЖЕНИЕ "БИООРГАНИЧЕН ЗЕЛЕН КЛЪСТЕР"', "176380232")
    doubts = [j for j in resolved(one, other).judgements if j.relation is Relation.UNDECIDED]
    assert {doubts[0].a, doubts[0].b} == {"b:20", "b:63"}


def test_two_companies_of_one_name_are_two():
    assert not organisations(
        record("t:1", '"ВИХЪР КЛЪСТЕР" ООД', "202357088"), record("t:2", '"ВИХЪР КЛЪСТЕР" ООД', "202366094")
    )


def test_two_numbers_are_two_bodies_unless_their_name_is_a_clusters():
    one = record("a:1", "Фондация Белмонтекс", "176465056")
    other = record("b:1", "Белмонтекс", "176487857")
    assert not organisations(one, other)
    assert [j.reasons[0].code for j in resolved(one, other).judgements] == ["numbers_differ"]


def test_one_general_word_as_a_name_tells_nobody_apart():
    assert not organisations(
        record("b:1", 'СДРУЖЕНИЕ "КЛЪСТЕР ТУРИЗЪМ"', "176465056"),
        record("b:2", 'ДЗЗД "КЛЪСТЕР ТУРИЗЪМ"', "176487857"),
    )


def test_two_invented_names_that_differ_by_a_letter_are_two():
    assert not organisations(
        record("b:1", 'СДРУЖЕНИЕ "КЛЪСТЕР БЕЛМОНТЕКС"', "176465056"),
        record("b:2", 'СДРУЖЕНИЕ "КЛЪСТЕР БЕЛМОНДЕКС"', "176487857"),
    )


def test_a_website_alone_does_not_join():
    assert not organisations(
        record("c:1", "Геодинамика", site="http://tech-park.bg/"),
        record("e:1", "Plastics Cluster", site="http://tech-park.bg/"),
    )


def test_a_site_with_another_ending_is_another_site():
    assert not organisations(
        record("c:1", "Индустриален Белмонтекс", site="http://belmonteks-industry.bg/"),
        record("e:1", "Belmonteks Plastics Productivity", site="http://belmonteks-industry.eu/"),
    )


def test_a_bare_address_belongs_to_whom_gives_it_and_not_to_a_near_one():
    aytos = record("c:54", "Клъстер Айтос", site="http://www.clust.eritos.or.g/")
    exact = record("w:34", "", site="http://www.clusteritos.org/")
    other = record("w:39", "", site="http://www.cluster-ites.org/")
    assert organisations(aytos, exact, other) == {frozenset({"c:54", "w:34"})}


def test_a_cluster_is_not_a_technology_transfer_centre():
    centre = record("g:1", "Technology Transfer Centre “Mechatronics”")
    assert not organisations(record("e:1", "Mechatronics Cluster"), centre)


def test_the_same_words_with_two_seats_are_left_for_review_when_translated():
    assert not organisations(
        record("c:1", "Мебелен клъстер", seat="Варна"), record("e:1", "Furniture Cluster", seat="София")
    )


def test_rows_with_a_placeholder_in_place_of_a_number_are_not_one():
    assert not organisations(
        record("b:2", 'СДРУЖЕНИЕ "КЛЪСТЕР СИНЯ ЗВЕЗДА"', "000000000"),
        record("b:3", 'ФОНДАЦИЯ "КЛЪСТЕР ЧЕРВЕНА РЕКА"', "000000000"),
    )


BLUE = record("b:2", 'СДРУЖЕНИЕ "КЛЪСТЕР СИНЯ ЗВЕЗДА"', "176465056")
RED = record("b:3", 'ФОНДАЦИЯ "КЛЪСТЕР ЧЕРВЕНА РЕКА"', "176465056")


def test_one_number_under_names_that_share_no_word_is_a_question_for_a_person():
    assert not organisations(BLUE, RED)
    (doubt,) = [j for j in resolved(BLUE, RED).judgements if j.relation is Relation.UNDECIDED]
    assert ({doubt.a, doubt.b}, doubt.method) == ({"b:2", "b:3"}, "identifier")
    assert [reason.code for reason in doubt.reasons] == ["identifier_equal", "names_contradict"]


def test_one_number_under_names_of_two_languages_is_a_question_too_unless_something_else_ties_them():
    abroad, site = "Danube Timber Alliance", "http://redriver.example.org/"
    assert not organisations(RED, record("t:1", abroad, "176465056"))
    (doubt,) = [
        j
        for j in resolved(RED, record("t:1", abroad, "176465056")).judgements
        if j.relation is Relation.UNDECIDED
    ]
    assert [reason.code for reason in doubt.reasons] == ["identifier_equal", "names_contradict"]
    for tied in ({"site": site}, {"seat": "Русе"}):
        here = record("b:3", RED.name.original, "176465056", **tied)
        there = record("t:1", abroad, "176465056", **tied)
        assert organisations(here, there) == {frozenset({"b:3", "t:1"})}
    for name in ("Red River", "Red River Wood Cluster"):  # translated
        assert organisations(RED, record("t:1", name, "176465056")) == {frozenset({"b:3", "t:1"})}


def test_a_third_row_joins_the_one_of_two_whose_name_it_shares():
    third = record("t:1", '"КЛЪСТЕР ЧЕРВЕНА РЕКА" Сдружение', "176465056")
    assert organisations(BLUE, RED, third) == {frozenset({"b:3", "t:1"})}


def test_a_person_may_say_that_they_are_one():
    said = Judgement(
        "b:3", "b:2", Relation.SAME, "human", 1.0, (), "a clerk", "2026-11-29", "It was renamed."
    )
    (group,) = [g for g in resolve([BLUE, RED, *OTHERS], (said,)).organisations if len(g) > 1]
    assert {mention.record for mention in group} == {"b:2", "b:3"}


def proposals(*mentions):
    doubts = [j for j in resolved(*mentions).judgements if j.method == "part_translation"]
    return [(j.a, j.b, [reason.code for reason in j.reasons]) for j in doubts]


MECHATRONICS = record("e:8", "Mechatronics Cluster Bulgaria", site="http://www.cluster-mechatronics.eu")
WITH_AUTOMATION = record("b:52", 'СДРУЖЕНИЕ "КЛЪСТЕР МЕХАТРОНИКА И АВТОМАТИЗАЦИЯ"', "176212989")


def test_a_translated_name_without_a_counterpart_for_one_word_is_proposed_and_not_joined():
    company = record("t:54", '"КЛЪСТЕР МЕХАТРОНИКА" ООД', "204363442")
    mentions = MECHATRONICS, WITH_AUTOMATION, company
    assert not organisations(*mentions)
    assert [(a, b) for a, b, _ in proposals(*mentions)] == [("e:8", "b:52"), ("e:8", "t:54")]
    codes = {code for *_, found in proposals(*mentions) for code in found}
    assert codes == {"several_fit", "word_translated", "word_left_over"}


def test_a_proposal_says_what_else_speaks_for_it():
    abroad = record("e:3", "Cluster Microelectronics and Embedded Systems")
    home = record(
        "b:31", 'СДРУЖЕНИЕ "КЛЪСТЕР МИКРОЕЛЕКТРОНИКА И ИНДУСТРИАЛНИ ЕЛЕКТРОННИ СИСТЕМИ"', "175862910"
    )
    sector = frozenset({"electronics"})
    ((*_, codes),) = proposals(replace(abroad, sectors=sector), replace(home, sectors=sector))
    assert codes[-1] == "sector_same" and "word_left_over" in codes


def test_a_name_with_two_words_of_its_own_is_not_proposed():
    secretariat = record("e:6", "European Secretariat for Cluster Mechatronics")
    assert not proposals(secretariat, WITH_AUTOMATION)
