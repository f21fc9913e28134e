"""Whether the files of an index are as they were written.

Tantivy ends every file of a segment with a checksum of what stands before it, and opens and reads files without looking at it: a flipped
bit may lose a hit without a word. What it keeps without a checksum is meta.json; a segment that it names wrongly is not there, a schema
that it changes is not ours, and its counts are held against the terms that the checked files hold.
"""

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import tantivy

_PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
_TAIL = struct.Struct("<II")  # length of the footer in JSON, and the number by which Tantivy knows a footer
_MAGIC = 1337
_BLOCK = 1 << 20

Stamp = tuple[str, int, int, int]


def stamps(folder: Path) -> frozenset[Stamp]:
    """What tells a file from one that was written again: name, place on the disk, size and moment."""
    found = ((path.name, path.stat()) for path in folder.iterdir() if not path.name.endswith(".lock"))
    return frozenset((name, stat.st_ino, stat.st_size, stat.st_mtime_ns) for name, stat in found)


def find_damage(folder: Path, *, checked: frozenset[str] = frozenset()) -> str:
    """What is wrong with the first damaged file; empty where all are well. checked: names of files that are known to be well."""
    try:
        files = [*_files(json.loads((folder / "meta.json").read_bytes()))]
        broken = (name for name in files if name not in checked and not _is_whole(folder / name))
        name = next(broken, "")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        return f"meta.json or a footer cannot be read ({problem})"
    return f"{name} is not as it was written" if name else ""


def counts_agree(index: tantivy.Index, fields: tuple[str, ...]) -> bool:
    """Whether as many documents are there as the terms say. fields: of which each document has exactly one, with one term."""
    searcher, schema = index.searcher(), index.schema
    # How many documents a term has is told along with it, but with those that were deleted: so each term is asked for.
    terms = (
        tantivy.Query.term_query(schema, field, term, index_option="basic")
        for field in fields
        for term, _with_deleted in searcher.terms_with_prefix(field, "")
    )
    found = sum(searcher.search(term, limit=1).count for term in terms)  # type: ignore[attr-defined]
    return found == searcher.num_docs


def _files(meta: dict[str, list[dict[str, object]]]) -> Iterator[str]:
    for segment in meta["segments"]:
        name = str(segment["segment_id"]).replace("-", "")
        yield from (f"{name}.{part}" for part in _PARTS)
        if deletes := segment["deletes"]:
            yield f"{name}.{deletes['opstamp']}.del"  # type: ignore[index]


def _is_whole(file: Path) -> bool:
    """Whether the file agrees with its footer. Raises OSError where it is not there, ValueError or KeyError where the footer is none."""
    end = file.stat().st_size - _TAIL.size
    with file.open("rb") as opened:
        if end < 0:
            return False
        opened.seek(end)
        length, magic = _TAIL.unpack(opened.read(_TAIL.size))
        if magic != _MAGIC or length > end:
            return False
        opened.seek(end - length)
        expected = int(json.loads(opened.read(length))["crc"])
        opened.seek(0)
        return _checksum(opened, end - length) == expected


def _checksum(opened: BinaryIO, length: int) -> int:
    found = 0
    while length and (block := opened.read(min(_BLOCK, length))):
        found, length = zlib.crc32(block, found), length - len(block)
    return found
