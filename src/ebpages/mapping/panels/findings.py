"""Findings about panels: a log of them while files are read, and the words for them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field

from ebpages.declared.schema import Declared, Text, read_document, read_entry
from ebpages.mapping.arrays import Integers
from ebpages.mapping.panels.panel import PanelFinding, Severity

FILE = Path(__file__).parents[1] / "data" / "findings.yaml"
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
MOST_OF_A_KIND = 100_000
MORE = "more_of_a_kind"
Value = str | int | float


class Kind(Declared):
    severity: Severity
    label: Text
    sentence: Text
    remedy: Text


class Wording(Declared):
    source: str = Field(min_length=1)
    severities: dict[Severity, Text]
    measures: dict[str, Text]
    axes: dict[str, Text]
    kinds: dict[str, Kind]


@dataclass(frozen=True, slots=True)
class FindingCount:
    """How often there is a kind of finding, and the first of them."""

    kind: str
    severity: Severity
    count: int
    first: PanelFinding


class FindingLog:
    """Findings in the order in which they come. most: of one kind so many are kept, the others only counted: a file whose every row is
    bad cannot fill the memory."""

    def __init__(self, most: int = MOST_OF_A_KIND) -> None:
        self._kept: list[PanelFinding] = []
        self._counts: Counter[str] = Counter()
        self._most = most

    def add(
        self,
        kind: str,
        region: str = "",
        industry: str = "",
        year: int | None = None,
        measure: str = "",
        row: int = 0,
        **values: Value,
    ) -> None:
        self._counts[kind] += 1
        if self._counts[kind] <= self._most:
            texts = {name: number(value) for name, value in values.items()}
            severity = wording().kinds[kind].severity
            self._kept.append(PanelFinding(kind, severity, region, industry, year, measure, texts, row))

    def add_each(self, kind: str, rows: Integers, locate: Callable[[int], Mapping[str, Any]]) -> None:
        """A finding for each row. locate: what `add` is given for it, asked only for findings that are kept."""
        room = max(0, self._most - self._counts[kind])
        for row in rows[:room]:
            self.add(kind, **locate(int(row)))
        self._counts[kind] += len(rows[room:])

    def all(self) -> tuple[PanelFinding, ...]:
        """Errors first, each severity in the order in which they were found."""
        more = [
            PanelFinding(MORE, kinds[kind].severity, values={"of": kind, "count": str(count - self._most)})
            for kind, count in self._counts.items()
            if count > self._most
        ] if (kinds := wording().kinds) else []  # fmt: skip
        return tuple(sorted((*self._kept, *more), key=lambda finding: SEVERITIES.index(finding.severity)))


def number(value: Value) -> str:
    """A number as it is written in files: 4600, 0.5."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(float(value))
    return str(value)


def say(finding: PanelFinding, language: str) -> str:
    """The finding in a sentence, with its cell."""
    return _filled(wording().kinds[finding.kind].sentence, finding, language)


def remedy(finding: PanelFinding, language: str) -> str:
    return _filled(wording().kinds[finding.kind].remedy, finding, language)


def label(kind: str, language: str) -> str:
    return wording().kinds[kind].label.name(language)


def severity_label(severity: Severity, language: str) -> str:
    return wording().severities[severity].name(language)


def cell_name(finding: PanelFinding, language: str) -> str:
    """The cell that a finding is of: "BG41 × C10, 2014, persons employed"."""
    measure = wording().measures.get(finding.measure)
    place = " × ".join(code for code in (finding.region, finding.industry) if code)
    year = "" if finding.year is None else str(finding.year)
    return (
        ", ".join(
            part for part in (place, year, measure.name(language) if measure else finding.measure) if part
        )
        or "?"
    )


def summary(findings: Iterable[PanelFinding]) -> tuple[FindingCount, ...]:
    """A line for each kind of finding: errors first, the most frequent first."""
    first: dict[str, PanelFinding] = {}
    counts: Counter[str] = Counter()
    for finding in findings:
        kind = finding.values["of"] if finding.kind == MORE else finding.kind
        counts[kind] += int(finding.values["count"]) if finding.kind == MORE else 1
        if finding.kind != MORE:
            first.setdefault(kind, finding)
    kinds = [FindingCount(kind, each.severity, counts[kind], each) for kind, each in first.items()]
    return tuple(sorted(kinds, key=lambda each: (SEVERITIES.index(each.severity), -each.count, each.kind)))


def worst(findings: Iterable[PanelFinding]) -> tuple[str, str] | None:
    """The first error or warning and what mends it, as a message of a command can go on with them; None where there is none."""
    for finding in findings:
        if finding.severity != "note":
            return say(finding, "en").rstrip("."), remedy(finding, "en").rstrip(".")
    return None


@cache
def wording() -> Wording:
    """Raises BrokenDeclaration."""
    return read_entry(FILE.name, "wording", Wording, 1, dict(read_document(FILE)))


def _filled(text: Text, finding: PanelFinding, language: str) -> str:
    measure = wording().measures.get(finding.measure)
    values = dict(finding.values) | {
        "cell": cell_name(finding, language),
        "region": finding.region,
        "industry": finding.industry,
        "year": str(finding.year or ""),
        "measure": measure.name(language) if measure else finding.measure,
        "row": str(finding.row),
    }
    if axis := wording().axes.get(values.get("axis", "")):
        values |= {"axis": axis.name(language), "axis_code": values["axis"]}
    if "of" in values:
        values["of"] = label(values["of"], language)
    return text.name(language).format(**values)
