"""One writer of the whole registry at a time: builds, restores and upgrades. The second one waits, and is told for whom.

PostgreSQL keeps the lock with the connection, and the system that of SQLite with an open file: either lets it go when the process
dies, however it dies. What people decide and report waits for no build: `hold_writers` of the log of changes is enough for that.
"""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from ebpages.publish.whole_file import take_lock

_POLL = 0.2  # seconds
_KEYS = (0x6562, 0x7061)  # of the advisory lock: "eb", "pa"
_LONGEST = 63  # bytes that PostgreSQL keeps of the name of an application
_HELD = threading.local()


class AnotherWriter(Exception):
    """Another process is writing the registry, and nobody wants to wait for it."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who has the lock. work: build, restore or upgrade."""

    work: str
    process: int
    since: datetime
    host: str

    @classmethod
    def this(cls, work: str) -> "Writer":
        return cls(work, os.getpid(), timezone.now().replace(microsecond=0), socket.gethostname())

    @classmethod
    def read(cls, text: str) -> "Writer | None":
        """None for what is no such text: the lock was let go, or was taken this very moment."""
        with suppress(ValueError):
            work, process, since, host = text.split(" ", 3)
            return cls(work, int(process), datetime.fromisoformat(since), host)
        return None

    def written(self) -> str:
        return f"{self.work} {self.process} {self.since.isoformat()} {self.host}"

    def __str__(self) -> str:
        since = timezone.localtime(self.since).strftime("%Y-%m-%d %H:%M:%S")
        return f"{self.work}, process {self.process} on {self.host}, since {since}"


def _silent(message: str) -> None:
    pass


@contextmanager
def only_writer(work: str, *, wait: bool = True, waiting: Callable[[str], None] = _silent) -> Iterator[None]:
    """The right to write the whole registry, for as long as the block runs; a block within another has it already.

    waiting: is told in a sentence for whom this one waits. Raises AnotherWriter where it is not to wait.
    """
    if getattr(_HELD, "work", ""):
        yield
        return
    take = _advisory_lock if connection.vendor == "postgresql" else _lock_file
    with take(Writer.this(work)) as tried:
        told = ""
        for other in tried:
            if other is None:
                break
            if not wait:
                raise AnotherWriter(f"the registry is being written ({other}). Try again when it has ended.")
            if str(other) != told:
                told = str(other)
                waiting(f"Waiting: the registry is being written ({other}).")
            time.sleep(_POLL)
        _HELD.work = work
        try:
            yield
        finally:
            _HELD.work = ""


# Each tries to take the lock as often as it is asked: who has it, or None when it is ours.
Tries = Iterator[Writer | str | None]


@contextmanager
def _lock_file(writer: Writer) -> Iterator[Tries]:
    with (Path(settings.EBPAGES_HOME) / "writing.lock").open("a+") as file:

        def tries() -> Tries:
            while not take_lock(file.fileno()):
                file.seek(0)
                yield Writer.read(file.read()) or "another process"
            file.truncate(0)
            file.write(writer.written())
            file.flush()
            yield None

        yield tries()
        file.truncate(0)


@contextmanager
def _advisory_lock(writer: Writer) -> Iterator[Tries]:
    is_ours = False

    def tries() -> Tries:
        nonlocal is_ours
        while not _asked("SELECT pg_try_advisory_lock(%s, %s)", *_KEYS):
            yield _holder() or "another process"
        is_ours = True
        name = writer.written().encode()[:_LONGEST].decode(errors="ignore")
        _asked("SELECT set_config('application_name', %s, false)", name)
        yield None

    try:
        yield tries()
    finally:
        if is_ours:
            with suppress(DatabaseError):  # of a connection that is broken, the server has taken it back
                _asked("SELECT pg_advisory_unlock(%s, %s)", *_KEYS)
                _asked("SELECT set_config('application_name', '', false)")


def _holder() -> Writer | None:
    """Who has the lock by what its connection is called."""
    name = _asked(
        "SELECT application_name FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE locktype = 'advisory' AND granted "
        "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND classid = %s AND objid = %s",
        *_KEYS,
    )
    return Writer.read(str(name or ""))


def _asked(question: str, *values: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        row = cursor.fetchone()
    return row[0] if row else None
