"""Pieces of work for the tests, at an address where a worker finds them."""

from pathlib import Path
from typing import Any

from django_tasks import task

from ebpages.jobs.models import Job
from ebpages.jobs.running import CannotBeDone, Departure, Progress, run

PDF = b"%PDF-1.7 made up"


@task
def write_file(job_id: str) -> None:
    def work(params: dict[str, Any], progress: Progress, draft: Path) -> str:
        progress("typesetting", 1, 4)
        assert Job.objects.get(id=job_id).state == "running"
        draft.write_bytes(PDF)
        return f"guide-{params['language']}.pdf"

    run(job_id, work)


@task
def refuse(job_id: str) -> None:
    def work(params: dict[str, Any], progress: Progress, draft: Path) -> str:
        raise CannotBeDone("The register has not been built yet")

    run(job_id, work)


@task
def break_down(job_id: str) -> None:
    def work(params: dict[str, Any], progress: Progress, draft: Path) -> str:
        draft.write_bytes(b"half")
        raise ZeroDivisionError("secret detail")

    run(job_id, work)


@task
def be_stopped(job_id: str) -> None:
    """Somebody presses the button while this is at work."""

    def work(params: dict[str, Any], progress: Progress, draft: Path) -> str:
        progress("typesetting", 0, 2)
        Job.objects.filter(id=job_id).update(stop_requested=True)
        progress("drawing the charts", 1, 2)
        raise AssertionError("it went on")

    run(job_id, work)


@task
def be_sent_away(job_id: str) -> None:
    """The server is stopped while this is at work."""

    def work(params: dict[str, Any], progress: Progress, draft: Path) -> str:
        Departure.asked = True
        progress("typesetting", 0, 2)
        raise AssertionError("it went on")

    run(job_id, work)


@task
def be_overtaken(job_id: str) -> None:
    """Another worker took the job up, because this one gave no sign of life."""

    def work(params: dict[str, Any], progress: Progress, draft: Path) -> str:
        Job.objects.filter(id=job_id).update(attempt=7)
        draft.write_bytes(b"too late")
        return "late.pdf"

    run(job_id, work)
