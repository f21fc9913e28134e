"""Stacked columns, their totals on top; rows instead where the names of the categories would not fit below columns."""

from ebpages.publish.chart import Chart
from ebpages.publish.chart_look import LINE_HEIGHT, TEXT_SIZE, TOKENS
from ebpages.publish.lettering import text_width, wrap
from ebpages.publish.vega_lite.bars import stacked_rows
from ebpages.publish.vega_lite.frame import (
    Spec,
    foot,
    layer,
    note_lines,
    number_axis,
    paint,
    texts,
    ticks,
    tooltip,
)
from ebpages.publish.vega_lite.reading import clean, looks, number, places, read, totals, written
from ebpages.publish.vega_lite.rows import reach

_AXIS = 46  # pixels for the numbers at the left
_SHORT = 60  # pixels: names as short as dates may be left out in turn
_HEIGHT = 0.42  # of the width
_LOWEST, _HIGHEST = 220, 340
_GAP = 0.25  # between columns, of their step


def columns(chart: Chart, width: int) -> Spec:
    """Series on top of one another in a column for each category."""
    names = [clean(category) for category, _ in places(chart)]
    step = (width - _AXIS) / len(names)
    lines = [wrap(name, step - 6, TEXT_SIZE) for name in names]
    widest = max(text_width(name, TEXT_SIZE) for name in names)
    is_dated = widest <= _SHORT
    if not is_dated and (
        max(map(len, lines)) > 2
        or any(" ".join(parts) != name for parts, name in zip(lines, names, strict=True))
    ):
        return stacked_rows(chart, width)
    return _columns(chart, width, [[name] for name in names] if is_dated else lines, step)


def _columns(chart: Chart, width: int, lines: list[list[str]], step: float) -> Spec:
    data = read(chart)
    at = ticks(*reach(chart))
    axis, parameters = number_axis("y", at, chart.language)
    y = {"type": "quantitative", "axis": axis, "scale": {"domain": [at[0], at[-1]], "nice": False}}
    x_axis = {"labelExpr": "names[datum.value]", "labelAngle": 0, "labelOverlap": "greedy", "domain": True}
    x = {
        "field": "place",
        "type": "ordinal",
        "axis": x_axis,
        "scale": {"domain": list(range(len(lines))), "paddingInner": _GAP, "paddingOuter": _GAP / 2},
    }
    bar = {
        "transform": [{"filter": "datum.value !== 0"}],  # zero would leave its outline
        "mark": {"type": "bar", "strokeWidth": 1.25},
        "encoding": {
            "x": x,
            "y": {**y, "field": "value", "stack": "zero"},
            **paint(looks(chart), width, parted=True),
            "order": {"field": "order", "type": "quantitative"},
            "tooltip": tooltip(chart, data),
        },
    }
    return {
        "params": [{"name": "names", "value": lines}, *parameters],
        "data": {"values": data},
        "height": min(_HIGHEST, max(_LOWEST, round(_HEIGHT * width))),
        "layer": [
            bar,
            *_totals(chart, x, y, step),
            *foot(note_lines(chart, width * 0.8), below=3 * LINE_HEIGHT),
        ],
    }


def _totals(chart: Chart, x: Spec, y: Spec, step: float) -> list[Spec]:
    """The total over each column, where they differ, all of them have room, and no value is below zero."""
    sums = totals(chart)
    if len(sums) > 1 and len(set(sums)) == 1:
        return []
    numbers = [written(chart, value) if value is not None else "–" for value in sums]
    cramped = max(text_width(text, TEXT_SIZE) for text in numbers) > step - 4
    if cramped or any((number(mark) or 0) < 0 for mark in chart.marks):
        return []
    data = [
        {"place": place, "end": value or 0, "text": text}
        for place, (value, text) in enumerate(zip(sums, numbers, strict=True))
    ]
    encoding = {"x": x, "y": {**y, "field": "end"}, **texts("text", {"value": TOKENS["ink"]})}
    return layer(data, {"type": "text", "baseline": "bottom", "dy": -4}, encoding)
