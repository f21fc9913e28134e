"""Bubbles on a plane: two values say where, the area how large, the pattern which series; the most important are named."""

from dataclasses import replace

from ebpages.publish.chart import Chart
from ebpages.publish.chart_look import LINE_HEIGHT, QUIET, SMALL_SIZE, TOKENS, Paint
from ebpages.publish.lettering import SPARE, wrap
from ebpages.publish.vega_lite.bubble_names import name_bubbles
from ebpages.publish.vega_lite.bubble_sizes import Sizes, size_of
from ebpages.publish.vega_lite.frame import NOTE_SHAPES, Spec, foot, note_lines, paint, tooltip
from ebpages.publish.vega_lite.left_out import left_out
from ebpages.publish.vega_lite.plane import lay_plane, thresholds, zero
from ebpages.publish.vega_lite.reading import (
    Look,
    decimals_of,
    distinct,
    has_place,
    is_looked_for,
    looks,
    mixed_series,
    read,
    series_names,
    told,
)

_NARROW = 480
_LARGEST, _NARROW_LARGEST = 23, 15  # radius in pixels
_MARGIN = 4  # pixels between the largest bubble and the edge of the plane
_OPACITY = 0.85
_FOOT_GAP = 10


def bubbles(chart: Chart, width: int) -> Spec:
    """The bubbles that have a place on both axes, the small ones over the large; what has none is said below."""
    is_narrow = width < _NARROW
    marks = [mark for mark in chart.marks if has_place(chart, mark)]
    sizes = Sizes(max(map(size_of, marks)), _NARROW_LARGEST if is_narrow else _LARGEST)
    plane = lay_plane(chart, marks, width, margin=sizes.largest + _MARGIN)
    where, parameters = plane.channels
    circles = [plane.circle(mark, sizes.radius(size_of(mark))) for mark in marks]
    lines, taken = thresholds(chart, plane, where, circles)
    names, key = name_bubbles(chart, plane, where, marks, circles, taken, beside=not is_narrow)
    size, size_parameters = sizes.channel(chart, plane.width)
    found = _looks(chart)
    data = _rows(chart, found)
    room = width * SPARE
    said = [line for text in left_out(chart) for line in wrap(text, room, SMALL_SIZE, most=5)]
    under = plane.below + _FOOT_GAP
    lower = under + (len(key) * LINE_HEIGHT + _FOOT_GAP if key else 0)
    return {
        "params": [*parameters, *size_parameters],
        "data": {"values": data},
        "height": plane.height,
        "layer": [
            *zero(plane, where),
            *lines,
            *_circles(found, where, size, plane.width, tooltip(chart, data)),
            *_rings(found, where, size, plane.width, data),
            *names,
            *foot(key, below=under, left=-plane.left),
            *foot([*said, *note_lines(chart, room)], below=lower, left=-plane.left),
        ],
        "resolve": {"legend": {"size": "independent"}},
    }


def _rows(chart: Chart, found: list[Look]) -> list[Spec]:
    """The marks that are drawn, the largest first, with all that is said of them."""
    x_decimals, size_decimals = (
        decimals_of(values)
        for values in ([mark.x for mark in chart.marks], [mark.size for mark in chart.marks])
    )
    mixed = mixed_series(chart)
    drawn = [
        {
            **row,
            "look": look.name,
            "condition": row["condition"] if mark.series in mixed else "",
            "x": mark.x,
            "size": size_of(mark),
            "xText": told(chart, mark.x, x_decimals),
            "sizeText": told(chart, mark.size, size_decimals),
            "lookedFor": is_looked_for(chart, mark),
        }
        for row, mark, look in zip(read(chart), chart.marks, found, strict=True)
        if has_place(chart, mark)
    ]
    return sorted(drawn, key=lambda row: -row["size"])


def _looks(chart: Chart) -> list[Look]:
    """As elsewhere, but only series are quiet, and these are hollow: a plane full of grey would hide the others."""
    names = {name for name in series_names(chart) if name}
    by_series = replace(chart, highlight=tuple(name for name in chart.highlight if name in names))
    return [
        replace(look, paint=Paint("paper", "edge")) if look.paint == QUIET else look
        for look in looks(by_series)
    ]


def _circles(found: list[Look], where: Spec, size: Spec, width: float, tip: list[Spec]) -> list[Spec]:
    """Series differ in colour and pattern, those in a full colour of their own in shape as well."""
    painted = _painted(found, width)
    mark = {"type": "point", "fillOpacity": _OPACITY, "strokeWidth": 1.25, "opacity": 1}
    encoding = {**where, **painted, "size": size}
    return [{"mark": mark, "encoding": {**encoding, "tooltip": tip}}]


def _rings(found: list[Look], where: Spec, size: Spec, width: float, data: list[Spec]) -> list[Spec]:
    """A strong outline around what is looked for by itself."""
    if not any(row["lookedFor"] for row in data):
        return []
    shape = _painted(found, width)["shape"]
    mark = {"type": "point", "strokeWidth": 2.25, "opacity": 1, "stroke": TOKENS["ink"], "tooltip": None}
    return [
        {
            "transform": [{"filter": "datum.lookedFor"}],
            "mark": mark,
            "encoding": {
                **where,
                "shape": shape,
                "size": {**size, "legend": None} if "field" in size else size,
            },
        }
    ]


def _painted(found: list[Look], width: float) -> Spec:
    painted = paint(found, width, parted=True, symbol="circle")
    kinds = distinct(found)
    full = [kind.name for kind in kinds if kind.paint.fill == kind.paint.stroke]
    shapes = dict(zip(full, NOTE_SHAPES * len(full), strict=False))
    scale = {
        "domain": [kind.name for kind in kinds],
        "range": [shapes.get(kind.name, "circle") for kind in kinds],
    }
    return {**painted, "shape": {**painted["fill"], "scale": scale}}
