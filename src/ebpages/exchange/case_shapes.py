"""What pages and the API get of transfer cases, and what programs send."""

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import Field

from ebpages.faces.shapes import RequestBody, TextOrNull


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case in a list. side: the reader's; partner: the other organisation, "" while it is not named. is_my_turn; due: of the turn."""

    code: str
    url: str
    title: str
    reference: str
    side: str
    side_name: str
    organisation: str
    organisation_name: str
    partner: TextOrNull
    route: str
    step: str
    step_name: str
    turn: TextOrNull
    is_my_turn: bool
    turn_name: TextOrNull
    turn_at: datetime
    due: date | None
    is_late: bool
    version: int
    is_over: bool


@dataclass(frozen=True, slots=True)
class CaseStepView:
    """place: passed, here or ahead. at: when the case came there last."""

    code: str
    name: str
    place: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class PossibleMove:
    """leads_on: it takes the case on, not back or to its end. opens: sentences. opened: titles of the reader's own documents that the other side reads from then on."""

    code: str
    name: str
    url: str
    leads_on: bool
    opens: tuple[str, ...]
    opened: tuple[str, ...]
    asks_reason: bool


@dataclass(frozen=True, slots=True)
class CaseMoveView:
    number: int
    name: str
    step_name: str
    side_name: str
    by: TextOrNull
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseMessageView:
    number: int
    text: str
    asks: bool
    is_mine: bool
    side_name: str
    organisation_name: TextOrNull
    by: TextOrNull
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseFileView:
    """A document of the case or of its profile. series: "" for one of the profile, which has no versions here."""

    key: str
    url: str
    title: str
    level: str
    level_name: str
    is_open: bool
    kind: str
    size: int
    digest: str
    series: TextOrNull
    number: int
    is_mine: bool
    side_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseTaskView:
    number: int
    text: str
    side: str
    side_name: str
    is_mine: bool
    due: date | None
    done_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class SignatureView:
    side: str
    side_name: str
    organisation_name: str
    signed_as: str
    at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class NonDisclosureView:
    """digest: SHA-256 of the PDF, sent back by who signs it, with key and years. in_force_until: the first day on which it no longer is, while it is in force."""

    key: str
    url: str
    is_template: bool
    language: TextOrNull
    years: int
    digest: str
    side_name: str
    at: datetime
    signatures: tuple[SignatureView, ...]
    may_sign: bool
    in_force_until: date | None


@dataclass(frozen=True, slots=True)
class CaseIntermediaryView:
    code: str
    side: str
    side_name: str
    organisation: str
    name: str
    state: str
    state_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RequestedHelp:
    """What an organisation is told that is asked to act as an intermediary: nothing of what the case holds."""

    code: str
    organisation: str
    organisation_name: str
    asked_by: str
    side_name: str
    title: str
    reference: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TransferCase:
    """A case for one of its sides. messages, documents: the newest of them; all by their pages."""

    card: CaseCard
    is_intermediary: bool
    steps: tuple[CaseStepView, ...]
    expected: str
    cooperation: str
    unclear: str
    about_us: str
    interested_name: str
    interested_by: TextOrNull
    owner_name: TextOrNull
    moves: tuple[PossibleMove, ...]
    history: tuple[CaseMoveView, ...]
    messages: tuple[CaseMessageView, ...]
    messages_total: int
    documents: tuple[CaseFileView, ...]
    documents_total: int
    tasks: tuple[CaseTaskView, ...]
    agreement: NonDisclosureView | None
    intermediaries: tuple[CaseIntermediaryView, ...]
    can_write: bool
    reason: TextOrNull
    words: TextOrNull


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """A step that an office counts: how many cases came there, and the median of days from the one before."""

    measure: str
    name: str
    cases: int
    days: int | None


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """A profile with how many of its cases came to each step, in the order of the rows."""

    reference: str
    title: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CaseFunnel:
    organisation: str
    rows: tuple[FunnelRow, ...]
    open: int
    ended: int
    reasons: tuple[tuple[str, int], ...]
    profiles: tuple[FunnelLine, ...]


@dataclass(frozen=True, slots=True)
class RouteView:
    """A route of the table of moves: (code, name) of its steps; moves: (from, to, code, name, sides that may make it)."""

    code: str
    name: str
    steps: tuple[tuple[str, str], ...]
    moves: tuple[tuple[str, str, str, str, tuple[str, ...]], ...]


# --- what programs send


class NewInterest(RequestBody):
    """organisation: public id of who is interested. cooperation: a form of cooperation. The three questions of the network."""

    reference: str = Field(max_length=20)
    organisation: str = Field(max_length=12)
    route: str = Field("transfer", max_length=20)
    cooperation: str = Field(max_length=40)
    unclear: str = Field(max_length=20_000)
    about_us: str = Field(max_length=20_000)


class MoveToMake(RequestBody):
    """version: of the case, as it was read. reason, words: where the case is ended."""

    version: int = Field(ge=0, lt=2**31)
    reason: str = Field("", max_length=30)
    words: str = Field("", max_length=20_000)


class NewCaseMessage(RequestBody):
    """asks: the other side is to answer."""

    text: str = Field(max_length=20_000)
    asks: bool = False


class NewCaseTask(RequestBody):
    """side: owner or interested; whose it is."""

    text: str = Field(max_length=1000)
    side: str = Field(max_length=10)
    due: date | None = None


class NewAgreement(RequestBody):
    """language: bg or en."""

    version: int = Field(ge=0, lt=2**31)
    language: str = Field("bg", max_length=2)
    years: int = Field(5, ge=0, le=100)


class SignatureToGive(RequestBody):
    """key, years, digest: of the agreement that was read, which the signature covers; signed_as: the name of who signs."""

    key: str = Field(max_length=16)
    years: int = Field(ge=0, le=100)
    digest: str = Field(max_length=64)
    signed_as: str = Field(max_length=150)


class IntermediaryToAsk(RequestBody):
    organisation: str = Field(max_length=12)
    words: str = Field("", max_length=20_000)


class HelpAnswer(RequestBody):
    accept: bool
