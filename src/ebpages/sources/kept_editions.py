"""The editions of living sources as they are kept: whitelisted rows as packed lines of JSON, a file for each edition, a header first.

Nothing that a publisher sent is kept beside them, so that no person stands anywhere. Whatever the database holds of them can be read
again from these files.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ebpages.publish.whole_file import make_folder, whole_file

FOLDER = "living"
_ENDING = ".jsonl.gz"


class DamagedEdition(Exception):
    """A kept edition is not as it was written. The message says which file, and what mends it."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the publisher that an edition was read from, with what its server said of it. fetched_at: ISO time."""

    id: str
    name: str
    url: str
    fetched_at: str
    sha256: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """keys: identifiers of the rows, so that nobody reads an edition that says nothing of those he looks for."""

    connector: str
    edition: str
    made_on: str
    rows: int
    keys: tuple[str, ...]
    resources: tuple[Resource, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


def path_of(home: Path, connector: str, edition: str) -> Path:
    return home / FOLDER / connector / f"{edition}{_ENDING}"


def kept(home: Path, connector: str) -> list[str]:
    """The editions that are there, the earliest first; each is named after its day or begins with the place of its part."""
    folder = home / FOLDER / connector
    return sorted(path.name.removesuffix(_ENDING) for path in folder.glob(f"[0-9]*{_ENDING}"))


def keep(home: Path, header: Header, lines: Iterable[str]) -> Path:
    """Write an edition, whole or not at all; the same rows make the same bytes behind the header. Raises OSError."""
    path = path_of(home, header.connector, header.edition)
    make_folder(path.parent)
    with (
        whole_file(path) as draft,
        draft.open("wb") as raw,
        gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed,
    ):
        packed.write((json.dumps(asdict(header), ensure_ascii=False) + "\n").encode())
        for line in sorted(lines):
            packed.write((line + "\n").encode())
    return path


def read_header(path: Path) -> Header:
    """Raises DamagedEdition."""
    with _damage_told(path), gzip.open(path, "rt", encoding="utf-8") as lines:
        return _header(lines.readline())


def read_lines(path: Path) -> Iterator[str]:
    """The rows of an edition, as they were kept. Raises DamagedEdition."""
    with _damage_told(path), gzip.open(path, "rt", encoding="utf-8") as lines:
        declared, count = _header(lines.readline()).rows, 0
        for line in lines:
            count += 1
            yield line.rstrip("\n")
        if count != declared:
            raise ValueError(f"{count} of {declared} rows are there")


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Raises DamagedEdition."""
    for line in read_lines(path):
        yield json.loads(line)


def _header(line: str) -> Header:
    told = json.loads(line)
    resources = tuple(Resource(**each) for each in told.pop("resources"))
    return Header(
        **{**told, "keys": tuple(told["keys"]), "notices": tuple(told["notices"])}, resources=resources
    )


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    """Whatever reading a damaged file raises becomes one sentence."""
    try:
        yield
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error) as problem:
        raise DamagedEdition(
            f"{path}: the kept edition cannot be read ({' '.join(str(problem).split())[:100]}). "
            "Restore a backup, or fetch this edition again."
        ) from None
