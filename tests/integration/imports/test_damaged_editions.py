"""A damaged edition stops no build and is not read in silence: the last sound one is shown, or the list as it was."""

from pathlib import Path

import pytest
from django.test import Client

from ebpages.accounts.reader import OPERATOR
from ebpages.imports.actions import import_list
from ebpages.imports.queries.checks import checks
from ebpages.registry.actions import build
from ebpages.registry.models import Finding, Record, SourceList, Statement
from tests.integration.imports.lists import FIRST, SECOND, file, hand_in, nothing


def rows() -> set[str]:
    return set(Record.objects.filter(source="network").values_list("key", flat=True))


@pytest.mark.parametrize(
    ("name", "content"),
    [("list.csv", b"row,key\n"), ("source.yaml", b"title_bg: ["), ("source.yaml", b"read: 1\n")],
)
def test_the_last_sound_edition_is_shown_and_said_to_be(
    home: Path, client: Client, caplog: pytest.LogCaptureFixture, name: str, content: bytes
) -> None:
    before = rows()
    hand_in(SECOND)
    (home / "lists" / "network" / "2026-10-31" / name).write_bytes(content)
    assert build().changed
    assert rows() == before and SourceList.objects.get(slug="network").edition == "2026-09-30"
    assert "list network, edition 2026-10-31 is damaged and is not read" in caplog.text
    assert "Изданието от 2026-10-31 е повредено" in client.get("/bg/sources/network/").text
    assert [f.kind for f in Finding.objects.filter(source="network", severity="error")] == ["edition_damaged"]
    assert any("2026-10-31" in check.what and not check.is_well for check in checks())


def test_a_list_without_a_sound_edition_stays_as_it_was(home: Path, client: Client) -> None:
    before = list(Statement.objects.filter(record__source="network").order_by("id").values())
    owners = dict(Record.objects.filter(source="network").values_list("key", "organisation_id"))
    (home / "lists" / "network" / "2026-09-30" / "source.yaml").unlink()
    for _again in range(2):
        build(force=True)
    assert list(Statement.objects.filter(record__source="network").order_by("id").values()) == before
    assert dict(Record.objects.filter(source="network").values_list("key", "organisation_id")) == owners
    assert "Нито едно издание не може да се прочете" in client.get("/bg/sources/network/").text
    hand_in("Име;Град\nКлъстер Бяла река;Русе\n", "other")
    assert SourceList.objects.get(slug="other").order != SourceList.objects.get(slug="network").order


def test_a_damaged_edition_is_mended_by_importing_the_list_again(home: Path) -> None:
    (home / "lists" / "network" / "2026-09-30" / "list.csv").write_text("x")
    build()
    given = {"columns": {"name": "Наименование", "identifier": "ЕИК"}, "edition": "2026-09-30"}
    assert import_list(file=file(FIRST, given=given), by=OPERATOR, progress=nothing).changed
    assert not Finding.objects.filter(kind__in=("edition_damaged", "list_damaged")).exists()
