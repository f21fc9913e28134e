"""Records as statements, on rows of the lists."""

import pytest

from ebpages.registry.statements import Statement, statements_of
from ebpages.sources.catalogue import read_source, sources
from ebpages.sources.record import Field, Locator, Record


def stated(slug: str, key: str, what: str) -> list[Statement]:
    record = next(r for r in read_source(slug).records if r.key == key)
    return [s for s in statements_of(record) if s.property == what]


@pytest.mark.parametrize("slug", [source.slug for source in sources()])
def test_every_field_is_one_statement_with_an_id_of_its_own(slug: str) -> None:
    for record in read_source(slug).records:
        found = statements_of(record)
        assert [(s.property, s.original) for s in found] == [(f.property, f.original) for f in record.fields]
        assert len({s.id for s in found}) == len(found)
        assert all(s.id.startswith(f"{slug}:{record.key}/{s.property}/") for s in found)


def test_several_values_are_numbered() -> None:
    twice = [
        (s.property, s.id)
        for record in read_source("bsmepa").records
        for s in statements_of(record)
        if s.id.endswith("/2")
    ]
    assert ("stage" in dict(twice)) and all(i.endswith(f"{p}/2") for p, i in twice)


def test_a_repaired_identifier_keeps_the_printed_one_and_says_what_was_done() -> None:
    (found,) = stated("bulstat", "2", "identifier")
    assert found.value == "117643094" and found.original == "11764309 4"
    assert "spaces_removed" in {step.code for step in found.steps}


def test_look_alike_letters_are_said() -> None:
    (found,) = stated("bulstat", "131", "name")
    assert [dict(step.params)["letters"] for step in found.steps if step.code == "look_alikes"]


def test_an_identifier_that_does_not_hold_is_kept_and_said() -> None:
    cell = Field("identifier", "10469113X", "10469113X", "BULSTAT")
    record = Record("bulstat", "1", "1", Locator(1, 7, 7, None), "1\t10469113X", (cell,))
    (found,) = statements_of(record)
    assert found.value == found.original == "10469113X"
    assert [(s.code, s.param("problem")) for s in found.steps] == [("identifier_invalid", "letters")]


def test_a_label_knows_its_last_day() -> None:
    dates = [
        s.valid_until
        for r in read_source("ecei_bronze").records
        for s in statements_of(r)
        if s.property == "label"
    ]
    assert len(dates) == 10 and all(len(day) == 10 for day in dates)
