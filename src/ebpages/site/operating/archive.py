"""A backup as one ZIP file: members by name, and a manifest that says of each its size and SHA-256.

A file that is read here may be cut short, damaged or made to do harm. Nothing of it is used before every checksum was held; names are
held against what a backup may hold and are never given to anything that unpacks by itself; its directory is not read where it is too
large, members may not lie over one another, and nothing is read beyond the size that the manifest says.
"""

import hashlib
import json
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from pydantic import TypeAdapter, ValidationError

FORM = 1
MANIFEST = "manifest.json"
TABLES, FILES, KEY = "tables", "files", "secret_key"
LONGEST_LINE = 64_000_000  # bytes of a row
_LARGEST_MANIFEST = 32_000_000
_LARGEST_DIRECTORY = 16_000_000  # a hundred thousand members
_BLOCK = 1 << 20
_NAME = re.compile(rf"{TABLES}/[a-z0-9_]+\.jsonl|{FILES}/.+|{KEY}")
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
)
_STORED = (".parquet", ".pdf", ".gz", ".zip", ".png", ".webp", ".jpg", ".xlsx", ".npz")  # compressed already

Progress = Callable[[str, int, int], None]


class UnusableBackup(Exception):
    """A file that cannot be restored from; says why."""


@dataclass(frozen=True, slots=True)
class Member:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """version: of the program that made it. migrations: those that the database had, "app.name". outside: what is not in it, by the
    variable that names it. left_out: tables of a version before the program's own."""

    version: str
    made_at: str
    database: str
    migrations: tuple[str, ...]
    members: dict[str, Member] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    form: int = FORM


_MANIFEST = TypeAdapter(Manifest)


class ArchiveWriter:
    """Writes the members of a backup one after the other, and the manifest at the end."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members: dict[str, Member] = {}

    def add(self, name: str, blocks: Iterable[bytes]) -> None:
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
        digest, size = hashlib.sha256(), 0
        with self._archive.open(entry, "w", force_zip64=True) as member:
            for block in blocks:
                digest.update(block)
                size += len(block)
                member.write(block)
        self.members[name] = Member(size, digest.hexdigest())

    def add_file(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            self.add(name, iter(lambda: file.read(_BLOCK), b""))

    def finish(self, manifest: Manifest) -> None:
        self._archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1), zipfile.ZIP_DEFLATED)


@contextmanager
def written_archive(draft: Path) -> Iterator[ArchiveWriter]:
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        yield ArchiveWriter(archive)


class Archive:
    """A backup that was opened. Its manifest is as the file says; `check` holds all members against it."""

    def __init__(self, file: zipfile.ZipFile, size: int) -> None:
        self._file = file
        self.manifest = self._read_manifest()
        self._refuse_strange_members(size)

    @property
    def unpacked(self) -> int:
        """Bytes of all members."""
        return sum(member.size for member in self.manifest.members.values())

    def names(self, folder: str) -> list[str]:
        return [name for name in self.manifest.members if name.startswith(f"{folder}/")]

    def check(self, progress: Progress) -> None:
        """Hold every member against its checksum. Raises UnusableBackup."""
        done = 0
        for name, member in self.manifest.members.items():
            digest = hashlib.sha256()
            for block in self.blocks(name):
                digest.update(block)
                done += len(block)
                progress("checking the backup", done, self.unpacked)
            if digest.hexdigest() != member.sha256:
                raise UnusableBackup(f"{name} in it is not as it was written: its checksum differs")

    def blocks(self, name: str) -> Iterator[bytes]:
        """The content of a member, never more than the manifest says. Raises UnusableBackup."""
        remaining = self.manifest.members[name].size
        with _in_a_sentence(name), self._file.open(name) as member:
            while block := member.read(min(_BLOCK, remaining + 1)):
                remaining -= len(block)
                if remaining < 0:
                    raise UnusableBackup(f"{name} in it is larger than its manifest says")
                yield block
        if remaining:
            raise UnusableBackup(f"{name} in it is shorter than its manifest says")

    def lines(self, name: str) -> Iterator[bytes]:
        """Raises UnusableBackup."""
        with _in_a_sentence(name), self._file.open(name) as member:
            while line := member.readline(LONGEST_LINE):
                if not line.endswith(b"\n"):
                    raise UnusableBackup(f"{name} in it has a row without an end")
                yield line

    def copy(self, name: str, draft: Path) -> None:
        with draft.open("wb") as file:
            for block in self.blocks(name):
                file.write(block)

    def _read_manifest(self) -> Manifest:
        with _in_a_sentence(MANIFEST):
            if self._file.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
                raise UnusableBackup("its manifest is too large")
            data = json.loads(self._file.read(MANIFEST))
            if isinstance(data, dict) and data.get("form") != FORM:
                raise UnusableBackup(
                    f"it has the form {data.get('form')!r}, and this version reads {FORM}. Restore it with the version that made it"
                )
            return _MANIFEST.validate_python(data)

    def _refuse_strange_members(self, size: int) -> None:
        there = {entry.filename: entry for entry in self._file.infolist()}
        if len(there) != len(self._file.infolist()) or set(there) != {*self.manifest.members, MANIFEST}:
            raise UnusableBackup("its members are not those that its manifest names")
        for name, member in self.manifest.members.items():
            if not is_name(name):
                raise UnusableBackup(f"{name!r} is no name of a member of a backup")
            if there[name].file_size != member.size or member.size < 0:
                raise UnusableBackup(f"{name} in it has another size than its manifest says")
        if sum(entry.compress_size for entry in there.values()) > size:
            raise UnusableBackup("its members lie over one another")


def is_name(name: str) -> bool:
    """Whether a backup may hold a member of this name; none leads out of the folder that it is put into."""
    path = PurePosixPath(name)
    plain = "\\" not in name and "\0" not in name and str(path) == name and not path.is_absolute()
    return bool(_NAME.fullmatch(name)) and plain and ".." not in path.parts


@contextmanager
def opened_archive(path: Path) -> Iterator[Archive]:
    """Raises UnusableBackup, also from within; OSError where the file cannot be read."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            _refuse_large_directory(file, size)
            with _in_a_sentence("it"):
                archive = Archive(zipfile.ZipFile(file), size)
            yield archive
    except UnusableBackup as problem:
        raise UnusableBackup(f"{path} cannot be restored from: {problem}.") from None


def _refuse_large_directory(file: IO[bytes], size: int) -> None:
    """Before anything reads it: the directory of a ZIP file becomes objects, many times as large. Ours ends with no comment."""
    file.seek(max(0, size - 98))
    end = file.read()
    if end[-22:-18] != b"PK\5\6":
        raise UnusableBackup("it is no backup, or its end is missing")
    length = struct.unpack("<L", end[-10:-6])[0]
    if end[-42:-38] == b"PK\6\7":  # a larger archive says it once more, in more bytes
        length = struct.unpack("<Q", end[-58:-50])[0]
    if length > _LARGEST_DIRECTORY:
        raise UnusableBackup("it names more members than a backup has")


@contextmanager
def _in_a_sentence(name: str) -> Iterator[None]:
    try:
        yield
    except ValidationError:
        raise UnusableBackup(f"{name} in it does not say what a backup says") from None
    except _DAMAGE as problem:
        words = " ".join(str(problem).split())[:200] or type(problem).__name__
        raise UnusableBackup(f"{name} cannot be read ({words})") from None
    except RecursionError:
        raise UnusableBackup(f"{name} in it is nested too deep") from None
