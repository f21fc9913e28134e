"""What pages, the API and the report get from queries: finished and in one language."""

from dataclasses import dataclass
from datetime import date

from ebpages.faces.shapes import Coverage, SourceNote, TextOrNull
from ebpages.publish.chart import Chart, MarkState
from ebpages.registry.shapes import Evidence


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of a figure's data.

    value: a count, or a statistic in the figure's unit; None where it is not known. share: per cent of the known members, None where
    shares make no sense. low, high: what the value can be at the least and at the most, once unknown and lost members are placed.
    url: the records behind the number. cells: further texts of the row, under the figure's `columns`.
    """

    code: str
    label: str
    value: float | None
    state: MarkState = "known"
    series: TextOrNull = ""
    series_code: TextOrNull = ""
    share: float | None = None
    low: float | None = None
    high: float | None = None
    note: TextOrNull = ""
    url: TextOrNull = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureView:
    """Everything that the page of a figure shows.

    printed_as: the guide's own name of it, "Diagram 2", empty where the guide has none. answer: what the chart says, in a sentence.
    unit: what is counted, in the plural. coverage: of the members that the figure speaks of. columns: the heads of the rows' cells.
    doubts_url: the findings that doubt values which are counted as printed.
    """

    id: str
    title: str
    question: str
    answer: str
    printed_as: str
    unit: str
    category_title: str
    series_title: str
    rows: tuple[FigureRow, ...]
    decimals: int
    coverage: Coverage
    coverage_note: str
    notes: tuple[str, ...]
    method: str
    sources: tuple[SourceNote, ...]
    citation: str
    as_of: date
    chart: Chart
    url: str
    columns: tuple[str, ...] = ()
    doubts_url: TextOrNull = ""


@dataclass(frozen=True, slots=True)
class RecordBehind:
    """A record behind a number, or a list or data set: what it is, what it states, and the line that says so."""

    name: str
    url: TextOrNull
    text: TextOrNull
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim read otherwise: as far as it can be measured, or on a condition. text: the sentence, or the condition."""

    text: str
    expected: str
    found: TextOrNull
    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A published statement and the result of its recomputation.

    text: what it says; printed: the sentence itself, in the language of the publication. verdict: agrees, differs, sources_conflict
    or cannot_be_told. found: empty where nothing is known. settled_by: which list or figure would settle it, where nothing does yet.
    measured: what can be measured, where the sentence says something else. supposed: what follows on a condition. quoted_in: language
    of `printed`.
    """

    id: str
    text: str
    page: TextOrNull
    date: TextOrNull
    source: TextOrNull
    expected: str
    found: TextOrNull
    verdict: str
    why: str
    printed: TextOrNull = ""
    settled_by: TextOrNull = ""
    measured: Reading | None = None
    supposed: Reading | None = None
    about: TextOrNull = ""
    url: TextOrNull = ""
    quoted_in: TextOrNull = ""
    behind: tuple[RecordBehind, ...] = ()
