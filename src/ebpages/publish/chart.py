"""What a chart shows, without saying how it is drawn."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ChartKind = Literal["bar", "stacked_bar", "line", "dot", "bubble", "choropleth", "table"]
MarkState = Literal["known", "several", "unknown", "lost"]
Scale = Literal["linear", "log"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One value of a chart.

    category: its place along the category axis, as people read it. value: None where it is not known, which is drawn
    as a gap and said in words. series: the name of its series, empty where there is only one. code: a machine's name of the
    category, for areas of a map the code of the area. state: `several` (sources contradict each other), `unknown` and
    `lost` are drawn with a pattern or tone of their own. note: what a reader must know of this value, such as a flag.
    low, high: the bounds that the truth lies between, both ends included; None or an infinite number where that side has
    none. Bars and dots draw them as a thin line, every kind says them. x, size: of a bubble, its place along the
    horizontal axis and what its area stands for; `value` is the height.
    """

    category: str
    value: float | None
    series: str = ""
    code: str = ""
    state: MarkState = "known"
    note: str = ""
    low: float | None = None
    high: float | None = None
    x: float | None = None
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Outlines:
    """A GeoJSON file (longitude, latitude) with the areas of a map, and the property that holds their codes."""

    path: Path
    code: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A question and its answer in marks.

    The order of categories and of series is that of the marks. value_title names the unit. highlight: codes, categories or
    series that the reader looks for; they stand in the accent colour, the others in a quiet one. decimals: digits behind the
    point. thresholds: values that the marks are held against and what each is called; a line across bars, dots and bubbles.
    x_title, size_title: the units of a bubble's `x` and `size`. scale: of a bubble chart's vertical axis. outlines: where the
    areas of a map are drawn from, the oblasts of Bulgaria without it; marks whose codes are the beginnings of the file's codes
    get the areas that begin so, joined: "BG41" those of BG411 to BG415.
    """

    kind: ChartKind
    title: str
    category_title: str
    value_title: str
    marks: tuple[Mark, ...]
    language: str
    highlight: tuple[str, ...] = ()
    decimals: int = 0
    x_title: str = ""
    size_title: str = ""
    thresholds: tuple[tuple[float, str], ...] = ()
    scale: Scale = "linear"
    outlines: Outlines | None = None
