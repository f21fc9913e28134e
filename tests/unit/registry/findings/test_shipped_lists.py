"""The findings of the guide's lists, counted by hand in the printed annexes."""

import dataclasses
from collections import Counter

import pytest

from ebpages.registry.findings import Snapshot, find
from ebpages.registry.findings.of_order import lost_row_by_order
from ebpages.registry.wording import finding_sentence, kinds_of_findings, reason_sentence, step_sentence
from tests.samples.lists import of_kind, shipped


@pytest.fixture(scope="module")
def taken() -> Snapshot:
    return shipped()


@pytest.fixture(scope="module")
def found(taken):
    return find(taken)


def test_every_repaired_identifier_is_counted(found):
    assert Counter(f.kind for f in found)["identifier_repaired"] == 134
    assert not [f for f in found if f.kind == "identifier_invalid"]


def test_lost_rows_and_the_total_that_differs_are_told(found):
    (lost,) = [f for f in found if f.kind == "rows_lost"]
    assert (lost.source, lost.param("count")) == ("bsmepa", "25")
    (differs,) = [f for f in found if f.kind == "declared_total_differs"]
    assert (differs.source, differs.param("declared"), differs.param("found")) == (
        "trade_register",
        "82",
        "74",
    )


def test_the_cluster_in_two_stages_and_the_four_branches_are_told(taken):
    stages = [f.records for f in of_kind("several_values", taken) if f.param("property") == "stage"]
    assert stages == [("bsmepa:26",)]
    assert len(of_kind("branch_of_listed", taken)) == 4


def test_nine_of_ten_labels_have_lapsed_by_october_2018(taken):
    assert len(of_kind("label_lapsed", taken)) == 9


def test_every_finding_leads_to_statements_records_or_a_list_that_exist(taken, found):
    statements = {s.id for said in taken.statements.values() for s in said}
    slugs = {source.slug for source in taken.sources}
    for finding in found:
        assert finding.statements or finding.records or finding.source
        assert set(finding.statements) <= statements
        assert set(finding.records) <= set(taken.mentions)
        assert finding.source in slugs | {""}


def test_ids_are_unique_and_the_same_in_the_next_build(found):
    assert len({f.id for f in found}) == len(found)
    assert [f.id for f in find(shipped())] == [f.id for f in found]


@pytest.mark.parametrize("language", ["bg", "en"])
def test_every_sentence_is_whole(taken, found, language):
    sentences = [finding_sentence(f, language) for f in found]
    sentences += [step_sentence(step, language) for s in taken.all() for step in s.steps]
    sentences += [step_sentence(n, language) for _, record in taken.records() for n in record.notices]
    sentences += [step_sentence(n, language) for reading in taken.readings.values() for n in reading.notices]
    sentences += [reason_sentence(r, language) for j in taken.resolution.judgements for r in j.reasons]
    for sentence in set(sentences):
        assert " " in sentence, f"{sentence} is a code, not a sentence"
        assert not any(hole in sentence for hole in ("„“", "“”", "()", "  ", "{")), sentence
        assert sentence[-1] in ".!?", sentence


def test_every_kind_that_is_found_has_wording(found):
    assert {f.kind for f in found} <= set(kinds_of_findings())


