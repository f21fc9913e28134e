"""The directory of organisations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ebpages.faces.addresses import changed, cleared, page_of, without_page
from ebpages.faces.file_answers import file_answer
from ebpages.publish.tables import FORMATS
from ebpages.registry import queries
from ebpages.registry.downloads import organisations_table
from ebpages.registry.facet_labels import chips, facet_groups
from ebpages.registry.facets import KEYS
from ebpages.registry.maps import oblasts
from ebpages.registry.one_build import read_only
from ebpages.registry.queries.directory import PAGE, Directory
from ebpages.registry.queries.home import map_coverage, region_counts
from ebpages.registry.questions import read_question


@read_only
def organisations(request: HttpRequest) -> HttpResponse:
    language = get_language() or "bg"
    question = read_question(request, view_size=PAGE)
    found = queries.directory(question, language)
    asked = request.GET
    view = "map" if asked.get("view") == "map" else "list"
    context = {
        "query": question.words,
        "facets": facet_groups(asked, found.counts, language),
        "chips": chips(asked, language),
        "clear_url": cleared(asked, KEYS),
        "results": found.results,
        "page": page_of(asked, number=question.page, size=question.size, total=found.total),
        "sorts": [
            (key, label, changed(asked, sort=key), key == question.sort)
            for key, label in _sorts(bool(question.words.strip()))
        ],
        "view": view,
        "list_url": changed(asked, view=""),
        "map_url": changed(asked, view="map"),
        "downloads": _downloads(request),
        **(_map(request, found, language) if view == "map" else {}),
    }
    return render(request, "registry/organisations.html", context)


def _sorts(searching: bool) -> list[tuple[str, str]]:
    own = [("relevance", _("relevance"))] if searching else []
    return [
        *own,
        ("name", _("name")),
        ("lists", _("number of lists")),
        ("findings", _("number of findings")),
        ("founded", _("year founded")),
    ]


def _downloads(request: HttpRequest) -> list[tuple[str, str]]:
    asked = without_page(request.GET)
    asked.pop("view", None)
    query = f"?{asked.urlencode()}" if asked else ""
    return [(f.upper(), reverse("registry:organisations_file", args=[f]) + query) for f in FORMATS]


def _map(request: HttpRequest, found: Directory, language: str) -> dict[str, object]:
    outline, asked = oblasts(), without_page(request.GET)
    for key in ("region", "view"):
        asked.pop(key, None)
    return {
        "regions": region_counts(found.regions, language, asked.urlencode()),
        "shapes": outline.shapes,
        "viewbox": outline.view_box,
        "map_coverage": map_coverage(found.total, found.regions),
    }


@read_only
def organisations_file(request: HttpRequest, file_format: str) -> HttpResponse:
    question = read_question(request, view_size=PAGE)
    return file_answer(organisations_table(question, get_language() or "bg"), file_format)
