"""Tasks that repeat. settings.EBPAGES_REPEATED_TASKS says which and how often; the database says when each is due next."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from ebpages.jobs.models import RepeatedTask


def enqueue_due() -> None:
    """Put the repeated tasks that are due into the queue; for each worker to ask as it looks for work.

    A task that has never run is due at once, one that was due several times while no worker ran is put in once, and one that still
    waits or runs is left until it is due again.
    """
    now = timezone.now()
    due_at = dict(RepeatedTask.objects.values_list("task", "due_at"))
    for path, every in settings.EBPAGES_REPEATED_TASKS.items():
        if due_at.get(path, now) <= now:
            _enqueue(path, every, now)


@transaction.atomic
def _enqueue(path: str, every: timedelta, now: datetime) -> None:
    """Of several workers that come at once, the one that moves the moment on puts the task in."""
    RepeatedTask.objects.get_or_create(task=path, defaults={"due_at": now})
    moved_on = RepeatedTask.objects.filter(task=path, due_at__lte=now).update(due_at=now + every)
    if moved_on and not DBTaskResult.objects.filter(task_path=path, status__in=("READY", "RUNNING")).exists():
        import_string(path).enqueue()
