"""How charts look: the product's colours and type as data, and what Vega-Lite calls a configuration.

A chart is drawn in the light colours. Each stands for one token of the stylesheet, so that pages can put the token in
its place and follow the reader's choice of light or dark.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ebpages.publish.chart import MarkState

Token = Literal[
    "paper", "wash", "line", "edge", "ink", "quiet", "accent", "differs", "differs-wash", "unknown", "unknown-wash", "lapsed",
    "series-2", "series-3", "series-4", "series-5", "series-6", "shade-1", "shade-2", "shade-3", "shade-4", "shade-5",
    "shade-3-ink", "shade-4-ink",
]  # fmt: skip

# No two tokens share a colour: the colour has to tell which token it stands for.
TOKENS: Mapping[Token, str] = {
    "paper": "#FBFAF7",
    "wash": "#F3F1EA",
    "line": "#D9D6CE",
    "edge": "#7B7F80",
    "ink": "#1B1F24",
    "quiet": "#56606B",
    "accent": "#0B5A6F",
    "differs": "#9A5B00",
    "differs-wash": "#F1E2C6",
    "unknown": "#6A5A8C",
    "unknown-wash": "#E4DFEE",
    "lapsed": "#A33A1E",
    "series-2": "#B97F00",
    "series-3": "#5494CC",
    "series-4": "#00855F",
    "series-5": "#B23A00",
    "series-6": "#C2669C",
    "shade-1": "#D6E6E8",
    "shade-2": "#A9CCD3",
    "shade-3": "#78AFBA",
    "shade-4": "#2F7486",
    "shade-5": "#0A4455",
    "shade-3-ink": "#1B1F25",  # on paper the same as ink; on a dark page it is not
    "shade-4-ink": "#FFFFFF",
}

# Okabe and Ito (2008), their black replaced by the accent and their yellow left out; orange, sky blue and purple
# darkened until they stand out from paper 3 : 1.
SERIES: tuple[Token, ...] = ("accent", "series-2", "series-3", "series-4", "series-5", "series-6")
SHADES: tuple[Token, ...] = ("shade-1", "shade-2", "shade-3", "shade-4", "shade-5")
SHADE_INKS: tuple[Token, ...] = ("ink", "ink", "shade-3-ink", "shade-4-ink", "shade-4-ink")

SOLID: tuple[int, ...] = (1, 0)
DASHED: tuple[int, ...] = (4, 2)
DOTTED: tuple[int, ...] = (2, 2)


@dataclass(frozen=True, slots=True)
class Paint:
    """fill, stroke: tokens; dash: lengths of line and gap in pixels."""

    fill: Token
    stroke: Token
    dash: tuple[int, ...] = SOLID


QUIET = Paint("edge", "edge")
# Told apart by tone and outline as well as by colour: pale inside a full line, pale inside a dashed one, empty inside
# a dotted one.
STATES: Mapping[MarkState, Paint] = {
    "known": Paint("accent", "accent"),
    "several": Paint("differs-wash", "differs"),
    "unknown": Paint("unknown-wash", "unknown", DASHED),
    "lost": Paint("paper", "lapsed", DOTTED),
}

# The program that draws brings Liberation Sans along, with Cyrillic and Greek; elsewhere Arial has the same widths.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
TITLE_SIZE, TEXT_SIZE, SMALL_SIZE = 17, 13, 12
LINE_HEIGHT, TITLE_LINE_HEIGHT = 16, 22
LEGEND_OFFSET = 12  # pixels between the plot and its legend


def configuration() -> dict[str, Any]:
    """The look as Vega-Lite's `config`."""
    return {
        "aria": False,  # the picture as a whole has a text alternative
        "background": TOKENS["paper"],
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "domain": False,
            "ticks": False,
            "grid": False,
            "title": None,
            "labelFontSize": TEXT_SIZE,
            "labelColor": TOKENS["ink"],
            "labelLineHeight": LINE_HEIGHT,
            "labelPadding": 8,
            "labelLimit": 0,
            "labelFlush": False,
            "gridColor": TOKENS["line"],
            "domainColor": TOKENS["edge"],
            "tickColor": TOKENS["edge"],
        },
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "fontSize": TITLE_SIZE,
            "fontWeight": "bold",
            "lineHeight": TITLE_LINE_HEIGHT,
            "color": TOKENS["ink"],
            "subtitleFontSize": TEXT_SIZE,
            "subtitleColor": TOKENS["quiet"],
            "subtitleLineHeight": LINE_HEIGHT,
            "subtitlePadding": 4,
            "offset": 14,
        },
        "legend": {
            "title": None,
            "orient": "top",
            "direction": "horizontal",
            "labelFontSize": TEXT_SIZE,
            "labelColor": TOKENS["ink"],
            "labelLimit": 0,
            "symbolType": "square",
            "symbolSize": 130,
            "symbolStrokeWidth": 1.5,
            "columnPadding": 22,
            "rowPadding": 4,
            "offset": LEGEND_OFFSET,
            "layout": {"top": {"direction": "vertical", "anchor": "start", "margin": 8}},
        },
        "text": {"fontSize": TEXT_SIZE, "color": TOKENS["ink"], "lineHeight": LINE_HEIGHT},
        "line": {"strokeWidth": 2.25, "strokeCap": "round", "strokeJoin": "round"},
    }
