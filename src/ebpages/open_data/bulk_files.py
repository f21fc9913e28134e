"""Which files hold everything public, and what their columns mean, as declared in data/bulk_files.yaml."""

from functools import cache
from pathlib import Path

from ebpages.declared.schema import Declared, Text, read_document, read_entry, refuse_twice
from ebpages.publish.tables import Column, Kind

FILE = Path(__file__).parent / "data" / "bulk_files.yaml"
FORMATS = ("csv", "parquet")
FOLLOW_THE_MONEY = "entities.ftm.jsonl"


class BulkColumn(Declared):
    code: str
    meaning: Text
    kind: Kind = "text"


class BulkFile(Declared):
    """One table. code: the name of its files, without their ending."""

    code: str
    title: Text
    about: Text
    columns: tuple[BulkColumn, ...]

    def table_columns(self) -> tuple[Column, ...]:
        return tuple(Column(each.code, each.code, each.kind) for each in self.columns)


@cache
def bulk_files() -> tuple[BulkFile, ...]:
    """Raises BrokenDeclaration."""
    entries = read_document(FILE).get("files", ())
    files = tuple(
        read_entry(FILE.name, "file", BulkFile, number, entry) for number, entry in enumerate(entries, 1)
    )
    refuse_twice(FILE.name, "file", (file.code for file in files))
    for file in files:
        refuse_twice(FILE.name, f"column of {file.code}", (column.code for column in file.columns))
    return files
