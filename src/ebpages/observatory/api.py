"""Every page of the observatory as JSON."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.errors import HttpError

from ebpages.faces.api import LARGEST_PAGE, Language, in_language
from ebpages.faces.pictures import can_be_drawn, for_browser
from ebpages.faces.shapes import Coverage, SourceNote, TextOrNull
from ebpages.observatory.api_claims import router as claims
from ebpages.observatory.api_statistics import router as statistics
from ebpages.observatory.figures.catalogue import figures
from ebpages.observatory.figures.declaration import DeclaredFigure
from ebpages.observatory.figures.question import FigureQuestion
from ebpages.observatory.queries import figures as queries
from ebpages.observatory.queries.overview import theme_names
from ebpages.observatory.questions import read_class, read_figure
from ebpages.observatory.shapes import FigureRow, RecordBehind
from ebpages.registry.earlier import day_of_reading
from ebpages.registry.one_build import one_build

router = Router(tags=["observatory"])
router.add_decorator(one_build, mode="view")
router.add_router("", claims)
router.add_router("", statistics)


class FigureHead(Schema):
    """A figure in the list of all: its question, the answer, and for how much there are data."""

    id: str
    theme: str
    theme_title: str
    title: str
    question: str
    answer: TextOrNull
    printed_as: TextOrNull
    coverage: Coverage
    url: str


class Observatory(Schema):
    as_of: date
    figures: list[FigureHead]


class FigureAnswer(Schema):
    """A figure with its data, coverage, notes and citation; `chart`: its Vega-Lite specification, null for a table."""

    id: str
    title: str
    question: str
    answer: TextOrNull
    printed_as: TextOrNull
    unit: str
    category_title: str
    series_title: TextOrNull
    columns: list[str]
    rows: list[FigureRow]
    coverage: Coverage
    coverage_note: TextOrNull
    notes: list[str]
    method: str
    sources: list[SourceNote]
    citation: str
    as_of: date
    url: str
    doubts_url: TextOrNull
    chart: dict[str, Any] | None


class BehindPage(Schema):
    """The records behind one number, some at a time."""

    label: str
    total: int
    page: int
    size: int
    records: list[RecordBehind]


@router.get(
    "/observatory", response=Observatory, url_name="observatory", summary="Every figure and what it says"
)
@in_language
def observatory(request: HttpRequest, language: Language = "bg") -> Observatory:
    day = day_of_reading()
    return Observatory(as_of=day, figures=[_head(declared, day) for declared in figures().values()])


def _head(declared: DeclaredFigure, day: date) -> FigureHead:
    view = queries.figure(declared, FigureQuestion(day))
    return FigureHead(
        id=view.id,
        theme=declared.theme,
        theme_title=theme_names()[declared.theme][0],
        title=view.title,
        question=view.question,
        answer=view.answer,
        printed_as=view.printed_as,
        coverage=view.coverage,
        url=view.url,
    )


@router.get(
    "/observatory/figures/{slug:figure_id}",
    response=FigureAnswer,
    url_name="figure",
    summary="One figure: data, coverage, chart",
    description="Filters `region`, `sector` and `stage`, the day `on`, series such as `geo` and a `vintage` as on its page.",
)
@in_language
def figure(request: HttpRequest, figure_id: str, language: Language = "bg") -> FigureAnswer:
    view = queries.figure(*_read_figure(request, figure_id))
    fields = {name: value for name, value in asdict(view).items() if name not in ("chart", "decimals")}
    return FigureAnswer(**fields, chart=for_browser(view.chart) if can_be_drawn(view.chart) else None)


def _read_figure(request: HttpRequest, figure_id: str) -> tuple[DeclaredFigure, FigureQuestion]:
    if figure_id not in figures():
        raise HttpError(404, _("There is no figure “%(name)s”.") % {"name": figure_id})
    return read_figure(figure_id, request.GET)


@router.get(
    "/observatory/figures/{slug:figure_id}/records",
    response=BehindPage,
    url_name="behind",
    summary="The records behind one number",
)
@in_language
def behind(
    request: HttpRequest, figure_id: str, language: Language = "bg", page: int = 1, size: int = 25
) -> BehindPage:
    if page < 1 or not 1 <= size <= LARGEST_PAGE:
        raise HttpError(422, _("`page` begins at 1 and `size` is at most %(most)s.") % {"most": LARGEST_PAGE})
    declared, question = _read_figure(request, figure_id)
    found = queries.figure_records(
        declared, read_class(request.GET), question, start=(page - 1) * size, size=size
    )
    if found is None:
        raise HttpError(404, _("The numbers of this figure lead to their data set."))
    label, records, total = found
    return BehindPage(label=label, total=total, page=page, size=size, records=list(records))
