"""The home page and the page about the method."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ebpages.registry import queries
from ebpages.registry.maps import oblasts
from ebpages.registry.one_build import read_only


@read_only
def home(request: HttpRequest) -> HttpResponse:
    content = queries.home()
    outline = oblasts()
    context = {
        "figures": content.figures,
        "regions": content.regions,
        "shapes": outline.shapes,
        "viewbox": outline.view_box,
        "map_coverage": content.map_coverage,
        "in_several_regions": content.in_several_regions,
        "specimen": content.specimen,
        "specimen_name": content.specimen_name,
        "specimen_url": content.specimen_url,
        "sources": content.sources,
    }
    return render(request, "registry/home.html", context)


@read_only
def method(request: HttpRequest) -> HttpResponse:
    content = queries.method()
    context = {"steps": content.steps, "kinds": content.findings}
    return render(request, "registry/method.html", context)
