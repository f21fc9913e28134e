"""A map of the oblasts: each in a shade of its value, its number in it; what has no place on the map is said below."""

from collections.abc import Mapping, Sequence
from typing import Any

from ebpages.publish.chart import Chart, Mark, Outlines
from ebpages.publish.chart_look import (
    DASHED,
    LINE_HEIGHT,
    SHADE_INKS,
    SHADES,
    STATES,
    TEXT_SIZE,
    TOKENS,
    Paint,
)
from ebpages.publish.chart_words import sentence, word
from ebpages.publish.lettering import wrap
from ebpages.publish.maps import Map, Shape, area_codes, read_map
from ebpages.publish.shades import Shades
from ebpages.publish.vega_lite.frame import Spec, foot, note_lines, paint, texts, tooltip
from ebpages.publish.vega_lite.reading import Look, bounds, clean, condition, number, read, written
from ebpages.reference.regions import OBLAST_OUTLINES, region
from ebpages.reference.vocabulary import UnknownCode

OBLASTS = Outlines(OBLAST_OUTLINES, "region")
_SMALL_MAP, _SMALL_TEXT = 480, 10.5
_PLANNING_REGION = 4  # characters of the code of a region of NUTS 2
_FEW_AREAS = 12  # so many have room for their names
_NAME_MARGIN = 6  # pixels of an area that its name leaves free


def areas(chart: Chart, width: int) -> Spec:
    """The map of a chart whose marks carry the codes of the areas, or of larger ones that they make up."""
    outlines = chart.outlines or OBLASTS
    drawn = read_map(outlines.path, width=width, code=outlines.code, shared=shared_characters(chart))
    rows = dict(zip((mark.code for mark in chart.marks), read(chart), strict=True))
    marks = {mark.code: mark for mark in chart.marks}
    shades = Shades([value for mark in chart.marks if mark.code in _codes(drawn) and (value := number(mark))])
    found = [_look(chart, marks.get(shape.code), shades) for shape in drawn.shapes]
    data = [
        {**_area(chart, shape, rows.get(shape.code)), "look": look.name}
        for shape, look in zip(drawn.shapes, found, strict=True)
    ]
    below = [*_off_map(chart, drawn, width), *note_lines(chart, width)]
    return {
        "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
        "height": round(drawn.height),
        "data": {"values": data},
        "layer": [
            {
                "mark": {"type": "geoshape", "clip": False, "strokeWidth": 1.25, "strokeJoin": "round"},
                "encoding": {**paint(_in_order(found, shades), width), "tooltip": tooltip(chart, data)},
            },
            *_highlighted(data),
            *_numbers(drawn, marks, rows, shades, width),
            *foot(below, below=10),
        ],
    }


def shared_characters(chart: Chart) -> int:
    """How many characters of the file's codes the marks' codes are: areas that share them are drawn as one; 0 where the marks
    carry the file's own codes."""
    outlines = chart.outlines or OBLASTS
    found = area_codes(outlines.path, outlines.code)
    codes = {mark.code for mark in chart.marks if mark.code}
    if not codes.isdisjoint(found):
        return 0
    return max((len(code) for code in codes if any(name.startswith(code) for name in found)), default=0)


def _codes(drawn: Map) -> frozenset[str]:
    return frozenset(shape.code for shape in drawn.shapes)


def _look(chart: Chart, mark: Mark | None, shades: Shades) -> Look:
    value = number(mark) if mark else None
    if mark is None or value is None:
        return Look(word(chart.language, "no_value"), Paint("wash", "edge", DASHED))
    if not value:
        name, look = written(chart, 0), Paint("paper", "edge")
    else:
        low, high = (written(chart, end) for end in shades.range_of(value))
        name, look = low if low == high else f"{low}–{high}", Paint(SHADES[shades.shade(value) - 1], "paper")
    if mark.state == "known":
        return Look(name, look)
    state = STATES[mark.state]
    return Look(f"{name} ({condition(chart, mark.state)})", Paint(look.fill, state.stroke, state.dash))


def _in_order(found: Sequence[Look], shades: Shades) -> list[Look]:
    """From no data over zero to the darkest shade, as the legend lists them."""
    order = ["wash", "paper", *SHADES]
    return sorted(found, key=lambda look: (order.index(look.paint.fill), look.name))


