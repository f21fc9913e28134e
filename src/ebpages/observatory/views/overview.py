"""The observatory's home: what is known, how fresh and how complete it is, and every figure."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ebpages.faces.pictures import NARROW, on_page
from ebpages.observatory.figures.catalogue import figures
from ebpages.observatory.figures.declaration import THEMES
from ebpages.observatory.figures.question import FigureQuestion
from ebpages.observatory.queries.figures import figure
from ebpages.observatory.queries.overview import overview, theme_names
from ebpages.observatory.shapes import FigureView
from ebpages.registry.earlier import day_of_reading
from ebpages.registry.one_build import read_only


@dataclass(frozen=True, slots=True)
class Tile:
    figure: FigureView
    chart: str


@read_only
def observatory(request: HttpRequest) -> HttpResponse:
    day, names = day_of_reading(), theme_names()
    tiles: dict[str, list[Tile]] = {theme: [] for theme in THEMES}
    for declared in figures().values():
        view = figure(declared, FigureQuestion(day))
        tiles[declared.theme].append(Tile(view, on_page(view.chart, NARROW)))
    context = {
        "themes": [(theme, *names[theme], tiles[theme]) for theme in THEMES if tiles[theme]],
        "overview": overview(day),
    }
    return render(request, "observatory/observatory.html", context)
