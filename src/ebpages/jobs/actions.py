"""The only writers of jobs."""

import logging
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from ebpages.faces.action_log import log_when_stored
from ebpages.faces.unavailable import TooManyRequests
from ebpages.jobs.models import DONE, EVERYBODY, Job
from ebpages.jobs.queue import StopRequested, claimed, stop_waiting
from ebpages.jobs.results import Results

logger = logging.getLogger(__name__)

KEPT = timedelta(days=7)
OPEN_OF_ONE, OPEN_IN_ALL = 3, 50  # jobs that wait or run
MINUTE = 60  # seconds
KEPT_WITHOUT_JOB = timedelta(days=1)


class LostToAnotherWorker(Exception):
    """The task was taken up by another worker in the meantime, because this one gave no sign of life."""


def results() -> Results:
    return Results(settings.EBPAGES_HOME / "jobs")


@transaction.atomic
def enqueue(
    *, kind: str, key: str, title: str, task: "Task[..., None]", params: dict[str, Any], owner: str
) -> Job:
    """Have a task done in the background, or find what there is for the same `key`: the owner's own job, or a result for everybody.

    Raises TooManyRequests.
    """
    if standing := _own(kind, key, owner) or _with_result(kind, key):
        return standing
    _check_room(owner)
    try:
        with transaction.atomic():
            row_id = UUID(task.enqueue(**params).id)
            Job(task_row_id=row_id, kind=kind, key=key, title=title, owner=owner).save(force_insert=True)
    except IntegrityError:  # the same person asked twice at one moment
        if standing := _own(kind, key, owner):
            return standing
        raise
    log_when_stored(logger, "job %s (%s) waits", row_id, kind)
    return Job.objects.get(pk=row_id)


def _own(kind: str, key: str, owner: str) -> Job | None:
    """The one job of an owner that the database allows of those which are not stopped and have not failed."""
    jobs = Job.objects.filter(kind=kind, key=key, owner=owner, error="", stop_requested=False)
    job = jobs.select_related("task_row").first()
    if job and job.state == DONE and results().file(job.result) is None:
        job.task_row.delete()
        return None
    return job


def _with_result(kind: str, key: str) -> Job | None:
    """A job of anybody's that is done, for everybody, and whose file is kept."""
    jobs = Job.objects.filter(kind=kind, key=key, audience=EVERYBODY, task_row__status="SUCCESSFUL")
    return next((job for job in jobs.select_related("task_row") if results().file(job.result)), None)


def _check_room(owner: str) -> None:
    still_open = Job.objects.filter(task_row__status__in=("READY", "RUNNING"))
    if still_open.filter(owner=owner).count() >= OPEN_OF_ONE:
        raise TooManyRequests(
            _("You have several orders that are not done yet. Please wait for one of them, or stop it."),
            MINUTE,
        )
    if still_open.count() >= OPEN_IN_ALL:
        raise TooManyRequests(
            _("Many orders are waiting at the moment. Please try again in a few minutes."), MINUTE
        )


def take_over_result(*, row: DBTaskResult, draft: Path) -> str:
    """Copy what another job has made for everybody meanwhile to the draft of a task; the name of its file, "" where nobody has."""
    job = Job.objects.get(task_row=row)
    other = _with_result(job.kind, job.key) if job.audience == EVERYBODY else None
    file = results().file(other.result) if other else None
    if other is None or file is None:
        return ""
    shutil.copyfile(file, draft)
    return other.file_name


def try_again(*, id: UUID, owner: str) -> Job:
    """Have a job that failed or was stopped done once more, as a job of whoever asks now. Raises TooManyRequests."""
    job = Job.objects.select_related("task_row").get(pk=id)
    task, params = import_string(job.task_row.task_path), job.task_row.args_kwargs["kwargs"]
    return enqueue(kind=job.kind, key=job.key, title=job.title, task=task, params=params, owner=owner)


def advance(*, row: DBTaskResult, stage: str, done: int, total: int) -> None:
    """Say how far the job of a task is. Raises StopRequested where that was asked for, and LostToAnotherWorker."""
    jobs = Job.objects.filter(task_row__in=claimed(row))
    if not jobs.filter(stop_requested=False).update(stage=stage, done=done, total=total):
        raise StopRequested if jobs.exists() else LostToAnotherWorker


@transaction.atomic
def keep_result(*, row: DBTaskResult, draft: Path, file_name: str) -> None:
    """Keep the file that a task made, under the name that a visitor saves it by. Raises LostToAnotherWorker."""
    if not claimed(row).select_for_update().exists():
        raise LostToAnotherWorker
    kept = results().keep(draft, row.id, Path(file_name).suffix)
    Job.objects.filter(task_row=row).update(done=F("total"), result=kept, file_name=file_name)
    log_when_stored(logger, "job %s done: %s", row.id, file_name)


@transaction.atomic
def ask_to_stop(*, id: UUID) -> None:
    """Stop a waiting job at once and a running one at its next step."""
    rows = DBTaskResult.objects.filter(id=id, status__in=("READY", "RUNNING"))
    Job.objects.filter(task_row__in=rows).update(stop_requested=True)
    stop_waiting(rows)
    log_when_stored(logger, "job %s was asked to stop", id)


def remove_old() -> int:
    """Remove tasks that ended long ago, jobs with their files, and what workers that died left behind. How many tasks."""
    now = timezone.now()
    for path in results().older_than((now - KEPT).timestamp()):
        path.unlink(missing_ok=True)
    without_job = Q(job__isnull=True, finished_at__lt=now - KEPT_WITHOUT_JOB)
    old = DBTaskResult.objects.finished().filter(without_job | Q(finished_at__lt=now - KEPT))
    if not old.exists():  # asked first, since a transaction locks SQLite
        return 0
    count = old.delete()[1].get(DBTaskResult._meta.label, 0)
    logger.info("%d old tasks removed", count)
    return count