def _area(chart: Chart, shape: Shape, row: Spec | None) -> Spec:
    """A feature that is drawn as it is, in pixels; without a mark it says that nothing is known."""
    empty = {
        "text": word(chart.language, "no_value"),
        "bounds": "",
        "condition": "",
        "note": "",
        "series": "",
        "highlighted": False,
    }
    said = {key: (row or empty)[key] for key in empty}
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": _rings(shape.path)},
        **said,
        "category": row["category"] if row else _name(chart, shape.code),
    }  # fmt: skip


def _name(chart: Chart, code: str) -> str:
    """What an area without a mark is called: its name where it is one of ours, else its code."""
    try:
        return region(code).name(chart.language)
    except UnknownCode:
        return code


def _rings(path: str) -> list[list[list[float]]]:
    rings = [ring.removeprefix("M").split("L") for ring in path.split("Z") if ring]
    return [[[float(number) for number in point.split(",")] for point in [*ring, ring[0]]] for ring in rings]


def _highlighted(data: Sequence[Spec]) -> list[Spec]:
    found = [{key: row[key] for key in ("type", "geometry")} for row in data if row["highlighted"]]
    mark = {
        "type": "geoshape",
        "clip": False,
        "fill": None,
        "stroke": TOKENS["ink"],
        "strokeWidth": 2.5,
        "strokeJoin": "round",
    }
    return [{"data": {"values": found}, "mark": {**mark, "tooltip": None}}] if found else []


def _numbers(
    drawn: Map, marks: Mapping[str, Mark], rows: Mapping[str, Spec], shades: Shades, width: int
) -> list[Spec]:
    """The number in each area and, where areas are few, its name above if it fits. An area without a value has its bounds,
    if it has any."""
    size = _SMALL_TEXT if width < _SMALL_MAP else TEXT_SIZE
    named = len(drawn.shapes) <= _FEW_AREAS and width >= _SMALL_MAP
    numbers, names = [], []
    for shape in drawn.shapes:
        mark = marks.get(shape.code)
        value = number(mark) if mark else None
        if mark is None or (value is None and bounds(mark) is None):
            continue
        row = rows[shape.code]
        lines = _name_lines(row["category"], shape.band_width - _NAME_MARGIN, size - 1) if named else []
        x, y = (shape.band_x, shape.band_y) if named else (shape.label_x, shape.label_y)
        at = {"x": x, "ink": TOKENS[SHADE_INKS[shades.shade(value) - 1] if value else "quiet"]}
        down = len(lines) * LINE_HEIGHT / 2
        numbers.append({**at, "y": y + down, "text": row["text"] + row["sign"]})
        if lines:
            names.append({**at, "y": y + down - len(lines) * LINE_HEIGHT, "text": lines})
    return [
        _texts(numbers, {"fontSize": size, "fontWeight": "bold"}),
        *([_texts(names, {"fontSize": size - 1})] if names else []),
    ]


def _name_lines(name: str, width: float, size: float) -> list[str]:
    """The name in two lines at the most; none where it would have to be cut or broken inside a word."""
    lines = wrap(name, width, size)
    return lines if len(lines) <= 2 and " ".join(lines) == " ".join(name.split()) else []


def map_word(chart: Chart) -> str:
    """Which of the kinds of maps it is, by its key among the words."""
    shared = shared_characters(chart)
    return "areas" if chart.outlines else {0: "choropleth", _PLANNING_REGION: "regions"}.get(shared, "areas")


def _texts(data: list[Spec], look: Spec) -> Spec:
    def pixel(field: str) -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "scale": None, "axis": None}

    return {
        "data": {"values": data},
        "mark": {"type": "text", "baseline": "middle", "tooltip": None, **look},
        "encoding": {
            "x": pixel("x"),
            "y": pixel("y"),
            **texts("text", {"field": "ink", "type": "nominal", "scale": None}),
        },
    }


def _off_map(chart: Chart, drawn: Map, width: int) -> list[str]:
    items = [
        f"{clean(mark.category)} – {written(chart, number(mark))}"
        for mark in chart.marks
        if mark.code not in _codes(drawn)
    ]
    return (
        wrap(sentence(chart.language, "off_map", items="; ".join(items)), width, 12, most=6) if items else []
    )
