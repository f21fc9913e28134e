"""Bounds of values as thin lines, an arrow where a bound is not known or lies too far away to be drawn."""

import math
from collections.abc import Sequence

from ebpages.publish.chart import Chart
from ebpages.publish.chart_look import TOKENS
from ebpages.publish.chart_words import word
from ebpages.publish.vega_lite.frame import Spec, layer
from ebpages.publish.vega_lite.reading import bounds, looks
from ebpages.publish.vega_lite.rows import Rows, reach

# Bounds may make the scale so many times longer, no more: one of them must not squeeze all the rest.
_FARTHEST = 1.5
_ROOM_FOR_ARROWS = 0.05  # of the scale
_LINE, _HALO = 1.75, 4
_CAP, _ARROW = 8, 46  # pixels, and square pixels


def scale_ends(chart: Chart) -> tuple[float, float]:
    """From the smallest to the largest of what is drawn: values, thresholds, bounds, room for arrows; zero included."""
    low, high = reach(chart)
    found = [held for mark in chart.marks if (held := bounds(mark))]
    if not found:
        return low, high
    top = max([high, *(start for start, _ in found if math.isfinite(start))])
    bottom = min([low, *(end for _, end in found if math.isfinite(end))])
    far = _FARTHEST * (top - bottom or 1.0)
    highs = [end for _, end in found if end <= top + far]
    lows = [start for start, _ in found if start >= bottom - far]
    top, bottom = max([top, *highs]), min([bottom, *lows])
    room = _ROOM_FOR_ARROWS * (top - bottom or 1.0)
    return (
        bottom - room if len(lows) < len(found) else bottom,
        top + room if len(highs) < len(found) else top,
    )


def range_key(chart: Chart) -> list[str]:
    """What the lines and arrows mean; nothing where none is drawn."""
    if chart.kind not in ("bar", "dot"):
        return []
    first, last = scale_ends(chart)
    found = [held for mark in chart.marks if (held := bounds(mark))]
    opened = any(low < first or high > last for low, high in found)
    keys = (["range_key"] if found else []) + (["arrow_key"] if opened else [])
    return [word(chart.language, "sentences", key) for key in keys]


def with_ranges(chart: Chart, data: Sequence[Spec]) -> list[Spec]:
    """Rows of data, in the order of the marks, with what is drawn of their bounds: `from`, `to`, whether an arrow says that it
    goes on (`openLow`, `openHigh`), and its `ink`."""
    ends = scale_ends(chart)
    found = zip(data, map(bounds, chart.marks), looks(chart), strict=True)
    return [
        row if held is None else {**row, **_drawn(held, ends), "ink": TOKENS[look.paint.stroke]}
        for row, held, look in found
    ]


def range_lines(
    rows: Rows, x: Spec, data: Sequence[Spec], *, group: Spec, over_bars: bool = False
) -> list[Spec]:
    """The layers of the lines, none where no mark has bounds.

    data: rows from `with_ranges`. group: the channel that sets series apart. over_bars: in ink with a halo, to be seen on
    and beside a bar; otherwise in the colour of the dot that they run through.
    """
    drawn = [row for row in data if "from" in row]
    if not drawn:
        return []
    kept = ("place", "order", "from", "to", *([] if over_bars else ["ink"]))
    spans = [{key: row[key] for key in kept} for row in drawn]
    where = {"y": rows.y, **group}
    ink = {"value": TOKENS["ink"]} if over_bars else {"field": "ink", "type": "nominal", "scale": None}
    offset = {} if group else {"yOffset": rows.drop}
    rule = {"type": "rule", "tooltip": None, **(offset and {**offset, "y2Offset": rows.drop})}
    span = {**where, "x": {**x, "field": "from"}, "x2": {"field": "to"}}
    halo = {"mark": {**rule, "strokeWidth": _HALO}, "encoding": {**span, "color": {"value": TOKENS["paper"]}}}
    line = {"mark": {**rule, "strokeWidth": _LINE}, "encoding": {**span, "color": ink}}
    at = {**where, "x": {**x, "field": "at"}}
    cap = {"type": "tick", "orient": "vertical", "size": _CAP, "thickness": _LINE, "opacity": 1, **offset}
    arrow: Spec = {"type": "point", "filled": True, "size": _ARROW, "opacity": 1, **offset}
    arrow["shape"] = {"expr": "datum.shape"}  # a scale of shapes, even none, would meet that of the notes
    caps, arrows = _ends(drawn)
    return [
        {"data": {"values": spans}, "layer": [*([halo] if over_bars else []), line]},
        *layer(caps, cap, {**at, "color": ink}),
        *layer(arrows, arrow, {**at, "color": ink}),
    ]


def _drawn(held: tuple[float, float], ends: tuple[float, float]) -> Spec:
    (low, high), (first, last) = held, ends
    start, end = max(low, first), min(high, last)
    return {"from": start, "to": end, "openLow": low < first, "openHigh": high > last}


def _ends(drawn: Sequence[Spec]) -> tuple[list[Spec], list[Spec]]:
    """The ends that are known, and those where an arrow says that the line goes on."""
    caps: list[Spec] = []
    arrows: list[Spec] = []
    for row in drawn:
        for field, opened, shape in (
            ("from", row["openLow"], "triangle-left"),
            ("to", row["openHigh"], "triangle-right"),
        ):
            end = {"place": row["place"], "order": row["order"], "at": row[field], "ink": row["ink"]}
            (arrows if opened else caps).append({**end, "shape": shape} if opened else end)
    return caps, arrows
