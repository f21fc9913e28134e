"""The page of one organisation."""

import dataclasses

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ebpages.faces.capabilities import capabilities
from ebpages.faces.citations import citation_answer, cited
from ebpages.publish.citation import Citation
from ebpages.registry import queries
from ebpages.registry.earlier import day_of_reading
from ebpages.registry.one_build import read_only
from ebpages.registry.queries.citations import citation_now


@read_only
def organisation(request: HttpRequest, public_id: str) -> HttpResponse:
    """An id that was merged into another leads there for good."""
    view = queries.organisation(public_id, day_of_reading())
    if view is None:
        if queries.has_left_the_lists(public_id):
            return render(request, "registry/left_the_lists.html", status=404)
        raise Http404("no such organisation")
    if isinstance(view, queries.MergedInto):
        return redirect("registry:organisation", view.id, permanent=True)
    context = {field.name: getattr(view, field.name) for field in dataclasses.fields(view)}
    context["panels"] = (
        [] if view.as_of else [panel for each in capabilities() for panel in each.panels(view.id)]
    )
    if view.said:
        shown = {panel.instead_of for panel in context["panels"]}
        facts = tuple(fact for fact in view.said.facts if fact.property not in shown)
        context["said"] = dataclasses.replace(view.said, facts=facts)
    context |= cited(request, _citation(request, view), "")
    return render(request, "registry/organisation.html", context)


@read_only
def organisation_citation(request: HttpRequest, public_id: str, file_format: str) -> HttpResponse:
    view = queries.organisation(public_id, day_of_reading())
    if not isinstance(view, queries.OrganisationView):
        raise Http404("no such organisation")
    return citation_answer(_citation(request, view), file_format)


def _citation(request: HttpRequest, view: queries.OrganisationView) -> Citation:
    return citation_now(request, "", view.name)
