"""What the report says, before it is typeset: everything finished and in one language."""

from dataclasses import dataclass
from datetime import date

from ebpages.observatory.shapes import ClaimView, FigureView
from ebpages.registry.shapes import SourceView


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """A number of the summary. value is a count; note says of what."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the method: its name and what it does."""

    name: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report.

    as_of: the day that the data stand for, which is also the date of the document: the same data give the same file.
    version: of the program. address: of the site, with a slash at its end, where the records behind the numbers are.
    """

    language: str
    as_of: date
    version: str
    address: str
    key_numbers: tuple[KeyNumber, ...]
    figures: tuple[FigureView, ...]
    claims: tuple[ClaimView, ...]
    lists: tuple[SourceView, ...]
    steps: tuple[Step, ...]
