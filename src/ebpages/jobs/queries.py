"""Every read of jobs that a page needs."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from ebpages.jobs.actions import KEPT, results
from ebpages.jobs.models import STATES, Job
from ebpages.jobs.shapes import JobView


def job(id: UUID, asker: str = "") -> JobView | None:
    """A job in the language that is active. asker: who looks at it."""
    stored = Job.objects.select_related("task_row").filter(pk=id).first()
    if stored is None:
        return None
    row, path = stored.task_row, results().file(stored.result)
    return JobView(
        id=str(row.id),
        url=reverse("jobs:job", args=[row.id]),
        title=_(stored.title),
        state=stored.state,
        stage=_(stored.stage) if stored.stage else "",
        done=stored.done,
        total=stored.total,
        percent=min(100, round(100 * stored.done / stored.total)) if stored.total else None,
        before=_before(row),
        seconds=_seconds(row, timezone.now()),
        stopping=stored.stop_requested,
        mine=bool(asker) and stored.owner == asker,
        error=_(stored.error) if stored.error else "",
        file=path.name if path else "",
        file_name=stored.file_name,
        size=path.stat().st_size if path else 0,
        kept_until=timezone.localtime(row.finished_at + KEPT) if row.finished_at else None,
    )


def _before(row: DBTaskResult) -> int:
    """How many jobs are done before one that waits."""
    if row.status != "READY":
        return 0
    earlier = Q(task_row__status="READY", task_row__enqueued_at__lt=row.enqueued_at)
    return Job.objects.filter(earlier | Q(task_row__status="RUNNING")).count()


def _seconds(row: DBTaskResult, now: datetime) -> int:
    if row.started_at is None:
        return 0
    return max(0, round(((row.finished_at or now) - row.started_at).total_seconds()))


def count_by_state() -> dict[str, int]:
    """How many jobs are kept in each state."""
    counts = dict.fromkeys(STATES, 0)
    for job in Job.objects.select_related("task_row").only("error", "task_row__status"):
        counts[job.state] += 1
    return counts
