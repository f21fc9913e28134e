"""The rows of all tables as lines of JSON, and back: one form for SQLite and PostgreSQL, as of whatever migrations the database has."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, Model

from ebpages.site.operating.archive import Archive, UnusableBackup

_BATCH = 5_000
# Fields whose values JSON and both databases take as they are.
_PLAIN = {
    "AutoField", "BigAutoField", "SmallAutoField", "BooleanField", "CharField", "TextField", "SlugField", "URLField", "EmailField",
    "FloatField", "IntegerField", "BigIntegerField", "SmallIntegerField", "PositiveIntegerField", "PositiveBigIntegerField",
    "PositiveSmallIntegerField", "FileField", "FilePathField",
}  # fmt: skip
Table = type[Model]
Convert = Callable[[Any], Any]


class StrangeDatabase(Exception):
    """The database is not of this version or an earlier one."""


def applied_migrations() -> tuple[str, ...]:
    """Those of the rooms that this version has, "app.name". Raises StrangeDatabase where one is of a later version."""
    loader = MigrationLoader(connection)
    here = {key for key in loader.applied_migrations if key[0] in loader.migrated_apps}
    if later := sorted(here - set(loader.disk_migrations)):
        raise StrangeDatabase(
            f"the database is of a later version: this one does not know {', '.join('.'.join(key) for key in later)}. "
            "Install that version again."
        )
    return tuple(sorted(".".join(key) for key in here))


def tables(migrations: Sequence[str]) -> list[Table]:
    """Every table as it is after these migrations, those between tables included. Raises UnusableBackup for unknown ones."""
    loader = MigrationLoader(None)  # asks no database, which may be damaged
    keys = [(app, name) for app, _, name in (each.partition(".") for each in migrations)]
    if unknown := [".".join(key) for key in keys if key not in loader.disk_migrations]:
        raise UnusableBackup(
            f"it is of a later version, whose migrations this one does not have: {', '.join(unknown)}"
        )
    models = loader.project_state([key for key in keys if key in loader.graph.nodes]).apps.get_models(
        include_auto_created=True
    )
    return sorted(
        (m for m in models if m._meta.managed and not m._meta.proxy), key=lambda model: model._meta.db_table
    )


def left_out(covered: Sequence[Table]) -> tuple[str, ...]:
    """Tables of rooms that this version no longer has."""
    known = {table._meta.db_table for table in covered} | {MigrationRecorder.Migration._meta.db_table}
    return tuple(name for name in of_applied_rooms() if name not in known)


def of_applied_rooms() -> tuple[str, ...]:
    """Tables that migrations of whatever version have made, and that which notes them."""
    notes = MigrationRecorder.Migration._meta.db_table
    there = sorted(connection.introspection.table_names())
    if notes not in there:
        return ()
    applied = {app for app, _ in MigrationRecorder(connection).applied_migrations()}
    # Django's own rooms call some of their tables otherwise: django_content_type is of `contenttypes`.
    own = {
        m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.app_label in applied
    }
    begins = tuple(f"{app}_" for app in applied)
    return tuple(name for name in there if name == notes or name in own or name.startswith(begins))


def lines(table: Table) -> Iterator[bytes]:
    """The columns, then a line for each row, in the order of its key; many lines at once."""
    fields = table._meta.concrete_fields
    yield _line([field.column for field in fields])
    rows = table._default_manager.order_by("pk").values_list(*(field.attname for field in fields))
    remaining = rows.iterator(_BATCH)
    while batch := list(islice(remaining, _BATCH)):
        yield b"".join(map(_line, batch))


def load(table: Table, archive: Archive, name: str) -> int:
    """Store the rows of a member in a table that is empty; how many. Raises UnusableBackup, DatabaseError."""
    fields = table._meta.concrete_fields
    given = archive.lines(name)
    if _read(next(given, b""), name) != [field.column for field in fields]:
        raise UnusableBackup(f"{name} in it has other columns than the table has after its migrations")
    converts = [_convert(field) for field in fields]
    count = 0
    while batch := [_row(line, converts, name) for line in islice(given, _BATCH)]:
        _insert(table, fields, batch)
        count += len(batch)
    return count


def _insert(table: Table, fields: Sequence["Field[Any, Any]"], rows: Sequence[Sequence[Any]]) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            into = f"COPY {quote(table._meta.db_table)} ({columns}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(into) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(fields))
            insert = f"INSERT INTO {quote(table._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 - our own names
            cursor.executemany(insert, rows)


def _row(line: bytes, converts: Sequence[Convert | None], name: str) -> list[Any]:
    values = _read(line, name)
    try:
        return [
            value if convert is None else convert(value)
            for value, convert in zip(values, converts, strict=True)
        ]
    except (ValueError, TypeError, ArithmeticError, ValidationError) as problem:
        raise UnusableBackup(f"{name} in it has a row that is none ({_short(problem)})") from None


def _convert(field: "Field[Any, Any]") -> Convert | None:
    while field.remote_field:
        field = field.target_field
    kind = field.get_internal_type()
    if kind in _PLAIN:
        return None
    if kind == "JSONField":
        # None is the null of JSON unless the column may be empty; the field itself would make it empty in both cases.
        return lambda value: (
            None if value is None and field.null else connection.ops.adapt_json_value(value, field.encoder)
        )
    return lambda value: None if value is None else field.get_db_prep_save(field.to_python(value), connection)


def _text(value: object) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal | timedelta):
        return str(value)
    raise TypeError(f"a backup has no form for a {type(value).__name__} yet")


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_text, separators=(",", ":"))


def _line(values: Sequence[Any]) -> bytes:
    return _ENCODER.encode(values).encode("utf-8", "surrogatepass") + b"\n"


def _read(line: bytes, name: str) -> list[Any]:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise UnusableBackup(f"{name} in it has a row that is no JSON ({_short(problem)})") from None
    if not isinstance(values, list):
        raise UnusableBackup(f"{name} in it has a row that is no list")
    return values


def _short(problem: BaseException) -> str:
    return " ".join(str(problem).split())[:200] or type(problem).__name__
