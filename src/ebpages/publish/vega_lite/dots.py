"""A ranked dot plot: a dot for each value on the line of its category; what the reader looks for stands out."""

from ebpages.publish.chart import Chart
from ebpages.publish.chart_look import TOKENS
from ebpages.publish.vega_lite.frame import Spec, note_legend, number_axis, paint, ticks, tooltip
from ebpages.publish.vega_lite.reading import looks, read, series_names
from ebpages.publish.vega_lite.rows import Rows, along, lay_rows, reach, values_at_ends, zero_line

_DOT, _GAP, _SIZE = 16, 6, 72


def dots(chart: Chart, width: int) -> Spec:
    """Dots of a chart, in the order of its marks: each with its number or, for several series, over an axis."""
    data = read(chart)
    rows = lay_rows(chart, width, thick=_DOT, gap=_GAP, narrow_labels=0.5)
    parameters: list[Spec] = []
    values: list[Spec] = []
    if len(series_names(chart)) == 1:
        x = along(*reach(chart))
        values = [values_at_ends(rows, x, data, gap=10)]
    else:
        steps = ticks(*reach(chart))
        axis, parameters = number_axis("x", steps, chart.language)
        x = along(steps[0], steps[-1], axis)
    return {
        "params": [*rows.parameters, *parameters],
        "data": {"values": data},
        "height": rows.height,
        "layer": [
            rows.labels,
            _guides(rows, x),
            *_points(chart, rows, x, width, data),
            *values,
            *zero_line(rows, x),
        ],
        "resolve": {"legend": {"shape": "independent"}},
    }


def _guides(rows: Rows, x: Spec) -> Spec:
    """A thin line in each row, from nought to its farthest dot."""
    return {
        "transform": [
            {"aggregate": [{"op": "max", "field": "value", "as": "far"}, {"op": "min", "field": "value", "as": "near"}],
             "groupby": ["place"]},
            {"calculate": "min(0, datum.near)", "as": "from"},
        ],
        "mark": {"type": "rule", "stroke": TOKENS["line"], "yOffset": rows.drop, "y2Offset": rows.drop, "tooltip": None},
        "encoding": {"y": rows.y, "x": {**x, "field": "from"}, "x2": {"field": "far"}},
    }  # fmt: skip


def _points(chart: Chart, rows: Rows, x: Spec, width: int, data: list[Spec]) -> list[Spec]:
    """Full dots, and hollow ones for values with a note."""
    encoding = {"y": rows.y, "x": {**x, "field": "value"}, "tooltip": tooltip(chart, data)}
    painted = paint(looks(chart), width - rows.column, symbol="circle")
    mark = {"type": "point", "size": _SIZE, "opacity": 1, "yOffset": rows.drop}
    full = {
        "transform": [{"filter": "datum.note === '' && datum.value !== null"}],
        "mark": {**mark, "strokeWidth": 1.5},
        "encoding": {**encoding, **painted},
    }
    hollow = {
        "transform": [{"filter": "datum.note !== '' && datum.value !== null"}],
        "mark": {**mark, "strokeWidth": 2},
        "encoding": {
            **encoding,
            **painted,
            "fill": {"value": TOKENS["paper"]},
            "shape": note_legend(chart, width - rows.column),
        },
    }
    return [full, hollow] if any(row["note"] for row in data) else [full]
