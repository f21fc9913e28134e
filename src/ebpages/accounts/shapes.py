"""What pages, commands and the API get from queries, and what programs send."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from ebpages.faces.shapes import RequestBody


@dataclass(frozen=True, slots=True)
class RoleRow:
    """allowed: for each role of the table, in its order."""

    text: str
    allowed: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class RoleTable:
    """roles: title and description."""

    roles: tuple[tuple[str, str], ...]
    rows: tuple[RoleRow, ...]


@dataclass(frozen=True, slots=True)
class ExamplePerson:
    """title: the role that one has as this person. organisation: public id, or "" on the site."""

    code: str
    title: str
    organisation: str


@dataclass(frozen=True, slots=True)
class AuditView:
    """at: ISO time. by, about: codes of people, "" where there is none. is_erased: before, after and origin are there no longer."""

    number: int
    at: str
    by: str
    by_name: str
    as_whom: str
    action: str
    done: str
    kind: str
    object: str
    organisation: str
    about: str
    about_name: str
    origin: str
    before: JsonValue
    after: JsonValue
    is_erased: bool


@dataclass(frozen=True, slots=True)
class AuditPage:
    """actions: code and word of those that occur."""

    total: int
    entries: tuple[AuditView, ...]
    actions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TokenView:
    """prefix: how the key begins, to tell it from others. made_at, expires_at, used_at: ISO times, used_at "" where never."""

    id: int
    name: str
    prefix: str
    scopes: tuple[str, ...]
    made_at: str
    expires_at: str
    used_at: str


@dataclass(frozen=True, slots=True)
class Me:
    """Who asks the API, and what for. organisations: public id -> roles there."""

    code: str
    name: str
    site_roles: tuple[str, ...]
    organisations: dict[str, tuple[str, ...]]
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """A notice in the language of its reader. step: the words of its link."""

    subject: str
    sentence: str
    step: str


@dataclass(frozen=True, slots=True)
class NoticeView:
    """url: where something can be done about it, or ""."""

    id: int
    at: datetime
    words: NoticeWords
    url: str
    is_read: bool


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """roles: title, and the public id of the organisation or "". lacks_second_factor: its roles wait for one."""

    email: str
    code: str
    joined_at: datetime
    roles: tuple[tuple[str, str], ...]
    has_second_factor: bool
    lacks_second_factor: bool
    has_password: bool


@dataclass(frozen=True, slots=True)
class KeptForm:
    """path: where it was sent to. fields: name and text. files: names of those that were not kept."""

    path: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentMail:
    """hidden: the text is for its receiver alone. state: as of OutgoingMail, or "unknown" where nobody knows whether it was sent."""

    number: int
    to: str
    subject: str
    text: str
    hidden: bool
    state: str
    written_at: datetime
    sent_at: datetime | None
    due_at: datetime | None
    problem: str


class Preferences(RequestBody):
    """language: of e-mails. delivery: of notices by e-mail."""

    name: str = Field(max_length=150, description="Those who act for the same organisation see it")
    language: Literal["bg", "en"]
    delivery: Literal["at_once", "daily", "never"]


class ReadNotices(RequestBody):
    ids: list[Annotated[int, Field(ge=1, lt=2**63)]] = Field(max_length=1000)
