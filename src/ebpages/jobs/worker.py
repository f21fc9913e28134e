"""The process that carries out jobs: it looks for work once a second, and leaves when asked or when its parent is gone."""

import logging
import os
import signal
import sys
import threading
import time
from datetime import timedelta
from types import FrameType

from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from ebpages.jobs import actions
from ebpages.jobs.running import Departure

logger = logging.getLogger(__name__)

INTERVAL = 1.0  # seconds between two looks
AFTER_TROUBLE = 5.0
TIDY_EVERY = 3600.0
BACKEND = "default"


def work(*, parent: int = 0) -> None:
    """Carry out jobs until SIGTERM, Ctrl-C, or the death of the process `parent`. A second Ctrl-C ends at once."""
    _listen()
    if parent:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    tidied, troubled = 0.0, False
    while not Departure.asked:
        try:
            _Busy.now = True
            work_off()
            if time.monotonic() - tidied > TIDY_EVERY or not tidied:
                tidy()
                tidied = time.monotonic()
            troubled = False
        except DatabaseError as problem:
            if not troubled:
                logger.warning(
                    "background jobs wait: the database does not answer as it should (%s)", problem
                )
            troubled = True
        finally:
            _Busy.now = False
        if not Departure.asked:
            close_old_connections()
            time.sleep(AFTER_TROUBLE if troubled else INTERVAL)


def work_off() -> None:
    """Carry out everything that waits; when nothing does, look for jobs that lost their worker.

    Whether anything waits is asked without a lock: taking a task locks the whole of an SQLite database.
    """
    waiting = DBTaskResult.objects.ready().filter(backend_name=BACKEND)
    if not waiting.exists() and not actions.take_up_again():
        return
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=BACKEND,
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    ).run()


def tidy() -> None:
    """Remove old jobs, and what django-tasks noted of tasks that have ended."""
    actions.remove_old()
    ended = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - timedelta(days=1))
    if ended.exists():
        ended.delete()


class _Busy:
    now = False


def _listen() -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, _leave)


def _leave(number: int, frame: FrameType | None) -> None:
    """An idle worker ends here; a busy one gives its job back at the next step."""
    if Departure.asked:  # by Ctrl-C, which reaches every process, and now by the server too
        if number == signal.SIGINT:
            os._exit(1)
        return
    Departure.asked = True
    if not _Busy.now:
        sys.exit(0)


def _leave_with(parent: int) -> None:
    """End as soon as the parent has gone, even if it was killed; the job is taken up again by the next worker."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
