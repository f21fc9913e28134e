"""Every read of jobs that a page needs."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.jobs.actions import KEPT, results
from ebpages.jobs.models import QUEUED, RUNNING, Job
from ebpages.jobs.shapes import JobView


def job(id: UUID) -> JobView | None:
    """A job in the language that is active."""
    found = Job.objects.filter(id=id).first()
    if found is None:
        return None
    path = results().file(found.result)
    return JobView(
        id=str(found.id),
        url=reverse("jobs:job", args=[found.id]),
        title=_(found.title),
        state=found.state,
        stage=_(found.stage) if found.stage else "",
        done=found.done,
        total=found.total,
        percent=min(100, round(100 * found.done / found.total)) if found.total else None,
        before=_before(found),
        seconds=_seconds(found, timezone.now()),
        stopping=found.stop_requested,
        error=_(found.error) if found.error else "",
        file=path.name if path else "",
        file_name=found.file_name,
        size=path.stat().st_size if path else 0,
        kept_until=timezone.localtime(found.finished_at + KEPT) if found.finished_at else None,
    )


def _before(found: Job) -> int:
    """How many jobs are done before one that waits."""
    if found.state != QUEUED:
        return 0
    earlier = Q(state=QUEUED, created_at__lt=found.created_at)
    return Job.objects.filter(earlier | Q(state=RUNNING)).count()


def _seconds(found: Job, now: datetime) -> int:
    if found.started_at is None:
        return 0
    return max(0, round(((found.finished_at or now) - found.started_at).total_seconds()))
