"""Scales whose length in pixels is known before they are drawn, so that it is known where a value lies."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ebpages.publish.chart_look import TEXT_SIZE, TOKENS
from ebpages.publish.lettering import text_width
from ebpages.publish.numerals import fewest_decimals, write_number
from ebpages.publish.vega_lite.frame import Spec, labelled_axis, ticks

_STEPS = (1, 2, 5)
_FINE_STEPS = (1, 1.5, 2, 3, 4, 5, 6, 8)
_FEW, _MANY = 3, 9  # ticks of a logarithmic axis
_PADDING = 8  # pixels between an axis and its numbers


@dataclass(frozen=True, slots=True)
class Axis:
    """One scale: from low to high over `length` pixels, which the largest bubble at either end stays within."""

    low: float
    high: float
    length: float
    at: tuple[float, ...]
    is_log: bool = False

    def pixel(self, value: float) -> float:
        """How far from the low end a value lies."""
        low, high, here = (math.log(end) if self.is_log else end for end in (self.low, self.high, value))
        return (here - low) / (high - low) * self.length

    @property
    def scale(self) -> Spec:
        kind = {"type": "log"} if self.is_log else {"zero": False}
        return {"domain": [self.low, self.high], "nice": False, **kind}

    def texts(self, language: str) -> list[str]:
        digits = [fewest_decimals([tick] if self.is_log else self.at) for tick in self.at]
        return [
            write_number(tick, language, most) if tick else "0"
            for tick, most in zip(self.at, digits, strict=True)
        ]

    def channel(self, name: str, language: str, **more: object) -> tuple[Spec, list[Spec]]:
        """The channel without its field, and the parameters that its axis reads. name: "x" or "y"."""
        axis, parameters = labelled_axis(
            name, self.at, self.texts(language), labelColor=TOKENS["quiet"], grid=True, **more
        )
        return {"type": "quantitative", "axis": axis, "scale": self.scale}, parameters


def axis_of(
    values: Sequence[float], length: float, *, margin: float, is_log: bool = False, most: int = 6
) -> Axis:
    """A scale with all values on it, `margin` pixels from its ends. most: about so many ticks, three at the least if there are."""
    low, high = _log_ends(values) if is_log else _ends(values)
    more = (high - low) * margin / (length - 2 * margin)
    low, high = low - more, high + more
    if is_log:
        low, high = math.exp(low), math.exp(high)
        return Axis(low, high, length, tuple(_log_ticks(low, high)), is_log=True)
    return Axis(low, high, length, tuple(_ticks(low, high, most)))


def _ends(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    return (low, high) if low < high else (low - (abs(low) or 1) / 2, high + (abs(high) or 1) / 2)


def _log_ends(values: Sequence[float]) -> tuple[float, float]:
    """As logarithms, and at least a factor of 1.5 to both sides where all values are nearly alike."""
    low, high, least = math.log(min(values)), math.log(max(values)), math.log(1.5)
    return (low, high) if high - low >= least else (low - least, high + least)


def room_for_numbers(axis: Axis, language: str) -> int:
    """How many pixels the numbers of a vertical axis take at its left."""
    return math.ceil(max(text_width(text, TEXT_SIZE) for text in axis.texts(language))) + _PADDING


def _ticks(low: float, high: float, most: int) -> list[float]:
    tried = (
        [tick for tick in ticks(low, high, count) if low <= tick <= high] for count in range(most, 2 * most)
    )
    return next((at for at in tried if len(at) >= _FEW), [low, high])


def _log_ticks(low: float, high: float) -> list[float]:
    """Round numbers between low and high: steps of 1, 2 and 5, finer ones where they are few, powers of ten where many."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))

    def steps(of: Sequence[float], every: int = 1) -> list[float]:
        found = [
            round(step * 10.0**power, max(0, 1 - power))
            for power in range(first, last + 1, every)
            for step in of
        ]
        return [tick for tick in found if low <= tick <= high]

    found = steps(_STEPS)
    if len(found) < _FEW:
        return steps(_FINE_STEPS)
    if len(found) <= _MANY:
        return found
    return steps((1,), every=max(1, math.ceil((last - first) / _MANY)))
