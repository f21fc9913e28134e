"""A figure: its page, the records behind its numbers, its files, and the page that others embed."""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from ebpages.faces import pictures as drawn
from ebpages.faces.addresses import cleared, page_number, page_of
from ebpages.faces.file_answers import file_answer
from ebpages.faces.numbers import number, percent
from ebpages.observatory.figures.asked import FILTERS, Asked
from ebpages.observatory.figures.catalogue import figures
from ebpages.observatory.figures.data_table import DataTable, data_table
from ebpages.observatory.figures.declaration import FigureOf
from ebpages.observatory.figures.downloads import figure_table
from ebpages.observatory.queries import figures as queries
from ebpages.observatory.queries.facets import figure_facets
from ebpages.observatory.shapes import FigureView
from ebpages.observatory.views.asking import read_asked
from ebpages.publish.tables import FORMATS
from ebpages.registry.facet_labels import chips
from ebpages.registry.one_build import read_only

PAGE = 25
_PICTURE_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@read_only
def figure(request: HttpRequest, figure_id: str) -> HttpResponse:
    language = get_language() or "bg"
    declared, asked = _declared(request, figure_id)
    view = _view(figure_id, asked, language)
    context = {
        "figure": view,
        "table": _table(view),
        "facets": figure_facets(declared, asked, request.GET, language),
        "chips": chips(request.GET, language, FILTERS) if asked.filters else (),
        "clear_url": cleared(request.GET, FILTERS),
        "needs_registry": declared.statistics is None,
        "asks_for_days": declared.labels is not None,
        "compares_days": declared.labels is not None and declared.labels.view == "listed",
        "compared": asked.compared,
        "asked": asked,
        "absolute_url": request.build_absolute_uri(view.url + asked.query()),
        "embed_url": request.build_absolute_uri(
            reverse("observatory:embed", args=[figure_id]) + asked.query()
        ),
        "spec_url": reverse("observatory:chart", args=[figure_id]) + asked.query(),
        "downloads": _downloads(view, asked),
        "neighbours": _neighbours(figure_id, language),
        **_charts(view),
    }
    return render(request, "observatory/figure.html", context)


def _declared(request: HttpRequest, figure_id: str) -> tuple[FigureOf, Asked]:
    declared = figures().get(figure_id)
    if declared is None:
        raise Http404("no such figure")
    return declared, read_asked(request, declared)


def _view(figure_id: str, asked: Asked, language: str) -> FigureView:
    view = queries.figure(figure_id, language=language, asked=asked)
    assert view is not None
    return view


def _charts(view: FigureView) -> dict[str, str]:
    """The chart for wide and for narrow windows."""
    return {
        "chart": mark_safe(drawn.on_page(view.chart)),  # noqa: S308 - our own drawing, texts escaped
        "narrow_chart": mark_safe(drawn.on_page(view.chart, drawn.NARROW)),  # noqa: S308
    }


def _table(view: FigureView) -> DataTable:
    return data_table(
        view,
        lambda value: number(value, view.decimals),
        percent,
        _("of those known"),
        _("at least – at most"),
    )


def _downloads(view: FigureView, asked: Asked) -> list[tuple[str, str]]:
    pictures = drawn.PICTURES if drawn.can_be_drawn(view.chart) else ()
    return [
        (f.upper(), reverse("observatory:figure_file", args=[view.id, f]) + asked.query())
        for f in (*FORMATS, *pictures)
    ]


def _neighbours(figure_id: str, language: str) -> tuple[tuple[str, str], ...]:
    """The figures of the same theme: title and address."""
    theme = figures()[figure_id].theme
    return tuple(
        (other.title.name(language), reverse("observatory:figure", args=[other.id]))
        for other in figures().values()
        if other.theme == theme and other.id != figure_id
    )


@read_only
def behind(request: HttpRequest, figure_id: str) -> HttpResponse:
    """The records behind one number."""
    language = get_language() or "bg"
    asked = _declared(request, figure_id)[1]
    place, code = page_number(request.GET), request.GET.get("class", "")[:100]
    found = queries.figure_behind(
        figure_id, code, language=language, asked=asked, start=(place - 1) * PAGE, size=PAGE
    )
    if found is None:
        raise Http404("these numbers lead to their data set")
    label, members, total = found
    context = {
        "figure": _view(figure_id, asked, language),
        "label": label,
        "members": members,
        "total": total,
        "back_url": reverse("observatory:figure", args=[figure_id]) + asked.query(),
        "page": page_of(request.GET, number=place, size=PAGE, total=total),
    }
    return render(request, "observatory/behind.html", context)


@read_only
def figure_file(request: HttpRequest, figure_id: str, file_format: str) -> HttpResponse:
    language = get_language() or "bg"
    asked = _declared(request, figure_id)[1]
    view = _view(figure_id, asked, language)
    if file_format not in _PICTURE_TYPES:
        return file_answer(figure_table(view), file_format)
    if not drawn.can_be_drawn(view.chart):
        raise Http404("this figure is a table")
    response = HttpResponse(drawn.picture(view.chart, file_format), content_type=_PICTURE_TYPES[file_format])
    name = f"{view.id}-{language}-{timezone.localdate().isoformat()}.{file_format}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@read_only
def chart_specification(request: HttpRequest, figure_id: str) -> HttpResponse:
    """The Vega-Lite specification of a figure's chart."""
    asked = _declared(request, figure_id)[1]
    view = _view(figure_id, asked, get_language() or "bg")
    if not drawn.can_be_drawn(view.chart):
        raise Http404("this figure is a table")
    return JsonResponse(drawn.for_browser(view.chart), json_dumps_params={"ensure_ascii": False})


@read_only
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed(request: HttpRequest, figure_id: str) -> HttpResponse:
    """A figure for a frame on somebody else's page: question, chart, coverage, source, and the way here."""
    asked = _declared(request, figure_id)[1]
    view = _view(figure_id, asked, get_language() or "bg")
    context = {
        "figure": view,
        "absolute_url": request.build_absolute_uri(view.url + asked.query()),
        **_charts(view),
    }
    return render(request, "observatory/embed.html", context)
