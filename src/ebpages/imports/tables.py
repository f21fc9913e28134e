"""Imported lists and their editions as a table, for people and programs."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import pgettext

from ebpages.faces.language import active_language
from ebpages.imports.comparing import ChangedRow, Comparison, RowOfEdition
from ebpages.imports.queries import imported_lists
from ebpages.publish.tables import Column, Table
from ebpages.registry.wording import property_label


def editions_table() -> Table:
    columns = ("list", "title", "edition", "file", "rows")
    return Table("editions", tuple(Column(name, name) for name in columns), _rows)


def comparison_table(name: str, comparison: Comparison) -> Table:
    """Row by row what is new, gone and changed, a property each. Two editions of one day are told apart by their folders."""
    columns = ("change", "key", "name", "property", "before", "after", "property_code")
    titles = {
        "change": pgettext("column", "change"), "key": pgettext("column", "key of the row"), "name": pgettext("column", "name"),
        "property": pgettext("column", "property"), "before": comparison.before.folder.name, "after": comparison.after.folder.name,
        "property_code": pgettext("column", "code of the property"),
    }  # fmt: skip
    heads = tuple(Column(key, key, label=titles[key]) for key in columns)
    return Table(f"{name}-changes", heads, lambda: _changes(comparison))


def _changes(comparison: Comparison) -> Iterator[dict[str, Any]]:
    for change, rows in (
        ("new", comparison.new),
        ("gone", comparison.gone),
        ("cannot be told", comparison.untold),
    ):
        for row in rows:
            for what, value in row.values.items():
                before, after = ("", value) if change == "new" else (value, "")
                yield _change(change, row, what, before, after)
    for changed in comparison.changed:
        for what, before, after in changed.changes:
            yield _change("changed", changed, what, before, after)


def _change(
    change: str, row: RowOfEdition | ChangedRow, what: str, before: str, after: str
) -> dict[str, Any]:
    return {
        "change": change, "key": row.key, "name": row.name, "property": property_label(what, active_language()),
        "before": before, "after": after, "property_code": what,
    }  # fmt: skip


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
