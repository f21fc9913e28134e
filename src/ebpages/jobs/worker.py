"""The process that carries out jobs: it looks for work once a second, and leaves when asked or when its parent is gone."""

import logging
import os
import signal
import sys
import threading
import time
from types import FrameType

from django.db import DatabaseError, close_old_connections
from django_tasks import task

from ebpages.jobs.actions import remove_old
from ebpages.jobs.queue import claim, free_abandoned
from ebpages.jobs.running import ThisWorker, carry_out
from ebpages.jobs.schedule import enqueue_due
from ebpages.jobs.signs import give_sign

logger = logging.getLogger(__name__)

INTERVAL = 1.0  # seconds between two looks
AFTER_TROUBLE = 5.0


def work(*, parent: int = 0) -> None:
    """Carry out jobs until SIGTERM, Ctrl-C, or the death of the process `parent`. A second Ctrl-C ends at once."""
    _listen()
    if parent:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    troubled = False
    while not ThisWorker.leaves:
        try:
            ThisWorker.busy = True
            give_sign()
            enqueue_due()
            work_off()
            troubled = False
        except DatabaseError as problem:
            if not troubled:
                logger.warning(
                    "background jobs wait: the database does not answer as it should (%s)", problem
                )
            troubled = True
        finally:
            ThisWorker.busy = False
        if not ThisWorker.leaves:
            close_old_connections()
            time.sleep(AFTER_TROUBLE if troubled else INTERVAL)


def work_off() -> None:
    """Carry out everything that waits, with the tasks that lost their worker, which must not wait for a queue that is never empty."""
    while not ThisWorker.leaves:
        free_abandoned()
        row = claim()
        if row is None:
            return
        carry_out(row)


@task
def tidy() -> None:
    """Remove old jobs, and tasks that have ended."""
    remove_old()


def _listen() -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, _leave)


def _leave(number: int, frame: FrameType | None) -> None:
    """An idle worker ends here; a busy one gives its task back at the next step."""
    if ThisWorker.leaves:  # by Ctrl-C, which reaches every process, and now by the server too
        if number == signal.SIGINT:
            os._exit(1)
        return
    ThisWorker.leaves = True
    if not ThisWorker.busy:
        sys.exit(0)


def _leave_with(parent: int) -> None:
    """End as soon as the parent has gone, even if it was killed; the task is taken up again by the next worker."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
