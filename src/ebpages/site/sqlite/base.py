"""Django's SQLite, which also reads where nothing can be written: on a full disk, in a folder or from a file that is read-only.

A database with a write-ahead log needs a file beside it even for reading. Where that cannot be made, and the log is empty, the file alone
is the whole database, and SQLite may read it as one that does not change. A connection is kept for a minute at most, so that writing is
soon tried again.
"""

import os
from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection, OperationalError
from typing import Any

from django.db.backends.sqlite3 import base

from ebpages.faces.unavailable import InterruptedRestore
from ebpages.faces.upkeep import BEFORE_RESTORE

_CANNOT_WRITE = ("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_READONLY")


def _make_private(file: Path) -> None:
    """People's addresses stand in it: nobody but the server's user reads it, nor the log beside it, which takes its mode from it."""
    with suppress(
        OSError
    ):  # another process was first, or nothing can be written here, which SQLite says better
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


class DatabaseWrapper(base.DatabaseWrapper):
    """reading_only: the connection was opened where nothing can be written; None before there is one."""

    reading_only: bool | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        file = Path(str(conn_params["database"]))
        if not file.exists() and any(file.parent.glob(f"{BEFORE_RESTORE}*")):
            raise InterruptedRestore(f"a restore was interrupted, and {file.name} is not in its place")
        if file.is_absolute() and not file.exists():
            _make_private(file)
        try:
            connection = super().get_new_connection(conn_params)
            connection.execute("SELECT count(*) FROM sqlite_master")  # the first read opens the log
        except OperationalError as problem:
            if not problem.sqlite_errorname.startswith(_CANNOT_WRITE):
                raise
            connection = self._unchanging(conn_params, problem)
            self.reading_only = True
        else:
            self.reading_only = False
        return connection

    def _unchanging(self, conn_params: dict[str, Any], problem: OperationalError) -> Connection:
        """Raises `problem` where the log holds what the file does not: read alone, it could be half a checkpoint."""
        file = Path(str(conn_params["database"]))
        log = file.with_name(f"{file.name}-wal")
        if not file.is_file() or (log.exists() and log.stat().st_size):
            raise problem
        connection = base.Database.connect(
            **{**conn_params, "database": f"{file.absolute().as_uri()}?mode=ro&immutable=1"}
        )
        base.register_functions(connection)
        self.transaction_mode = None  # an immediate one begins with a lock for writing
        return connection
