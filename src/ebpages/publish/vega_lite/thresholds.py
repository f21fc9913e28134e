"""What marks are held against: a dashed line across the rows, its name above them, the numbers out of its way."""

from collections.abc import Sequence
from itertools import pairwise

from ebpages.publish.chart import Chart
from ebpages.publish.chart_look import DASHED, LINE_HEIGHT, SMALL_SIZE, TOKENS
from ebpages.publish.chart_words import threshold_name
from ebpages.publish.lettering import text_width
from ebpages.publish.vega_lite.frame import Spec, layer, texts
from ebpages.publish.vega_lite.reading import bounds
from ebpages.publish.vega_lite.rows import VALUE_GAP, Rows, values_at_ends, values_in_column

_ABOVE = 5  # pixels between the plot and the lowest name
_BETWEEN = 10  # pixels between two names side by side
_LINE: Spec = {"type": "rule", "tooltip": None}
THRESHOLD: Spec = {**_LINE, "stroke": TOKENS["quiet"], "strokeWidth": 1.25, "strokeDash": list(DASHED)}
_HALO: Spec = {**_LINE, "stroke": TOKENS["paper"], "strokeWidth": 3}


def numbers_of(
    chart: Chart,
    rows: Rows,
    x: Spec,
    data: Sequence[Spec],
    *,
    gap: int = VALUE_GAP,
    group: Spec | None = None,
) -> tuple[Spec, float]:
    """The layer of numbers and how wide it is at the right of the plot: beside the marks or, where thresholds and bounds
    would run through them, in a column of their own."""
    if chart.thresholds or any(map(bounds, chart.marks)):
        return values_in_column(rows, data, group=group)
    return values_at_ends(rows, x, data, gap=gap, group=group), 0


def threshold_lines(chart: Chart, rows: Rows, x: Spec, *, over_bars: bool = False) -> list[Spec]:
    """A line through all rows, or a piece in each row where labels stand between them. over_bars: with a halo."""
    values = [value for value, _ in chart.thresholds]
    if not values:
        return []
    if not rows.above:
        encoding = {"x": {**x, "field": "at"}}
        drawn = [_HALO, THRESHOLD] if over_bars else [THRESHOLD]
        layers = [{"mark": mark, "encoding": encoding} for mark in drawn]
        return [{"data": {"values": [{"at": value} for value in values]}, "layer": layers}]
    data = [{"at": value, "place": place} for value in values for place in range(len(rows.lines))]
    encoding = {"x": {**x, "field": "at"}, "y": rows.y}
    piece: Spec = {
        "type": "tick",
        "orient": "vertical",
        "size": rows.thick,
        "opacity": 1,
        "yOffset": rows.drop,
        "tooltip": None,
    }
    drawn = [{**piece, "thickness": 3, "color": TOKENS["paper"]}] if over_bars else []
    drawn.append({**piece, "thickness": 1.25, "color": TOKENS["quiet"]})
    return [{"data": {"values": data}, "layer": [{"mark": mark, "encoding": encoding} for mark in drawn]}]


def threshold_names(chart: Chart, x: Spec, width: float) -> tuple[list[Spec], int]:
    """The layer of names above the plot, which is about `width` pixels wide, and how many pixels it takes."""
    if not chart.thresholds:
        return [], 0
    first, last = x["scale"]["domain"]
    found = sorted(chart.thresholds)
    names = [threshold_name(chart.language, value, label) for value, label in found]
    at = [(value - first) / (last - first) * width for value, _ in found]
    data = [
        {"at": value, "text": name, "dx": round(left - place, 1), "dy": -_ABOVE - line * LINE_HEIGHT}
        for (value, _), name, place, (left, line) in zip(
            found, names, at, _beside(names, at, width), strict=True
        )
    ]
    mark: Spec = {"type": "text", "align": "left", "baseline": "bottom", "fontSize": SMALL_SIZE}
    mark |= {"dx": {"expr": "datum.dx"}, "dy": {"expr": "datum.dy"}}
    lines = 1 + max(-(row["dy"] + _ABOVE) // LINE_HEIGHT for row in data)
    encoding = {"x": {**x, "field": "at"}, "y": {"value": 0}, **texts("text")}
    return layer(data, mark, encoding), lines * LINE_HEIGHT + _ABOVE


def _beside(names: Sequence[str], at: Sequence[float], width: float) -> list[tuple[float, int]]:
    """(left edge, line) of each name, the places from left to right. A name stands over its line or, where two would meet,
    the first of all ends at its line and the last begins there; what still meets another goes up a line."""
    longs = [text_width(name, SMALL_SIZE) for name in names]
    lefts = [_within(place - long / 2, long, width) for place, long in zip(at, longs, strict=True)]
    if any(
        left + long + _BETWEEN > after for (left, after), long in zip(pairwise(lefts), longs, strict=False)
    ):
        lefts[0] = _within(at[0] - longs[0] + 1, longs[0], width)
        lefts[-1] = _within(at[-1] - 1, longs[-1], width)
    ends: list[float] = []  # how far each line of names is written already
    placed = []
    for left, long in zip(lefts, longs, strict=True):
        line = next((line for line, end in enumerate(ends) if left >= end + _BETWEEN), len(ends))
        ends[line : line + 1] = [left + long]
        placed.append((left, line))
    return placed


def _within(left: float, long: float, width: float) -> float:
    return min(max(0.0, left), max(0.0, width - long))
