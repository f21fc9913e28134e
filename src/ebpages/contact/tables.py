"""Reports as a table: what the operator's command prints. No page and no operation of the API shows them."""

from dataclasses import asdict, fields

from ebpages.contact.queries import reports
from ebpages.contact.shapes import ReportView
from ebpages.publish.tables import Column, Table

COLUMNS = tuple(Column(f.name, f.name, "integer" if f.name == "id" else "text") for f in fields(ReportView))


def reports_table(*, done: bool) -> Table:
    return Table("reports", COLUMNS, lambda: map(asdict, reports(done=done)))
