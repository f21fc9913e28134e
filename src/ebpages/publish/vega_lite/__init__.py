"""Vega-Lite specifications of charts: the same for a page, a file and the browser.

Nothing here draws; `publish.drawing` does. Texts are written out, with the numbers as the language writes them, so a
specification needs no locale.
"""

from collections.abc import Callable, Mapping
from typing import Any

from ebpages.publish.chart import Chart, ChartKind
from ebpages.publish.chart_look import TOKENS, configuration
from ebpages.publish.vega_lite.areas import areas
from ebpages.publish.vega_lite.bars import bars
from ebpages.publish.vega_lite.bubbles import bubbles
from ebpages.publish.vega_lite.columns import columns
from ebpages.publish.vega_lite.dots import dots
from ebpages.publish.vega_lite.frame import title
from ebpages.publish.vega_lite.lines import lines
from ebpages.publish.vega_lite.ranges import range_key
from ebpages.publish.vega_lite.reading import NotDrawn, why_not_drawn

__all__ = ["SCHEMA", "VEGA_LITE", "NotDrawn", "can_be_drawn", "specification"]

VEGA_LITE = "6.1"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

_PICTURE_PADDING = 16
_PAGE_PADDING = {"left": 2, "top": 3, "right": 3, "bottom": 3}

_KINDS: Mapping[ChartKind, Callable[[Chart, int], dict[str, Any]]] = {
    "bar": bars,
    "dot": dots,
    "stacked_bar": columns,
    "line": lines,
    "bubble": bubbles,
    "choropleth": areas,
}


def can_be_drawn(chart: Chart) -> bool:
    """Whether `specification` gives a picture; a table, or a chart without a single value, has none."""
    return why_not_drawn(chart) is None


def specification(chart: Chart, width: int = 720, titled: bool = True) -> dict[str, Any]:
    """The Vega-Lite specification of a chart, `width` pixels wide; the height follows from the marks.

    titled: with the chart's title, for a picture that stands alone; where a heading says it already, only the unit is
    written above. `usermeta.tokens` names the token of the stylesheet that each colour stands for.
    Raises NotDrawn for a chart that has no picture: see `can_be_drawn`.
    """
    if problem := why_not_drawn(chart):
        raise NotDrawn(chart, problem)
    room = width - (2 * _PICTURE_PADDING if titled else 5)
    return {
        "$schema": SCHEMA,
        "usermeta": {"tokens": {colour: token for token, colour in TOKENS.items()}},
        "title": title(chart, room, under=range_key(chart), titled=titled),
        "width": width,
        "padding": _PICTURE_PADDING if titled else _PAGE_PADDING,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "config": configuration(),
        **_KINDS[chart.kind](chart, room),
    }
