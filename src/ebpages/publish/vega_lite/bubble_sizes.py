"""What the areas of bubbles stand for, and the legend that says so."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ebpages.publish.chart import Chart, Mark
from ebpages.publish.chart_look import TEXT_SIZE, TOKENS
from ebpages.publish.lettering import text_width
from ebpages.publish.numerals import write_number
from ebpages.publish.vega_lite.frame import Spec
from ebpages.publish.vega_lite.reading import clean, decimals_of, finite

_SMALLEST = 3  # radius in pixels that can still be seen
_EVEN = 5  # that of all where none has a size
_GAP = 30  # pixels between an entry of the legend and the next
# Three sizes for a legend, by the first digit of the last.
_LEADING = {1: (0.5, 2, 10), 2: (1, 5, 20), 5: (2, 10, 50)}


@dataclass(frozen=True, slots=True)
class Sizes:
    """Areas grow from zero to `most`, that of the radius `largest` in pixels; all are alike where `most` is zero."""

    most: float
    largest: float

    @property
    def areas(self) -> list[float]:
        """Of the smallest and the largest, as Vega counts them: a circle's is that of the square around it."""
        return [(2 * radius) ** 2 for radius in (_SMALLEST, self.largest if self.most else _EVEN)]

    def radius(self, size: float) -> float:
        smallest, largest = self.areas
        share = size / self.most if self.most else 1
        return math.sqrt(smallest + (largest - smallest) * share) / 2

    def channel(self, chart: Chart, width: float) -> tuple[Spec, list[Spec]]:
        """The channel of areas with a legend, `width` pixels wide, and the parameters that the legend reads."""
        if not self.most:
            return {"value": self.areas[1]}, []
        shown = _round_sizes(self.most)
        digits = decimals_of(shown)
        texts = [write_number(size, chart.language, digits) for size in shown]
        legend = {
            "values": shown,
            "labelExpr": "sizeTexts[indexof(sizeValues, datum.value)]",
            "symbolType": "circle",
            "symbolFillColor": TOKENS["paper"],
            "symbolStrokeColor": TOKENS["edge"],
            "title": clean(chart.size_title) or None,
            "titleOrient": "left" if self._fits(shown, [clean(chart.size_title), *texts], width) else "top",
            "titleFontWeight": "normal",
            "titleFontSize": TEXT_SIZE,
            "titleColor": TOKENS["quiet"],
        }
        scale = {"domain": [0, self.most], "range": self.areas}
        parameters: list[Spec] = [
            {"name": "sizeValues", "value": shown},
            {"name": "sizeTexts", "value": texts},
        ]
        return {"field": "size", "type": "quantitative", "scale": scale, "legend": legend}, parameters

    def _fits(self, shown: Sequence[float], texts: Sequence[str], width: float) -> bool:
        """Whether the title of the legend has room at its left."""
        symbols = sum(2 * self.radius(size) for size in shown)
        return symbols + sum(text_width(text, TEXT_SIZE) for text in texts) + len(shown) * _GAP <= width


def size_of(mark: Mark) -> float:
    """Zero where the size is not known, or below."""
    return max(0.0, finite(mark.size) or 0.0)


def _round_sizes(most: float) -> list[float]:
    """Three round numbers, the last about half of what the largest bubble stands for."""
    power = 10.0 ** math.floor(math.log10(most / 2))
    digit = max(first for first in _LEADING if first * power <= most / 2 * (1 + 1e-9))
    return [share * power * digit / _LEADING[digit][-1] for share in _LEADING[digit]]
