"""What pages and commands get from queries."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue


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
