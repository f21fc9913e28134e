"""Categories in rows: the label at the left or, where that is too narrow, above; and the scale along the rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from ebpages.publish.chart import Chart
from ebpages.publish.chart_look import LINE_HEIGHT, TEXT_SIZE, TOKENS
from ebpages.publish.lettering import text_width, wrap
from ebpages.publish.vega_lite.frame import Spec, layer, texts
from ebpages.publish.vega_lite.reading import clean, is_highlighted, number, places, totals

_NARROW = 480
_LABELS, _NARROW_LABELS, _MANY_LABELS = 0.45, 0.42, 0.5  # of the width, at the most
_MANY = 20  # rows
_ROOM_ABOVE = 18  # pixels between a mark and the label of the next, and between that label and its mark
_LABEL_GAP = 8  # pixels between a label and the line that the marks start from
VALUE_GAP = 7  # pixels between the end of a mark and its number
_COLUMN_GAP = 12  # pixels between the plot and its column of numbers
# In bold in the rows that the reader looks for.
_TEXT: Spec = {
    "type": "text",
    "fontWeight": {"expr": "indexof(bold, datum.place) >= 0 ? 'bold' : 'normal'"},
    "tooltip": None,
}


@dataclass(frozen=True, slots=True)
class Rows:
    """lines: the label of each row; column: how wide they are, in pixels; above: over the mark instead of at its left; step: from row to row, and thick: of
    the mark, in pixels; bold: the rows that the reader looks for."""

    lines: list[list[str]]
    column: float
    above: bool
    step: int
    thick: int
    bold: list[int]

    @property
    def drop(self) -> float:
        """How far below the middle of its row a mark stands."""
        return (self.step - self.thick) / 2 if self.above else 0

    @property
    def height(self) -> int:
        return self.step * len(self.lines)

    @property
    def parameters(self) -> list[Spec]:
        return [{"name": "bold", "value": self.bold}]

    @property
    def y(self) -> Spec:
        between = 1 - self.thick / self.step
        scale = {"domain": list(range(len(self.lines))), "paddingInner": between, "paddingOuter": between / 2}
        return {"field": "place", "type": "ordinal", "axis": None, "scale": scale}

    @property
    def labels(self) -> Spec:
        """The layer of labels; lines after the first hang below it, so the whole is lifted by what hangs down."""
        lift = f"-(length(datum.lines) - 1) * {LINE_HEIGHT if self.above else LINE_HEIGHT / 2}"
        above = {"align": "left", "baseline": "bottom", "yOffset": self.drop - self.thick / 2 - 3}
        beside = {"align": "right", "baseline": "middle"}
        mark = {**_TEXT, "dy": {"expr": lift}, **(above if self.above else beside)}
        data = [{"place": place, "lines": lines} for place, lines in enumerate(self.lines)]
        x = {"value": 0 if self.above else -_LABEL_GAP}
        return {
            "data": {"values": data},
            "mark": mark,
            "encoding": {"y": self.y, "x": x, "text": {"field": "lines", "type": "nominal"}},
        }


def lay_rows(
    chart: Chart, width: int, *, thick: int, gap: int, narrow_labels: float | None = _NARROW_LABELS
) -> Rows:
    """Labels beside the marks in at most three lines; above them where a narrow drawing has no room for one line.

    narrow_labels: what part of a narrow drawing labels may take; None where they must not stand above. Where there are many
    rows, labels beside the marks get more of the width, and all of them at most two lines.
    """
    names = [clean(category) for category, _ in places(chart)]
    bold = _bold(chart)
    widest = max(text_width(name, TEXT_SIZE, bold=place in bold) for place, name in enumerate(names)) + 2
    is_narrow = width < _NARROW and narrow_labels is not None
    many = len(names) > _MANY
    most = 2 if many else 3
    column = min(
        widest, (narrow_labels if is_narrow and narrow_labels else _MANY_LABELS if many else _LABELS) * width
    )
    if is_narrow and widest > column:
        above = _wrapped(names, width, bold, most=most)
        return Rows(above, 0, True, max(map(len, above)) * LINE_HEIGHT + thick + _ROOM_ABOVE, thick, bold)
    beside = _wrapped(names, column, bold, most=most)
    step = max(max(map(len, beside)) * LINE_HEIGHT, thick) + gap
    return Rows(beside, column + _LABEL_GAP, False, step, thick, bold)


def _wrapped(names: Sequence[str], width: float, bold: Sequence[int], *, most: int = 3) -> list[list[str]]:
    return [wrap(name, width, TEXT_SIZE, most=most, bold=place in bold) for place, name in enumerate(names)]


def reach(chart: Chart) -> tuple[float, float]:
    """From the smallest to the largest value or threshold that is drawn, zero included."""
    if chart.kind == "stacked_bar":
        known = [total for total in totals(chart) if total is not None]
    else:
        known = [value for mark in chart.marks if (value := number(mark)) is not None]
        known += [value for value, _ in chart.thresholds]
    low, high = min([0.0, *known]), max([0.0, *known])
    return (low, high) if low < high else (0.0, 1.0)


def along(low: float, high: float, axis: Spec | None = None) -> Spec:
    """The channel along the rows, without its field."""
    return {
        "type": "quantitative",
        "axis": axis,
        "scale": {"domain": [low, high], "nice": False, "zero": False},
    }


def zero_line(rows: Rows, x: Spec) -> list[Spec]:
    """The line that the marks start from; it would run through labels that stand above."""
    if rows.above:
        return []
    return layer([{}], {"type": "rule", "stroke": TOKENS["edge"]}, {"x": {**x, "datum": 0}})


def values_at_ends(
    rows: Rows, x: Spec, data: Sequence[Spec], *, gap: int = VALUE_GAP, group: Spec | None = None
) -> Spec:
    """The layer of numbers beside the ends of the marks.

    data: rows with place, order, value and text. gap: pixels between a mark and its number. group: the channel that
    sets the bars of a group apart.
    """
    mark = {
        "align": {"expr": "datum.end < 0 ? 'right' : 'left'"},
        "dx": {"expr": f"datum.end < 0 ? -{gap} : {gap}"},
    }
    (numbers,) = _numbers(rows, {**x, "field": "end"}, mark, data, group)
    return {**numbers, "transform": [{"calculate": "datum.value || 0", "as": "end"}]}


def values_in_column(rows: Rows, data: Sequence[Spec], *, group: Spec | None = None) -> tuple[Spec, float]:
    """The layer of numbers in a column at the right of the plot, where nothing runs through them, and how wide it is."""
    widest = max(text_width(row["text"], TEXT_SIZE, bold=row["place"] in rows.bold) for row in data)
    room = widest + _COLUMN_GAP
    (numbers,) = _numbers(rows, {"value": "width"}, {"align": "right", "dx": round(room)}, data, group)
    return numbers, room


def _numbers(rows: Rows, x: Spec, mark: Spec, data: Sequence[Spec], group: Spec | None) -> list[Spec]:
    kept = [{key: row[key] for key in ("place", "order", "value", "text")} for row in data]
    offset = {} if group else {"yOffset": rows.drop}
    ink = {"condition": {"test": "datum.value === null", "value": TOKENS["quiet"]}, "value": TOKENS["ink"]}
    encoding = {"y": rows.y, "x": x, **(group or {}), **texts("text", ink)}
    return layer(kept, {**_TEXT, "baseline": "middle", **mark, **offset}, encoding)


def _bold(chart: Chart) -> list[int]:
    at = {place: index for index, place in enumerate(places(chart))}
    found = {at[mark.category, mark.code] for mark in chart.marks if is_highlighted(chart, mark)}
    return sorted(found) if len(found) < len(at) else []
