"""Checksums of what is kept, in the form that `sha256sum --check` reads, and what is said of a file that does not agree with its own."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ebpages.publish.whole_file import whole_file

SUMS = "SHA256SUMS"


class Damaged(Exception):
    """What is kept is not what was written. The message says which file or data set, and what mends it."""


class DamagedFile(Damaged):
    """A file whose content is not what was written, or that is missing."""


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sums(draft: Path, names: Iterable[str]) -> None:
    """Note the checksums of files in the draft of a folder."""
    lines = (f"{sha256_of(draft / name)}  {name}\n" for name in names)
    (draft / SUMS).write_text("".join(lines), encoding="utf-8")


def read_sums(path: Path) -> dict[str, str]:
    """File name -> checksum. Raises DamagedFile."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    except (OSError, ValueError) as problem:
        raise DamagedFile(f"{path}: the list of checksums cannot be read ({problem})") from None


def check_file(path: Path, digest: str) -> None:
    """Raises DamagedFile."""
    try:
        is_whole = sha256_of(path) == digest
    except OSError as problem:
        raise DamagedFile(f"{path} cannot be read ({problem.strerror})") from None
    if not is_whole:
        raise DamagedFile(f"{path} is not as it was written: its checksum differs")


@contextmanager
def file_with_sum(path: Path) -> Iterator[Path]:
    """A draft as of `whole_file`, which takes the place of `path` with its checksum beside it."""
    with whole_file(path) as draft:
        yield draft
        note_sum(draft, path)


def note_sum(draft: Path, path: Path) -> None:
    """Note beside `path` the checksum of the draft that is about to take its place."""
    digest = sha256_of(draft)
    with whole_file(beside(path)) as draft_of_sum:
        draft_of_sum.write_text(f"{digest}  {path.name}\n", encoding="utf-8")


def check_kept(path: Path) -> None:
    """Hold a file against the checksum beside it; one that an earlier version wrote has none. Raises DamagedFile."""
    sums = beside(path)
    if sums.exists():
        check_file(path, read_sums(sums).get(path.name, ""))


def beside(path: Path) -> Path:
    """Where the checksum of a file that stands alone is noted."""
    return path.with_name(f"{path.name}.sha256")
