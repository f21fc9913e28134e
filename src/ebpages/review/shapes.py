"""What pages and the API show of pairs, decisions and answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import Field

from ebpages.faces.shapes import RequestBody, TextOrNull
from ebpages.registry.shapes import Fact, FindingView, Reason, RecordView
from ebpages.review.letters import Pieces

Decision = Literal["same", "branch_of", "re_registration", "different"]
DECISIONS: tuple[Decision, ...] = ("same", "branch_of", "re_registration", "different")


@dataclass(frozen=True, slots=True)
class QueuedPair:
    """A pair that waits. rows: of lists, of both organisations. kept_for: who looks at it now. asked_by: who wants a second opinion."""

    a: str
    b: str
    one: str
    other: str
    url: str
    rows: int
    score: float
    why: TextOrNull
    kept_for: TextOrNull = ""
    asked_by: TextOrNull = ""
    question: TextOrNull = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """left: pairs that nobody has decided. put_off: how many of them the reader put off."""

    left: int
    put_off: int
    asked: tuple[QueuedPair, ...]
    pairs: tuple[QueuedPair, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two organisations, by the record that is compared. records: the ids of `rows`."""

    record: str
    organisation: str
    name: str
    url: str
    records: tuple[str, ...]
    rows: tuple[RecordView, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A property side by side. left_parts, right_parts: the first values, in pieces that are equal or differ."""

    property: str
    label: str
    left: Fact
    right: Fact
    is_equal: bool
    left_parts: Pieces
    right_parts: Pieces


@dataclass(frozen=True, slots=True)
class Effect:
    """What a decision would do. can_be_done: False where the rules of the register forbid it, and `sentences` say why."""

    relation: str
    title: str
    key: str
    can_be_done: bool
    sentences: tuple[str, ...]
    findings_gone: tuple[str, ...] = ()
    findings_come: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionView:
    """rows: of lists that were judged at once. by: a name. may_take_back: by the reader, now."""

    key: int
    relation: str
    title: str
    a: str
    b: str
    one: str
    other: str
    pairs: int
    url: str
    by: str
    at: datetime
    why: TextOrNull
    withdrawn_by: TextOrNull
    withdrawn_at: datetime | None
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class PairView:
    """Two records that may be of one organisation. kept_until: while the pair is the reader's; kept_for: whose else it is now."""

    a: str
    b: str
    left: Side
    right: Side
    is_one: bool
    compared: tuple[Compared, ...]
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    effects: tuple[Effect, ...]
    kept_for: TextOrNull
    kept_until: datetime | None
    opinion: QueuedPair | None
    decision: DecisionView | None


@dataclass(frozen=True, slots=True)
class Colleague:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that may be the same as another. url: where the two are compared. effect: of joining them."""

    side: Side
    url: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class Part:
    """What parting rows from an organisation would do."""

    records: tuple[str, ...]
    effect: Effect


@dataclass(frozen=True, slots=True)
class AnsweredFinding:
    finding: FindingView
    answer: str
    title: str
    reason: TextOrNull
    by: str
    at: datetime


class DecisionIn(RequestBody):
    """relation: of record `a` to record `b`; `branch_of`: a is a branch of b. why: everybody reads it on the page of the organisation."""

    relation: Decision
    why: str = Field("", max_length=2000)


class OpinionIn(RequestBody):
    """of: the code of a colleague; nobody: any other reviewer."""

    of: str = Field("", max_length=40)
    question: str = Field("", max_length=2000)


class PartIn(RequestBody):
    """records: those that do not belong to the organisation. preview: say what would happen, and do nothing."""

    records: list[str] = Field(min_length=1, max_length=200)
    why: str = Field("", max_length=2000)
    preview: bool = False


class AnswerIn(RequestBody):
    answer: Literal["mended", "accepted", "sent"]
    reason: str = Field("", max_length=2000)


@dataclass(frozen=True, slots=True)
class Letter:
    """rows: the findings with the rows that show them, as they go into the table."""

    list: str
    title: str
    text: str
    rows: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What decisions would teach, as a proposal. kind: alias or glossary. entry: as the data file would have it; file: which one."""

    kind: str
    title: str
    one: str
    other: str
    entry: str
    file: str
    decision: DecisionView
