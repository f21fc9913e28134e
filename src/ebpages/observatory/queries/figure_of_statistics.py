"""A figure of statistics: cells of a data set with their flags, each leading to the data set."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.faces.numbers import number, percent
from ebpages.faces.shapes import Coverage, SourceNote
from ebpages.observatory.figures.declaration import DeclaredFigure, Statistics
from ebpages.observatory.figures.question import FigureQuestion
from ebpages.observatory.queries.figure_view import figure_view
from ebpages.observatory.queries.statistics import vintage
from ebpages.observatory.shapes import FigureRow, FigureView
from ebpages.observatory.statistics.dataset import Observation, UnknownDimension, UnknownVintage, Vintage
from ebpages.observatory.statistics.provider import provider
from ebpages.publish.chart import MarkState
from ebpages.reference.flags import explained

Select = Mapping[str, Sequence[str]]  # dimension -> codes


def figure_of_statistics(
    declared: DeclaredFigure, statistics: Statistics, question: FigureQuestion
) -> FigureView:
    asked = {name: codes for name, codes in question.select.items() if name in statistics.select and codes}
    select = {**statistics.select, **asked}
    try:
        data = vintage(statistics.dataset, question.vintage or None, holding=select)
    except UnknownVintage:
        return _nothing(declared, statistics, question, select)
    rows = _rows(data, statistics, select)
    if statistics.order == "value":
        rows = tuple(sorted(rows, key=lambda row: (row.value is None, -(row.value or 0), row.label)))
    known = sum(row.value is not None for row in rows)
    absent = sum(row.state == "lost" for row in rows)
    language = active_language()
    url = reverse("observatory:dataset", args=[data.code])
    return figure_view(
        declared,
        question,
        rows=rows,
        drawn=rows,
        coverage=Coverage(known, len(rows) - known - absent, absent, len(rows)),
        coverage_note=_("%(known)s of %(total)s values are known.")
        % {"known": number(known), "total": number(len(rows))},
        answer=_answer(declared, rows),
        method=_method(data, statistics),
        notes=_total_note(data, statistics, select, rows),
        sources=(SourceNote(data.title.name(language), url, data.vintage, data.licence.name(language)),),
        series_title=data.dimension_title(statistics.series, language) if statistics.series else "",
    )


def _nothing(
    declared: DeclaredFigure, statistics: Statistics, question: FigureQuestion, select: Select
) -> FigureView:
    """The data set, or the vintage wanted of it, is not there: every cell asked for is missing, and that is said."""
    cells = len(select[statistics.across]) * len(select.get(statistics.series, ("",)))
    note = _("The data set %(code)s has not been loaded: ebpages statistics fetch %(code)s")
    if question.vintage:
        note = _("The data set %(code)s has no vintage %(vintage)s.")
    return figure_view(
        declared,
        question,
        rows=(),
        drawn=(),
        coverage=Coverage(0, 0, cells, cells),
        coverage_note=note % {"code": statistics.dataset, "vintage": question.vintage},
        answer=_("Nothing is known about any of them."),
    )


def _rows(data: Vintage, statistics: Statistics, select: Select) -> tuple[FigureRow, ...]:
    drawn = (statistics.across, statistics.series)
    fixed = {name: codes[0] for name, codes in select.items() if name not in drawn}
    return tuple(
        _row(
            data,
            statistics,
            {**fixed, statistics.across: across, **({statistics.series: series} if series else {})},
        )
        for series in (select[statistics.series] if statistics.series else ("",))
        for across in select[statistics.across]
    )


def _row(data: Vintage, statistics: Statistics, cell: Mapping[str, str]) -> FigureRow:
    language = active_language()
    observation = _cell(data, cell)
    across, series = cell[statistics.across], cell.get(statistics.series, "")
    address = reverse("observatory:dataset", args=[data.code])
    return FigureRow(
        code=across,
        label=data.label(statistics.across, across, language),
        value=observation.value if observation else None,
        state=_state(observation),
        series=data.label(statistics.series, series, language) if series else "",
        series_code=series,
        note=", ".join(explained(observation.flags, language, missing=observation.value is None))
        if observation
        else _("not in the data"),
        url=f"{address}?{urlencode({**cell, 'vintage': data.name})}" if observation else "",
    )


def _cell(data: Vintage, cell: Mapping[str, str]) -> Observation | None:
    """The cell, or nothing: also where a publisher has given the data set other dimensions than the declaration knows."""
    try:
        return data.value(**cell)
    except UnknownDimension:
        return None


def _state(observation: Observation | None) -> MarkState:
    if observation is None:
        return "lost"
    return "known" if observation.value is not None else "unknown"


def _answer(declared: DeclaredFigure, rows: tuple[FigureRow, ...]) -> str:
    known = [row for row in rows if row.value is not None]
    if not known:
        return _("No value is known.")
    if declared.chart == "line":
        return _from_first_to_last(declared, known)
    ranked = sorted(known, key=lambda row: -(row.value or 0))
    looked_for = next((row for row in ranked if row.code in declared.highlight), None)
    if looked_for is not None and declared.chart == "dot":
        return _("%(label)s: %(value)s, place %(place)s of %(total)s.") % {
            "label": looked_for.label,
            "value": number(looked_for.value or 0, declared.decimals),
            "place": number(1 + sum((row.value or 0) > (looked_for.value or 0) for row in known)),
            "total": number(len(known)),
        }
    return _("Most: %(label)s, %(value)s.") % {
        "label": ranked[0].label,
        "value": number(ranked[0].value or 0, declared.decimals),
    }


def _from_first_to_last(declared: DeclaredFigure, known: Sequence[FigureRow]) -> str:
    lines = []
    for series in dict.fromkeys(row.series for row in known):
        own = [row for row in known if row.series == series]
        lines.append(
            _("%(series)s: from %(first)s (%(from)s) to %(last)s (%(to)s)")
            % {
                "series": series,
                "first": number(own[0].value or 0, declared.decimals),
                "from": own[0].label,
                "last": number(own[-1].value or 0, declared.decimals),
                "to": own[-1].label,
            }
        )
    return "; ".join(lines) + "."


def _method(data: Vintage, statistics: Statistics) -> str:
    language = active_language()
    return _(
        "Values as published by %(provider)s in the data set %(code)s, vintage %(vintage)s, in %(unit)s; flags are kept. %(attribution)s"
    ) % {
        "provider": provider(data.provider).name(language),
        "code": data.code,
        "vintage": data.vintage,
        "unit": statistics.unit.name(language),
        "attribution": data.attribution.name(language),
    }


def _total_note(
    data: Vintage, statistics: Statistics, select: Select, rows: Sequence[FigureRow]
) -> tuple[str, ...]:
    """Whether the rows add up to the total that is published beside them."""
    if not statistics.total:
        return ()
    fixed = {name: codes[0] for name, codes in select.items() if name != statistics.across}
    total = _cell(data, {**fixed, statistics.across: statistics.total})
    if total is None or total.value is None:
        return ()
    added = sum(row.value or 0 for row in rows)
    if added == total.value:
        return (_("The rows add up to the published total of %(total)s.") % {"total": number(total.value)},)
    return (
        _(
            "The rows add up to %(added)s; the published total is %(total)s, a difference of %(difference)s (%(share)s)."
        )
        % {
            "added": number(added),
            "total": number(total.value),
            "difference": number(total.value - added),
            "share": percent(100 * (total.value - added) / total.value),
        },
    )
