"""The observatory's home: what is known, how fresh and how complete it is, and every figure."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ebpages.faces import pictures as drawn
from ebpages.observatory.figures.catalogue import figures
from ebpages.observatory.figures.declaration import THEMES
from ebpages.observatory.queries.figures import figure
from ebpages.observatory.queries.overview import overview
from ebpages.observatory.shapes import FigureView
from ebpages.registry.one_build import read_only


@dataclass(frozen=True, slots=True)
class Tile:
    figure: FigureView
    chart: str


@read_only
def observatory(request: HttpRequest) -> HttpResponse:
    language = get_language() or "bg"
    day = timezone.localdate()
    tiles = {theme: [] for theme in THEMES}
    for declared in figures().values():
        view = figure(declared.id, language=language, on=day)
        assert view is not None
        drawing = mark_safe(drawn.on_page(view.chart, drawn.NARROW))  # noqa: S308 - our own drawing, texts escaped
        tiles[declared.theme].append(Tile(view, drawing))
    context = {
        "themes": [(theme, *theme_names()[theme], tiles[theme]) for theme in THEMES if tiles[theme]],
        "overview": overview(language, day),
    }
    return render(request, "observatory/observatory.html", context)


def theme_names() -> dict[str, tuple[str, str]]:
    """Theme -> its title and what it is about."""
    return {
        "clusters": (
            _("Clusters in Bulgaria"),
            _("Who they are, where they sit, in which sectors, and how old and large they are."),
        ),
        "labels": (_("Excellence"), _("Labels of quality, and for how long they hold.")),
        "research": (
            _("Research and innovation"),
            _("What is spent on research and how much of it reaches the market."),
        ),
        "registry": (_("The register itself"), _("How the lists overlap and where they do not add up.")),
    }
