"""What every kind of chart shares: title, legend, colours, notes at the foot, what is said of a mark."""

import math
from collections.abc import Sequence
from typing import Any

from ebpages.publish.chart import Chart
from ebpages.publish.chart_look import LEGEND_OFFSET, LINE_HEIGHT, SMALL_SIZE, TEXT_SIZE, TITLE_SIZE, TOKENS
from ebpages.publish.chart_words import word
from ebpages.publish.lettering import SPARE, text_width, wrap
from ebpages.publish.numerals import fewest_decimals, write_number
from ebpages.publish.vega_lite.reading import Look, clean, distinct, note_numbers, superscript

Spec = dict[str, Any]
NOTE_SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")
_SYMBOL = 24  # pixels that a legend's symbol takes, with the gap behind it
_GAP = 22


def title(chart: Chart, width: int, *, under: Sequence[str] = (), titled: bool) -> Spec:
    """The question and, smaller, the unit and what else stands under it; without the question where that stands elsewhere."""
    unit = [line for text in _unit(chart) for line in wrap(text, width, TEXT_SIZE)]
    unit += [line for text in under for line in wrap(text, width * SPARE, TEXT_SIZE)]
    if not titled:
        return {
            "text": unit,
            "fontSize": TEXT_SIZE,
            "fontWeight": "normal",
            "lineHeight": LINE_HEIGHT,
            "color": TOKENS["quiet"],
        }
    return {"text": wrap(clean(chart.title), width, TITLE_SIZE, bold=True), "subtitle": unit}


def _unit(chart: Chart) -> list[str]:
    """The unit; over a plane it says which of the two axes it belongs to, and how that is divided."""
    if chart.kind != "bubble":
        return [clean(chart.value_title)] if chart.value_title else []
    divided = f" {word(chart.language, 'log_scale')}" if chart.scale == "log" else ""
    return [f"↑ {clean(chart.value_title)}{divided}"]


def paint(
    found: Sequence[Look], width: float, *, parted: bool = False, symbol: str = "square", above: int = 0
) -> Spec:
    """Channels that paint each mark as its look says, with a legend, `width` pixels wide, of looks that need one.

    parted: known marks are parted by a line of paper. above: pixels over the plot that the legend leaves to something else.
    """
    kinds = distinct(found)
    shown = [kind.name for kind in kinds if kind.named]
    key: Spec | None = None
    if shown:
        key = {"values": shown, "columns": legend_columns(shown, width), "symbolType": symbol}
        key |= {"offset": LEGEND_OFFSET + above} if above else {}

    def channel(drawn: list[Any]) -> Spec:
        names = [kind.name for kind in kinds]
        scale = {"domain": names, "range": drawn}
        return {"field": "look", "type": "nominal", "scale": scale, "legend": key}

    strokes = [
        "paper" if parted and kind.paint.fill == kind.paint.stroke else kind.paint.stroke for kind in kinds
    ]
    return {
        "fill": channel([TOKENS[kind.paint.fill] for kind in kinds]),
        "stroke": channel([TOKENS[stroke] for stroke in strokes]),
        "strokeDash": channel([list(kind.paint.dash) for kind in kinds]),
    }


def legend_columns(names: Sequence[str], width: float) -> int:
    """How many names of a legend stand side by side; Vega gives each column the width of its widest name."""
    widths = [text_width(name, TEXT_SIZE) + _SYMBOL + _GAP for name in names]
    for count in range(len(names), 1, -1):
        if sum(max(widths[at::count]) for at in range(count)) <= width:
            return count
    return 1


def tooltip(chart: Chart, data: Sequence[Spec]) -> list[Spec]:
    """What the browser says of a mark: only heads that have something below them."""
    heads = {
        "category": clean(chart.category_title),
        "series": "",
        "text": clean(chart.value_title),
        "bounds": word(chart.language, "heads", "bounds"),
        "xText": clean(chart.x_title),
        "sizeText": clean(chart.size_title),
        "condition": word(chart.language, "heads", "condition"),
        "note": word(chart.language, "heads", "note"),
    }
    return [
        {"field": field, "type": "nominal", "title": head}
        for field, head in heads.items()
        if any(row.get(field) for row in data)
    ]


def note_legend(chart: Chart, width: float) -> Spec:
    """The channel that gives each distinct note a shape of its own, hollow, and says at the foot what it means."""
    notes = list(note_numbers(chart))
    symbol = {"fill": {"value": TOKENS["paper"]}, "stroke": {"value": TOKENS["quiet"]}}
    legend = {
        "orient": "bottom",
        "encoding": {"symbols": symbol},
        "symbolSize": 60,
        "labelColor": TOKENS["quiet"],
        "columns": legend_columns(notes, width),
    }
    shapes = [NOTE_SHAPES[at % len(NOTE_SHAPES)] for at in range(len(notes))]
    return {"field": "note", "type": "nominal", "scale": {"domain": notes, "range": shapes}, "legend": legend}


def layer(data: Sequence[Spec], mark: Spec, encoding: Spec) -> list[Spec]:
    """A layer with rows of its own, of which the browser says nothing; no layer for no rows."""
    if not data:
        return []
    return [{"data": {"values": list(data)}, "mark": {**mark, "tooltip": None}, "encoding": encoding}]


def texts(field: str, ink: Spec | None = None) -> Spec:
    """The channels of texts that a field holds. ink: their colour, where it is not the quiet one."""
    return {"text": {"field": field, "type": "nominal"}, "color": ink or {"value": TOKENS["quiet"]}}


def foot(lines: Sequence[str], *, below: int = LINE_HEIGHT, left: int = 0) -> list[Spec]:
    """Lines of small text `below` pixels under the plot, from `left` on; no layer for no lines."""
    look = {
        "type": "text",
        "align": "left",
        "baseline": "top",
        "fontSize": SMALL_SIZE,
        "lineHeight": LINE_HEIGHT,
    }
    at = {"x": {"value": left}, "y": {"value": "height"}}
    return layer([{"lines": list(lines)}] if lines else [], {**look, "dy": below}, {**at, **texts("lines")})


def note_lines(chart: Chart, width: float) -> list[str]:
    """The numbered notes, for the foot of a chart."""
    notes = note_numbers(chart)
    texts = [f"{superscript(index)} {note}" for note, index in notes.items()]
    return [line for text in texts for line in wrap(text, width, SMALL_SIZE, most=3)]


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers in steps of 1, 2 or 5 that hold low and high between them, about `most` of them."""
    raw = (high - low or abs(high) or 1.0) / max(1, most - 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    digits = max(0, -math.floor(math.log10(step)))
    return [round(index * step, digits) for index in range(first, max(last, first + 1) + 1)]


def labelled_axis(
    name: str, at: Sequence[float], texts: Sequence[Any], **more: Any
) -> tuple[Spec, list[Spec]]:
    """An axis with these texts at these values, and the parameters that it reads them from. name: "x" or "y"."""
    axis = {"values": list(at), "labelExpr": f"{name}Texts[indexof({name}Values, datum.value)]", **more}
    return axis, [
        {"name": f"{name}Values", "value": list(at)},
        {"name": f"{name}Texts", "value": list(texts)},
    ]


def number_axis(name: str, at: Sequence[float], language: str) -> tuple[Spec, list[Spec]]:
    """A quiet axis with a line at each tick."""
    digits = fewest_decimals(at)
    texts = [write_number(tick, language, digits) if tick else "0" for tick in at]
    return labelled_axis(name, at, texts, labelColor=TOKENS["quiet"], grid=True)
