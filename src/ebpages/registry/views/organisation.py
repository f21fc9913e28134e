"""The page of one organisation."""

import dataclasses

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ebpages.registry import queries
from ebpages.registry.one_build import read_only


@read_only
def organisation(request: HttpRequest, public_id: str) -> HttpResponse:
    """An id that was merged into another leads there for good."""
    view = queries.organisation(public_id, timezone.localdate())
    if view is None:
        if queries.has_left_the_lists(public_id):
            return render(request, "registry/left_the_lists.html", status=404)
        raise Http404("no such organisation")
    if isinstance(view, queries.MergedInto):
        return redirect("registry:organisation", view.id, permanent=True)
    context = {field.name: getattr(view, field.name) for field in dataclasses.fields(view)}
    return render(request, "registry/organisation.html", context)
