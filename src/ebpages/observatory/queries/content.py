"""What a figure's query yields, whatever it is made of, and how its numbers are written."""

from dataclasses import dataclass

from django.utils.translation import get_language

from ebpages.observatory.shapes import FigureRow, SourceNote
from ebpages.publish.numerals import write_number
from ebpages.registry.shapes import Coverage


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


def number(value: float, decimals: int = 0) -> str:
    """A number as the active language writes it: 1\N{NO-BREAK SPACE}379,5 or 1,379.5."""
    return write_number(value, get_language() or "bg", decimals)


def percent(value: float) -> str:
    """A share in whole per cent, with the space that keeps number and sign on one line."""
    return f"{number(value)}\N{NO-BREAK SPACE}%"
