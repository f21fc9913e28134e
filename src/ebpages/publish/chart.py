"""What a chart shows, without saying how it is drawn."""

from dataclasses import dataclass
from typing import Literal

ChartKind = Literal["bar", "stacked_bar", "line", "dot", "choropleth", "table"]
MarkState = Literal["known", "several", "unknown", "lost"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One value of a chart.

    category: its place along the category axis, as people read it. value: None where it is not known, which is drawn
    as a gap and said in words. series: the name of its series, empty where there is only one. code: a machine's name of the
    category, for areas of a map the code of the area. state: `several` (sources contradict each other), `unknown` and
    `lost` are drawn with a pattern or tone of their own. note: what a reader must know of this value, such as a flag.
    """

    category: str
    value: float | None
    series: str = ""
    code: str = ""
    state: MarkState = "known"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A question and its answer in marks.

    The order of categories and of series is that of the marks. value_title names the unit. highlight: codes or categories that
    the reader looks for; they stand in the accent colour, the others in a quiet one. decimals: digits behind the point.
    """

    kind: ChartKind
    title: str
    category_title: str
    value_title: str
    marks: tuple[Mark, ...]
    language: str
    highlight: tuple[str, ...] = ()
    decimals: int = 0
