"""The page of a job, its file, and the two things that a visitor can do about it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ebpages.jobs import actions, queries
from ebpages.jobs.askers import ask, asker_of
from ebpages.jobs.results import MEDIA_TYPES
from ebpages.jobs.shapes import JobView
from ebpages.jobs.signs import is_lost


@never_cache
@require_safe
def job(request: HttpRequest, id: UUID) -> HttpResponse:
    shown = _job_or_404(id, asker_of(request))
    return render(request, "jobs/job.html", {"job": shown, "worker_is_lost": shown.open and is_lost()})


@never_cache
@require_safe
def job_file(request: HttpRequest, id: UUID) -> FileResponse:
    """The file of a job that is done; its place comes from the job, never from the address."""
    done = _job_or_404(id)
    path = actions.results().file(done.file)
    if done.state != "done" or path is None:
        raise Http404("no such file")
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=done.file_name, content_type=MEDIA_TYPES[path.suffix]
    )


@require_POST
def stop(request: HttpRequest, id: UUID) -> HttpResponse:
    """For whoever asked for it: others wait for jobs of their own."""
    if not _job_or_404(id, asker_of(request)).mine:
        raise PermissionDenied
    actions.ask_to_stop(id=id)
    return redirect("jobs:job", id)


@require_POST
def again(request: HttpRequest, id: UUID) -> HttpResponse:
    _job_or_404(id)
    return ask(request, lambda owner: actions.try_again(id=id, owner=owner))


def _job_or_404(id: UUID, asker: str = "") -> JobView:
    job = queries.job(id, asker)
    if job is None:
        raise Http404("no such job")
    return job
