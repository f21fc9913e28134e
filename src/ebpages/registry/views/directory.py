"""The directory of organisations."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from ebpages.faces.addresses import asks_only, changed, cleared, page_of, text, whole_list, without_page
from ebpages.faces.citations import citation_answer, cited
from ebpages.faces.file_answers import file_answer, file_links
from ebpages.publish.citation import Citation
from ebpages.registry import queries
from ebpages.registry.facet_labels import chips, facet_groups, stated_chips
from ebpages.registry.facets import KEYS
from ebpages.registry.maps import oblasts
from ebpages.registry.one_build import read_only
from ebpages.registry.queries import relaxing
from ebpages.registry.queries.citations import citation_now, question_in_words
from ebpages.registry.queries.directory import PAGE, Directory
from ebpages.registry.queries.home import map_coverage, region_counts
from ebpages.registry.questions import LONGEST_QUERY, STATED, as_filters, read_question
from ebpages.registry.tables import organisations_table


@read_only
def organisations(request: HttpRequest) -> HttpResponse:
    query = as_filters(request.GET)
    question = read_question(query, view_size=PAGE)
    directory = queries.directory(question)
    view = "map" if text(query, "view") == "map" else "list"
    context = {
        "query": question.words,
        "search_misses": directory.search_misses,
        "facets": facet_groups(query, directory.counts),
        "chips": (*chips(query), *stated_chips(query)),
        "clear_url": cleared(query, (*KEYS, STATED)),
        "results": directory.results,
        "page": page_of(query, number=question.page, size=question.size, total=directory.total),
        "sorts": [
            (key, label, changed(query, sort=key), key == question.sort)
            for key, label in _sorts(bool(question.words.strip()))
        ],
        "view": view,
        "list_url": changed(query, view=""),
        "map_url": changed(query, view="map"),
        "downloads": file_links("registry:organisations_file", (), whole_list(query)),
        "instead": relaxing.instead(question) if not directory.total else None,
        "sector_offers": relaxing.sector_offers(question, directory.total),
        "near_offers": relaxing.near_offers(question),
        **cited(request, _citation(request, query), whole_list(query)),
        **(_map(query, directory) if view == "map" else {}),
    }
    response = render(request, "registry/organisations.html", context)
    if directory.search_misses:  # it would be the answer still when the search knows everything again
        add_never_cache_headers(response)
    return response


def _sorts(searching: bool) -> list[tuple[str, str]]:
    own = [("relevance", _("relevance"))] if searching else []
    return [
        *own,
        ("name", _("name")),
        ("lists", _("number of lists")),
        ("findings", _("number of findings")),
        ("founded", _("year founded")),
    ]


def _map(query: QueryDict, directory: Directory) -> dict[str, object]:
    outline, kept = oblasts(), without_page(query)
    for key in ("region", "view"):
        kept.pop(key, None)
    return {
        "regions": region_counts(directory.regions, kept.urlencode()),
        "shapes": outline.shapes,
        "viewbox": outline.view_box,
        "map_coverage": map_coverage(directory.total, directory.regions),
        "in_several_regions": directory.in_several_regions,
    }


@asks_only("q", "sort", STATED, *KEYS)
@read_only
def organisations_file(request: HttpRequest, file_format: str) -> HttpResponse:
    query = as_filters(request.GET)
    question = read_question(query, view_size=PAGE)
    queries.insist_on_search(question.words)
    site = request.build_absolute_uri("/").rstrip("/")
    about = _about(_citation(request, query)) if file_format == "xlsx" else ()
    return file_answer(organisations_table(question, site=site, about=about), file_format)


@read_only
def organisations_citation(request: HttpRequest, file_format: str) -> HttpResponse:
    return citation_answer(_citation(request, as_filters(request.GET)), file_format)


def _citation(request: HttpRequest, query: QueryDict) -> Citation:
    title = question_in_words(
        _("Organisations"), (*chips(query), *stated_chips(query)), text(query, "q", LONGEST_QUERY).strip()
    )
    return citation_now(request, whole_list(query), title)


def _about(citation: Citation) -> tuple[tuple[str, str], ...]:
    """The sheet that says what a file is."""
    return (
        (_("About this file"), citation.title),
        (_("Address"), citation.url),
        (_("State of the data"), citation.state),
        (_("Newest list"), citation.data_of),
        (_("Taken on"), citation.on.isoformat()),
        *((source.title, f"{source.edition}. {source.licence}") for source in queries.source_lists()),
    )
