"""Which bubbles are named and where: beside them or, where there is no room, by a number that the foot explains."""

from collections.abc import Mapping, Sequence

from ebpages.publish.chart import Chart, Mark
from ebpages.publish.chart_look import SMALL_SIZE, TOKENS
from ebpages.publish.lettering import text_width, wrap
from ebpages.publish.vega_lite.frame import Spec, layer
from ebpages.publish.vega_lite.label_places import Box, Circle, Label, place_labels
from ebpages.publish.vega_lite.plane import Plane
from ebpages.publish.vega_lite.reading import (
    clean,
    is_highlighted,
    is_looked_for,
    note_numbers,
    number,
    superscript,
)

_MOST, _MOST_NUMBERS = 14, 8
_ROOM = 170  # pixels for a line of a name
_LINE = 14  # pixels from line to line of a name
_HALO = 3


def name_bubbles(
    chart: Chart,
    plane: Plane,
    where: Spec,
    marks: Sequence[Mark],
    circles: Sequence[Circle],
    taken: Sequence[Box],
    *,
    beside: bool,
) -> tuple[list[Spec], list[str]]:
    """The layers of names and numbers, and the lines that say what the numbers stand for.

    What is looked for and the largest are named. beside: by their names as far as there is room, the most important of the
    others by numbers; otherwise all by numbers. taken: where no name may stand.
    """
    ranked = _ranked(chart, marks)
    texts: dict[int, list[str]] = {}
    put: dict[int, Label] = {}
    if beside:
        texts = {at: wrap(_name(chart, marks[at]), _ROOM, SMALL_SIZE, most=3) for at in ranked[:_MOST]}
        needed = sum(is_looked_for(chart, marks[at]) for at in texts)
        put = place_labels(circles, _sizes(texts), plot=plane.plot, taken=taken, needed=needed)
    others = {at: ["0"] for at in ranked[:_MOST_NUMBERS] if at not in put}
    closed = [*taken, *(box for label in put.values() for box in label.boxes)]
    numbered = place_labels(circles, _sizes(others), plot=plane.plot, taken=closed, needed=len(others))
    numbers = {at: [str(number)] for number, at in enumerate(numbered, 1)}
    key = [
        line
        for at, (number,) in numbers.items()
        for line in wrap(f"{number}. {_name(chart, marks[at])}", plane.left + plane.width, SMALL_SIZE, most=2)
    ]
    said = {at: texts[at] for at in put} | numbers
    return _layers(chart, where, marks, circles, put | numbered, said), key


def _ranked(chart: Chart, marks: Sequence[Mark]) -> list[int]:
    """What is looked for by name or by series, then the largest; without sizes the highest."""

    def rank(at: int) -> tuple[bool, bool, float, float]:
        mark = marks[at]
        looked_for, size, value = is_looked_for(chart, mark), mark.size or 0.0, number(mark) or 0.0
        return not looked_for, not is_highlighted(chart, mark), -size, -value

    return sorted(range(len(marks)), key=rank)


def _name(chart: Chart, mark: Mark) -> str:
    sign = superscript(note_numbers(chart)[clean(mark.note)]) if mark.note else ""
    return clean(mark.category) + sign


def _sizes(texts: Mapping[int, Sequence[str]]) -> list[tuple[int, float, float]]:
    """The room that each label takes, in bold, which is the wider."""
    return [
        (at, max(text_width(line, SMALL_SIZE, bold=True) for line in lines), len(lines) * _LINE)
        for at, lines in texts.items()
    ]


def _layers(
    chart: Chart,
    where: Spec,
    marks: Sequence[Mark],
    circles: Sequence[Circle],
    put: Mapping[int, Label],
    texts: Mapping[int, Sequence[str]],
) -> list[Spec]:
    """The texts, each in a halo that keeps lines of the plane from running through it."""
    if not put:
        return []
    data = [
        {
            "x": marks[at].x,
            "value": number(marks[at]),
            "lines": list(texts[at]),
            "bold": texts[at][0].isdecimal() or is_looked_for(chart, marks[at]),
            **_anchor(circles[at], label.box),
        }
        for at, label in put.items()
    ]
    mark: Spec = {
        "type": "text",
        "baseline": "top",
        "fontSize": SMALL_SIZE,
        "lineHeight": _LINE,
        "tooltip": None,
    }
    mark |= {key: {"expr": f"datum.{key}"} for key in ("align", "dx", "dy")}
    mark["fontWeight"] = {"expr": "datum.bold ? 'bold' : 'normal'"}
    encoding = {**where, "text": {"field": "lines", "type": "nominal"}}
    halo = {"stroke": {"value": TOKENS["paper"]}, "color": {"value": TOKENS["paper"]}}
    return [
        *_leads(where, marks, circles, put),
        {
            "data": {"values": data},
            "layer": [
                {
                    "mark": {**mark, "strokeWidth": _HALO, "strokeJoin": "round"},
                    "encoding": {**encoding, **halo},
                },
                {"mark": mark, "encoding": {**encoding, "color": {"value": TOKENS["ink"]}}},
            ],
        },
    ]


def _leads(
    where: Spec, marks: Sequence[Mark], circles: Sequence[Circle], put: Mapping[int, Label]
) -> list[Spec]:
    """Lines from bubbles to names that stand away from them, both ends set from the middle of the bubble."""
    data = []
    for at, label in put.items():
        if label.lead:
            (x1, y1, x2, y2), middle = label.lead, circles[at]
            ends = zip(
                ("dx", "dy", "dx2", "dy2"),
                (x1 - middle.x, y1 - middle.y, x2 - middle.x, y2 - middle.y),
                strict=True,
            )
            offset = {key: round(end, 1) for key, end in ends}
            data.append({"x": marks[at].x, "value": number(marks[at]), **offset})
    offsets = {"xOffset": "dx", "yOffset": "dy", "x2Offset": "dx2", "y2Offset": "dy2"}
    mark: Spec = {"type": "rule", "stroke": TOKENS["quiet"], "strokeWidth": 0.75}
    mark |= {offset: {"expr": f"datum.{key}"} for offset, key in offsets.items()}
    encoding = {**where, "x2": {"field": "x"}, "y2": {"field": "value"}}
    return layer(data, mark, encoding)


def _anchor(circle: Circle, box: Box) -> Spec:
    """How a text is set from the middle of its bubble: towards it at the sides, centred above and below."""
    align, edge = "center", (box.left + box.right) / 2
    if box.left > circle.x:
        align, edge = "left", box.left
    elif box.right < circle.x:
        align, edge = "right", box.right
    return {"align": align, "dx": round(edge - circle.x, 1), "dy": round(box.top - circle.y, 1)}
