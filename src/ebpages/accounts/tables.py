"""The audit as a table, for the agency to keep and for commands to print."""

import json
from collections.abc import Iterator

from ebpages.accounts.queries import AuditQuestion, audit_entries
from ebpages.accounts.reader import Reader
from ebpages.publish.tables import Column, Row, Table

_KEYS = (
    "number", "at", "by", "by_name", "as_whom", "action", "kind", "object", "organisation", "about", "about_name", "origin", "before",
    "after",
)  # fmt: skip
COLUMNS = tuple(Column(key, key, "integer" if key == "number" else "text") for key in _KEYS)


def audit_table(reader: Reader, question: AuditQuestion) -> Table:
    """before, after: as JSON, empty where there is none or where it was erased."""

    def rows() -> Iterator[Row]:
        for entry in audit_entries(reader, question):
            row = {key: getattr(entry, key) for key in _KEYS}
            for key in ("before", "after"):
                row[key] = (
                    "" if row[key] is None else json.dumps(row[key], ensure_ascii=False, sort_keys=True)
                )
            yield row

    return Table("audit", COLUMNS, rows)
