"""Inserts many rows at once, on SQLite and PostgreSQL.

Not by `bulk_create`: it makes a model of every row and an expression of SQL of every value, which takes ten times as long as
storing them.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection, connections, router
from django.db.models import Field, Model

Row = Mapping[str, Any]  # value by the name of the attribute: "organisation_id"
_BATCH = 5_000
_PREPARED = ("JSONField", "DateField", "DateTimeField")
_CACHE = 16_000  # KiB of the file that SQLite keeps in memory; with its own 2 MB it writes pages of indexes again and again
_USUAL_CACHE = 2_000
_LONG = 300  # characters: columns of this length or more hold words; shorter ones hold codes and ids


def insert(table: type[Model], rows: Iterable[Row]) -> None:
    """Insert rows of one table as they come. All name the same columns; the others get their defaults, and long names are cut."""
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH)):
        fields = columns(table)
        values = [_stored(field, _column(field, batch)) for field in fields]
        _insert(table, fields, zip(*values, strict=True))


@contextmanager
def indexes_afterwards(tables: Iterable[type[Model]]) -> Iterator[None]:
    """Make the indexes of SQLite's tables after the block has filled them, in the same transaction: sorted at once they take a
    fraction of the time. PostgreSQL would lock out readers meanwhile.
    """
    if connection.vendor != "sqlite":
        yield
        return
    filled = {table._meta.db_table for table in tables}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        )
        indexes = [(name, statement) for name, table, statement in cursor.fetchall() if table in filled]
        cursor.execute(f"PRAGMA cache_size = -{_CACHE}")
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield
        for _, statement in indexes:
            cursor.execute(statement)
        cursor.execute(f"PRAGMA cache_size = -{_USUAL_CACHE}")


def columns(table: type[Model]) -> list[Field[Any, Any]]:
    """Those that are stored, without a number that the database itself fills in."""
    return [field for field in table._meta.concrete_fields if field is not table._meta.auto_field]


def as_stored(table: type[Model], rows: Iterable[Row]) -> Iterator[Row]:
    """The rows as they would be read again once they are stored."""
    fields = [(f, f.attname, _is_long(f)) for f in columns(table)]
    for row in rows:
        yield {
            name: (shortened(f, row[name]) if is_long else row[name]) if name in row else f.get_default()
            for f, name, is_long in fields
        }


def _insert(table: type[Model], fields: list[Field[Any, Any]], rows: Iterable[tuple[Any, ...]]) -> None:
    connection = connections[router.db_for_write(table)]
    quote = connection.ops.quote_name
    into, names = quote(table._meta.db_table), ", ".join(quote(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(fields))
        cursor.executemany(f"INSERT INTO {into} ({names}) VALUES ({places})", list(rows))  # noqa: S608 - names of our own columns


def _column(field: Field[Any, Any], rows: list[Row]) -> list[Any]:
    if field.attname not in rows[0]:
        return [field.get_default() for _ in rows]
    return (
        [shortened(field, row[field.attname]) for row in rows]
        if _is_long(field)
        else [row[field.attname] for row in rows]
    )


def _stored(field: Field[Any, Any], values: list[Any]) -> list[Any]:
    """Values of a column as the database takes them: texts and numbers as they are. Nearly all lists are empty."""
    if field.get_internal_type() not in _PREPARED:
        return values
    connection = connections[router.db_for_write(field.model)]
    empty = field.get_db_prep_save([], connection) if field.get_internal_type() == "JSONField" else None
    return [empty if value == [] else field.get_db_prep_save(value, connection) for value in values]


def _is_long(field: Field[Any, Any]) -> bool:
    return (field.max_length or 0) >= _LONG and field.get_internal_type() == "CharField"


def shortened(field: Field[Any, Any], value: Any) -> Any:
    """A name or title cut to the length of its column; the line as printed stays whole in `Record.text`."""
    longest = field.max_length or 0
    return value[: longest - 1] + "…" if _is_long(field) and value and len(value) > longest else value
