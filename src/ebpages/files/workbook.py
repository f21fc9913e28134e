"""Sheets of a workbook, XLSX or ODS, as rows of texts: what each cell shows, formulas by the result that was stored with them.

A workbook is decoded in a process of its own (`workbook_decoding`), which writes rows as lines of JSON.
"""

import fcntl
import json
import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ebpages.files.text_rows import Row
from ebpages.files.unreadable import UnreadableFile
from ebpages.limits import PastLimit, check_decoded, in_own_process

DECODING = "ebpages.files.workbook_decoding"
HEAD = 200  # rows of each sheet that are looked at before one is chosen
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOLDER = "ebpages-workbook-"
_OLD = 600  # seconds: a folder that has just been made may not be locked yet
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ENCRYPTED = "it is encrypted with a password"
WITHOUT_PASSWORD = "Open it, save it without a password, and give that file"  # noqa: S105 - a remedy


@dataclass(frozen=True, slots=True)
class Sheet:
    """rows: the first ones. merged: cells shown as one, each as first row, last row, first column, last column, from 1."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[tuple[int, int, int, int], ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    format: str
    sheets: tuple[Sheet, ...]
    macros: bool


@dataclass(slots=True)
class Formulas:
    """How many cells held a formula, the first of them, and those without a stored result."""

    count: int = 0
    first: str = ""
    without_result: int = 0
    first_without_result: str = ""


def open_workbook(path: Path, name: str) -> Workbook:
    """name: of the file, for messages. Raises UnreadableFile and PastLimit."""
    format_ = format_of(path, name)
    sheets: list[Sheet] = []
    rows: list[Row] = []
    macros = hidden = False
    sheet = ""
    with _decoded(path, name, "", str(HEAD)) as lines:
        for entry in map(json.loads, lines):
            if isinstance(entry, list):
                rows.append((entry[0], entry[1]))
            elif "sheet" in entry:
                rows, sheet, hidden = [], entry["sheet"], entry["hidden"]
            elif "merged" in entry:
                sheets.append(Sheet(sheet, tuple(rows), tuple(map(tuple, entry["merged"])), hidden))
            else:
                macros = entry["macros"]
    return Workbook(format_, tuple(sheets), macros)


def sheet_rows(path: Path, name: str, sheet: str, formulas: Formulas) -> Iterator[Row]:
    """All rows that are not blank. formulas: is filled in when the last row was taken. Raises UnreadableFile and PastLimit."""
    with _decoded(path, name, sheet, "0") as lines:
        for line in lines:
            entry = json.loads(line)
            if isinstance(entry, list):
                yield entry[0], entry[1]
            elif "formulas" in entry:
                count, first, without, first_without = entry["formulas"]
                formulas.count, formulas.first = count, first
                formulas.without_result, formulas.first_without_result = without, first_without


def format_of(path: Path, name: str) -> str:
    with path.open("rb") as file:
        if file.read(8) == OLE:
            file.seek(0)
            if _ENCRYPTED in file.read(1 << 22):
                raise UnreadableFile(name, "", ENCRYPTED, WITHOUT_PASSWORD)
            raise UnreadableFile(
                name, "", "it is a workbook of the old kind (.xls)", "Save it as .xlsx and give that file"
            )
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            check_decoded(sum(entry.file_size for entry in packed.infolist()), path.stat().st_size)
    except (zipfile.BadZipFile, OSError, ValueError):
        raise UnreadableFile(
            name, "", "the workbook is damaged or was cut off", "Get the file again"
        ) from None
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise UnreadableFile(
        name,
        "",
        "it is an archive, and no workbook",
        "Unpack it and give the list that is in it, as CSV, XLSX or ODS",
    )


@contextmanager
def _decoded(path: Path, name: str, sheet: str, head: str) -> Iterator[Iterator[str]]:
    _sweep()
    with tempfile.TemporaryDirectory(prefix=_FOLDER) as folder, _locked(Path(folder)):
        target = Path(folder, "rows")
        try:
            in_own_process(
                DECODING,
                *(str(path), str(target), sheet, head),
                size=path.stat().st_size,
                time="workbook_seconds",
                memory="workbook_megabytes",
            )
        except PastLimit:
            raise
        except ValueError as error:
            problem = str(error).rstrip(".")
            remedy = (
                WITHOUT_PASSWORD if problem == ENCRYPTED else "Open it, save it again, and give that file"
            )
            raise UnreadableFile(name, "", problem, remedy) from None
        lines = target.open(encoding="utf-8")
    with lines:  # read on while its name is gone already: whoever is killed from here on leaves nothing
        yield lines


def _sweep() -> None:
    """Remove what processes left that were killed while a workbook was decoded for them: old folders that nobody has locked."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        with suppress(OSError):  # it is another user's, or has just gone
            if time.time() - folder.lstat().st_mtime > _OLD:
                with _locked(folder):
                    shutil.rmtree(folder)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Raises OSError where another process has it."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)
