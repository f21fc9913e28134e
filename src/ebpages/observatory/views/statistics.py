"""Official statistics: all data sets, one vintage of one, and its files."""

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ebpages.faces.addresses import changed, chosen, cleared, page_number, page_of, toggled, without_page
from ebpages.faces.file_answers import file_answer
from ebpages.faces.shapes import Chip, FacetGroup, FacetOption
from ebpages.observatory.queries import dataset as queries
from ebpages.observatory.queries.statistics import (
    Structure,
    VintageHead,
    datasets,
    structure,
    vintage_head,
    vintages,
)
from ebpages.observatory.statistics.dataset import Observation, UnknownVintage
from ebpages.observatory.statistics.provider import provider
from ebpages.publish.tables import FORMATS
from ebpages.registry.one_build import read_only

PAGE = 50
MOST_CELLS_IN_A_FILE = 250_000
MOST_CODES = 400
RESERVED = ("vintage", "with", "page", "language", "size")
_LONGEST_NAME = 600


@read_only
def statistics(request: HttpRequest) -> HttpResponse:
    return render(request, "observatory/statistics.html", {"datasets": datasets(get_language() or "bg")})


@read_only
def dataset(request: HttpRequest, code: str) -> HttpResponse:
    language = get_language() or "bg"
    head = asked_vintage(code, request.GET.get("vintage", ""))
    made = structure(head)
    labels = made.labels
    on = chosen_codes(request.GET, labels)
    place = page_number(request.GET)
    found, total = queries.cells(head, labels, on, (place - 1) * PAGE, PAGE)
    columns = [name for name in labels if len(labels[name]) > 1 and len(on.get(name, ())) != 1]
    other = _other(request.GET, head)
    cells = _shown(found, labels, columns, language)
    compared = queries.same_cells(found, labels, other, structure(other).labels) if other else None
    context = {
        "head": head,
        "title": head.title.name(language) or head.code,
        "provider": provider(head.provider).name(language),
        "texts": {
            name: getattr(head, name).name(language) for name in ("unit", "attribution", "licence", "source")
        },
        "certainty": _certainties().get(head.certainty, ""),
        "columns": [made.title(name, language) for name in columns],
        "fixed": _fixed(made, on, columns, language),
        "cells": queries.compared(cells, found, compared, labels, language) if compared else cells,
        "other": other,
        "incomparable": other is not None and compared is None,
        "facets": _facets(request.GET, head, made, on, language),
        "chips": _chips(request.GET, made, on, language),
        "clear_url": cleared(request.GET, labels),
        "vintages": _vintages(request.GET, head, other),
        "page": page_of(request.GET, number=place, size=PAGE, total=total),
        "downloads": _downloads(request, code) if total <= MOST_CELLS_IN_A_FILE else [],
        "cut_codes": MOST_CODES if any(len(codes) > MOST_CODES for codes in labels.values()) else 0,
    }
    return render(request, "observatory/dataset.html", context)


@read_only
def dataset_file(request: HttpRequest, code: str, file_format: str) -> HttpResponse:
    head = asked_vintage(code, request.GET.get("vintage", ""))
    made = structure(head)
    labels = made.labels
    on = chosen_codes(request.GET, labels)
    if head.cells > MOST_CELLS_IN_A_FILE and queries.cells(head, labels, on, 0, 1)[1] > MOST_CELLS_IN_A_FILE:
        raise Http404("too many cells for a file; filter first, or use `ebpages statistics show`")
    return file_answer(queries.table(head, labels, on, get_language() or "bg"), file_format)


def asked_vintage(code: str, wanted: str) -> VintageHead:
    """The vintage that an address names, or the newest; Http404 where there is none."""
    try:
        return vintage_head(code, wanted[:_LONGEST_NAME] or None)
    except UnknownVintage as problem:
        raise Http404(str(problem)) from None


def chosen_codes(asked: QueryDict, labels: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The codes that an address asks for, by dimension of the data set."""
    return {name: codes for name in labels if name not in RESERVED and (codes := chosen(asked, name))}


def _other(asked: QueryDict, head: VintageHead) -> VintageHead | None:
    """The vintage to be held against this one; what names none is passed over."""
    wanted = asked.get("with", "")[:_LONGEST_NAME]
    if not wanted:
        return None
    try:
        other = vintage_head(head.code, wanted)
    except UnknownVintage:
        return None
    return None if other == head else other


def _shown(
    found: Sequence[Observation], labels: queries.Labels, columns: Sequence[str], language: str
) -> list[queries.Cell]:
    decimals = queries.decimals_of(found, labels)
    return [
        queries.shown(cell, labels, columns, decimals.get(queries.unit_of(cell, labels), 0), language)
        for cell in found
    ]


def _fixed(
    made: Structure, on: queries.Chosen, columns: Sequence[str], language: str
) -> list[tuple[str, str]]:
    """What holds for every cell that is shown: dimension and code in words."""
    codes = {
        name: (on.get(name) or tuple(made.labels[name]))[0] for name in made.labels if name not in columns
    }
    return [(made.title(name, language), made.label(name, code, language)) for name, code in codes.items()]


def _facets(
    asked: QueryDict, head: VintageHead, made: Structure, on: queries.Chosen, language: str
) -> list[FacetGroup]:
    counted = queries.counts(head, made.labels, on)
    groups = []
    for name, codes in made.labels.items():
        kept = [code for code in codes if counted[name].get(code) or code in on.get(name, ())]
        options = tuple(
            FacetOption(
                code,
                made.label(name, code, language),
                counted[name].get(code, 0),
                code in on.get(name, ()),
                toggled(asked, name, code),
            )
            for code in kept[:MOST_CODES]
        )
        if len(codes) > 1 and name not in RESERVED:
            groups.append(FacetGroup(name, made.title(name, language), options))
    return groups


def _chips(asked: QueryDict, made: Structure, on: queries.Chosen, language: str) -> list[Chip]:
    return [
        Chip(made.title(name, language), made.label(name, code, language), toggled(asked, name, code))
        for name, codes in on.items()
        for code in codes
    ]


def _vintages(asked: QueryDict, head: VintageHead, other: VintageHead | None) -> list[dict[str, object]]:
    """Every vintage, newest first: where it is shown, and where the one shown is held against it."""
    return [
        {
            "head": each,
            "shown": each == head,
            "held": each == other,
            "url": changed(asked, vintage=each.name, **{"with": ""}),
            "compare_url": changed(asked, vintage=head.name, **{"with": each.name}),
            "stop_url": changed(asked, **{"with": ""}),
        }
        for each in reversed(vintages(head.code))
    ]


def _downloads(request: HttpRequest, code: str) -> list[tuple[str, str]]:
    asked = without_page(request.GET)
    asked.pop("with", None)
    query = f"?{asked.urlencode()}" if asked else ""
    return [(f.upper(), reverse("observatory:dataset_file", args=[code, f]) + query) for f in FORMATS]


def _certainties() -> dict[str, str]:
    return {
        "official": _("read from the publisher itself"),
        "published": _("read in a publication that quotes the publisher"),
        "own": _("our own working"),
        "unverified": _("not verified"),
    }
