"""Official statistics: all data sets, one vintage of one, and its files."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from ebpages.faces.addresses import changed, cleared, page_number, page_of, toggled, without_page
from ebpages.faces.file_answers import file_answer, file_links
from ebpages.faces.language import active_language
from ebpages.faces.shapes import Chip, FacetGroup, FacetOption
from ebpages.observatory.queries import dataset as queries
from ebpages.observatory.queries.statistics import Structure, VintageHead, datasets, structure, vintages
from ebpages.observatory.questions import RESERVED, read_codes, read_other_vintage, read_vintage
from ebpages.observatory.statistics.provider import provider
from ebpages.observatory.tables import cells_table
from ebpages.registry.one_build import read_only

PAGE = 50
MOST_CELLS_IN_A_FILE = 250_000
MOST_CODES = 400


@read_only
def statistics(request: HttpRequest) -> HttpResponse:
    return render(request, "observatory/statistics.html", {"datasets": datasets()})


@read_only
def dataset(request: HttpRequest, code: str) -> HttpResponse:
    language = active_language()
    head = read_vintage(code, request.GET)
    dimensions = structure(head)
    labels = dimensions.labels
    chosen = read_codes(request.GET, labels)
    place = page_number(request.GET)
    found, total = queries.cells(head, labels, chosen, (place - 1) * PAGE, PAGE)
    columns = [name for name in labels if len(labels[name]) > 1 and len(chosen.get(name, ())) != 1]
    cells = queries.cells_in_words(found, labels, columns)
    other = read_other_vintage(request.GET, head)
    others = queries.same_cells(found, labels, other, structure(other).labels) if other else None
    context = {
        "head": head,
        "title": head.title.name(language) or head.code,
        "provider": provider(head.provider).name(language),
        "texts": {
            name: getattr(head, name).name(language) for name in ("unit", "attribution", "licence", "source")
        },
        "certainty": queries.certainty_text(head.certainty),
        "columns": [dimensions.title(name) for name in columns],
        "fixed": queries.fixed_codes(dimensions, chosen, columns),
        "cells": queries.compared(cells, found, others, labels) if others else cells,
        "other": other,
        "incomparable": other is not None and others is None,
        "facets": _facets(request.GET, head, dimensions, chosen),
        "chips": _chips(request.GET, dimensions, chosen),
        "clear_url": cleared(request.GET, labels),
        "vintages": _vintages(request.GET, head, other),
        "page": page_of(request.GET, number=place, size=PAGE, total=total),
        "downloads": _downloads(request.GET, code) if total <= MOST_CELLS_IN_A_FILE else [],
        "cut_codes": MOST_CODES if any(len(codes) > MOST_CODES for codes in labels.values()) else 0,
    }
    return render(request, "observatory/dataset.html", context)


@read_only
def dataset_file(request: HttpRequest, code: str, file_format: str) -> HttpResponse:
    head = read_vintage(code, request.GET)
    labels = structure(head).labels
    chosen = read_codes(request.GET, labels)
    large = head.cells > MOST_CELLS_IN_A_FILE
    if large and queries.cells(head, labels, chosen, 0, 1)[1] > MOST_CELLS_IN_A_FILE:
        raise Http404("too many cells for a file; filter first, or use `ebpages statistics show`")
    return file_answer(cells_table(head, labels, chosen), file_format)


def _facets(
    address: QueryDict, head: VintageHead, dimensions: Structure, chosen: queries.Chosen
) -> list[FacetGroup]:
    counted = queries.counts(head, dimensions.labels, chosen)
    groups = []
    for name, codes in dimensions.labels.items():
        on = chosen.get(name, ())
        kept = [code for code in codes if counted[name].get(code) or code in on]
        options = tuple(
            FacetOption(
                code,
                dimensions.label(name, code),
                counted[name].get(code, 0),
                code in on,
                toggled(address, name, code),
            )
            for code in kept[:MOST_CODES]
        )
        if len(codes) > 1 and name not in RESERVED:
            groups.append(FacetGroup(name, dimensions.title(name), options))
    return groups


def _chips(address: QueryDict, dimensions: Structure, chosen: queries.Chosen) -> list[Chip]:
    return [
        Chip(dimensions.title(name), dimensions.label(name, code), toggled(address, name, code))
        for name, codes in chosen.items()
        for code in codes
    ]


def _vintages(address: QueryDict, head: VintageHead, other: VintageHead | None) -> list[dict[str, object]]:
    """Every vintage, newest first: where it is shown, and where the one shown is held against it."""
    return [
        {
            "head": each,
            "shown": each == head,
            "held": each == other,
            "url": changed(address, vintage=each.name, **{"with": ""}),
            "compare_url": changed(address, vintage=head.name, **{"with": each.name}),
            "stop_url": changed(address, **{"with": ""}),
        }
        for each in reversed(vintages(head.code))
    ]


def _downloads(address: QueryDict, code: str) -> list[tuple[str, str]]:
    kept = without_page(address)
    kept.pop("with", None)
    return file_links("observatory:dataset_file", [code], f"?{kept.urlencode()}" if kept else "")
