"""What pages and commands get from queries."""

from dataclasses import dataclass


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
