"""Imported lists and their editions as a table, for people and programs."""

from collections.abc import Iterator
from typing import Any

from ebpages.imports.queries import imported_lists
from ebpages.publish.tables import Column, Table


def editions_table() -> Table:
    columns = ("list", "title", "edition", "file", "rows")
    return Table("editions", tuple(Column(name, name) for name in columns), _rows)


def _rows() -> Iterator[dict[str, Any]]:
    for each in imported_lists():
        for edition in each.editions:
            yield {
                "list": each.name,
                "title": each.title,
                "edition": edition.edition,
                "file": edition.file_name,
                "rows": edition.rows,
            }
