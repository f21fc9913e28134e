"""What queries answer: candidates for a name, and what else is asked of an organisation."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Named:
    """A type or a property: its id, and its name in the reader's language."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Feature:
    """What speaks for a candidate (above 0) or against it, in bits: each bit doubles the odds or halves them."""

    id: str
    value: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that may be the one asked for.

    score: 0 to 100, how likely it is. match: whether it can be taken without looking. reasons: sentences, the strongest first.
    """

    id: str
    name: str
    url: str
    description: str
    score: float
    match: bool
    type: tuple[Named, ...]
    features: tuple[Feature, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A name as typed, and whom it may mean. state: match, likely, unsure or none."""

    typed: str
    state: str
    state_label: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    id: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Extension:
    """Columns of a table that organisations extend: `rows`: id -> property -> values, each {} or {str: …} and the like."""

    meta: tuple[Named, ...]
    rows: dict[str, dict[str, list[dict[str, Any]]]]
