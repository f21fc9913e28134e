"""Tasks that repeat."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ebpages.jobs.models import RepeatedTask
from ebpages.jobs.schedule import enqueue_due
from ebpages.jobs.worker import work_off
from tests.samples import work

pytestmark = pytest.mark.django_db
PATH = work.do_something.module_path


@pytest.fixture(autouse=True)
def repeated(settings: LazySettings) -> None:
    settings.EBPAGES_REPEATED_TASKS = {PATH: timedelta(hours=1)}


def times_enqueued() -> int:
    return DBTaskResult.objects.filter(task_path=PATH).count()


def make_due() -> None:
    RepeatedTask.objects.update(due_at=timezone.now() - timedelta(days=3))


def test_a_task_is_due_at_once_and_then_when_its_time_has_passed() -> None:
    enqueue_due()
    work_off()
    enqueue_due()
    assert times_enqueued() == 1
    make_due()
    enqueue_due()
    assert times_enqueued() == 2
    assert RepeatedTask.objects.get().due_at > timezone.now() + timedelta(minutes=59)


def test_what_was_missed_is_made_up_for_once() -> None:
    enqueue_due()
    work_off()
    make_due()
    for _ in range(3):
        enqueue_due()
        work_off()
    assert times_enqueued() == 2


def test_a_task_that_still_waits_is_not_put_in_again() -> None:
    enqueue_due()
    make_due()
    enqueue_due()
    assert times_enqueued() == 1


def test_every_declared_task_can_be_put_in() -> None:
    from django.utils.module_loading import import_string

    from ebpages.site.settings import EBPAGES_REPEATED_TASKS

    for path, every in EBPAGES_REPEATED_TASKS.items():
        assert import_string(path).module_path == path and every > timedelta(0)
