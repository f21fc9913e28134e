"""What pages and commands get from queries."""

from dataclasses import dataclass
from datetime import datetime


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
    code: str
    name: str
    roles: str


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
