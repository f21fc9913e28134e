"""The only writer of earlier states of the registry: each is made once, when somebody asks for it, and a few are kept.

What lists say changes only where an edition begins, so that all days between two editions share a state.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.db import connections, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from ebpages.faces.bulk_insert import insert
from ebpages.faces.language import active_language
from ebpages.faces.unavailable import Unavailable
from ebpages.publish.typography import day as day_in_words
from ebpages.publish.whole_file import make_folder, whole_file
from ebpages.registry import models
from ebpages.registry.actions import rows
from ebpages.registry.actions.building import TABLES
from ebpages.registry.actions.permanent_rows import permanent_rows
from ebpages.registry.assembly import Progress, assemble
from ebpages.registry.earlier import ALIAS, on_day, opened
from ebpages.sources.catalogue import days_of_editions, lists_as_of

logger = logging.getLogger(__name__)

FOLDER = "earlier"  # below EBPAGES_HOME
KEPT = 8  # states
MOST_WHILE_WAITING = 5_000  # rows of lists of which a state is made while somebody waits, in some seconds
_PATIENCE = timedelta(minutes=10)  # after which a state that is not there is ordered again
_making = Lock()


@dataclass(frozen=True, slots=True)
class EarlierState:
    """begins: the day of its newest edition. day: one of those that share it. file: another one after every build, and after whatever
    people decide, publish or withdraw.
    """

    begins: date
    day: date
    file: Path


@contextmanager
def reading_as_of(day: date, *, patiently: bool = False) -> Iterator[None]:
    """Within the block the registry is that of the day. Raises Unavailable where it has yet to be made, that takes long, and nobody waits patiently."""
    state = _state_as_of(day)
    if state and not state.file.is_file():
        _make_or_order(state, patiently)
    with on_day(day), opened(f"{state.file.as_uri()}?mode=ro&immutable=1") if state else nullcontext():
        yield


def _state_as_of(day: date) -> EarlierState | None:
    """None where all that counts today counted on that day."""
    at_end = timezone.make_aware(datetime.combine(day, time.max))
    of_then = Q(at__lte=at_end)
    said = [
        (found["then"], found["now"])
        for rows_said in (
            models.Contribution.objects.filter(withdrawn_at=None),
            models.Entry.objects.for_writing().filter(state=models.Entry.PUBLISHED),
        )
        for found in (rows_said.aggregate(then=Count("id", filter=of_then), now=Count("id")),)
    ]
    days = days_of_editions()
    begun = [each for each in days if each <= day.isoformat()]
    if begun == days and all(then == now for then, now in said):
        return None
    build = models.Build.objects.first()
    about = (begun, said, build and (build.pk, build.digest, build.permanent))
    name = sha256(repr(about).encode()).hexdigest()[:32]
    begins = date.fromisoformat(begun[-1]) if begun else day
    return EarlierState(begins, day, Path(settings.EBPAGES_HOME) / FOLDER / f"{name}.sqlite3")


def _make_or_order(state: EarlierState, patiently: bool) -> None:
    make_folder(state.file.parent)
    if patiently or models.Record.objects.count() <= MOST_WHILE_WAITING:
        make_state(state)
        return
    order = state.file.with_suffix(".ordered")
    if not order.is_file() or timezone.now().timestamp() - order.stat().st_mtime > _PATIENCE.seconds:
        with whole_file(order) as draft:
            draft.write_text(state.day.isoformat())
        make_state_in_background.enqueue(state.day.isoformat())
    said = _("The register as of %(day)s is being put together. Please try again in a few minutes.")
    raise Unavailable(said % {"day": day_in_words(state.day.isoformat(), active_language())})


def _silent(stage: str, done: int, total: int) -> None:
    pass


def make_state(state: EarlierState, progress: Progress = _silent) -> None:
    """Work the registry out from the lists of then, what organisations had said by then, and today's judgements."""
    with _making:
        if state.file.is_file():
            return
        day, permanent = state.day.isoformat(), permanent_rows()
        permanent = replace(
            permanent,
            contributions=tuple(each for each in permanent.contributions if each.at <= day),
            entries=tuple(each for each in permanent.entries if each.at <= day),
        )
        with lists_as_of(state.day):
            assembly, _whole = assemble(state.begins, progress, permanent)
        made = rows.make(assembly)
        with whole_file(state.file, private=True) as draft, opened(draft.as_uri()):
            with connections[ALIAS].schema_editor() as editor:
                for table in (models.Build, *reversed(TABLES)):
                    editor.create_model(table)
            with transaction.atomic(using=ALIAS):
                for batch in made.batches():
                    insert(*batch)
                models.Build.objects.create(
                    finished_at=timezone.now(),
                    as_of=state.begins,
                    digest=state.file.stem,
                    counts=made.counts(),
                )
        _remove_oldest(state.file.parent)
    logger.info("the registry as of %s made", state.begins)


@task
def make_state_in_background(day: str) -> None:
    if state := _state_as_of(date.fromisoformat(day)):
        make_state(state)


def _remove_oldest(folder: Path) -> None:
    """Of states, and orders of states that are made or that nobody asks for any more."""
    for ending in ("sqlite3", "ordered"):
        by_age = sorted(folder.glob(f"*.{ending}"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in by_age[KEPT:]:
            path.unlink(missing_ok=True)
