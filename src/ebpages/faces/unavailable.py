"""What keeps an answer from being given for now, told from a mistake of the program: 503 rather than 500, and a remedy for the operator."""

import errno
import shutil
import sqlite3
from enum import StrEnum

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, connection


class Unavailable(Exception):
    """Cannot be answered now, but later; the message is for whoever asked."""


class TooManyRequests(Exception):
    """Whoever asks has to wait; the message is for them. retry_after: seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class InterruptedRestore(sqlite3.OperationalError):
    """A restore was killed while it exchanged the database, or does so now. An empty database must not be made in its place."""


class Trouble(StrEnum):
    """Values are the remedies, after “See that …” or as a sentence of their own, for a command to say."""

    NO_ANSWER = "See that the database server runs, and that DATABASE_URL is right."
    BUSY = "Another build may be running: try again."
    UNWRITABLE = "See that there is room in EBPAGES_HOME, and that this user may write there."
    NO_FILES = "The process has too many files open: raise `ulimit -n`, or LimitNOFILE= of the unit."
    DAMAGED = "The database file is damaged: restore a backup, see “On a bad day” in docs/operators.md."
    INTERRUPTED = "Run `ebpages restore FILE --replace` again, unless one is running. Do not build: public ids would be new ones."
    NO_TABLES = "Try `ebpages manage migrate`."


_OF_SQLITE = {
    "SQLITE_BUSY": Trouble.BUSY,
    "SQLITE_LOCKED": Trouble.BUSY,
    "SQLITE_PROTOCOL": Trouble.BUSY,
    "SQLITE_CANTOPEN": Trouble.UNWRITABLE,
    "SQLITE_FULL": Trouble.UNWRITABLE,
    "SQLITE_IOERR": Trouble.UNWRITABLE,
    "SQLITE_PERM": Trouble.UNWRITABLE,
    "SQLITE_READONLY": Trouble.UNWRITABLE,
    "SQLITE_CORRUPT": Trouble.DAMAGED,
    "SQLITE_NOTADB": Trouble.DAMAGED,
}
# Classes and codes of SQLSTATE, appendix A of PostgreSQL's manual; the longest beginning counts.
_OF_SQLSTATE = {
    "08": Trouble.NO_ANSWER,
    "53": Trouble.NO_ANSWER,
    "57": Trouble.NO_ANSWER,
    "25006": Trouble.UNWRITABLE,
    "53100": Trouble.UNWRITABLE,
    "58": Trouble.UNWRITABLE,
    "40": Trouble.BUSY,
    "55P03": Trouble.BUSY,
    "XX": Trouble.DAMAGED,
    "3D000": Trouble.NO_TABLES,
    "42P01": Trouble.NO_TABLES,
    "42703": Trouble.NO_TABLES,
}
_OF_ERRNO = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG), Trouble.UNWRITABLE),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), Trouble.NO_FILES),
}


_LEAST_ROOM = 1024 * 1024  # bytes: below it SQLite may not find room for what somebody sends


def nothing_can_be_stored() -> bool:
    """Whether SQLite's file was opened where nothing can be written, or its disk is full; PostgreSQL says so when it is asked to write."""
    if connection.vendor != "sqlite":
        return False
    if getattr(connection, "reading_only", None):
        return True
    try:
        return shutil.disk_usage(settings.EBPAGES_HOME).free < _LEAST_ROOM
    except OSError:
        return True


def trouble_of(problem: BaseException | None) -> Trouble | None:
    """None for what is a mistake of the program, or of whoever asked."""
    if isinstance(problem, OSError):
        return _OF_ERRNO.get(problem.errno or 0)
    if not isinstance(problem, Error):
        return None
    cause = problem.__cause__
    if isinstance(cause, InterruptedRestore):
        return Trouble.INTERRUPTED
    if name := getattr(cause, "sqlite_errorname", ""):
        return _of_sqlite(name, str(problem))
    if state := getattr(cause, "sqlstate", ""):
        return next((_OF_SQLSTATE[state[:n]] for n in (5, 2) if state[:n] in _OF_SQLSTATE), None)
    lost = isinstance(problem, OperationalError | InterfaceError)
    return Trouble.NO_ANSWER if lost else None


def _of_sqlite(name: str, message: str) -> Trouble | None:
    if message.startswith(("no such table", "no such column")):
        return Trouble.NO_TABLES
    return next((trouble for begun, trouble in _OF_SQLITE.items() if name.startswith(begun)), None)
