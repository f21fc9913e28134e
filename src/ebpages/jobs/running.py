"""Carrying out one job: its progress is noted, it can be stopped, and whatever happens is said."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import OperationalError
from django.utils.translation import gettext_noop

from ebpages.jobs import actions
from ebpages.jobs.models import Job

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


class Leaving(Exception):
    """The worker has to leave before the job is done."""


class Departure:
    """Whether this process has been asked to leave."""

    asked = False


def run(job_id: str, work: Work) -> None:
    """Do `work` for a job that waits, and note how it ended. Raises nothing but what the database says."""
    job = None if Departure.asked else actions.start(id=UUID(job_id))
    if job is None:
        return
    draft = actions.results().draft(job.id, job.attempt)
    try:
        _carry_out(job, work, draft)
    finally:
        draft.unlink(missing_ok=True)


def _carry_out(job: Job, work: Work, draft: Path) -> None:
    try:
        actions.finish(job=job, file_name=work(job.params, _reporter(job), draft), draft=draft)
    except actions.Lost:
        logger.warning("job %s was taken up by another worker in the meantime", job.id)
    except actions.Stopped:
        actions.stop(job=job)
    except Leaving:
        actions.give_back(job=job)
    except CannotBeDone as problem:
        actions.fail(job=job, error=str(problem))
    except Exception:
        logger.exception("job %s failed", job.id)
        actions.fail(job=job, error=UNEXPECTED)


def _reporter(job: Job) -> Progress:
    """Notes progress a few times a second, however often it is called, and every change of stage."""
    last_stage, last_time = "", 0.0

    def report(stage: str, done: int, total: int) -> None:
        nonlocal last_stage, last_time
        if Departure.asked:
            raise Leaving
        if stage == last_stage and time.monotonic() - last_time < BETWEEN_REPORTS:
            return
        try:
            actions.advance(job=job, stage=stage, done=done, total=total)
        except OperationalError:  # SQLite, while a long build writes: the next report will do
            logger.debug("job %s: the database is busy", job.id)
        last_stage, last_time = stage, time.monotonic()

    return report
