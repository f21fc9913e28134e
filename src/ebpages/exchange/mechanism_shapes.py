"""What pages and the API get of ways of transfer and of barriers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from pydantic import Field

from ebpages.faces.shapes import RequestBody, TextOrNull


@dataclass(frozen=True, slots=True)
class MechanismReason:
    """kind: met, unmet, missing, hinders, may_hinder or helps. value_name: the answer given. source: where the condition comes from."""

    kind: str
    kind_name: str
    key: str
    says: str
    value_name: TextOrNull
    sentence: str
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class MechanismChange:
    """One other answer that changes the verdict. query: the answers with it, as the end of an address."""

    key: str
    question: str
    value: str
    value_name: str
    answer: str
    answer_name: str
    query: str


@dataclass(frozen=True, slots=True)
class MechanismView:
    """because: the reasons as sentences. contract: what to settle in a contract."""

    mechanism: str
    name: str
    what: str
    answer: str
    answer_name: str
    because: tuple[str, ...]
    reasons: tuple[MechanismReason, ...]
    missing: tuple[str, ...]
    changes: tuple[MechanismChange, ...]
    contract: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuideReference:
    """Where the guide names a barrier. words: as it has them, in English."""

    page: int
    section: str
    words: str


@dataclass(frozen=True, slots=True)
class BarrierView:
    """measures: what helps against it. sources: titles."""

    code: str
    name: str
    group: str
    group_name: str
    level: str
    level_name: str
    phases: tuple[str, ...]
    phase_names: tuple[str, ...]
    measures: tuple[str, ...]
    guide: GuideReference | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BarrierSuggestion:
    """why: the end of a sentence. evidence: what of the profile shows it."""

    barrier: BarrierView
    why: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """What its own people last said of a barrier to a profile. risk: likelihood times impact. is_late: its day is over and it is not settled."""

    profile: str
    profile_title: str
    barrier: str
    barrier_name: str
    likelihood: int
    impact: int
    risk: int
    level: str
    level_name: str
    state: str
    state_name: str
    owner: TextOrNull
    measure: TextOrNull
    due: date | None
    is_late: bool
    by: TextOrNull
    at: datetime


class BarrierRating(RequestBody):
    """due: a day in ISO form. owner: who sees to it."""

    likelihood: int = Field(ge=1, le=5)
    impact: int = Field(ge=1, le=5)
    level: Literal["organisation", "joint", "system"]
    state: Literal["open", "in_hand", "solved", "accepted"] = "open"
    owner: str = Field("", max_length=200)
    measure: str = Field("", max_length=2000)
    due: date | None = None
