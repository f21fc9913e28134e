"""The database as a whole: whether it is in order, whether it holds anything, and how it is filled from a backup."""

from collections.abc import Iterator
from typing import Literal

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph

from ebpages.faces.upkeep import Check
from ebpages.search.actions import renew_log
from ebpages.site.operating import tables
from ebpages.site.operating.archive import TABLES, Archive, Progress, UnusableBackup

_RESTORE = "Restore a backup: `ebpages restore FILE --replace`."
_MOST_SHOWN = 5


def place() -> str:
    """Which database this is, and the variable that names it: a forgotten variable means an empty database elsewhere."""
    name, host = connection.settings_dict["NAME"], connection.settings_dict["HOST"]
    if connection.vendor == "sqlite":
        return f"{name}, in EBPAGES_HOME"
    return f"{name} on {host or 'this host'}, of DATABASE_URL"


def checks() -> Iterator[Check]:
    """Whether the database answers, its pages and references are whole, and it is of this version."""
    try:
        connection.ensure_connection()
        yield from _checks_of_rows()
        yield _migrations()
    except DatabaseError as problem:
        yield Check(
            "database",
            " ".join(str(problem).split()),
            f"See that it runs and that DATABASE_URL and EBPAGES_HOME are right. If it is damaged: {_RESTORE}",
        )
    except tables.StrangeDatabase as problem:
        yield Check("migrations", str(problem), "Install the later version, or restore a backup of this one.")


def _checks_of_rows() -> Iterator[Check]:
    if connection.vendor == "sqlite":
        yield _of_pragma("integrity_check", "pages of the database", expected=[("ok",)])
        yield _of_pragma("foreign_key_check", "references between rows", expected=[])
        return
    rows = 0
    for table in tables.tables(tables.applied_migrations()):  # references are the database's own affair there
        rows += table._default_manager.count()
    yield Check(f"tables of the database can be read ({rows} rows)")


def _of_pragma(name: str, what: str, expected: list[tuple[object, ...]]) -> Check:
    with connection.cursor() as cursor:
        found = cursor.execute(f"PRAGMA {name}").fetchall()
    if found == expected:
        return Check(what)
    shown = "; ".join(" ".join(map(str, row)) for row in found[:_MOST_SHOWN])
    return Check(what, f"{len(found)} wrong: {shown}", _RESTORE)


def _migrations() -> Check:
    if not tables.applied_migrations():
        return Check(
            "migrations",
            f"the database is empty ({place()})",
            "If it is the right one: `ebpages manage migrate` and `ebpages build`, or `ebpages restore FILE`.",
        )
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in plan[:_MOST_SHOWN])
    return Check("migrations", f"{len(plan)} not applied: {names}" if plan else "", "Run `ebpages upgrade`.")


def is_empty() -> bool:
    """Whether no room has stored anything; a database that cannot be read is not empty."""
    try:
        there = set(connection.introspection.table_names())
        return not any(
            table._default_manager.exists()
            for table in tables.tables(tables.applied_migrations())
            if table._meta.db_table in there
        )
    except (DatabaseError, tables.StrangeDatabase):
        return False


def drop_tables() -> None:
    """Within a transaction of PostgreSQL. Tables of other programs in the same database stay."""
    names = tables.of_applied_rooms()
    with connection.cursor() as cursor:
        # Who reads them still would be waited for without end.
        cursor.execute("SET LOCAL lock_timeout = '60s'")
        for name in names:
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")


def fill(archive: Archive, progress: Progress) -> None:
    """Bring an empty database to the state of a backup, then forward to this version. Raises UnusableBackup."""
    migrations = archive.manifest.migrations
    found = tables.tables(migrations)
    names = {f"{TABLES}/{table._meta.db_table}.jsonl" for table in found}
    if names != set(archive.names(TABLES)):
        odd = ", ".join(sorted(names ^ set(archive.names(TABLES))))
        raise UnusableBackup(f"its tables are not those that its migrations make: {odd}")
    executor = MigrationExecutor(connection)
    executor.migrate(_ends(executor.loader.graph, migrations))
    with connection.constraint_checks_disabled(), transaction.atomic():
        hold_references("DEFERRED")  # migrations have asked for the opposite
        for table in found:
            table._default_manager.all()._raw_delete(connection.alias)  # what a migration made
        for number, table in enumerate(found):
            progress("storing rows", number, len(found))
            _load(table, archive)
    _check_references()
    call_command("migrate", verbosity=0, interactive=False)
    renew_log()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # it would go on planning for empty tables


def hold_references(when: Literal["IMMEDIATE", "DEFERRED"]) -> None:
    """When PostgreSQL looks whether a row that another refers to is there: a table with checks that are due cannot be changed by a
    migration, and rows that are stored in any order must not be looked at before the end. SQLite is asked once, at the end."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {when}")


def _load(table: tables.Table, archive: Archive) -> None:
    name = f"{TABLES}/{table._meta.db_table}.jsonl"
    try:
        tables.load(table, archive, name)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [table]):
                cursor.execute(statement)
    except DatabaseError as problem:
        raise UnusableBackup(
            f"the rows of {name} cannot be stored ({' '.join(str(problem).split())[:300]})"
        ) from None


def _check_references() -> None:
    try:
        connection.check_constraints()
        hold_references("IMMEDIATE")
    except DatabaseError as problem:
        raise UnusableBackup(
            f"its rows refer to others that are not in it ({' '.join(str(problem).split())[:300]})"
        ) from None


def _ends(graph: MigrationGraph, migrations: tuple[str, ...]) -> list[tuple[str, str]]:
    """Of each room the last of these migrations: one that others follow would mean the way back to it."""
    keys = {(app, name) for app, _, name in (each.partition(".") for each in migrations)} & set(graph.nodes)
    return sorted(
        key
        for key in keys
        if not any(c.key in keys and c.key[0] == key[0] for c in graph.node_map[key].children)
    )
