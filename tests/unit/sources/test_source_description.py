"""The descriptions of the lists are complete, checked, and documented."""

import re
from pathlib import Path

import pytest

from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.sources.catalogue import sources
from ebpages.sources.record import UnreadableList
from ebpages.sources.source_description import ROOM, read_description

LISTS = Path(__file__).parents[3] / "docs" / "reference" / "lists.md"
DESCRIPTION = (ROOM / "bulstat" / "source.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.slug)
def test_a_source_has_its_four_files_and_a_known_kind(source) -> None:
    assert {"source.yaml", "list.txt", "reader.py", "README.md"} <= {
        path.name for path in (ROOM / source.slug).iterdir()
    }
    assert organisation_kind(source.kind).code == source.kind
    assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", source.edition)
    assert source.title("bg") and source.title("en") and source.where


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("order: 1\n", "", "order: the key is missing"),
        ("order: 1\n", 'order: "first"\n', "order: 'first' is not of type int"),
        ("order: 1\n", "order: 1\nordre: 1\n", "ordre: the key is unknown"),
        ('edition: "2018-04-22"', "edition: 2018-04-22", "edition: .* is not of type str"),
        ("    comparable: true\n", "", "comparable: the key is missing"),
        ("columns:", "columns: [", "cannot be read"),
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


def test_every_list_is_documented() -> None:
    text = LISTS.read_text(encoding="utf-8")
    assert all(f"| `{source.slug}` | {source.expected_rows}" in text for source in sources())
