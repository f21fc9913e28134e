"""What pages and the API get from queries, and what programs send."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from ebpages.exchange.check import CheckFinding
from ebpages.exchange.profile import Content
from ebpages.faces.shapes import RequestBody, TextOrNull

# --- what everybody reads


@dataclass(frozen=True, slots=True)
class ProfileCard:
    """A published profile in a list. text_language: of title and summary. owner, owner_url: empty where the owner is anonymous.

    met: where not all words of a search stand in it as they were typed, those that it has, each with its own word for it.
    """

    reference: str
    url: str
    type: str
    type_name: str
    title: str
    summary: str
    text_language: str
    country: str
    country_name: str
    stage_name: TextOrNull
    forms: tuple[str, ...]
    languages: tuple[str, ...]
    owner: TextOrNull
    owner_url: TextOrNull
    published_at: datetime
    expires_on: date
    is_example: bool
    met: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileText:
    """One text of a profile. field: its name in the content. language_name: of a text that is not translated, else ""."""

    field: str
    title: str
    text: str
    language: str
    language_name: str


@dataclass(frozen=True, slots=True)
class ProfileFact:
    """What a profile says by codes, in words."""

    field: str
    title: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """level_name: who may read it. size: bytes."""

    key: str
    title: str
    level: str
    level_name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class ProfileInWords:
    """A version as it is read, in one of its languages. languages: (code, name) of all. translated: it is not the original that is shown."""

    type: str
    type_name: str
    title: str
    summary: str
    text_language: str
    original: str
    original_name: str
    translated: bool
    languages: tuple[tuple[str, str], ...]
    texts: tuple[ProfileText, ...]
    facts: tuple[ProfileFact, ...]
    anonymous: bool


@dataclass(frozen=True, slots=True)
class ProfileView:
    """A published profile. content: with codes, for programs."""

    reference: str
    url: str
    words: ProfileInWords
    content: Content
    owner_id: TextOrNull
    owner: TextOrNull
    owner_url: TextOrNull
    published_at: datetime
    expires_on: date
    is_example: bool
    attachments: tuple[AttachmentView, ...]


@dataclass(frozen=True, slots=True)
class ListedProfiles:
    """counts: facet -> value -> number, each facet under the filters of the others. close: how many of the total do not have all words as typed."""

    results: tuple[ProfileCard, ...]
    total: int
    counts: dict[str, dict[str, int]]
    close: int


@dataclass(frozen=True, slots=True)
class EmbeddedProfiles:
    """What a frame on an organisation's own website shows. organisation: its public id; url: of its page. on: the day that it is of."""

    organisation: str
    name: str
    url: str
    cards: tuple[ProfileCard, ...]
    total: int
    on: date


# --- what the owner's people and reviewers read


@dataclass(frozen=True, slots=True)
class ReviewView:
    """criteria: (name, points, reason). by: of the reviewer, "" for the owner's people."""

    version: int
    verdict: str
    verdict_name: str
    total: int
    criteria: tuple[tuple[str, int, str], ...]
    remark: TextOrNull
    by: TextOrNull
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """A profile in the list of its people. waiting: days since it was handed in. step, step_url: what to do next."""

    code: str
    reference: TextOrNull
    title: str
    type_name: str
    organisation: str
    organisation_name: str
    state: str
    state_name: str
    state_mark: str
    waits: bool
    version: int
    published_version: int | None
    expires_on: date | None
    saved_at: datetime
    step: str
    step_url: str


@dataclass(frozen=True, slots=True)
class CheckView:
    """problems: (field, sentence) that keep it from being handed in. scores: criterion, its name, points; advice, the reviewer decides."""

    problems: tuple[tuple[str, str], ...]
    findings: tuple[CheckFinding, ...]
    scores: tuple[tuple[str, str, int], ...]
    total: int
    most: int
    publish_from: int
    can_hand_in: bool


@dataclass(frozen=True, slots=True)
class ProfileDraft:
    """A profile for its people: the newest version, what the check says, and what was decided. began: to be sent back with what is saved."""

    profile: OwnProfile
    began: int
    content: Content
    check: CheckView
    reviews: tuple[ReviewView, ...]
    doubles: tuple[tuple[str, str], ...]
    attachments: tuple[AttachmentView, ...]
    may_edit: bool
    may_renew: bool


@dataclass(frozen=True, slots=True)
class VersionRow:
    number: int
    at: datetime
    by: TextOrNull
    is_published: bool
    was_handed_in: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two versions. label: of the field, with the language of a text."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class QueuedProfile:
    """own: of an organisation that the reader acts for, so that somebody else decides."""

    code: str
    title: str
    type_name: str
    organisation_name: str
    version: int
    handed_in_at: datetime
    waiting: int
    own: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class ToReview:
    """The version that waits, with all that helps to decide. changes: since the published version. copies: titles, codes and owners."""

    queued: QueuedProfile
    words: ProfileInWords
    check: CheckView
    changes: tuple[Change, ...]
    doubles: tuple[tuple[str, str], ...]
    copies: tuple[tuple[str, str, str], ...]
    attachments: tuple[AttachmentView, ...]
    reviews: tuple[ReviewView, ...]


# --- the form


@dataclass(frozen=True, slots=True)
class FormField:
    """kind: line, text, select, checks, lines, protection, yes. options: (code, name, chosen); groups: (title, options).

    rows: of protection: (status, country). theirs: what another saved meanwhile.
    """

    name: str
    label: str
    help: str
    kind: str
    value: str = ""
    language: str = ""
    most: int = 0
    required: bool = False
    options: tuple[tuple[str, str, bool], ...] = ()
    groups: tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    errors: tuple[str, ...] = ()
    findings: tuple[CheckFinding, ...] = ()
    theirs: str | None = None


@dataclass(frozen=True, slots=True)
class FormGroup:
    title: str
    note: str
    fields: tuple[FormField, ...]
    code: str = ""
    is_open: bool = True


# --- what programs send


class NewProfile(RequestBody):
    organisation: str = Field(max_length=12, description="Public id of the owner")
    content: Content


class ProfileToSave(RequestBody):
    """began: the version that it was written from, as the answer before said."""

    began: int = Field(ge=1, lt=2**31)
    content: Content


class VersionRead(RequestBody):
    version: int = Field(ge=1, lt=2**31)


class ReviewDecision(RequestBody):
    """scores, reasons: by criterion: advantages, clarity, cooperation, language."""

    version: int = Field(ge=1, lt=2**31)
    scores: dict[str, Annotated[int, Field(ge=0, le=5)]] = Field(max_length=10)
    reasons: dict[str, Annotated[str, Field(max_length=20_000)]] = Field({}, max_length=10)
    remark: str = Field("", max_length=20_000)


class ProfilesToImport(RequestBody):
    """profiles: objects with the keys of the file. dry_run: say what would happen and store nothing."""

    organisation: str = Field(max_length=12)
    profiles: list[dict[str, Any]] = Field(max_length=500)
    dry_run: bool = True


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One profile of a file. problems: why it cannot be read, or what still lacks before it can be handed in. code: of the draft that was made."""

    row: int
    title: str
    type_name: str
    faults: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    score: int = 0
    same_as: str = ""
    code: TextOrNull = ""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    rows: tuple[ImportedRow, ...]
    stored: int
    is_dry_run: bool
    faults: tuple[str, ...] = field(default=())
