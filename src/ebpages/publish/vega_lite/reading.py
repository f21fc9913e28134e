"""A chart read for drawing: its places, the look of each mark, and rows of data that are safe to write into a picture."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ebpages.publish.chart import Chart, Mark, MarkState
from ebpages.publish.chart_look import QUIET, SERIES, STATES, Paint
from ebpages.publish.chart_words import sentence, word
from ebpages.publish.numerals import telling_decimals, write_number

MOST_MARKS = 1000
_BOUNDED = ("bar", "dot", "choropleth")
_LONGEST_TEXT = 500
# What XML cannot hold, and surrogates without a partner, which no encoding can.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

Place = tuple[str, str]


class NotDrawn(ValueError):
    """A chart has no picture; the message says why, and that its table shows the same."""

    def __init__(self, chart: Chart, problem: str) -> None:
        super().__init__(f"“{chart.title}” is not drawn: {problem}. Show it as a table.")


@dataclass(frozen=True, slots=True)
class Look:
    """How marks of one kind are drawn and what the legend calls them; `named` is False for those that need no legend."""

    name: str
    paint: Paint
    named: bool = True


def why_not_drawn(chart: Chart) -> str | None:
    if chart.kind == "table":
        return "it is a table"
    if len(chart.marks) > MOST_MARKS:
        return f"it has {len(chart.marks)} values, and more than {MOST_MARKS} cannot be told apart"
    if not any(_is_told(chart, mark) for mark in chart.marks):
        return "not one of its values is known"
    if chart.kind == "bubble" and not any(has_place(chart, mark) for mark in chart.marks):
        return "not one of its values has a place on both axes"
    codes = [mark.code for mark in chart.marks if mark.code]
    if chart.kind == "choropleth" and len(codes) > len(set(codes)):
        return "it gives one area two values"
    if chart.kind == "stacked_bar" and len(series_names(chart)) > len(SERIES):
        return f"it stacks {len(series_names(chart))} series, and there are colours for {len(SERIES)}"
    return None


def number(mark: Mark) -> float | None:
    return finite(mark.value)


def finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def bounds(mark: Mark) -> tuple[float, float] | None:
    """What the truth lies between, endless where a side has no bound; None where neither side has one."""
    low = -math.inf if mark.low is None or math.isnan(mark.low) else mark.low
    high = math.inf if mark.high is None or math.isnan(mark.high) else mark.high
    return None if math.isinf(low) and math.isinf(high) else (low, high)


def has_place(chart: Chart, mark: Mark) -> bool:
    """Whether a bubble stands somewhere: it has a value and an x, and a logarithmic axis shows what is above zero."""
    value = number(mark)
    above = value is not None and (chart.scale == "linear" or value > 0)
    return above and finite(mark.x) is not None


def clean(text: str) -> str:
    """The text on one line, without what a picture cannot hold, at most 500 characters."""
    plain = " ".join(_UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text).split())
    return plain if len(plain) <= _LONGEST_TEXT else plain[: _LONGEST_TEXT - 1] + "…"


def places(chart: Chart) -> list[Place]:
    """(category, code) in the order of the marks. Over time a code does not tell places apart."""
    return list(dict.fromkeys(place_of(chart, mark) for mark in chart.marks))


def place_of(chart: Chart, mark: Mark) -> Place:
    return mark.category, "" if chart.kind == "line" else mark.code


def series_names(chart: Chart) -> list[str]:
    return list(dict.fromkeys(mark.series for mark in chart.marks))


def is_highlighted(chart: Chart, mark: Mark) -> bool:
    return not {mark.code, mark.category, mark.series}.isdisjoint(chart.highlight)


def is_looked_for(chart: Chart, mark: Mark) -> bool:
    """Whether this very mark is highlighted, not only its series."""
    return not {mark.code, mark.category}.isdisjoint(chart.highlight)


def _is_told(chart: Chart, mark: Mark) -> bool:
    """Whether a mark can be drawn: by its value or, where a kind draws them, by its bounds alone."""
    return number(mark) is not None or (chart.kind in _BOUNDED and bounds(mark) is not None)


def mixed_series(chart: Chart) -> frozenset[str]:
    """The series whose name does not say already what state all its marks are in."""
    return frozenset(name for name in series_names(chart) if not name or _whole_state(chart, name) == "known")


def looks(chart: Chart) -> list[Look]:
    """The look of each mark, in their order."""
    names = series_names(chart)
    if len(names) == 1:
        return [_look_of_state(chart, mark) for mark in chart.marks]
    whole = {name: _whole_state(chart, name) for name in names}
    coloured = (name for name in names if whole[name] == "known" and not _is_quiet(chart, name))
    paints = {name: Paint(token, token) for name, token in zip(coloured, SERIES, strict=False)}
    return [
        _look_of_series(chart, mark, whole[mark.series], paints.get(mark.series, QUIET))
        for mark in chart.marks
    ]


def written(chart: Chart, value: float | None) -> str:
    if value is None:
        return word(chart.language, "no_value")
    return write_number(value, chart.language, chart.decimals)


def decimals_of(values: Iterable[float | None]) -> int:
    """How many digits behind the point tell these numbers from one another."""
    return telling_decimals([value for value in values if value is not None and math.isfinite(value)])


def told(chart: Chart, value: float | None, decimals: int) -> str:
    """The number as the language writes it, empty where it is not known."""
    return "" if finite(value) is None else write_number(value or 0, chart.language, decimals)


def written_bounds(chart: Chart, mark: Mark) -> str:
    """ "1,2–3,4", "1,2 или повече"; empty where nothing is known."""
    found = bounds(mark)
    if found is None:
        return ""
    low, high = found
    texts = {"low": written(chart, low), "high": written(chart, high)}
    if math.isinf(high) or math.isinf(low):
        return sentence(chart.language, "at_least" if math.isinf(high) else "at_most", **texts)
    if texts["low"] == texts["high"]:
        return texts["low"]
    return sentence(chart.language, "between" if low >= 0 else "from_to", **texts)


def read(chart: Chart) -> list[dict[str, Any]]:
    """A row of data for each mark, as the specification carries it."""
    at = {place: index for index, place in enumerate(places(chart))}
    order = {name: index for index, name in enumerate(series_names(chart))}
    notes = note_numbers(chart)
    return [
        {
            "place": at[place_of(chart, mark)],
            "category": clean(mark.category),
            "series": clean(mark.series),
            "order": order[mark.series],
            "value": number(mark),
            "text": _text(chart, mark),
            "bounds": written_bounds(chart, mark) if number(mark) is not None else "",
            "condition": condition(chart, mark.state),
            "note": clean(mark.note),
            "sign": superscript(notes[clean(mark.note)]) if mark.note else "",
            "look": look.name,
            "highlighted": is_highlighted(chart, mark),
        }
        for mark, look in zip(chart.marks, looks(chart), strict=True)
    ]


def _text(chart: Chart, mark: Mark) -> str:
    """The value or, where only its bounds are known, these."""
    value = number(mark)
    return written(chart, value) if value is not None else written_bounds(chart, mark) or written(chart, None)


def condition(chart: Chart, state: MarkState) -> str:
    """What is to be said of a value's state, empty where it is simply known."""
    return "" if state == "known" else word(chart.language, "states", state)


