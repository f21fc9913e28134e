"""What an import finds in a file, with its place and remedy, in both languages."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from ebpages.declared.schema import Declared, Text, read_document, read_entry

FILE = Path(__file__).parent / "data" / "findings.yaml"
Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
MOST_OF_A_KIND = 200
MORE = "more_of_a_kind"
_UNITS = {"line": "ред", "row": "ред"}
_LONGEST = 120  # characters of a text that is named


class Kind(Declared):
    """remedy: as a command says it. on_page: as a page says it, where the mapping has menus and boxes."""

    severity: Severity
    sentence: Text
    remedy: Text
    on_page: Text | None = None


class Wording(Declared):
    source: str = Field(min_length=1)
    kinds: dict[str, Kind]
    words: dict[str, Text]


@dataclass(frozen=True, slots=True)
class ListFinding:
    """row: its number in the file, 0 for the whole file. unit: what such a number counts. column: its header."""

    kind: str
    row: int = 0
    column: str = ""
    unit: str = "row"
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return wording().kinds[self.kind].severity

    def sentence(self, language: str) -> str:
        return self._fill(wording().kinds[self.kind].sentence, language)

    def remedy(self, language: str) -> str:
        return self._fill(wording().kinds[self.kind].remedy, language)

    def remedy_on_page(self, language: str) -> str:
        kind = wording().kinds[self.kind]
        return self._fill(kind.on_page or kind.remedy, language)

    def where(self, language: str) -> str:
        unit, word = (_UNITS[self.unit], "колона") if language == "bg" else (self.unit, "column")
        return ", ".join(
            part
            for part in (
                f"{unit} {self.row}" if self.row else "",
                f"{word} {self.column}" if self.column else "",
            )
            if part
        )

    def _fill(self, text: Text, language: str) -> str:
        words = wording().words
        values = {
            key: words[value].name(language) if key in ("cell", "problem") and value in words else value
            for key, value in self.values.items()
        }
        if self.kind == "identifier_repeated":
            values["other"] = replace(self, row=int(values["first"]), column="").where(language)
        return text.fill(language, {**values, "where": self.where(language)})


class FindingLog:
    """Findings as they come; of a kind so many are kept, the others counted. accepted: kinds that stop no import."""

    def __init__(self, unit: str, accepted: frozenset[str] = frozenset()) -> None:
        self._unit, self._accepted = unit, accepted
        self._kept: list[ListFinding] = []
        self.counts: Counter[str] = Counter()

    def add(self, kind: str, row: int = 0, column: str = "", **values: str) -> None:
        self.counts[kind] += 1
        if self.counts[kind] <= MOST_OF_A_KIND:
            shown = {
                name: text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
                for name, text in values.items()
            }
            self._kept.append(ListFinding(kind, row, column, self._unit, shown))

    def all(self) -> tuple[ListFinding, ...]:
        """Errors first, each severity in the order of the file; behind them how many more there are of a kind."""
        first = {finding.kind: finding for finding in reversed(self._kept)}
        more = [
            replace(first[kind], kind=MORE, values={"count": str(count - MOST_OF_A_KIND)})
            for kind, count in self.counts.items()
            if count > MOST_OF_A_KIND
        ]
        return tuple(sorted((*self._kept, *more), key=lambda finding: SEVERITIES.index(finding.severity)))

    def stopping(self) -> tuple[ListFinding, ...]:
        """The errors that nobody has accepted."""
        return tuple(f for f in self._kept if f.severity == "error" and f.kind not in self._accepted)

    def count(self, severity: Severity) -> int:
        return sum(count for kind, count in self.counts.items() if wording().kinds[kind].severity == severity)


def lines(findings: tuple[ListFinding, ...], language: str, most: int) -> Iterator[str]:
    """Findings as a command prints them, at most so many of a kind."""
    shown: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for finding in findings:
        shown[finding.kind] += 1
        if shown[finding.kind] > most:
            left[finding.kind] += 1
            continue
        yield f"{finding.severity}: {finding.sentence(language)} {finding.remedy(language)}".rstrip()
    yield from (f"note: … {count} more of the kind {kind}" for kind, count in left.items())


@cache
def wording() -> Wording:
    """Raises BrokenDeclaration."""
    return read_entry(FILE.name, "wording", Wording, 1, dict(read_document(FILE)))
