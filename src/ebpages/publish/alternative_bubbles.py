"""A bubble chart in sentences: its axes, the bubbles that stick out, and those in the upper right corner."""

from collections.abc import Sequence

from ebpages.publish.alternative_bounds import mark_name
from ebpages.publish.chart import Chart, Mark
from ebpages.publish.chart_words import counted, listed, sentence, threshold_name
from ebpages.publish.numerals import write_number
from ebpages.publish.vega_lite.reading import (
    clean,
    decimals_of,
    finite,
    has_place,
    number,
    series_names,
    told,
    written,
)

_MOST_NAMES = 5


def bubble_axes(chart: Chart) -> list[str]:
    """What height, the way to the right and the area stand for."""
    axes = sentence(chart.language, "axes", y=clean(chart.value_title), x=clean(chart.x_title))
    sized = any(finite(mark.size) is not None for mark in chart.marks)
    return [axes, *([sentence(chart.language, "area", size=clean(chart.size_title))] if sized else [])]


def bubbles_said(chart: Chart) -> list[str]:
    """Counts by series, the extremes, the corner; of the bubbles that are drawn."""
    marks = [mark for mark in chart.marks if has_place(chart, mark)]
    if not marks:
        return []
    return [*_by_series(chart, marks), *_extremes(chart, marks), *_corner(chart, marks)]


def _by_series(chart: Chart, marks: Sequence[Mark]) -> list[str]:
    names = [name for name in series_names(chart) if name]
    if not names:
        return []
    counts = {name: sum(mark.series == name for mark in marks) for name in names}
    items = [f"{clean(name)} – {write_number(count, chart.language)}" for name, count in counts.items()]
    return [sentence(chart.language, "in_series", items=listed(chart.language, items, apart=True))]


def _extremes(chart: Chart, marks: Sequence[Mark]) -> list[str]:
    """The largest, highest, lowest and rightmost bubble; the first of those alike."""
    heights = [value for mark in marks if (value := number(mark)) is not None]
    sized = [mark for mark in marks if finite(mark.size) is not None]
    largest = max(sized, key=lambda mark: mark.size or 0, default=None)
    said = (
        [("largest_area", largest, told(chart, largest.size, decimals_of(mark.size for mark in chart.marks)))]
        if largest
        else []
    )
    if min(heights) < max(heights):
        ends = (max(marks, key=_height), min(marks, key=_height))
        said += [
            (name, mark, written(chart, number(mark)))
            for name, mark in zip(("highest", "lowest"), ends, strict=True)
        ]
        farthest = max(marks, key=lambda mark: mark.x or 0)
        said.append(
            ("farthest", farthest, told(chart, farthest.x, decimals_of(mark.x for mark in chart.marks)))
        )
    return [sentence(chart.language, name, name=mark_name(mark), text=text) for name, mark, text in said]


def _height(mark: Mark) -> float:
    return number(mark) or 0


def _corner(chart: Chart, marks: Sequence[Mark]) -> list[str]:
    """Those right of zero that reach the highest threshold, the largest first; nothing without a threshold."""
    if not chart.thresholds:
        return []
    value, label = max(chart.thresholds)
    said = {
        "x": clean(chart.x_title),
        "y": clean(chart.value_title),
        "held": threshold_name(chart.language, value, clean(label)),
    }
    found = [mark for mark in marks if (mark.x or 0) > 0 and _height(mark) >= value]
    if not found:
        return [sentence(chart.language, "empty_corner", **said)]
    ranked = sorted(found, key=lambda mark: -(finite(mark.size) or 0))
    names = listed(chart.language, [clean(mark.category) for mark in ranked], most=_MOST_NAMES, apart=True)
    return [counted(chart.language, "corner", len(found), names=names, **said)]
