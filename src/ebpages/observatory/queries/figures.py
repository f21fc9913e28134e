"""Every figure as pages, the API and the report show it, in one language."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ebpages.observatory.figures.asked import Asked
from ebpages.observatory.figures.catalogue import figures, state_of_figures
from ebpages.observatory.figures.declaration import FigureOf
from ebpages.observatory.queries.content import Content
from ebpages.observatory.queries.counted import class_label, counted, members_behind
from ebpages.observatory.queries.labelled import labelled, labels_behind, state_name
from ebpages.observatory.queries.measured import measured
from ebpages.observatory.queries.statistics import state_of_statistics
from ebpages.observatory.shapes import Behind, FigureRow, FigureView
from ebpages.publish.chart import Chart, Mark
from ebpages.registry.queries.builds import state_of_registry

_MOST_VIEWS = 1000
_views: dict[
    str, FigureView
] = {}  # worked out once for each state of the data, declaration and question, whoever asks


def figure_ids() -> tuple[str, ...]:
    """The ids of all figures, in their order. Raises BrokenDeclaration."""
    return tuple(figures())


def figure(
    figure_id: str, *, language: str, on: date | None = None, asked: Asked | None = None
) -> FigureView | None:
    """A figure worked out from the registry as it stands; None where there is no such figure.

    asked: day, filters and cells in place of the declared ones; without it, the figure as declared, on the day `on`.
    """
    declared = figures().get(figure_id)
    if declared is None:
        return None
    question = asked or Asked(on or timezone.localdate())
    key = " ".join(
        (
            state_of_registry(),
            state_of_statistics(),
            language,
            f"{question.on}",
            state_of_figures(),
            question.query(figure=figure_id),
        )
    )
    found = _views.get(key)
    if found is None:
        with translation.override(language):
            found = _view(declared, _content(declared, question, language), question, language)
        if len(_views) >= _MOST_VIEWS:
            _views.clear()
        _views[key] = found
    return found


def forget() -> None:
    """Work every figure out anew; for measuring."""
    _views.clear()


def figure_behind(
    figure_id: str, code: str, *, language: str, asked: Asked, start: int, size: int
) -> tuple[str, tuple[Behind, ...], int] | None:
    """What a class is called, its members some at a time, and how many they are; None where there is no such figure."""
    declared = figures().get(figure_id)
    if declared is None or declared.statistics:
        return None
    with translation.override(language):
        if declared.labels:
            return state_name(code), *labels_behind(
                declared.labels, code, asked, language, start=start, size=size
            )
        assert declared.counts is not None
        found = members_behind(declared, declared.counts, code, asked, language, start=start, size=size)
        return class_label(declared.counts, code, language), *found


def _content(declared: FigureOf, asked: Asked, language: str) -> Content:
    if declared.counts:
        return counted(declared, declared.counts, asked, language)
    if declared.statistics:
        return measured(declared, declared.statistics, asked, language)
    assert declared.labels is not None
    return labelled(declared, declared.labels, asked, language)


def _view(declared: FigureOf, content: Content, asked: Asked, language: str) -> FigureView:
    title = declared.title.name(language)
    return FigureView(
        id=declared.id,
        title=title,
        question=declared.question.name(language),
        answer=content.answer,
        printed_as=declared.printed_as.name(language) if declared.printed_as else "",
        unit=declared.unit.name(language),
        category_title=declared.axis.name(language),
        series_title=content.series_title,
        rows=content.rows,
        decimals=declared.decimals,
        coverage=content.coverage,
        coverage_note=content.coverage_note,
        notes=(*(note.name(language) for note in declared.notes), *content.notes),
        method=content.method,
        sources=content.sources,
        citation=_citation(declared.id, title, content, asked),
        as_of=asked.on,
        chart=_chart(declared, content.drawn, language),
        url=reverse("observatory:figure", args=[declared.id]),
        columns=content.columns,
    )


def _chart(declared: FigureOf, rows: Sequence[FigureRow], language: str) -> Chart:
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


def _citation(figure_id: str, title: str, content: Content, asked: Asked) -> str:
    """How to cite a figure: who, what, from which data of which day."""
    data = "; ".join(f"{s.title} ({s.edition})" if s.edition else s.title for s in content.sources[:3])
    more = len(content.sources) - 3
    return _("E-Business Pages: “%(title)s” (figure %(id)s), as of %(day)s. Data: %(data)s.") % {
        "title": title,
        "id": figure_id,
        "day": asked.on.isoformat(),
        "data": f"{data}; +{more}" if more > 0 else data or "–",
    }
