"""The only writers of jobs."""

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from ebpages.jobs.models import DONE, EVERYBODY, Job
from ebpages.jobs.queue import StopRequested, claimed, stop_waiting
from ebpages.jobs.results import Results

logger = logging.getLogger(__name__)

KEPT = timedelta(days=7)
KEPT_WITHOUT_JOB = timedelta(days=1)


class LostToAnotherWorker(Exception):
    """The task was taken up by another worker in the meantime, because this one gave no sign of life."""


def results() -> Results:
    return Results(settings.EBPAGES_HOME / "jobs")


@transaction.atomic
def enqueue(*, kind: str, key: str, title: str, task: "Task[..., None]", params: dict[str, Any]) -> Job:
    """Have a task done in the background, or find the job that waits, runs or was done for the same `key`."""
    if standing := _standing(kind, key):
        return standing
    try:
        with transaction.atomic():
            row_id = UUID(task.enqueue(**params).id)
            Job(task_row_id=row_id, kind=kind, key=key, title=title).save(force_insert=True)
    except IntegrityError:  # another visitor asked at the same moment
        if standing := _standing(kind, key):
            return standing
        raise
    logger.info("job %s (%s) waits", row_id, kind)
    return Job.objects.get(pk=row_id)


def _standing(kind: str, key: str) -> Job | None:
    """The one job for everybody that the database allows of those which are not stopped and have not failed."""
    jobs = Job.objects.filter(kind=kind, key=key, audience=EVERYBODY, error="", stop_requested=False)
    job = jobs.select_related("task_row").first()
    if job and job.state == DONE and results().file(job.result) is None:
        job.task_row.delete()
        return None
    return job


def try_again(*, id: UUID) -> Job:
    """Have a job that failed or was stopped done once more, as a job of its own."""
    job = Job.objects.select_related("task_row").get(pk=id)
    task, params = import_string(job.task_row.task_path), job.task_row.args_kwargs["kwargs"]
    return enqueue(kind=job.kind, key=job.key, title=job.title, task=task, params=params)


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
    logger.info("job %s done: %s", row.id, file_name)


@transaction.atomic
def ask_to_stop(*, id: UUID) -> None:
    """Stop a waiting job at once and a running one at its next step."""
    rows = DBTaskResult.objects.filter(id=id, status__in=("READY", "RUNNING"))
    Job.objects.filter(task_row__in=rows).update(stop_requested=True)
    stop_waiting(rows)
    logger.info("job %s was asked to stop", id)


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
