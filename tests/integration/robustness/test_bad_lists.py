"""A list that cannot be read is refused in one sentence, with nothing changed; one that is merely odd is read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from ebpages.registry import models
from ebpages.registry.actions import BuildResult, build
from ebpages.sources.record import UnreadableList
from tests.integration.registry.conftest import Said

Command = Callable[..., Said]


def state() -> tuple[object, ...]:
    tables = (models.Build, models.Record, models.Statement, models.Organisation, models.Finding)
    return tuple(table.objects.count() for table in tables)


def in_unknown_encoding(raw: bytes) -> bytes:
    return raw.decode().encode("koi8-r", "replace")


def truncated(raw: bytes) -> bytes:
    return raw[:9001]


def without_column(raw: bytes) -> bytes:
    return raw.replace(b"\tBULSTAT\tName", b"\tName", 1)


def with_huge_cell(raw: bytes) -> bytes:
    return raw.replace(b"104691139", b"1" * 50_000, 1)


def with_nul(raw: bytes) -> bytes:
    return raw.replace(b"104691139", b"1046\x001139", 1)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (in_unknown_encoding, "bulstat/list.txt, line 7: the encoding is unknown"),
        (truncated, "bulstat/list.txt, line 100: the last line has no end"),
        (without_column, 'bulstat/list.txt, line 6: the column "BULSTAT" is missing'),
        (with_huge_cell, "bulstat/list.txt, line 7: a cell has 50000 characters"),
        (with_nul, "bulstat/list.txt, line 7: there is a NUL byte"),
        (lambda raw: b"", "bulstat/list.txt: the file is empty"),
    ],
)
def test_a_list_that_cannot_be_read_changes_nothing(
    registry: BuildResult, lists: Path, ebpages: Command, damage: Callable[[bytes], bytes], said: str
) -> None:
    file, before = lists / "bulstat" / "list.txt", state()
    file.write_bytes(damage(file.read_bytes()))
    answer = ebpages("build")
    assert answer.status == 2 and said in answer.errors and answer.errors.count("\n") == 1
    assert state() == before


def as_folder(lists: Path) -> None:
    (lists / "bulstat" / "list.txt").unlink()
    (lists / "bulstat" / "list.txt").mkdir()


def described(change: Callable[[str], str]) -> Callable[[Path], None]:
    def write(lists: Path) -> None:
        from ebpages.sources.catalogue import ROOM

        text = (ROOM / "bulstat" / "source.yaml").read_text()
        (lists / "bulstat" / "source.yaml").write_text(change(text))

    return write


def with_line(key: str, line: str) -> Callable[[str], str]:
    return lambda text: "\n".join(line if old.startswith(f"{key}:") else old for old in text.split("\n"))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (as_folder, "bulstat/list.txt: this is no file"),
        (described(lambda text: "order: [\n"), "bulstat/source.yaml: the description cannot be read"),
        (described(with_line("order", "order: 2")), "order: 2 is the place of the list"),
        (described(with_line("kind", "kind: nonsense")), "bulstat/source.yaml: kind: 'nonsense' is unknown"),
        (
            described(with_line("url", 'url: "javascript:alert(1)"')),
            "url: 'javascript:alert(1)' is no address",
        ),
    ],
)
def test_what_stands_in_the_place_of_a_list_is_checked(
    registry: BuildResult, lists: Path, damage: Callable[[Path], None], said: str
) -> None:
    before = state()
    damage(lists)
    with pytest.raises(UnreadableList) as refused:
        build(force=True)
    assert said in str(refused.value) and "\n" not in str(refused.value)
    assert state() == before


@pytest.mark.parametrize("name", ["nowhere", "bulstat/list.txt"])
def test_a_folder_of_lists_that_does_not_exist_is_not_passed_over(
    registry: BuildResult, lists: Path, ebpages: Command, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("EBPAGES_LISTS", str(lists / name))
    answer = ebpages("build")
    assert answer.status == 2 and "EBPAGES_LISTS names a folder that does not exist" in answer.errors


def test_a_folder_in_the_place_of_a_file_is_said_in_a_sentence(
    registry: BuildResult, ebpages: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EBPAGES_JUDGEMENTS", str(tmp_path))
    answer = ebpages("build")
    assert answer.status == 2 and str(tmp_path) in answer.errors and "Traceback" not in answer.errors


def test_letters_in_an_identifier_are_a_finding_on_the_page(
    registry: BuildResult, lists: Path, client: Client
) -> None:
    file = lists / "bulstat" / "list.txt"
    file.write_text(file.read_text().replace("104691139", "10469A1B9", 1))
    build(force=True)
    record = models.Record.objects.get(id="bulstat:1")
    assert record.findings.filter(kind="identifier_invalid").exists()
    page = client.get(f"/en/organisations/{record.organisation_id}/").text
    assert "10469A1B9" in page


def test_odd_rows_are_kept_with_findings(registry: BuildResult, lists: Path) -> None:
    file = lists / "bulstat" / "list.txt"
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join([*lines[:40], *lines[20:40], *lines[40:]]).replace("\n7\t", "\n6\t", 1))
    years = lists / "bsmepa" / "list.txt"
    years.write_text(years.read_text().replace("\t2009\t", "\t99999999999\t"))
    result = build(force=True)
    assert result.counts["records"] > registry.counts["records"]
    assert models.Record.objects.filter(id="bulstat:6-2").exists()
    assert result.counts["findings"] > registry.counts["findings"]


def test_windows_1251_is_read_and_said(registry: BuildResult, lists: Path) -> None:
    file = lists / "bulstat" / "list.txt"
    file.write_bytes(file.read_bytes().decode().encode("windows-1251", "ignore"))
    assert build(force=True).counts["records"] == registry.counts["records"]
    notices = models.SourceList.objects.get(slug="bulstat").notices
    assert "encoding_assumed" in [code for code, _ in notices]
