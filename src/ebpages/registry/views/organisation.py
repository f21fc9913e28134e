"""The page of one organisation."""

import dataclasses

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ebpages.registry import queries
from ebpages.registry.one_build import read_only
from ebpages.registry.shapes import OrganisationView


@read_only
def organisation(request: HttpRequest, public_id: str) -> HttpResponse:
    """An id that was merged into another leads there for good."""
    found = queries.organisation(public_id, get_language() or "bg", timezone.localdate())
    if found is None:
        raise Http404("no such organisation")
    if isinstance(found, queries.Moved):
        return redirect("registry:organisation", found.id, permanent=True)
    context = {
        **{field.name: getattr(found, field.name) for field in dataclasses.fields(found)},
        "sections": [(section.title, section.facts) for section in found.sections],
        "summary": _summary(found),
    }
    return render(request, "registry/organisation.html", context)


def _summary(found: OrganisationView) -> str:
    """One sentence: what it is and which lists know it."""
    return _("Named in: %(lists)s.") % {"lists": "; ".join(found.known_to)}
