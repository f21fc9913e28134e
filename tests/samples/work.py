"""Pieces of work for the tests, at an address where a worker finds them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from django_tasks import TaskContext, task
from django_tasks_db.models import DBTaskResult

from ebpages.jobs.models import Job
from ebpages.jobs.running import CannotBeDone, Progress, ThisWorker, make_file

PDF = b"%PDF-1.7 made up"


@task(takes_context=True)
def write_file(context: TaskContext, language: str) -> None:
    def work(params: dict[str, Any], progress: Progress, draft: Path) -> str:
        progress("typesetting", 1, 4)
        assert Job.objects.get(pk=context.task_result.id).state == "running"
        draft.write_bytes(PDF)
        return f"guide-{params['language']}.pdf"

    make_file(context, work)


@task(takes_context=True)
def refuse(context: TaskContext, **params: Any) -> None:
    def work(params: dict[str, Any], progress: Progress, draft: Path) -> str:
        raise CannotBeDone("The register has not been built yet")

    make_file(context, work)


@task(takes_context=True)
def break_down(context: TaskContext, **params: Any) -> None:
    def work(params: dict[str, Any], progress: Progress, draft: Path) -> str:
        draft.write_bytes(b"half")
        raise ZeroDivisionError("secret detail")

    make_file(context, work)


@task(takes_context=True)
def be_stopped(context: TaskContext, **params: Any) -> None:
    """Somebody presses the button while this is at work."""

    def work(params: dict[str, Any], progress: Progress, draft: Path) -> str:
        progress("typesetting", 0, 2)
        Job.objects.filter(pk=context.task_result.id).update(stop_requested=True)
        progress("drawing the charts", 1, 2)
        raise AssertionError("it went on")

    make_file(context, work)


@task(takes_context=True)
def be_sent_away(context: TaskContext, **params: Any) -> None:
    """The server is stopped while this is at work."""

    def work(params: dict[str, Any], progress: Progress, draft: Path) -> str:
        ThisWorker.leaves = True
        progress("typesetting", 0, 2)
        raise AssertionError("it went on")

    make_file(context, work)


@task(takes_context=True)
def be_overtaken(context: TaskContext, **params: Any) -> None:
    """Another worker took the job up, because this one gave no sign of life."""

    def work(params: dict[str, Any], progress: Progress, draft: Path) -> str:
        later = timezone.now() + timedelta(minutes=2)
        DBTaskResult.objects.filter(id=context.task_result.id).update(
            started_at=later, run_after=later + timedelta(minutes=1)
        )
        draft.write_bytes(b"too late")
        return "late.pdf"

    make_file(context, work)


@task
def do_something() -> None:
    """A task that is no job of anybody's."""
