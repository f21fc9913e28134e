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
    """title: the roles that one has as this person, in words."""

    code: str
    title: str


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
