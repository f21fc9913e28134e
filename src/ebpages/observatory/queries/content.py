"""What a figure's query yields, whatever it is made of, and how its numbers are written."""

from dataclasses import dataclass

from ebpages.faces.shapes import Coverage, SourceNote
from ebpages.observatory.shapes import FigureRow


@dataclass(frozen=True, slots=True)
class Content:
    """rows: the whole data; drawn: those that the chart shows."""

    rows: tuple[FigureRow, ...]
    drawn: tuple[FigureRow, ...]
    coverage: Coverage
    coverage_note: str
    answer: str
    method: str
    notes: tuple[str, ...]
    sources: tuple[SourceNote, ...]
    columns: tuple[str, ...] = ()
    series_title: str = ""
