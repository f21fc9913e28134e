"""Lines over time, each named where it ends; a value that is not known leaves a gap, one with a note is hollow."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ebpages.publish.chart import Chart, Mark
from ebpages.publish.chart_look import LINE_HEIGHT, QUIET, SERIES, TEXT_SIZE, TOKENS, Paint
from ebpages.publish.lettering import text_width, wrap
from ebpages.publish.vega_lite.frame import (
    Spec,
    labelled_axis,
    note_legend,
    number_axis,
    paint,
    texts,
    ticks,
    tooltip,
)
from ebpages.publish.vega_lite.reading import (
    Look,
    clean,
    is_highlighted,
    looks,
    number,
    places,
    read,
    series_names,
    written,
)

_HEIGHT = 0.45  # of the width
_LOWEST, _HIGHEST = 240, 340
_NAMES = 0.3  # of the width, for the names at the ends
_LEAD = 12  # pixels from the end of a line to its name
_FEW = 8  # so many lines are all named, even where only some are looked for
_YEAR = re.compile(r"[+-]?\d{1,4}")
_WHITE_SPACE_BETWEEN = 18  # pixels between the labels of the horizontal axis


@dataclass(frozen=True, slots=True)
class _Line:
    """One series: its name, its colour, whether it is named at its end, its last known value."""

    name: str
    paint: Paint
    named: bool
    last: Mark


def lines(chart: Chart, width: int) -> Spec:
    """A line for each series. Categories that are all whole numbers, as years are, stand at their true distance."""
    at = _positions(chart)
    data = [{**row, "at": at[row["place"]]} for row in read(chart)]
    drawn = _lines(chart)
    _mark_dots(data)
    height = min(_HIGHEST, max(_LOWEST, round(_HEIGHT * width)))
    y_at = ticks(*_reach(chart))
    y_axis, y_parameters = number_axis("y", y_at, chart.language)
    x_axis, x_parameters = _time_axis(chart, at, width)
    x = {
        "type": "quantitative",
        "scale": {"domain": [min(at), max(at)], "nice": False, "zero": False},
        "axis": x_axis,
    }
    y = {
        "type": "quantitative",
        "scale": {"domain": [y_at[0], y_at[-1]], "nice": False, "zero": False},
        "axis": y_axis,
    }
    encoding = {"x": {**x, "field": "at"}, "y": {**y, "field": "value"}}
    return {
        "params": [*x_parameters, *y_parameters],
        "data": {"values": data},
        "height": height,
        "layer": [
            *_strokes(drawn, encoding),
            _dots(drawn, encoding),
            *_hollow(chart, drawn, encoding, width, data),
            *_conditions(chart, encoding, width),
            *_ends(chart, drawn, x, y, y_at, width, height, max(at)),
            _hover(chart, encoding, data),
        ],
        "resolve": {"legend": {"shape": "independent"}},
    }  # fmt: skip


def _positions(chart: Chart) -> list[int]:
    categories = [category for category, _ in places(chart)]
    if all(_YEAR.fullmatch(category.strip()) for category in categories):
        return [int(category) for category in categories]
    return list(range(len(categories)))


def _reach(chart: Chart) -> tuple[float, float]:
    """From zero, unless all values lie so close together that their course could not be seen."""
    known = [value for mark in chart.marks if (value := number(mark)) is not None]
    low, high = min(known), max(known)
    if low >= 0:
        return (low if low > high / 2 and low < high else 0.0), high or 1.0
    return low, max(0.0, high)


def _lines(chart: Chart) -> list[_Line]:
    """The series that have a value, those in the quiet colour first, so that the others are drawn over them."""
    names = series_names(chart)
    looked_for = [
        name
        for name in names
        if not chart.highlight
        or any(is_highlighted(chart, mark) for mark in chart.marks if mark.series == name)
    ]
    colours = dict(zip(looked_for or names, SERIES, strict=False))
    found = []
    for name in names:
        known = [mark for mark in chart.marks if mark.series == name and number(mark) is not None]
        colour = colours.get(name)
        if known:
            named = bool(colour) or not chart.highlight or len(names) <= _FEW
            found.append(_Line(name, Paint(colour, colour) if colour else QUIET, named, known[-1]))
    return sorted(found, key=lambda line: line.paint != QUIET)


def _mark_dots(data: list[Spec]) -> None:
    """Note which values need a dot: the last of a line, and one between two gaps, where no line can be seen."""
    by_series: dict[str, list[Spec]] = {}
    for row in sorted(data, key=lambda row: row["at"]):
        by_series.setdefault(row["series"], []).append(row)
    for course in by_series.values():
        known = [row["value"] is not None for row in course]
        for index, row in enumerate(course):
            alone = not any(known[max(0, index - 1) : index] + known[index + 1 : index + 2])
            row["dot"] = known[index] and (alone or not any(known[index + 1 :]))


def _time_axis(chart: Chart, at: Sequence[int], width: int) -> tuple[Spec, list[Spec]]:
    """As many categories as have room, evenly thinned; the last one too where that works out."""
    labels = [clean(category) for category, _ in places(chart)]
    room = max(text_width(text, TEXT_SIZE) for text in labels) + _WHITE_SPACE_BETWEEN
    most = max(2, int(width * (1 - _NAMES) / room))
    fewest = next(step for step in range(1, len(labels) + 1) if -(-len(labels) // step) <= most)
    step = next((step for step in range(fewest, 2 * fewest) if (len(labels) - 1) % step == 0), fewest)
    return labelled_axis(
        "x", at[::step], labels[::step], domain=True, ticks=True, tickSize=5, labelOverlap=False
    )


def _channel(drawn: Sequence[_Line], aspect: str = "stroke") -> Spec:
    colours = [TOKENS[line.paint.stroke] for line in drawn]
    scale = {"domain": [clean(line.name) for line in drawn], "range": colours}
    return {aspect: {"field": "series", "type": "nominal", "scale": scale, "legend": None}}


def _strokes(drawn: Sequence[_Line], encoding: Spec) -> list[Spec]:
    quiet = [clean(line.name) for line in drawn if line.paint == QUIET]
    mark = {"type": "line", "tooltip": None}
    coloured = {
        "transform": [{"filter": {"not": {"field": "series", "oneOf": quiet}}}],
        "mark": mark,
        "encoding": {**encoding, **_channel(drawn)},
    }
    if not quiet:
        return [{**coloured, "transform": []}]
    background = {
        "transform": [{"filter": {"field": "series", "oneOf": quiet}}],
        "mark": {**mark, "strokeWidth": 1.25},
        "encoding": {**encoding, **_channel(drawn)},
    }
    return [background, coloured]


def _dots(drawn: Sequence[_Line], encoding: Spec) -> Spec:
    return {
        "transform": [{"filter": "datum.dot && datum.note === '' && datum.condition === ''"}],
        "mark": {"type": "point", "filled": True, "size": 42, "opacity": 1, "tooltip": None},
        "encoding": {**encoding, **_channel(drawn, "fill")},
    }


def _hollow(
    chart: Chart, drawn: Sequence[_Line], encoding: Spec, width: int, data: Sequence[Spec]
) -> list[Spec]:
    """Values with a note: hollow, in the shape that the legend explains."""
    if not any(row["note"] for row in data):
        return []
    return [
        {
            "transform": [{"filter": "datum.note !== '' && datum.value !== null"}],
            "mark": {"type": "point", "size": 42, "opacity": 1, "strokeWidth": 1.75, "tooltip": None},
            "encoding": {
                **encoding,
                **_channel(drawn),
                "fill": {"value": TOKENS["paper"]},
                "shape": note_legend(chart, width),
            },
        }
    ]


def _conditions(chart: Chart, encoding: Spec, width: int) -> list[Spec]:
    """Values that sources dispute, or that stand for what is lost, in the colours of their state."""
    found = [
        Look(look.name, look.paint)
        for look, mark in zip(looks(chart), chart.marks, strict=True)
        if mark.state != "known" and number(mark) is not None
    ]
    if not found:
        return []
    return [
        {
            "transform": [{"filter": "datum.condition !== '' && datum.value !== null"}],
            "mark": {"type": "point", "shape": "square", "size": 60, "opacity": 1, "strokeWidth": 1.75, "tooltip": None},
            "encoding": {**encoding, **paint(found, width)},
        }
    ]  # fmt: skip


def _ends(
    chart: Chart,
    drawn: Sequence[_Line],
    x: Spec,
    y: Spec,
    at: Sequence[float],
    width: int,
    height: int,
    end: int,
) -> list[Spec]:
    """Names and last values at the right, moved apart where lines end close together, and a lead to each."""
    named = sorted((line for line in drawn if line.named), key=lambda line: -(number(line.last) or 0))
    names = [_end_text(chart, line, width) for line in named]
    scale = (at[-1] - at[0]) / height
    wanted = [(at[-1] - (number(line.last) or 0)) / scale for line in named]
    put = _apart(wanted, [len(text) * LINE_HEIGHT for text in names], height)
    data = [
        {
            "at": end,
            "lines": text,
            "series": clean(line.name),
            "value": number(line.last),
            "label": at[-1] - top * scale,
            "quiet": line.paint == QUIET,
        }
        for line, text, top in zip(named, names, put, strict=True)
    ]
    where = {"x": {**x, "field": "at"}, "y": {**y, "field": "label"}}
    lead = {
        "mark": {"type": "rule", "xOffset": 5, "x2Offset": _LEAD - 2, "tooltip": None},
        "encoding": {
            "x": {**x, "field": "at"},
            "x2": {"field": "at"},
            "y": {**y, "field": "value"},
            "y2": {"field": "label"},
            **_channel(drawn),
        },
    }
    mark = {"type": "text", "align": "left", "baseline": "middle", "dx": _LEAD, "tooltip": None}
    colour = {"condition": {"test": "datum.quiet", "value": TOKENS["quiet"]}, "value": TOKENS["ink"]}
    name = {
        "mark": {**mark, "dy": {"expr": f"-(length(datum.lines) - 1) * {LINE_HEIGHT / 2}"}},
        "encoding": {**where, **texts("lines", colour)},
    }
    return [{"data": {"values": data}, "layer": [lead, name]}]  # fmt: skip


def _end_text(chart: Chart, line: _Line, width: int) -> list[str]:
    name, value = clean(line.name), written(chart, number(line.last))
    room = _NAMES * width
    if not name:
        return [value]
    return wrap(f"{name} {value}", room, TEXT_SIZE, most=3)


def _apart(wanted: Sequence[float], heights: Sequence[float], height: float) -> list[float]:
    """Middles from top to bottom, as near to the wanted ones as lets no two labels overlap; wanted must be sorted."""
    put: list[float] = []
    for index, (middle, tall) in enumerate(zip(wanted, heights, strict=True)):
        free = put[-1] + (heights[index - 1] + tall) / 2 if put else tall / 2
        put.append(max(middle, free))
    for index in reversed(range(len(put))):
        below = put[index + 1] - (heights[index] + heights[index + 1]) / 2 if index + 1 < len(put) else None
        put[index] = min(put[index], height if below is None else below)
    return put


def _hover(chart: Chart, encoding: Spec, data: Sequence[Spec]) -> Spec:
    """Invisible, and large enough to be met with the pointer: what a value says in the browser."""
    return {
        "transform": [{"filter": "datum.value !== null"}],
        "mark": {"type": "point", "filled": True, "size": 220, "opacity": 0},
        "encoding": {**encoding, "tooltip": tooltip(chart, data)},
    }
