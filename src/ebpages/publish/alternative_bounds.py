"""Bounds and thresholds in sentences: between what a value lies, and what is certain about which side of a line it is on."""

from collections.abc import Sequence

from ebpages.publish.chart import Chart, Mark
from ebpages.publish.chart_words import listed, sentence, threshold_name
from ebpages.publish.numerals import write_number
from ebpages.publish.vega_lite.reading import bounds, clean, number, written_bounds

_MOST_ITEMS, _MOST_NAMES = 6, 4
_HELD = ("bar", "dot", "bubble")  # kinds that draw thresholds


def bounds_said(chart: Chart) -> list[str]:
    """What the first few values lie between, and how many more have bounds."""
    items = [f"{mark_name(mark)} – {written_bounds(chart, mark)}" for mark in chart.marks if bounds(mark)]
    if not items:
        return []
    return [
        sentence(chart.language, "bounded", items=listed(chart.language, items, most=_MOST_ITEMS, apart=True))
    ]


def thresholds_said(chart: Chart) -> list[str]:
    """For each threshold which marks reach it, which do not, and for which that cannot be told.

    A value without bounds is taken as exact. "Certainly" is said only where some value has bounds.
    """
    if chart.kind not in _HELD:
        return []
    certainly = "_certainly" if any(map(bounds, chart.marks)) else ""
    return [_held_against(chart, value, label, certainly) for value, label in chart.thresholds]


def mark_name(mark: Mark) -> str:
    """Its series and category."""
    return ", ".join(clean(text) for text in (mark.series, mark.category) if text)


def _held_against(chart: Chart, threshold: float, label: str, certainly: str) -> str:
    sides: dict[str, list[Mark]] = {
        f"reaching{certainly}": [],
        f"not_reaching{certainly}": [],
        "open_question": [],
    }
    for mark in chart.marks:
        between = _between(mark)
        if between is None:
            continue
        low, high = between
        side = f"reaching{certainly}" if low >= threshold else f"not_reaching{certainly}"
        sides[side if low >= threshold or high < threshold else "open_question"].append(mark)
    items = [_side(chart, name, marks) for name, marks in sides.items() if marks]
    name = threshold_name(chart.language, threshold, clean(label))
    return sentence(
        chart.language, "held_against", threshold=name[:1].upper() + name[1:], items="; ".join(items) or "–"
    )


def _between(mark: Mark) -> tuple[float, float] | None:
    value = number(mark)
    return bounds(mark) or (None if value is None else (value, value))


def _side(chart: Chart, name: str, marks: Sequence[Mark]) -> str:
    names = listed(chart.language, [clean(mark.category) for mark in marks], most=_MOST_NAMES, apart=True)
    return sentence(chart.language, name, count=write_number(len(marks), chart.language), names=names)
