"""/components/: every component on a page of its own, with sample data. Served in development only."""

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from ebpages.faces.pictures import NARROW, WIDE, on_page
from ebpages.faces.shapes import Coverage
from ebpages.publish.chart import Chart, Mark
from ebpages.reference.regions import regions
from ebpages.registry.maps import oblasts
from ebpages.registry.shapes import RegionCount

SAMPLES = Path(__file__).with_name("styleguide.yaml")

COMPONENTS = (
    "fact", "evidence", "state", "finding", "coverage", "stages", "label", "reasons", "record", "join", "entity",
    "key_figure", "map", "facets", "chips", "result", "pager", "downloads", "search", "empty", "not_built", "missing",
    "chart", "data_table", "interval", "figure_tile", "claim", "progress",
    "field", "offers", "cite", "quotient", "quantity", "answer", "stars", "matrix", "cells_table", "indices", "rule_sets", "panel_head",
)  # fmt: skip


def components(request: HttpRequest, name: str = "") -> HttpResponse:
    """All components, or the one called `name`."""
    if name and name not in COMPONENTS:
        raise Http404
    context = {"names_of_components": COMPONENTS, "shown": [name] if name else COMPONENTS, "one": name}
    return render(request, "components.html", samples(get_language() or "bg") | context)


@cache
def samples(language: str) -> dict[str, Any]:
    """The sample data by name, in one language; mappings become objects as the components expect them."""
    raw = yaml.safe_load(SAMPLES.read_text(encoding="utf-8"))
    shapes = {name: _shape(node, language) for name, node in raw.items()}
    return shapes | sample_map() | sample_chart(shapes["chart_marks"], language)


def sample_chart(marks: list[SimpleNamespace], language: str) -> dict[str, Any]:
    """A chart of the sample's marks, for a wide and a narrow place, and a tile with it."""
    shown = Chart("bar", "", "", "", tuple(Mark(**vars(mark)) for mark in marks), language)
    wide, narrow = (on_page(shown, width) for width in (WIDE, NARROW))
    figure = SimpleNamespace(
        url="#",
        question={"bg": "На какъв етап са клъстерите?", "en": "At which stage are the clusters?"}[language],
        answer="",
        coverage=Coverage(47, 6, 25, 78),
    )
    return {"chart": wide, "narrow_chart": narrow, "tile": SimpleNamespace(figure=figure, chart=narrow)}


def sample_map() -> dict[str, Any]:
    """The oblasts with made-up counts."""
    named = [(item, (len(item.name("bg")) * 7) % 23) for item in regions(3)]
    counts = [
        RegionCount(item.code, item.iso, item.name(get_language() or "bg"), count, "#")
        for item, count in named
    ]
    return {"regions": counts, "shapes": oblasts().shapes, "viewbox": oblasts().view_box}


def _shape(node: Any, language: str) -> Any:
    if isinstance(node, list):
        return [_shape(item, language) for item in node]
    if not isinstance(node, dict):
        return node
    if node.keys() == {"bg", "en"}:
        return node[language]
    return SimpleNamespace(**{key: _shape(value, language) for key, value in node.items()})
