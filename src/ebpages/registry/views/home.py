"""The home page and the page about the method."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from ebpages.registry import queries, wording
from ebpages.registry.maps import oblasts
from ebpages.registry.one_build import read_only


@read_only
def home(request: HttpRequest) -> HttpResponse:
    found = queries.home(get_language() or "bg")
    outline = oblasts()
    context = {
        "figures": found.figures,
        "regions": found.regions,
        "shapes": outline.shapes,
        "viewbox": outline.view_box,
        "map_coverage": found.map_coverage,
        "specimen": found.specimen,
        "specimen_name": found.specimen_name,
        "specimen_url": found.specimen_url,
        "sources": found.sources,
    }
    return render(request, "registry/home.html", context)


@read_only
def method(request: HttpRequest) -> HttpResponse:
    language = get_language() or "bg"
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
