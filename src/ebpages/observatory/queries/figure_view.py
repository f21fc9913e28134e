"""What the figures of every sort share: a declared figure with its rows, as pages, the API and the report show it."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.faces.shapes import Coverage, SourceNote
from ebpages.observatory.figures.declaration import DeclaredFigure
from ebpages.observatory.figures.question import FigureQuestion
from ebpages.observatory.shapes import FigureRow, FigureView
from ebpages.publish.chart import Chart, Mark
from ebpages.publish.typography import day
from ebpages.registry.queries import source_lists


def figure_view(
    declared: DeclaredFigure,
    question: FigureQuestion,
    *,
    rows: tuple[FigureRow, ...],
    drawn: Sequence[FigureRow],
    coverage: Coverage,
    coverage_note: str,
    answer: str,
    method: str = "",
    notes: Iterable[str] = (),
    sources: tuple[SourceNote, ...] = (),
    columns: tuple[str, ...] = (),
    doubts_url: str = "",
    series_title: str = "",
) -> FigureView:
    """The figure in the active language. rows: the whole data; drawn: those that the chart shows; notes: beside the declared ones."""
    language = active_language()
    title = declared.title.name(language)
    return FigureView(
        id=declared.id,
        title=title,
        question=declared.question.name(language),
        answer=answer,
        printed_as=declared.printed_as.name(language) if declared.printed_as else "",
        unit=declared.unit.name(language),
        category_title=declared.axis.name(language),
        series_title=series_title,
        rows=rows,
        decimals=declared.decimals,
        coverage=coverage,
        coverage_note=coverage_note,
        notes=(*(note.name(language) for note in declared.notes), *notes),
        method=method,
        sources=sources,
        citation=_citation(declared.id, title, sources, question),
        as_of=question.on,
        chart=_chart(declared, drawn),
        url=reverse("observatory:figure", args=[declared.id]),
        columns=columns,
        doubts_url=doubts_url,
    )


def month_of_lists() -> str:
    """The month of the newest edition among the lists, "April 2018"; empty where there is none."""
    newest = max((item.edition[:7] for item in source_lists()), default="")
    return day(newest, active_language())


def records_url(figure_id: str, code: str, question: FigureQuestion) -> str:
    """Where the records of a class stand."""
    return reverse("observatory:behind", args=[figure_id]) + question.query(**{"class": code})


def _chart(declared: DeclaredFigure, rows: Sequence[FigureRow]) -> Chart:
    language = active_language()
    marks = tuple(
        Mark(row.label, row.value, row.series, row.code, row.state, row.note)
        for row in rows
        if declared.chart != "choropleth" or row.state == "known"
    )
    names = {row.code: row.label for row in rows} | {
        row.series_code: row.series for row in rows if row.series
    }
    return Chart(
        kind=declared.chart,
        title=declared.question.name(language),
        category_title=declared.axis.name(language),
        value_title=declared.unit.name(language),
        marks=marks,
        language=language,
        highlight=tuple(names.get(code, code) for code in declared.highlight),
        decimals=declared.decimals,
    )


def _citation(figure_id: str, title: str, sources: Sequence[SourceNote], question: FigureQuestion) -> str:
    """How to cite a figure: who, what, from which data. The day of a count is that of its data."""
    data = "; ".join(f"{s.title} ({s.edition})" if s.edition else s.title for s in sources[:3])
    more = len(sources) - 3
    said = (
        _("E-Business Pages: “%(title)s” (figure %(id)s), state on %(day)s. Data: %(data)s.")
        if question.day_given
        else _("E-Business Pages: “%(title)s” (figure %(id)s). Data: %(data)s.")
    )
    return said % {
        "title": title,
        "id": figure_id,
        "day": question.on.isoformat(),
        "data": f"{data}; +{more}" if more > 0 else data or "–",
    }
