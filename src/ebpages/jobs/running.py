"""Carrying out one task of the queue: progress is noted, it can be stopped, and whatever happens is noted on its row."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.utils.translation import gettext_noop
from django_tasks import TaskContext
from django_tasks_db.models import DBTaskResult

from ebpages.jobs import actions, queue

logger = logging.getLogger(__name__)

BETWEEN_REPORTS = 0.3  # seconds
UNEXPECTED = gettext_noop(
    "Something went wrong that should not. The operator can read what in the log; trying again may help."
)

Progress = Callable[[str, int, int], None]
# Takes the params of the job, how to tell its progress, and the file to write; returns the name of the file for its visitor.
Work = Callable[[dict[str, Any], Progress, Path], str]


class CannotBeDone(Exception):
    """A job that cannot be done as asked; the message is a text of the catalogue for whoever asked."""


class WorkerLeaves(Exception):
    """The worker has to leave before the task is done."""


class ThisWorker:
    """This process, as it carries out tasks. busy: at work on one; leaves: asked to end."""

    busy = False
    leaves = False


def carry_out(row: DBTaskResult) -> None:
    """Do a task that was claimed, and note how it ended. Raises nothing but what the database says."""
    try:
        with queue.signs_of_life(row):
            _call(row)
    except actions.LostToAnotherWorker:
        logger.warning("task %s was taken up by another worker in the meantime", row.id)
    except WorkerLeaves:
        queue.give_back(row)
        logger.info("task %s waits for another worker", row.id)
    except queue.StopRequested as problem:
        queue.fail(row, problem, "")
        logger.info("task %s stopped", row.id)
    except CannotBeDone as problem:
        queue.fail(row, problem, str(problem))
        logger.warning("task %s failed: %s", row.id, problem)
    except Exception as problem:
        logger.exception("task %s failed", row.id)
        queue.fail(row, problem, UNEXPECTED)
    else:
        queue.succeed(row)


def _call(row: DBTaskResult) -> None:
    result = row.task_result
    context = (TaskContext(task_result=result),) if result.task.takes_context else ()
    result.task.call(*context, *result.args, **result.kwargs)


def make_file(context: TaskContext, work: Work) -> None:
    """Do `work` for the job of a task, and keep the file that it writes. For tasks that `actions.enqueue` puts into the queue."""
    row: DBTaskResult = context.task_result.db_result
    logger.info("job %s started", row.id)
    draft = actions.results().draft(row.id, len(row.worker_ids))
    try:
        file_name = actions.take_over_result(row=row, draft=draft) or work(
            context.task_result.kwargs, _reporter(row), draft
        )
        actions.keep_result(row=row, draft=draft, file_name=file_name)
    finally:
        draft.unlink(missing_ok=True)


def _reporter(row: DBTaskResult) -> Progress:
    """Notes progress a few times a second, however often it is called, and every change of stage."""
    last_stage, last_time = "", 0.0

    def report(stage: str, done: int, total: int) -> None:
        nonlocal last_stage, last_time
        if ThisWorker.leaves:
            raise WorkerLeaves
        if stage == last_stage and time.monotonic() - last_time < BETWEEN_REPORTS:
            return
        try:
            actions.advance(row=row, stage=stage, done=done, total=total)
        except OperationalError:  # SQLite, while a long build writes: the next report will do
            logger.debug("task %s: the database is busy", row.id)
        last_stage, last_time = stage, time.monotonic()

    return report


def progress_of(context: TaskContext) -> Progress:
    """How a task that makes no file tells how far it is. For tasks that `actions.enqueue` puts into the queue."""
    return _reporter(context.task_result.db_result)
