"""The findings of the guide's lists, counted by hand in the printed annexes."""

from collections import Counter

import pytest

from ebpages.registry.findings import Snapshot, find
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
