"""The descriptions of the lists are complete, checked, and documented."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.sources.catalogue import sources
from ebpages.sources.cells import KINDS
from ebpages.sources.layouts import LAYOUTS, OWN_READER
from ebpages.sources.record import UnreadableList
from ebpages.sources.source import Source
from ebpages.sources.source_description import ROOM, read_description

KEYS = [field.name for field in fields(Source) if field.name not in ("slug", "file")]
LISTS = Path(__file__).parents[3] / "docs" / "reference" / "lists.md"
DESCRIPTION = (ROOM / "bulstat" / "source.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.slug)
def test_a_source_has_its_files_and_a_known_kind(source) -> None:
    files = {path.name for path in (ROOM / source.slug).iterdir()}
    assert {"source.yaml", "list.txt", "README.md"} <= files
    assert ("reader.py" in files) == (source.layout == OWN_READER)
    assert organisation_kind(source.kind).code == source.kind
    assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", source.edition)
    assert source.title("bg") and source.title("en") and source.where_en
    assert source.mark_bg and source.mark_en


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("order: 1\n", "", "order: the key is missing"),
        ("order: 1\n", 'order: "first"\n', "order: 'first' is not of type int"),
        ("order: 1\n", "order: 1\nordre: 1\n", "ordre: the key is unknown"),
        ('edition: "2018-04-22"', "edition: 2018-04-22", "edition: .* is not of type str"),
        ("    comparable: true\n", "", "comparable: the key is missing"),
        ("columns:", "columns: [", "cannot be read"),
        ("layout: printed_table\n", "", "layout: the key is missing. Write one of printed_table, .*csv"),
        ("layout: printed_table", "layout: excel", "layout: 'excel' is unknown. Write one of printed_table"),
        ("layout: printed_table", "layout: reader", "layout: 'reader' is unknown"),
        (
            "layout: printed_table",
            'layout: csv\ndelimiter: "."',
            r"delimiter: '\.' is unknown. Write one of ','",
        ),
        (
            "layout: printed_table",
            "layout: csv\nevery_row: [network]",
            "phrases.network: the text is missing",
        ),
        (
            "layout: printed_table",
            "layout: csv\nevery_row: [net]",
            "every_row: 'net' is unknown. Write one of name",
        ),
        ('  name: "Name"', "", "columns.name: the key is missing"),
        ('  name: "Name"', "  name: {cell: name}", "columns.name.header: the key is missing"),
        ('  name: "Name"', '  name: {header: "Name", sell: name}', "columns.name.sell: the key is unknown"),
        (
            '  name: "Name"',
            '  name: {header: "Name", cell: nam}',
            "columns.name.cell: 'nam' is unknown. Write one",
        ),
        (
            '  name: "Name"',
            '  name: {header: "Name", cell: year}',
            "columns.name: .* Write cell: name or entity",
        ),
        ('  name: "Name"', '  nmae: "Name"', "columns.nmae: .* Write one of name, identifier, .*skipped"),
        ('mark_en: "BUL"', 'mark_en: "BULSTAT Bulgaria"', "mark_en: the text has more than 8 characters"),
        ("order: 1\n", "order: 40000\n", "order: 40000 is no place of a list"),
        ("columns:", 'phrases: {label: "x"}\ncolumns:', "phrases.label: 'x' is no list of texts"),
    ],
)
def test_a_mistake_in_a_description_is_named(tmp_path: Path, before: str, after: str, said: str) -> None:
    path = tmp_path / "bulstat" / "source.yaml"
    path.parent.mkdir()
    assert before in DESCRIPTION
    path.write_text(DESCRIPTION.replace(before, after), encoding="utf-8")
    with pytest.raises(UnreadableList, match=said) as caught:
        read_description(path)
    assert caught.value.file == "bulstat/source.yaml"
    assert caught.value.remedy


def test_every_step_and_notice_is_documented() -> None:
    used = set()
    for path in ROOM.rglob("*.py"):
        used.update(re.findall(r'\bstep\(\s*"([a-z_]+)"', path.read_text(encoding="utf-8")))
    documented = set(
        re.findall(r"^\| `([a-z_]+)` \|[^|]*\|[^|]*\|$", LISTS.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert used == documented - {source.slug for source in sources()}


@pytest.mark.parametrize(
    ("section", "documented"),
    [
        ("Keys of `source.yaml`", KEYS),
        ("Layouts", [*LAYOUTS, OWN_READER]),
        ("Kinds of cell", KINDS),
    ],
)
def test_every_key_layout_and_kind_of_cell_is_documented(section: str, documented) -> None:
    text = LISTS.read_text(encoding="utf-8").partition(f"## {section}\n")[2].partition("\n## ")[0]
    first_cells = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", text, re.MULTILINE)
    assert sorted(re.findall(r"`(\w+)`", " ".join(first_cells))) == sorted(documented)


def test_every_list_is_documented() -> None:
    text = LISTS.read_text(encoding="utf-8")
    assert all(f"| `{source.slug}` | {source.expected_rows}" in text for source in sources())


def test_the_description_in_the_documentation_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "council" / "source.yaml"
    path.parent.mkdir()
    path.write_text(LISTS.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    described = read_description(path)
    assert (described.layout, described.delimiter, described.file) == ("csv", ";", "list.csv")
    assert [(column.property, column.cell) for column in described.columns][-3:] == [
        ("sector", "items"),
        ("founded", "year"),
        ("phone", "skipped"),
    ]
