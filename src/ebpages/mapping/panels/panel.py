"""A panel: regions x industries x years of one publisher and one vintage, with what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from ebpages.mapping.grid import Grid

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class PanelFinding:
    """What is wrong or remarkable, with the cell named. kind: as in the texts of `data/mapping/findings.yaml`.

    region, industry, year, measure: the cell, empty or None where a finding is of a whole region, year or file. values: what the
    texts' placeholders stand for. row: the row of the file, counted from 1 without its head, 0 where no single row shows it.
    """

    kind: str
    severity: Severity
    region: str = ""
    industry: str = ""
    year: int | None = None
    measure: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    row: int = 0


@dataclass(frozen=True, slots=True)
class PanelHead:
    """What a panel says of itself. vintage: ISO date or the publisher's own name of the release. files: name -> SHA-256.

    measured: measure -> the years in which it has cells, which may be fewer than `years`.
    """

    name: str
    title: str
    source: str
    vintage: str
    licence: str
    url: str
    certainty: str
    loaded_at: str
    measures: tuple[str, ...]
    years: tuple[int, ...]
    regions: tuple[str, ...]
    industries: tuple[str, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    shipped: bool = False
    measured: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


class Panel(Protocol):
    @property
    def head(self) -> PanelHead: ...

    @property
    def findings(self) -> tuple[PanelFinding, ...]: ...

    def grid(self, measure: str, year: int) -> Grid | None:
        """The published cells and margins of a measure in a year; None where the panel has none."""
        ...
