"""A panel: regions x industries x years of one publisher and one vintage, what is wrong with it, and why there is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, Protocol

from ebpages.publish.checksums import Damaged

if TYPE_CHECKING:  # names and errors of panels are asked for where NumPy is not wanted
    from ebpages.mapping.grid import Grid

Severity = Literal["error", "warning", "note"]
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


class UnreadablePanel(Exception):
    """Files that no panel can be made of; says what, where, and what mends it."""

    def __init__(self, what: str, where: str, problem: str, remedy: str) -> None:
        super().__init__(f"{what}, {where}: {problem}. {remedy}.")
        self.what, self.where, self.problem, self.remedy = what, where, problem, remedy


class UnknownPanel(LookupError):
    """There is no panel of this name, or it cannot be used as it is kept."""


class DamagedPanel(UnknownPanel, Damaged):
    """The files of a panel are not as they were written; says which, and what mends it."""


class ReplacedPanel(UnknownPanel):
    """The panel was loaded anew, or removed, after it was opened: open it again."""


class UnusableName(ValueError):
    """A name that a panel cannot have."""


@dataclass(frozen=True, slots=True)
class PanelFinding:
    """What is wrong or remarkable, with the cell named. kind: as in the texts of `data/findings.yaml`.

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
class Figures:
    """What is stated of the figures of a panel. rounding: as `Rounding.stated` reads it; reference_totals: as a Grid has it."""

    rounding: tuple[str, ...] = ()
    reference_totals: bool = False

    def of(self, grid: "Grid") -> "Grid":
        from ebpages.mapping.rounding import Rounding

        rounding = tuple(Rounding.stated(text) for text in self.rounding)
        return replace(grid, rounding=rounding, reference_totals=self.reference_totals)


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
    figures: Figures = Figures()


class Panel(Protocol):
    @property
    def head(self) -> PanelHead: ...

    @property
    def findings(self) -> tuple[PanelFinding, ...]: ...

    def grid(self, measure: str, year: int) -> "Grid | None":
        """The published cells and margins of a measure in a year; None where the panel has none."""
        ...


@dataclass(frozen=True, slots=True)
class Restated:
    """A panel of whose figures something else is stated than when it was loaded. Implements Panel."""

    panel: Panel
    figures: Figures

    @property
    def head(self) -> PanelHead:
        return replace(self.panel.head, figures=self.figures)

    @property
    def findings(self) -> tuple[PanelFinding, ...]:
        return self.panel.findings

    def grid(self, measure: str, year: int) -> "Grid | None":
        grid = self.panel.grid(measure, year)
        return grid and self.figures.of(grid)


def is_name(text: str) -> bool:
    """Whether a panel may be called so: its name is that of a folder and stands in addresses."""
    return bool(_NAME.fullmatch(text))


def check_name(name: str) -> None:
    """Raises UnusableName."""
    if not is_name(name):
        raise UnusableName(
            f"{name!r} cannot be the name of a panel. Use 1 to 60 of the letters a to z, digits and hyphens, no hyphen at an end: sbs-2014."
        )
