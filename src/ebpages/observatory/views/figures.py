"""A figure: its page, the records behind its numbers, its files, and the page that others embed."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.addresses import cleared, page_number, page_of
from ebpages.faces.citations import citation, citation_answer, cited
from ebpages.faces.file_answers import FORMATS_WITH_PICTURES, PICTURE_TYPES, file_answer, file_links
from ebpages.faces.frames import framed_by_anybody
from ebpages.faces.language import active_language
from ebpages.faces.numbers import number, percent
from ebpages.faces.pictures import both_widths, can_be_drawn, for_browser, picture_answer
from ebpages.observatory.figures.catalogue import figures
from ebpages.observatory.figures.data_table import DataTable, data_table
from ebpages.observatory.figures.declaration import DeclaredFigure
from ebpages.observatory.figures.question import FILTERS, FigureQuestion
from ebpages.observatory.queries import figures as queries
from ebpages.observatory.queries.figure_facets import figure_facets
from ebpages.observatory.questions import read_class, read_figure
from ebpages.observatory.shapes import FigureView
from ebpages.observatory.tables import figure_table
from ebpages.publish.citation import Citation
from ebpages.publish.tables import FORMATS
from ebpages.registry.facet_labels import chips
from ebpages.registry.one_build import read_only
from ebpages.registry.queries.citations import citation_now

PAGE = 25


@read_only
def figure(request: HttpRequest, figure_id: str) -> HttpResponse:
    declared, question = read_figure(figure_id, request.GET)
    view, query = queries.figure(declared, question), question.query()
    context = {
        "figure": view,
        "table": _table(view),
        "facets": figure_facets(declared, question, request.GET),
        "chips": chips(request.GET, FILTERS) if question.filters else (),
        "clear_url": cleared(request.GET, FILTERS),
        "needs_registry": declared.statistics is None,
        "asks_for_days": declared.labels is not None,
        "compares_days": declared.labels is not None and declared.labels.view == "listed",
        "question": question,
        "kept": [(key, value) for key, values in question.filters.items() for value in values],
        "embed_url": request.build_absolute_uri(reverse("observatory:embed", args=[figure_id]) + query),
        "spec_url": reverse("observatory:chart", args=[figure_id]) + query,
        "downloads": file_links(
            "observatory:figure_file",
            [figure_id],
            query,
            formats=FORMATS_WITH_PICTURES if can_be_drawn(view.chart) else FORMATS,
        ),
        "neighbours": _neighbours(declared),
        **cited(request, _citation(request, declared, question, view), query),
        **both_widths(view.chart),
    }
    return render(request, "observatory/figure.html", context)


def _table(view: FigureView) -> DataTable:
    return data_table(
        view,
        lambda value: number(value, view.decimals),
        percent,
        _("of those known"),
        _("at least – at most"),
    )


def _neighbours(declared: DeclaredFigure) -> tuple[tuple[str, str], ...]:
    """The other figures of the same theme: title and address."""
    return tuple(
        (other.title.name(active_language()), reverse("observatory:figure", args=[other.id]))
        for other in figures().values()
        if other.theme == declared.theme and other.id != declared.id
    )


@read_only
def behind(request: HttpRequest, figure_id: str) -> HttpResponse:
    """The records behind one number."""
    declared, question = read_figure(figure_id, request.GET)
    place, code = page_number(request.GET), read_class(request.GET)
    found = queries.figure_records(declared, code, question, start=(place - 1) * PAGE, size=PAGE)
    if found is None:
        raise Http404("these numbers lead to their data set")
    label, records, total = found
    context = {
        "figure": queries.figure(declared, question),
        "label": label,
        "members": records,
        "total": total,
        "back_url": reverse("observatory:figure", args=[figure_id]) + question.query(),
        "page": page_of(request.GET, number=place, size=PAGE, total=total),
    }
    return render(request, "observatory/behind.html", context)


@read_only
def figure_file(request: HttpRequest, figure_id: str, file_format: str) -> HttpResponse:
    view = queries.figure(*read_figure(figure_id, request.GET))
    if file_format in PICTURE_TYPES:
        return picture_answer(view.chart, view.id, file_format)
    return file_answer(figure_table(view), file_format)


@read_only
def figure_citation(request: HttpRequest, figure_id: str, file_format: str) -> HttpResponse:
    declared, question = read_figure(figure_id, request.GET)
    view = queries.figure(declared, question)
    return citation_answer(_citation(request, declared, question, view), file_format)


def _citation(
    request: HttpRequest, declared: DeclaredFigure, question: FigureQuestion, view: FigureView
) -> Citation:
    """The state of what is counted in the registry is that of its build, of statistics the editions of their data sets."""
    if declared.statistics is None:
        return citation_now(request, question.query(), view.title, view.citation)
    editions = sorted({source.edition for source in view.sources} - {""})
    return citation(
        request,
        question.query(),
        title=view.title,
        text=view.citation,
        state=",".join(editions),
        data_of=max(editions, default=""),
    )


@read_only
def chart_specification(request: HttpRequest, figure_id: str) -> HttpResponse:
    """The Vega-Lite specification of a figure's chart."""
    view = queries.figure(*read_figure(figure_id, request.GET))
    if not can_be_drawn(view.chart):
        raise Http404("this figure is a table")
    return JsonResponse(for_browser(view.chart), json_dumps_params={"ensure_ascii": False})


@framed_by_anybody
@read_only
def embed(request: HttpRequest, figure_id: str) -> HttpResponse:
    """A figure for a frame on somebody else's page: question, chart, coverage, source, and the way here."""
    declared, question = read_figure(figure_id, request.GET)
    view = queries.figure(declared, question)
    context = {
        "figure": view,
        "absolute_url": request.build_absolute_uri(view.url + question.query()),
        **both_widths(view.chart),
    }
    return render(request, "observatory/embed.html", context)
