"""The plane that bubbles stand on: its two axes, the line of zero, and the thresholds that the height is held against."""

from collections.abc import Sequence
from dataclasses import dataclass

from ebpages.publish.chart import Chart, Mark
from ebpages.publish.chart_look import LINE_HEIGHT, SMALL_SIZE, TEXT_SIZE, TOKENS
from ebpages.publish.chart_words import threshold_name
from ebpages.publish.lettering import text_width, wrap
from ebpages.publish.vega_lite.axes import Axis, axis_of, room_for_numbers
from ebpages.publish.vega_lite.frame import Spec, layer, texts
from ebpages.publish.vega_lite.label_places import Box, Circle
from ebpages.publish.vega_lite.reading import clean, number
from ebpages.publish.vega_lite.thresholds import THRESHOLD

_HEIGHT = 0.62  # of the width
_LOWEST, _HIGHEST = 300, 440
_TICK_EVERY = 75  # pixels of the horizontal axis, at least
_TITLE_GAP = 6  # pixels between the numbers of an axis and its title
_NUMBERS = 21  # pixels that the numbers of the horizontal axis take
_NAME_GAP = 3  # pixels between a threshold and its name


@dataclass(frozen=True, slots=True)
class Plane:
    """left: pixels that the numbers of the vertical axis take; title: the lines of the horizontal axis's."""

    x: Axis
    y: Axis
    left: int
    title: tuple[str, ...]
    language: str

    @property
    def width(self) -> float:
        return self.x.length

    @property
    def height(self) -> int:
        return round(self.y.length)

    @property
    def below(self) -> int:
        """Pixels under the plot that the horizontal axis takes."""
        return _NUMBERS + (_TITLE_GAP + len(self.title) * LINE_HEIGHT if self.title else 0)

    @property
    def plot(self) -> Box:
        return Box(0, 0, self.width, self.height)

    def circle(self, mark: Mark, radius: float) -> Circle:
        return Circle(self.x.pixel(mark.x or 0.0), self.height - self.y.pixel(number(mark) or 0.0), radius)

    @property
    def channels(self) -> tuple[Spec, list[Spec]]:
        """x and y by the fields `x` and `value`, and the parameters that the axes read."""
        titled = {
            "title": list(self.title) or None,
            "titleAnchor": "end",
            "titleAlign": "right",
            "titleColor": TOKENS["quiet"],
            "titleFontSize": TEXT_SIZE,
            "titleFontWeight": "normal",
            "titleLineHeight": LINE_HEIGHT,
            "titlePadding": _TITLE_GAP,
        }
        across, x_parameters = self.x.channel("x", self.language, **titled)
        extent = {"minExtent": self.left, "maxExtent": self.left}
        up, y_parameters = self.y.channel("y", self.language, **extent)
        where = {"x": {**across, "field": "x"}, "y": {**up, "field": "value"}}
        return where, [*x_parameters, *y_parameters]


def lay_plane(chart: Chart, marks: Sequence[Mark], width: int, *, margin: float) -> Plane:
    """The plane for these marks, which all have a place on it. margin: pixels that keep bubbles off its edges."""
    values = [value for mark in marks if (value := number(mark)) is not None]
    height = min(_HIGHEST, max(_LOWEST, round(_HEIGHT * width)))
    is_log = chart.scale == "log"
    held = [value for value, _ in chart.thresholds if value > 0 or not is_log]
    reach = [*values, *held] if is_log else _from_zero([*values, *held])
    up = axis_of(reach, height, margin=margin, is_log=is_log)
    left = room_for_numbers(up, chart.language)
    across = width - left
    x = axis_of(
        _from_zero([mark.x for mark in marks if mark.x is not None]),
        across,
        margin=margin,
        most=max(3, across // _TICK_EVERY),
    )
    title = wrap(f"{clean(chart.x_title)} →", across, TEXT_SIZE, most=3) if chart.x_title else []
    return Plane(x, up, left, tuple(title), chart.language)


def zero(plane: Plane, where: Spec) -> list[Spec]:
    """The line between falling and growing, where it lies inside the plane."""
    if not plane.x.low < 0 < plane.x.high:
        return []
    return layer([{"x": 0}], {"type": "rule", "stroke": TOKENS["edge"]}, {"x": where["x"]})


def thresholds(
    chart: Chart, plane: Plane, where: Spec, circles: Sequence[Circle]
) -> tuple[list[Spec], list[Box]]:
    """Lines across the plane, each with its name where the fewest bubbles lie, and the places that both take."""
    boxes: list[Box] = []
    data = []
    for value, label in chart.thresholds:
        if plane.y.is_log and value <= 0:
            continue
        name = threshold_name(chart.language, value, label)
        middle = plane.height - plane.y.pixel(value)
        box = _name_box(plane, middle, text_width(name, SMALL_SIZE), circles, boxes)
        boxes += [box, Box(0, middle, plane.width, middle)]
        data.append({"value": value, "text": name, "atLeft": box.left == 0, "dy": round(box.top - middle, 1)})
    if not data:
        return [], []
    line = {"mark": THRESHOLD, "encoding": {"y": where["y"]}}
    mark: Spec = {"type": "text", "baseline": "top", "fontSize": SMALL_SIZE, "tooltip": None}
    mark |= {
        "x": {"expr": "datum.atLeft ? 0 : width"},
        "align": {"expr": "datum.atLeft ? 'left' : 'right'"},
        "dy": {"expr": "datum.dy"},
    }
    name_layer = {"mark": mark, "encoding": {"y": where["y"], **texts("text")}}
    return [{"data": {"values": data}, "layer": [line, name_layer]}], boxes


def _name_box(
    plane: Plane, middle: float, long: float, circles: Sequence[Circle], taken: Sequence[Box]
) -> Box:
    """At either end, above or below the line: where it covers the fewest bubbles, at the right above if all are free."""
    above, below = middle - _NAME_GAP - SMALL_SIZE, middle + _NAME_GAP
    places = [
        Box(left, top, left + long, top + SMALL_SIZE)
        for top in (above, below)
        for left in (plane.width - long, 0.0)
    ]
    return min(
        places,
        key=lambda box: (
            not box.lies_in(plane.plot),
            sum(box.meets(other) for other in taken),
            sum(box.covers(circle) for circle in circles),
        ),
    )


def _from_zero(values: Sequence[float]) -> list[float]:
    """The values, and zero unless they all lie so far from it that it would squeeze them together."""
    low, high = min(values), max(values)
    far = low > high / 2 and low < high if low >= 0 else high < low / 2 and low < high
    return list(values) if far else [*values, 0.0]
