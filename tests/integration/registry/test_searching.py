"""Searching the registry that was built from the shipped lists."""

import pytest

from ebpages.registry import models
from ebpages.registry.actions import BuildResult
from ebpages.registry.search_documents import find_ids


def owner(record: str) -> str:
    return str(models.Record.objects.get(id=record).organisation_id)


@pytest.mark.parametrize(
    ("words", "record", "among"),
    [
        ("мебелен", "ecei_bronze:2", 1),
        ("furniture", "ecei_bronze:2", 1),
        ("mebelen klaster", "ecei_bronze:2", 2),
        ("klaster mebel", "ecei_bronze:2", 2),
        ("български мебелен клъстер", "bulstat:26", 1),
        ("Bulgarian Furniture Cluster", "bulstat:26", 1),
        ("green synergy", "bulstat:47", 1),
        ("зелена синергия", "ecei_bronze:6", 1),
        ("zelena sinergia", "bulstat:47", 1),
        ("ЗЕЛЕНА СИНЕРГИЯ", "bsmepa:56", 1),
        ("117643094", "bulstat:2", 1),
        ("1176430940027", "bulstat:2", 1),
        ("КЗЕИД", "bulstat:199", 1),
        ("EVIC", "abc_members:3", 1),
        ("SCIAT", "bulstat:2", 1),
        ("електромобили", "abc_members:3", 1),
        ("clujster kodia", "bulstat:243", 1),
    ],
)
def test_words_find_the_organisation_that_is_meant(
    registry: BuildResult, words: str, record: str, among: int
) -> None:
    assert owner(record) in find_ids(words)[:among]


def test_a_public_id_finds_its_organisation(registry: BuildResult) -> None:
    for public_id in models.Organisation.objects.order_by("id").values_list("id", flat=True)[:20]:
        assert find_ids(public_id)[:1] == [public_id]


@pytest.mark.parametrize("words", ["", "  ", '"', "+ -", "AND", "xyzzyqwv", "*", "a:b", "(", "\\", "'" * 100])
def test_odd_words_break_nothing(registry: BuildResult, words: str) -> None:
    assert isinstance(find_ids(words), list)


def test_every_organisation_is_found_by_its_own_name(registry: BuildResult) -> None:
    lost = [
        (o.name, found[:3])
        for o in models.Organisation.objects.all()
        if o.id not in (found := find_ids(o.name))
    ]
    assert lost == []
