"""A ranked dot plot: a dot for each value on the line of its category; what the reader looks for stands out."""

from ebpages.publish.chart import Chart
from ebpages.publish.chart_look import TOKENS
from ebpages.publish.vega_lite.frame import Spec, note_legend, number_axis, paint, ticks, tooltip
from ebpages.publish.vega_lite.ranges import range_lines, scale_ends, with_ranges
from ebpages.publish.vega_lite.reading import bounds, looks, read, series_names
from ebpages.publish.vega_lite.rows import Rows, along, lay_rows, zero_line
from ebpages.publish.vega_lite.thresholds import numbers_of, threshold_lines, threshold_names

_DOT, _GAP, _SIZE = 16, 6, 72
_LANE, _LANE_GAP = 12, 14
_VALUE_GAP = 10


def dots(chart: Chart, width: int) -> Spec:
    """Dots of a chart, in the order of its marks: each with its number or, for several series, over an axis. Series whose
    marks have bounds stand below one another in their row."""
    data = with_ranges(chart, read(chart))
    several = len(series_names(chart))
    in_lanes = several > 1 and any(map(bounds, chart.marks))
    group: Spec = {"yOffset": {"field": "order", "type": "ordinal"}} if in_lanes else {}
    thick = _LANE * several if in_lanes else _DOT
    rows = lay_rows(
        chart,
        width,
        thick=thick,
        gap=_LANE_GAP if in_lanes else _GAP,
        narrow_labels=None if in_lanes else 0.5,
    )
    parameters: list[Spec] = []
    values: list[Spec] = []
    column = 0.0
    if several == 1:
        x = along(*scale_ends(chart))
        numbers, column = numbers_of(chart, rows, x, data, gap=_VALUE_GAP)
        values = [numbers]
    else:
        steps = ticks(*scale_ends(chart))
        axis, parameters = number_axis("x", steps, chart.language)
        x = along(steps[0], steps[-1], axis)
    names, high = threshold_names(chart, x, width - rows.column - column)
    return {
        "params": [*rows.parameters, *parameters],
        "data": {"values": data},
        "height": rows.height,
        "layer": [
            rows.labels,
            _guides(rows, x),
            *threshold_lines(chart, rows, x),
            *range_lines(rows, x, data, group=group),
            *_points(chart, rows, x, width, data, group=group, above=high),
            *values,
            *names,
            *zero_line(rows, x),
        ],
        "resolve": {"legend": {"shape": "independent"}},
    }


def _guides(rows: Rows, x: Spec) -> Spec:
    """A thin line in each row, from zero to its farthest dot."""
    return {
        "transform": [
            {"aggregate": [{"op": "max", "field": "value", "as": "far"}, {"op": "min", "field": "value", "as": "near"}],
             "groupby": ["place"]},
            {"calculate": "min(0, datum.near)", "as": "from"},
        ],
        "mark": {"type": "rule", "stroke": TOKENS["line"], "yOffset": rows.drop, "y2Offset": rows.drop, "tooltip": None},
        "encoding": {"y": rows.y, "x": {**x, "field": "from"}, "x2": {"field": "far"}},
    }  # fmt: skip


def _points(
    chart: Chart, rows: Rows, x: Spec, width: int, data: list[Spec], *, group: Spec, above: int
) -> list[Spec]:
    """Full dots, and hollow ones for values with a note."""
    encoding = {"y": rows.y, "x": {**x, "field": "value"}, **group, "tooltip": tooltip(chart, data)}
    painted = paint(looks(chart), width - rows.column, symbol="circle", above=above)
    mark = {"type": "point", "size": _SIZE, "opacity": 1, **({} if group else {"yOffset": rows.drop})}
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
