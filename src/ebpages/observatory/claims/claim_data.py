"""What measures are worked out from, and what they yield: numbers between bounds, with what is missing."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from ebpages.declared.interval import Interval
from ebpages.observatory.claims.measure import Cells
from ebpages.observatory.population import Observed, Population


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a list as printed. last_number: the highest number before a row. gaps: whether numbers are skipped."""

    found: int
    last_number: int
    gaps: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing for an exact number: a code of `claim_sentences.yaml` with its params."""

    code: str
    params: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class RecomputedNumber:
    """within: the bounds of the number. seen: what the members that are there give, None where they give nothing."""

    within: Interval
    seen: float | None
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class RecomputedCodes:
    """certain: codes surely found; possible: those that may be, None where any may; seen: what is found, in order."""

    certain: frozenset[str]
    possible: frozenset[str] | None
    seen: tuple[str, ...]
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class RecomputedDays:
    """Days that other sources say, in their order."""

    days: tuple[str, ...]


Recomputed = RecomputedNumber | RecomputedCodes | RecomputedDays


class ClaimData(Protocol):
    """Where counts, cells and statistics come from."""

    def observed(self, population: Population, prop: str) -> Observed: ...
    def rows(self, slug: str) -> Rows: ...
    def mentioning(self, population: Population, cells: Collection[str], words: Collection[str]) -> int: ...
    def stated(self, slug: str, row: str, prop: str) -> tuple[str, ...]: ...
    def statistic(self, dataset: str, cells: Cells, vintage: str) -> float | None: ...
