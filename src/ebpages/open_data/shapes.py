"""What the page about open data and the API show, in the active language."""

from dataclasses import dataclass

from ebpages.faces.shapes import TextOrNull


@dataclass(frozen=True, slots=True)
class ColumnView:
    code: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class FileView:
    """url: below the site's address. size: bytes."""

    name: str
    format: str
    url: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TableView:
    """code: the name of the files without their ending. A file that is no table has no columns."""

    code: str
    title: str
    about: str
    rows: int
    columns: tuple[ColumnView, ...]
    files: tuple[FileView, ...]


@dataclass(frozen=True, slots=True)
class BulkData:
    """state: of the register that the files show, as citations name it. is_latest: false while the files of a newer state are being made."""

    state: str
    data_of: TextOrNull
    made_at: str
    is_latest: bool
    tables: tuple[TableView, ...]
