"""The queue: rows of django-tasks-db. A row alone says whether its task waits, runs or has ended.

The library's own worker would leave the task of a worker that died RUNNING for ever, and would end a task that it has lost in the
meantime. Ours claims a row for a limited time: as long as a task runs, `run_after` is the moment from which another worker may take
it up, and it is moved on as long as the worker lives. A task of Django's that runs without that, such as one of `manage db_worker`,
is not taken from it.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from traceback import format_exception

from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_noop
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from ebpages.jobs.models import Job
from ebpages.jobs.signs import give_sign

logger = logging.getLogger(__name__)

BACKEND = "default"
DEAD_AFTER = timedelta(seconds=60)  # without a sign of life, a running task has lost its worker
SIGN_OF_LIFE_EVERY = 15.0  # seconds; SQLite may keep a sign of life waiting for 20 while a build writes
ATTEMPTS = 3
DIES_EVERY_TIME = gettext_noop(
    "The program was interrupted several times while it worked on this. The operator can read why in the log."
)


class StopRequested(Exception):
    """Somebody asked for the job to be stopped."""


class WorkerDied(Exception):
    """The worker died each time that it was at work on this task."""


def claim() -> DBTaskResult | None:
    """Take the next task that waits; None where none does.

    Whether one waits is asked without a lock first: taking a task locks the whole of an SQLite database.
    """
    waiting = DBTaskResult.objects.ready().filter(backend_name=BACKEND)
    if not waiting.exists():
        return None
    with exclusive_transaction():
        row = waiting.get_locked()
        if row is not None:
            row.claim(get_random_string(32))
            claimed(row).update(run_after=timezone.now() + DEAD_AFTER)
    return row


def claimed(row: DBTaskResult) -> "QuerySet[DBTaskResult]":
    """The row as long as it belongs to the worker that claimed it: who takes it up again starts it at another moment."""
    return DBTaskResult.objects.filter(id=row.id, status="RUNNING", started_at=row.started_at)


@contextmanager
def signs_of_life(row: DBTaskResult) -> Iterator[None]:
    """Say as long as the block lasts that the worker is alive, however long a step of the task takes."""
    ended = threading.Event()
    threading.Thread(target=_give_signs, args=(row, ended), daemon=True).start()
    try:
        yield
    finally:
        ended.set()  # not waited for: the database may keep the thread waiting, and a late sign changes nothing


def _give_signs(row: DBTaskResult, ended: threading.Event) -> None:
    while not ended.wait(SIGN_OF_LIFE_EVERY):
        give_sign()
        try:
            claimed(row).update(run_after=timezone.now() + DEAD_AFTER)
        except DatabaseError:
            logger.debug("task %s: the database is busy", row.id)
    connection.close()  # each thread has its own


def succeed(row: DBTaskResult) -> None:
    claimed(row).update(status="SUCCESSFUL", finished_at=timezone.now())


@transaction.atomic
def fail(row: DBTaskResult, problem: BaseException, error: str) -> None:
    """End a task that was claimed, and note on its job, where it has one, a sentence for whoever asked."""
    if _end(claimed(row), problem):
        Job.objects.filter(task_row=row).update(error=error)


def stop_waiting(rows: "QuerySet[DBTaskResult]") -> None:
    """End those of the tasks that nobody has taken up yet."""
    _end(rows.filter(status="READY"), StopRequested())


def _end(rows: "QuerySet[DBTaskResult]", problem: BaseException) -> int:
    kind = type(problem)
    return int(
        rows.update(
            status="FAILED",
            finished_at=timezone.now(),
            exception_class_path=f"{kind.__module__}.{kind.__qualname__}",
            traceback="".join(format_exception(problem)),
        )
    )


def give_back(row: DBTaskResult) -> None:
    """Let a task wait again, because its worker has to leave; that does not count as an attempt."""
    claimed(row).update(status="READY", worker_ids=row.worker_ids[:-1], run_after=timezone.now())


def free_abandoned() -> int:
    """Let tasks wait again whose worker died, for a worker to ask when nothing waits for it. How many changed.

    One that was to be stopped is, and one at which several workers died fails.
    """
    abandoned = DBTaskResult.objects.running().filter(backend_name=BACKEND, run_after__lt=timezone.now())
    if not abandoned.exists():  # asked first, since a transaction locks SQLite
        return 0
    with transaction.atomic():
        rows = list(abandoned.select_for_update(skip_locked=True))
        for row in rows:
            _free(row)
    return len(rows)


def _free(row: DBTaskResult) -> None:
    if Job.objects.filter(task_row=row, stop_requested=True).exists():
        fail(row, StopRequested(), "")
    elif len(row.worker_ids) >= ATTEMPTS:
        fail(row, WorkerDied(), DIES_EVERY_TIME)
    else:
        claimed(row).update(status="READY", run_after=timezone.now())
    logger.warning("task %s (%s) has lost its worker", row.id, row.task_path)
