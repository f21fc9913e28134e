"""Which bubbles have no place on the plane and why, in words: a few names and a count."""

from collections.abc import Mapping

from ebpages.publish.chart import Chart, Mark
from ebpages.publish.chart_words import listed, sentence
from ebpages.publish.vega_lite.reading import clean, finite, has_place, number

_MOST_NAMES = 4


def left_out(chart: Chart) -> list[str]:
    """A sentence for each reason: no value, no x, zero on a logarithmic scale; and for bubbles without a size."""
    by_reason: dict[str, list[Mark]] = {}
    for mark in chart.marks:
        by_reason.setdefault(_reason(chart, mark), []).append(mark)
    sized = any(finite(mark.size) is not None for mark in chart.marks)
    titles: Mapping[str, tuple[str, str]] = {
        "value": ("missing", chart.value_title),
        "x": ("missing", chart.x_title),
        "zero": ("below_log", ""),
        **({"size": ("sizeless", chart.size_title)} if sized else {}),
    }
    return [
        sentence(chart.language, name, title=clean(title), items=_names(chart, by_reason[reason]))
        for reason, (name, title) in titles.items()
        if reason in by_reason
    ]


def _reason(chart: Chart, mark: Mark) -> str:
    if number(mark) is None:
        return "value"
    if finite(mark.x) is None:
        return "x"
    if not has_place(chart, mark):
        return "zero"
    return "size" if finite(mark.size) is None else ""


def _names(chart: Chart, marks: list[Mark]) -> str:
    return listed(chart.language, [clean(mark.category) for mark in marks], most=_MOST_NAMES, apart=True)
