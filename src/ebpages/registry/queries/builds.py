"""When the registry was built and from what."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import connection

from ebpages.registry import models
from ebpages.registry.earlier import reads_earlier_state
from ebpages.registry.membership import Stand
from ebpages.search.models import Change, Log


@dataclass(frozen=True, slots=True)
class Built:
    """state: a short code; the same lists, rules, code and permanent rows give the same."""

    at: datetime
    state: str
    as_of: date
    counts: dict[str, int]


def registry_is_built() -> bool:
    return models.Build.objects.exists()


def built() -> Built | None:
    last = models.Build.objects.first()
    if last is None:
        return None
    state = sha256(f"{last.digest} {last.permanent}".encode()).hexdigest()[:12]
    return Built(last.finished_at, state, last.as_of, last.counts)


def state_of_registry() -> str:
    """A text that is another one after every build or change, so that what was worked out from one is not shown with the next."""
    return str(tuple(stand_of_registry()))


def stand_of_registry() -> Stand:
    """Every answer asks for it, so it is one question, which the ORM would take ten times as long to write."""
    if reads_earlier_state():  # it is written once, and never changes
        last = models.Build.objects.get()
        return Stand(last.pk, str(last.finished_at), 0, last.digest)
    build, change, log = models.Build._meta.db_table, Change._meta.db_table, Log._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT MAX(id), (SELECT finished_at FROM {build} ORDER BY id DESC LIMIT 1),"  # noqa: S608 - names of our own tables
            f" (SELECT MAX(id) FROM {change}), (SELECT CAST(token AS text) FROM {log} LIMIT 1) FROM {build}"
        )
        newest, finished, changed, token = cursor.fetchone()
        return Stand(newest or 0, str(finished), changed or 0, str(token))
