"""A flipped bit anywhere in the index is noticed or harmless: never a lost hit, never another one."""

import os
import random
from pathlib import Path

import pytest

from ebpages.search.index import SearchIndex
from tests.unit.search.test_index import CLUSTERS, Library

FLIPS = int(os.environ.get("FLIPS", "36"))
QUERIES = ("клъстер", "мебел", "furniture", "зелена синергия", "176175245", "mobil", "туризъм", "furnitrue")


@pytest.fixture
def library() -> Library:
    return Library(objects=dict(CLUSTERS), changes=list(CLUSTERS))


def hits(index: SearchIndex) -> list[list[str]]:
    return [index.search_ids(query) for query in QUERIES]


def flip(file: Path, bit: int) -> None:
    """In its place: a file that was shorter for a moment would kill a process that has it mapped."""
    with file.open("r+b") as opened:
        opened.seek(bit // 8)
        (byte,) = opened.read(1)
        opened.seek(bit // 8)
        opened.write(bytes([byte ^ 1 << bit % 8]))


def test_no_flipped_bit_loses_a_hit(tmp_path: Path, library: Library) -> None:
    index = SearchIndex(tmp_path)
    index.follow(library, library)
    expected, random_bit = hits(index), random.Random(2026)
    rebuilt = 0
    for _ in range(FLIPS):
        files = [path for path in sorted(tmp_path.glob("v*/*")) if path.stat().st_size]
        file = random_bit.choice(files)
        flip(file, bit := random_bit.randrange(file.stat().st_size * 8))
        library.asked.clear()
        later = SearchIndex(tmp_path)
        assert later.follow(library, library)
        assert hits(later) == expected, (file.name, bit)
        rebuilt += bool(library.asked)
    print(f"{FLIPS} flips, {rebuilt} noticed, {FLIPS - rebuilt} harmless")
    assert rebuilt > FLIPS // 2


@pytest.mark.parametrize("part", ["*.term", "*.idx", "*.store", "*.fieldnorm", "meta.json"])
def test_a_process_that_has_it_open_notices_too(tmp_path: Path, library: Library, part: str) -> None:
    index = SearchIndex(tmp_path)
    index.follow(library, library)
    expected = hits(index)
    for file in tmp_path.glob(f"v*/{part}"):
        with file.open("r+b") as opened:
            opened.write(b"damaged")
    assert index.follow(library, library)
    assert hits(index) == expected


def test_a_part_that_has_gone_is_noticed(tmp_path: Path, library: Library) -> None:
    index = SearchIndex(tmp_path)
    index.follow(library, library)
    expected = hits(index)
    next(tmp_path.glob("v*/*.fieldnorm")).unlink()
    later = SearchIndex(tmp_path)
    assert later.follow(library, library) and hits(later) == expected


def test_where_it_cannot_be_written_it_is_served_as_it_stands(tmp_path: Path, library: Library) -> None:
    index = SearchIndex(tmp_path)
    index.follow(library, library)
    library.put("new", {"name": ["Клъстер Розова долина"]})
    (tmp_path / "lock").unlink()
    (tmp_path / "lock").mkdir()  # binds root too
    assert not index.follow(library, library, patiently=False)
    assert index.search_ids("мебел")[0] == "furniture" and not index.is_current("organisation", library)
    with pytest.raises(IsADirectoryError):
        index.follow(library, library)
