"""The page of a job, its file, and the two things that a visitor can do about it."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ebpages.jobs import actions, queries
from ebpages.jobs.results import MEDIA_TYPES
from ebpages.jobs.shapes import JobView


@never_cache
@require_safe
def job(request: HttpRequest, id: UUID) -> HttpResponse:
    return render(request, "jobs/job.html", {"job": _job_or_404(id)})


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
    _job_or_404(id)
    actions.ask_to_stop(id=id)
    return redirect("jobs:job", id)


@require_POST
def again(request: HttpRequest, id: UUID) -> HttpResponse:
    _job_or_404(id)
    return redirect("jobs:job", actions.try_again(id=id).pk)


def _job_or_404(id: UUID) -> JobView:
    job = queries.job(id)
    if job is None:
        raise Http404("no such job")
    return job
