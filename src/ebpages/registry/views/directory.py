"""The directory of organisations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.addresses import asks_only, changed, cleared, page_of, text, whole_list, without_page
from ebpages.faces.citations import citation_answer, citation_links
from ebpages.faces.file_answers import file_answer, file_links
from ebpages.publish.citation import Citation
from ebpages.registry import queries
from ebpages.registry.facet_labels import chips, facet_groups
from ebpages.registry.facets import KEYS
from ebpages.registry.maps import oblasts
from ebpages.registry.one_build import read_only
from ebpages.registry.queries import relaxing
from ebpages.registry.queries.citations import citation_now, question_in_words
from ebpages.registry.queries.directory import PAGE, Directory
from ebpages.registry.queries.home import map_coverage, region_counts
from ebpages.registry.questions import LONGEST_QUERY, read_question
from ebpages.registry.tables import organisations_table


@read_only
def organisations(request: HttpRequest) -> HttpResponse:
    question = read_question(request, view_size=PAGE)
    directory = queries.directory(question)
    query = request.GET
    view = "map" if text(query, "view") == "map" else "list"
    context = {
        "query": question.words,
        "facets": facet_groups(query, directory.counts),
        "chips": chips(query),
        "clear_url": cleared(query, KEYS),
        "results": directory.results,
        "page": page_of(query, number=question.page, size=question.size, total=directory.total),
        "sorts": [
            (key, label, changed(query, sort=key), key == question.sort)
            for key, label in _sorts(bool(question.words.strip()))
        ],
        "view": view,
        "list_url": changed(query, view=""),
        "map_url": changed(query, view="map"),
        "downloads": _downloads(request),
        "citation": _citation(request),
        "citation_files": citation_links("registry:organisations_citation", (), whole_list(request.GET)),
        "instead": relaxing.instead(question) if not directory.total else None,
        "sector_offers": relaxing.sector_offers(question, directory.total),
        "near_offers": relaxing.near_offers(question),
        **(_map(request, directory) if view == "map" else {}),
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
    return file_links("registry:organisations_file", (), whole_list(request.GET))


def _map(request: HttpRequest, directory: Directory) -> dict[str, object]:
    outline, kept = oblasts(), without_page(request.GET)
    for key in ("region", "view"):
        kept.pop(key, None)
    return {
        "regions": region_counts(directory.regions, kept.urlencode()),
        "shapes": outline.shapes,
        "viewbox": outline.view_box,
        "map_coverage": map_coverage(directory.total, directory.regions),
    }


@asks_only("q", "sort", *KEYS)
@read_only
def organisations_file(request: HttpRequest, file_format: str) -> HttpResponse:
    question = read_question(request, view_size=PAGE)
    site = request.build_absolute_uri("/").rstrip("/")
    about = _about(request) if file_format == "xlsx" else ()
    return file_answer(organisations_table(question, site=site, about=about), file_format)


@read_only
def organisations_citation(request: HttpRequest, file_format: str) -> HttpResponse:
    return citation_answer(_citation(request), file_format)


def _citation(request: HttpRequest) -> Citation:
    address = reverse("registry:organisations") + whole_list(request.GET)
    return citation_now(request, address, _title(request))


def _title(request: HttpRequest) -> str:
    filters = [(chip.title, chip.label) for chip in chips(request.GET)]
    return question_in_words(text(request.GET, "q", LONGEST_QUERY).strip(), filters)


def _about(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """The sheet that says what a file is."""
    cited = _citation(request)
    return (
        (_("About this file"), cited.title),
        (_("Address"), cited.url),
        (_("State of the data"), cited.state),
        (_("Newest list"), cited.data_of),
        (_("Taken on"), cited.on.isoformat()),
        *((source.title, f"{source.edition}. {source.licence}") for source in queries.source_lists()),
    )