def note_numbers(chart: Chart) -> dict[str, int]:
    """The distinct notes, numbered from 1 in the order of the marks."""
    notes = dict.fromkeys(clean(mark.note) for mark in chart.marks if mark.note)
    return {note: index for index, note in enumerate(notes, 1)}


def superscript(value: int) -> str:
    return str(value).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def distinct(found: Iterable[Look]) -> list[Look]:
    return list(dict.fromkeys(found))


def totals(chart: Chart) -> list[float | None]:
    """The sum of the known values at each place, None where there is none."""
    known: dict[Place, list[float]] = {place: [] for place in places(chart)}
    for mark in chart.marks:
        if (value := number(mark)) is not None:
            known[place_of(chart, mark)].append(value)
    return [math.fsum(values) if values else None for values in known.values()]


def _look_of_state(chart: Chart, mark: Mark) -> Look:
    if mark.state != "known":
        # In bars the category itself says what is the matter: "not stated", "in more than one town".
        return Look(condition(chart, mark.state), STATES[mark.state], named=chart.kind != "bar")
    if chart.highlight and not is_highlighted(chart, mark):
        return Look("others", QUIET, named=False)
    return Look("known", STATES["known"], named=False)


def _look_of_series(chart: Chart, mark: Mark, whole: MarkState, paint: Paint) -> Look:
    name = clean(mark.series) or "–"
    if whole != "known":
        return Look(name, STATES[whole])
    if mark.state != "known":
        return Look(f"{name}: {condition(chart, mark.state)}", STATES[mark.state])
    return Look(name, paint)


def _whole_state(chart: Chart, name: str) -> MarkState:
    states = {mark.state for mark in chart.marks if mark.series == name}
    return states.pop() if len(states) == 1 else "known"


def _is_quiet(chart: Chart, name: str) -> bool:
    return bool(chart.highlight) and not any(
        is_highlighted(chart, mark) for mark in chart.marks if mark.series == name
    )
