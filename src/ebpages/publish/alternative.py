"""What a chart shows, in sentences: for those who cannot see it, and for programs that read pages."""

from collections.abc import Sequence

from ebpages.publish.alternative_bounds import bounds_said, mark_name, thresholds_said
from ebpages.publish.alternative_bubbles import bubble_axes, bubbles_said
from ebpages.publish.chart import Chart, Mark
from ebpages.publish.chart_words import counted, listed, sentence, word
from ebpages.publish.numerals import write_number
from ebpages.publish.vega_lite.areas import map_word
from ebpages.publish.vega_lite.left_out import left_out
from ebpages.publish.vega_lite.reading import (
    bounds,
    clean,
    condition,
    is_highlighted,
    mixed_series,
    number,
    places,
    series_names,
    totals,
)

_MOST_SERIES = 4
_MOST_ITEMS = 6


def describe(chart: Chart) -> str:
    """The text alternative in the chart's language: kind and title, how many values, the largest and smallest with
    ties or the course of each line, what is unknown or lost, what carries a note. Raises ValueError for a language
    other than bg and en."""
    kind = map_word(chart) if chart.kind == "choropleth" else chart.kind
    said = [
        f"{word(chart.language, 'kinds', kind)}. {_closed(clean(chart.title))}",
        *(bubble_axes(chart) if chart.kind == "bubble" else _unit(chart)),
        counted(chart.language, "count", sum(number(mark) is not None for mark in chart.marks)),
        *_matter(chart),
        *bounds_said(chart),
        *thresholds_said(chart),
        *(left_out(chart) if chart.kind == "bubble" else _empty(chart)),
        *_apart(chart),
        *_noted(chart),
    ]
    return " ".join(said)


def _unit(chart: Chart) -> list[str]:
    return [sentence(chart.language, "unit", unit=clean(chart.value_title))] if chart.value_title else []


def _matter(chart: Chart) -> list[str]:
    if chart.kind == "bubble":
        return bubbles_said(chart)
    if chart.kind == "line":
        return _courses(chart)
    if chart.kind == "stacked_bar":
        names = [clean(name) for name in series_names(chart) if name]
        named = [
            (clean(category), total)
            for (category, _), total in zip(places(chart), totals(chart), strict=True)
        ]
        known = [(name, total) for name, total in named if total is not None]
        return [*_series(chart, names), *_extremes(chart, known, "_total")]
    told = [mark for mark in chart.marks if mark.state in ("known", "several")]
    known = [(mark_name(mark), value) for mark in told if (value := number(mark)) is not None]
    return _extremes(chart, known)


def _series(chart: Chart, names: Sequence[str]) -> list[str]:
    return (
        [counted(chart.language, "series", len(names), names=listed(chart.language, names))] if names else []
    )


def _extremes(chart: Chart, known: Sequence[tuple[str, float]], which: str = "") -> list[str]:
    """The largest and the smallest; nothing for a single value, one sentence where all are equal."""
    if not known:
        return []
    high, low = max(value for _, value in known), min(value for _, value in known)
    if high == low and len(known) > 1:
        return [sentence(chart.language, f"equal{which}", value=_written(chart, high))]
    ends = [("largest", high), ("smallest", low)] if high > low else [("largest", high)]
    return [_extreme(chart, f"{name}{which}", end, known) for name, end in ends]


def _extreme(chart: Chart, name: str, end: float, known: Sequence[tuple[str, float]]) -> str:
    names = [category for category, value in known if value == end]
    form = "one" if len(names) == 1 else "many"
    text = word(chart.language, "sentences", name, form)
    return text.format(names=listed(chart.language, names), value=_written(chart, end))


def _courses(chart: Chart) -> list[str]:
    """First, last, largest and smallest value of each line, of four at the most."""
    names = series_names(chart)
    looked_for = [name for name in names if _is_looked_for(chart, name)]
    ranked = [*looked_for, *(name for name in names if name not in looked_for)]
    said = [_course(chart, name) for name in ranked[:_MOST_SERIES]]
    left = len(names) - _MOST_SERIES
    return [text for text in said if text] + (
        [counted(chart.language, "more_series", left)] if left > 0 else []
    )


def _course(chart: Chart, name: str) -> str:
    known = [
        (clean(mark.category), value)
        for mark in chart.marks
        if mark.series == name and (value := number(mark)) is not None
    ]
    if not known:
        return ""
    (first, start), (last, end) = known[0], known[-1]
    title = clean(name) or clean(chart.value_title)
    if len(known) == 1:
        return sentence(chart.language, "single_course", name=title, last=last, end=_written(chart, end))
    high_at, high = max(known, key=lambda point: point[1])
    low_at, low = min(known, key=lambda point: point[1])
    values = {"start": start, "end": end, "high": high, "low": low}
    texts = {key: _written(chart, value) for key, value in values.items()}
    places_of = {"first": first, "last": last, "high_at": high_at, "low_at": low_at}
    return sentence(chart.language, "course", name=title, **texts, **places_of)


def _is_looked_for(chart: Chart, name: str) -> bool:
    return any(is_highlighted(chart, mark) for mark in chart.marks if mark.series == name)


def _empty(chart: Chart) -> list[str]:
    empty = [mark for mark in chart.marks if number(mark) is None and bounds(mark) is None]
    return [sentence(chart.language, "empty", items=_named(chart, empty))] if empty else []


def _apart(chart: Chart) -> list[str]:
    """Values that are not simply known, with what is to be said of them: each number, or which marks of a series."""
    apart = [mark for mark in chart.marks if mark.state != "known" and number(mark) is not None]
    if chart.kind == "bubble":
        mixed = mixed_series(chart)
        apart = [mark for mark in apart if mark.series in mixed]
    if not apart:
        return []
    if any(mark.series for mark in apart):
        states = dict.fromkeys(mark.state for mark in apart)
        items = [
            f"{_named(chart, [mark for mark in apart if mark.state == state])} ({condition(chart, state)})"
            for state in states
        ]
    else:
        items = [
            f"{mark_name(mark)} – {_written(chart, number(mark) or 0)} ({condition(chart, mark.state)})"
            for mark in apart
        ]
    return [sentence(chart.language, "apart", items=_some(chart, items))]


def _noted(chart: Chart) -> list[str]:
    """Each distinct note, with the marks that carry it."""
    carriers: dict[str, list[Mark]] = {}
    for mark in chart.marks:
        if mark.note:
            carriers.setdefault(clean(mark.note), []).append(mark)
    return [
        sentence(chart.language, "noted", note=note, items=_named(chart, marks))
        for note, marks in carriers.items()
    ]


def _named(chart: Chart, marks: Sequence[Mark]) -> str:
    """Marks by name: their categories, gathered by series where there are several."""
    gathered: dict[str, list[str]] = {}
    for mark in marks:
        gathered.setdefault(clean(mark.series), []).append(clean(mark.category))
    items = [
        f"{series} – {listed(chart.language, names)}" if series else listed(chart.language, names)
        for series, names in gathered.items()
    ]
    return _some(chart, items)


def _some(chart: Chart, items: Sequence[str]) -> str:
    return listed(chart.language, items, most=_MOST_ITEMS, apart=True)


def _closed(text: str) -> str:
    return text if text.endswith(("?", "!", ".", "…")) else f"{text}."


def _written(chart: Chart, value: float) -> str:
    return write_number(value, chart.language, chart.decimals)
