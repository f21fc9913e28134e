"""What queries and actions of imports answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ebpages.imports.findings import ListFinding


@dataclass(frozen=True, slots=True)
class ImportedList:
    """What became of a file. mapping: as YAML. changed: whether an edition was stored."""

    name: str
    edition: str
    rows: int
    changed: bool
    mapping: str
    findings: tuple[ListFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """An option of a field. code: "" for none of them."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class UploadColumn:
    """number: of the column, from 1. property: code of what it holds, "" for nothing."""

    number: int
    header: str
    property: str
    samples: tuple[str, ...]
    left_out: bool = False
    personal: bool = False
    persons: bool = False


@dataclass(frozen=True, slots=True)
class ImportFinding:
    kind: str
    severity: str
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class UploadView:
    """A file that was handed in. state: mapped, checked or imported. work: state of what was done last in the background, "" for nothing.

    result: rows, edition and changed of the last reading. stopping: kinds of errors that stop the import, with a sentence of each.
    known: whether a list of this name was imported before.
    """

    code: str
    file_name: str
    name: str
    at: datetime
    by: str
    size: int
    state: str
    work: str
    given: Mapping[str, Any]
    preview: Mapping[str, Any]
    columns: tuple[UploadColumn, ...]
    result: Mapping[str, Any]
    findings: tuple[ImportFinding, ...]
    more: int
    stopping: tuple[ImportChoice, ...]
    mapping: str
    problem: str
    known: bool


@dataclass(frozen=True, slots=True)
class ListEdition:
    """An edition of an imported list, beside the one before it. new, gone, changed: rows, None for the first."""

    name: str
    folder: str
    edition: str
    file_name: str
    rows: int
    is_shown: bool


@dataclass(frozen=True, slots=True)
class ListView:
    """An imported list with its editions, the newest first."""

    name: str
    title: str
    editions: tuple[ListEdition, ...]
