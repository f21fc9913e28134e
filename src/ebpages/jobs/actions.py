"""The only writers of jobs."""

import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop
from django_tasks.base import Task

from ebpages.jobs.models import DONE, FAILED, QUEUED, RUNNING, STANDING, STOPPED, Job
from ebpages.jobs.results import Results

logger = logging.getLogger(__name__)

DEAD_AFTER = timedelta(seconds=60)  # without a sign of life, a running job has lost its worker
LOST_AFTER = timedelta(seconds=5)  # a job that waits this long beside an idle worker has lost its task
ATTEMPTS = 3
KEPT = timedelta(days=7)
DIES_EVERY_TIME = gettext_noop(
    "The program was interrupted several times while it worked on this. The operator can read why in the log."
)


class Lost(Exception):
    """This worker is no longer the one that the job belongs to."""


class Stopped(Exception):
    """Somebody asked for the job to be stopped."""


def results() -> Results:
    return Results(settings.EBPAGES_HOME / "jobs")


@transaction.atomic
def enqueue(*, kind: str, key: str, title: str, task: "Task[[str], None]", params: dict[str, Any]) -> Job:
    """Have something done in the background, or find the job that waits, runs or was done for the same `key`."""
    if standing := _standing(kind, key):
        return standing
    now = timezone.now()
    job = Job(
        kind=kind,
        key=key,
        title=title,
        task=task.module_path,
        params=params,
        created_at=now,
        heartbeat_at=now,
    )
    try:
        with transaction.atomic():
            job.save(force_insert=True)
            task.enqueue(str(job.id))
    except IntegrityError:  # another visitor asked at the same moment
        return Job.objects.get(kind=kind, key=key, state__in=STANDING)
    logger.info("job %s (%s) waits", job.id, kind)
    return job


def _standing(kind: str, key: str) -> Job | None:
    job = Job.objects.filter(kind=kind, key=key, state__in=STANDING).first()
    if job and job.state == DONE and results().file(job.result) is None:
        job.delete()
        return None
    return job


def try_again(*, id: UUID) -> Job:
    """Have a job that failed or was stopped done once more, as a job of its own."""
    job = Job.objects.get(id=id)
    return enqueue(
        kind=job.kind, key=job.key, title=job.title, task=import_string(job.task), params=job.params
    )


@transaction.atomic
def start(*, id: UUID) -> Job | None:
    """Take a waiting job up; None where it no longer waits."""
    now = timezone.now()
    begun = {"state": RUNNING, "started_at": now, "heartbeat_at": now, "stage": "", "done": 0, "total": 0}
    taken = Job.objects.filter(id=id, state=QUEUED).update(**begun, attempt=F("attempt") + 1)
    if not taken:
        return None
    logger.info("job %s started", id)
    return Job.objects.get(id=id)


def advance(*, job: Job, stage: str, done: int, total: int) -> None:
    """Say how far a job is, as a sign of life too. Raises Stopped where that was asked for, and Lost."""
    mine = Job.objects.filter(id=job.id, attempt=job.attempt, state=RUNNING)
    if mine.filter(stop_requested=False).update(
        stage=stage, done=done, total=total, heartbeat_at=timezone.now()
    ):
        return
    raise Stopped if mine.exists() else Lost


@transaction.atomic
def finish(*, job: Job, draft: Path, file_name: str) -> None:
    """Keep the file that a job made, under the name that a visitor saves it by. Raises Lost."""
    mine = Job.objects.select_for_update().filter(id=job.id, attempt=job.attempt, state=RUNNING)
    if not mine.exists():
        raise Lost
    kept = results().keep(draft, job.id, Path(file_name).suffix)
    mine.update(state=DONE, done=F("total"), result=kept, file_name=file_name, finished_at=timezone.now())
    logger.info("job %s done: %s", job.id, file_name)


@transaction.atomic
def fail(*, job: Job, error: str) -> None:
    """Note why a job could not be done, in a sentence for whoever asked."""
    mine = Job.objects.filter(id=job.id, attempt=job.attempt, state=RUNNING)
    mine.update(state=FAILED, error=error, finished_at=timezone.now())
    logger.warning("job %s failed: %s", job.id, error)


@transaction.atomic
def ask_to_stop(*, id: UUID) -> None:
    """Stop a waiting job at once and a running one at its next step."""
    if not _stop(Job.objects.filter(id=id, state=QUEUED)):
        Job.objects.filter(id=id, state=RUNNING).update(stop_requested=True)
    logger.info("job %s was asked to stop", id)


@transaction.atomic
def stop(*, job: Job) -> None:
    """Note that a running job has stopped, as asked."""
    _stop(Job.objects.filter(id=job.id, attempt=job.attempt, state=RUNNING))
    logger.info("job %s stopped", job.id)


def _stop(jobs: "QuerySet[Job]") -> int:
    return int(jobs.update(state=STOPPED, finished_at=timezone.now()))


@transaction.atomic
def give_back(*, job: Job) -> None:
    """Let a job wait again, because its worker has to leave; that does not count as an attempt."""
    mine = Job.objects.filter(id=job.id, attempt=job.attempt, state=RUNNING)
    mine.update(state=QUEUED, attempt=F("attempt") - 1, heartbeat_at=timezone.now())
    logger.info("job %s waits for another worker", job.id)


def take_up_again() -> int:
    """Have jobs done whose worker died or whose task is lost; for a worker to ask when nothing waits for it. How many."""
    now = timezone.now()
    dead = Q(state=RUNNING, heartbeat_at__lt=now - DEAD_AFTER)
    lost = Q(state=QUEUED, heartbeat_at__lt=now - LOST_AFTER)
    if not Job.objects.filter(dead | lost).exists():  # asked first, since a transaction locks SQLite
        return 0
    with transaction.atomic():
        _let_wait_again(Job.objects.filter(dead), now)
        waiting = list(Job.objects.select_for_update().filter(lost))
        for job in waiting:
            import_string(job.task).enqueue(str(job.id))
            logger.info("job %s is taken up again", job.id)
        Job.objects.filter(id__in=[job.id for job in waiting]).update(heartbeat_at=now)
    return len(waiting)


def _let_wait_again(dead: "QuerySet[Job]", now: datetime) -> None:
    dead.filter(stop_requested=True).update(state=STOPPED, finished_at=now)
    dead.filter(attempt__gte=ATTEMPTS).update(state=FAILED, error=DIES_EVERY_TIME, finished_at=now)
    dead.update(state=QUEUED, heartbeat_at=now - 2 * LOST_AFTER)


def remove_old() -> int:
    """Remove ended jobs after their time, with their files and with what workers that died left behind. How many jobs."""
    limit = timezone.now() - KEPT
    for path in results().older_than(limit.timestamp()):
        path.unlink(missing_ok=True)
    old = Job.objects.filter(finished_at__lt=limit)
    count = old.delete()[0] if old.exists() else 0
    if count:
        logger.info("%d old jobs removed", count)
    return count
