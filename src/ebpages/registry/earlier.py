"""Reading the registry as of an earlier day: the day, and the file of its state in place of today's tables.

An earlier state is a file of SQLite with the derived tables alone. While one is read, `Router` sends questions about derived rows there,
so that pages, API and files ask as they always do. Permanent rows are those of today.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.models import Model
from django.utils import timezone

ALIAS = "earlier"
_DERIVED = "ebpages.registry.models.derived"
_SETTINGS: dict[str, Any] = {
    "ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "TIME_ZONE": None,
    "USER": "", "PASSWORD": "", "HOST": "", "PORT": "",
}  # fmt: skip

_day: ContextVar[date | None] = ContextVar("day as of which is read", default=None)
_is_read: ContextVar[bool] = ContextVar("whether an earlier state is read", default=False)


class Router:
    """Derived rows are those of an earlier state wherever one is read."""

    def db_for_read(self, model: type[Model], **_hints: object) -> str | None:
        return ALIAS if _is_read.get() and model.__module__ == _DERIVED else None

    db_for_write = db_for_read


@contextmanager
def opened(address: str) -> Iterator[None]:
    """Read and write derived rows in a file, by its address as a URI; the connection is this thread's alone."""
    connection = DatabaseWrapper({**_SETTINGS, "NAME": address, "OPTIONS": {"uri": True}}, ALIAS)
    connections[ALIAS] = connection
    token = _is_read.set(True)
    try:
        yield
    finally:
        _is_read.reset(token)
        connection.close()
        del connections[ALIAS]


@contextmanager
def on_day(day: date) -> Iterator[None]:
    """Within the block states are worked out for that day where nobody names another."""
    token = _day.set(day)
    try:
        yield
    finally:
        _day.reset(token)


def reads_earlier_state() -> bool:
    return _is_read.get()


def day_asked_for() -> date | None:
    """The day as of which the registry is read; None where it is read as it is."""
    return _day.get()


def day_of_reading() -> date:
    """The day for which states are worked out where nobody names another: today, or the one as of which is read."""
    return _day.get() or timezone.localdate()