def told(found, kind: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {finding.records: finding.doubted for finding in found if finding.kind == kind}


def test_one_address_broken_over_two_rows_is_no_value_of_either(taken, found):
    halves = "bsmepa:46/website/1", "bsmepa:45/website/1"
    assert told(found, "website_broken")["bsmepa:46", "bsmepa:45"] == halves
    assert not taken.mentions["bsmepa:45"].websites and not taken.mentions["bsmepa:46"].websites


def test_an_address_that_is_damaged_still_is_not_told_as_repaired(found):
    assert set(told(found, "website_repaired")) == {("bsmepa:24",), ("bsmepa:43",), ("bsmepa:55",)}
    doubted = {statement for f in found if f.kind == "website_broken" for statement in f.doubted}
    assert {f"bsmepa:{row}/website/1" for row in (45, 56, 57, 58)} <= doubted


def test_of_two_prints_the_one_with_points_put_in_is_doubted(found):
    broken = told(found, "website_broken")
    assert broken["bsmepa:67", "cluster_websites:46"] == ("bsmepa:67/website/1",)
    assert broken["ecei_bronze:2", "cluster_websites:43"] == ("ecei_bronze:2/website/1",)
    assert broken["bsmepa:37", "cluster_websites:24"] == ("bsmepa:37/website/1",)


def test_a_remark_that_contradicts_its_row_may_be_of_the_row_below(found):
    assert told(found, "text_misplaced") == {("bsmepa:47", "bsmepa:46"): ("bsmepa:46/activity_remark/1",)}


def test_years_against_the_rows_own_numbers_are_told(found):
    years = told(found, "year_against_identifiers")
    assert years["bsmepa:27", "bulstat:31"] == ("bsmepa:27/founded/1",)
    assert years["bsmepa:3", "bulstat:189"] == ("bsmepa:3/founded/1",)


def test_a_row_that_copies_another_is_doubted_and_the_other_is_not(found):
    copied = told(found, "row_copied")
    said = tuple(f"bsmepa:3/{about}/1" for about in ("founded", "seat", "members", "website"))
    assert copied == {("bsmepa:3", "bsmepa:56"): said}


def test_liquidation_and_insolvency_are_told(found):
    assert set(told(found, "register_state")) == {("trade_register:3",), ("trade_register:59",)}


def test_labels_that_one_list_marks_and_another_does_not_are_a_difference(found):
    rows = set(told(found, "lists_differ"))
    assert rows == {
        ("ecei_bronze:1", "abc_members:2"),
        ("ecei_bronze:3", "abc_members:5"),
        ("ecei_bronze:7", "abc_members:11"),
    }


def test_damaged_words_of_names_are_told(found):
    meant = {f.param("word"): f.param("meant") for f in found if f.kind == "damaged_word"}
    assert meant["технологчен"] == "технологичен"
    assert (meant["полеплонинско"], meant["плонинско"]) == ("полупланинско", "планинско")
    assert meant["зд"] == "3D"


def test_rows_that_are_counted_as_clusters_are_fewer_legal_entities(found):
    (counted,) = [f for f in found if f.kind == "counted_as_clusters"]
    numbers = [counted.param(what) for what in ("rows", "entities", "twice", "branches", "owned")]
    assert numbers == ["317", "296", "17", "4", "8"]


def test_order_settles_the_eight_addresses_that_nobody_has_on_its_condition(found):
    settled = {f.records[0]: f.param("number") for f in found if f.kind == "address_by_order"}
    rows = {"2": "3", "4": "5", "6": "9", "25": "39", "27": "45", "28": "46", "30": "50", "33": "53"}
    assert settled == {f"cluster_websites:{address}": row for address, row in rows.items()}
    sentences = {finding_sentence(f, "en") for f in found if f.kind == "address_by_order"}
    assert all(sentence.startswith("If the addresses") for sentence in sentences)


def test_an_address_that_order_settles_is_joined_to_nobody(taken):
    group = taken.resolution.organisations[taken.organisation("cluster_websites:28")]
    assert [mention.record for mention in group] == ["cluster_websites:28"]


def test_lost_rows_have_a_stage_and_some_a_name_on_condition(found):
    stages = {f.param("numbers"): f.param("stages") for f in found if f.kind == "stage_by_order"}
    assert stages == {
        "12–18": "start_up",
        "31–36": "start_up",
        "59–64": "developing / developed",
        "73–78": "not_categorised",
    }
    proposed = {(f.param("numbers"), f.records[1]) for f in found if f.kind == "lost_row_by_order"}
    assert proposed == {("31–36", "ecei_bronze:8"), ("59–64", "bulstat:67"), ("59–64", "ecei_bronze:2")}


def test_a_list_that_does_not_declare_it_proposes_no_lost_row(taken):
    silent = tuple(dataclasses.replace(s, tells_order=s.slug != "ecei_bronze") for s in taken.sources)
    found = lost_row_by_order(dataclasses.replace(taken, sources=silent))
    assert not [f for f in found if f.records[1].startswith("ecei_bronze:")]
