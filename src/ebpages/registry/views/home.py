"""The home page and the page about the method."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ebpages.faces.language import active_language
from ebpages.registry import queries, wording
from ebpages.registry.maps import oblasts


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    content = queries.home()
    outline = oblasts()
    context = {
        "figures": content.figures,
        "regions": content.regions,
        "shapes": outline.shapes,
        "viewbox": outline.view_box,
        "map_coverage": content.map_coverage,
        "specimen": content.specimen,
        "specimen_name": content.specimen_name,
        "specimen_url": content.specimen_url,
        "sources": content.sources,
    }
    return render(request, "registry/home.html", context)


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    language = active_language()
    context = {
        "steps": [
            (wording.method_label(code, language), wording.method_explanation(code, language))
            for code in wording.methods()
        ],
        "kinds": [
            (kind, wording.finding_label(kind, language), wording.finding_explanation(kind, language))
            for kind in wording.kinds_of_findings()
        ],
    }
    return render(request, "registry/method.html", context)
