"""Fairs as a table: what people take away from the page and what the command prints."""

from dataclasses import asdict

from ebpages.fairs.queries import fair_views

from ebpages.publish.tables import Column, Table

COLUMNS = (
    Column("code", "code"),
    Column("name", "name"),
    Column("year", "year", "integer"),
    Column("exhibitors", "exhibitors", "list"),
)


def fairs_table() -> Table:
    return Table(
        "fairs",
        COLUMNS,
        lambda: ({**asdict(fair), "exhibitors": list(fair.exhibitors)} for fair in fair_views()),
    )
