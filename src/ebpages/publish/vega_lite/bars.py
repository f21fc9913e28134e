"""Horizontal bars with their values at the ends: one for each category, grouped where there are several series."""

from ebpages.publish.chart import Chart
from ebpages.publish.vega_lite.frame import Spec, foot, note_lines, paint, tooltip
from ebpages.publish.vega_lite.ranges import range_lines, scale_ends, with_ranges
from ebpages.publish.vega_lite.reading import looks, read, series_names, totals, written
from ebpages.publish.vega_lite.rows import Rows, along, lay_rows, reach, values_at_ends, zero_line
from ebpages.publish.vega_lite.thresholds import numbers_of, threshold_lines, threshold_names

_BAR, _GROUPED_BAR, _GAP = 16, 14, 10


def bars(chart: Chart, width: int) -> Spec:
    """Bars of a chart, in the order of its marks."""
    data = with_ranges(chart, read(chart))
    several = len(series_names(chart))
    thick = _BAR if several == 1 else _GROUPED_BAR * several
    above = {} if several == 1 else {"narrow_labels": None}
    rows = lay_rows(chart, width, thick=thick, gap=_GAP, **above)
    x = along(*scale_ends(chart))
    group: Spec = {"yOffset": {"field": "order", "type": "ordinal"}} if several > 1 else {}
    mark = {} if several > 1 else {"height": _BAR, "yOffset": rows.drop}
    signed = [{**row, "text": row["text"] + row["sign"]} for row in data]
    numbers, column = numbers_of(chart, rows, x, signed, group=group)
    names, high = threshold_names(chart, x, width - rows.column - column)
    encoding = {
        "y": rows.y,
        "x": {**x, "field": "value", "stack": None},
        **paint(looks(chart), width - rows.column, above=high),
        **group,
        "tooltip": tooltip(chart, data),
    }
    layers = [
        {"mark": {"type": "bar", "strokeWidth": 1.25, **mark}, "encoding": encoding},
        *threshold_lines(chart, rows, x, over_bars=True),
        *range_lines(rows, x, data, group=group, over_bars=True),
        numbers,
        *names,
        *zero_line(rows, x),
    ]
    return _in_rows(chart, width, rows, data, layers)


def stacked_rows(chart: Chart, width: int) -> Spec:
    """Series one behind the other in a row for each category, the total at the end."""
    data = read(chart)
    rows = lay_rows(chart, width, thick=_BAR, gap=_GAP)
    x = along(*reach(chart))
    sums = [
        {"place": place, "order": 0, "value": value, "text": written(chart, value)}
        for place, value in enumerate(totals(chart))
    ]
    encoding = {
        "y": rows.y,
        "x": {**x, "field": "value", "stack": "zero"},
        **paint(looks(chart), width - rows.column, parted=True),
        "order": {"field": "order", "type": "quantitative"},
        "tooltip": tooltip(chart, data),
    }
    bar = {
        "transform": [{"filter": "datum.value !== 0"}],  # zero would leave its outline
        "mark": {"type": "bar", "strokeWidth": 1.25, "height": _BAR, "yOffset": rows.drop},
        "encoding": encoding,
    }
    return _in_rows(chart, width, rows, data, [bar, values_at_ends(rows, x, sums), *zero_line(rows, x)])


def _in_rows(chart: Chart, width: int, rows: Rows, data: list[Spec], layers: list[Spec]) -> Spec:
    return {
        "params": rows.parameters,
        "data": {"values": data},
        "height": rows.height,
        "layer": [rows.labels, *layers, *foot(note_lines(chart, width - rows.column))],
    }
