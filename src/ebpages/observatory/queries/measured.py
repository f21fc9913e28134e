"""A figure of statistics: cells of a data set with their flags, each leading to the data set."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.numbers import number, percent
from ebpages.faces.shapes import Coverage, SourceNote
from ebpages.observatory.figures.asked import Asked
from ebpages.observatory.figures.declaration import FigureOf, Statistics
from ebpages.observatory.queries.content import Content
from ebpages.observatory.queries.statistics import vintage
from ebpages.observatory.shapes import FigureRow
from ebpages.observatory.statistics.dataset import Observation, UnknownDimension, UnknownVintage, Vintage
from ebpages.observatory.statistics.provider import provider
from ebpages.publish.chart import MarkState
from ebpages.reference.flags import explained


def measured(figure: FigureOf, statistics: Statistics, asked: Asked, language: str) -> Content:
    select = {**statistics.select, **{k: v for k, v in asked.select.items() if k in statistics.select and v}}
    found = _vintage(statistics.dataset, asked.vintage, select)
    if found is None:
        return _nothing(statistics, select, asked.vintage)
    rows = _rows(found, statistics, select, asked, language)
    if statistics.order == "value":
        rows = tuple(sorted(rows, key=lambda row: (row.value is None, -(row.value or 0), row.label)))
    known = sum(row.value is not None for row in rows)
    absent = sum(row.state == "lost" for row in rows)
    return Content(
        rows=rows,
        drawn=rows,
        coverage=Coverage(known, len(rows) - known - absent, absent, len(rows)),
        coverage_note=_("%(known)s of %(total)s values are known.")
        % {"known": number(known), "total": number(len(rows))},
        answer=_answer(figure, statistics, rows),
        method=_method(found, statistics, language),
        notes=_total_note(found, statistics, select, rows),
        sources=(
            SourceNote(
                found.title.name(language),
                reverse("observatory:dataset", args=[found.code]),
                found.vintage,
                found.licence.name(language),
            ),
        ),
        series_title=found.dimension_title(statistics.series, language) if statistics.series else "",
    )


def _vintage(code: str, wanted: str, select: Mapping[str, Sequence[str]]) -> Vintage | None:
    """The vintage asked for, else the newest that has all the codes."""
    try:
        return vintage(code, wanted or None, holding=select)
    except UnknownVintage:
        return None


def _nothing(statistics: Statistics, select: Mapping[str, Sequence[str]], wanted: str) -> Content:
    """The data set, or the vintage wanted of it, is not there: every cell asked for is missing, and that is said."""
    cells = len(select[statistics.across]) * len(select.get(statistics.series, ("",)))
    told = _("The data set %(code)s has not been loaded: ebpages statistics fetch %(code)s")
    if wanted:
        told = _("The data set %(code)s has no vintage %(vintage)s.")
    return Content(
        rows=(),
        drawn=(),
        coverage=Coverage(0, 0, cells, cells),
        coverage_note=told % {"code": statistics.dataset, "vintage": wanted},
        answer=_("Nothing is known about any of them."),
        method="",
        notes=(),
        sources=(),
    )


def _rows(
    found: Vintage,
    statistics: Statistics,
    select: Mapping[str, Sequence[str]],
    asked: Asked,
    language: str,
) -> tuple[FigureRow, ...]:
    fixed = {
        name: codes[0] for name, codes in select.items() if name not in (statistics.across, statistics.series)
    }
    return tuple(
        _row(
            found,
            statistics,
            {**fixed, statistics.across: across, **({statistics.series: series} if series else {})},
            language,
        )
        for series in (select[statistics.series] if statistics.series else ("",))
        for across in select[statistics.across]
    )


def _row(found: Vintage, statistics: Statistics, cell: Mapping[str, str], language: str) -> FigureRow:
    observation = _cell(found, cell)
    across, series = cell[statistics.across], cell.get(statistics.series, "")
    address = reverse("observatory:dataset", args=[found.code])
    return FigureRow(
        code=across,
        label=found.label(statistics.across, across, language),
        value=observation.value if observation else None,
        state=_state(observation),
        series=found.label(statistics.series, series, language) if series else "",
        series_code=series,
        note=", ".join(explained(observation.flags, language, missing=observation.value is None))
        if observation
        else _("not in the data"),
        url=f"{address}?{urlencode({**cell, 'vintage': found.name})}" if observation else "",
    )


def _cell(found: Vintage, cell: Mapping[str, str]) -> Observation | None:
    """The cell, or nothing: also where a publisher has given the data set other dimensions than the declaration knows."""
    try:
        return found.value(**cell)
    except UnknownDimension:
        return None


def _state(observation: Observation | None) -> MarkState:
    if observation is None:
        return "lost"
    return "known" if observation.value is not None else "unknown"


def _answer(figure: FigureOf, statistics: Statistics, rows: tuple[FigureRow, ...]) -> str:
    known = [row for row in rows if row.value is not None]
    if not known:
        return _("No value is known.")
    if figure.chart == "line":
        return _from_first_to_last(figure, known)
    ranked = sorted(known, key=lambda row: -(row.value or 0))
    looked_for = next((row for row in ranked if row.code in figure.highlight), None)
    if looked_for is not None and figure.chart == "dot":
        return _("%(label)s: %(value)s, place %(place)s of %(total)s.") % {
            "label": looked_for.label,
            "value": number(looked_for.value or 0, figure.decimals),
            "place": number(1 + sum((row.value or 0) > (looked_for.value or 0) for row in known)),
            "total": number(len(known)),
        }
    return _("Most: %(label)s, %(value)s.") % {
        "label": ranked[0].label,
        "value": number(ranked[0].value or 0, figure.decimals),
    }


def _from_first_to_last(figure: FigureOf, known: Sequence[FigureRow]) -> str:
    told = []
    for series in dict.fromkeys(row.series for row in known):
        own = [row for row in known if row.series == series]
        told.append(
            _("%(series)s: from %(first)s (%(from)s) to %(last)s (%(to)s)")
            % {
                "series": series,
                "first": number(own[0].value or 0, figure.decimals),
                "from": own[0].label,
                "last": number(own[-1].value or 0, figure.decimals),
                "to": own[-1].label,
            }
        )
    return "; ".join(told) + "."


def _method(found: Vintage, statistics: Statistics, language: str) -> str:
    return _(
        "Values as published by %(provider)s in the data set %(code)s, vintage %(vintage)s, in %(unit)s; flags are kept. %(attribution)s"
    ) % {
        "provider": provider(found.provider).name(language),
        "code": found.code,
        "vintage": found.vintage,
        "unit": statistics.unit.name(language),
        "attribution": found.attribution.name(language),
    }


def _total_note(
    found: Vintage, statistics: Statistics, select: Mapping[str, Sequence[str]], rows: Sequence[FigureRow]
) -> tuple[str, ...]:
    """Whether the rows add up to the total that is published beside them."""
    if not statistics.total:
        return ()
    fixed = {name: codes[0] for name, codes in select.items() if name != statistics.across}
    total = _cell(found, {**fixed, statistics.across: statistics.total})
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
