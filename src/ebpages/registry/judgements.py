"""What two records have to do with each other, who says so, and why. Human judgements are data in their own file."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from ebpages.limits import PastLimit
from ebpages.reference.vocabulary import read_yaml

AUTOMATIC, HUMAN = "automatic", "human"


class Relation(StrEnum):
    SAME = "same"
    BRANCH_OF = "branch_of"
    RE_REGISTRATION = "re_registration"
    DIFFERENT = "different"
    UNDECIDED = "undecided"

    @property
    def joins(self) -> bool:
        return self in (Relation.SAME, Relation.BRANCH_OF, Relation.RE_REGISTRATION)


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the explanation; `code` names a sentence, `params` fill it."""

    code: str
    params: tuple[tuple[str, str], ...] = ()
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """Record `a` stands in `relation` to record `b`. Score: 0 to 1, how sure the method is.

    place: orders judgements by text: those of people, of the steps, and what the steps left open at last.
    """

    a: str
    b: str
    relation: Relation
    method: str
    score: float
    reasons: tuple[Reason, ...] = field(default=())
    by: str = AUTOMATIC
    at: str = ""
    why: str = ""
    place: str = ""


class UnreadableJudgements(Exception):
    """A judgements file that cannot be used; the message says file, entry and remedy."""


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """Read the human judgements of a file; an absent file holds none. Raises UnreadableJudgements."""
    if not path.exists():
        return ()
    return tuple(_judgement(path, number, entry) for number, entry in enumerate(_entries(path), 1))


def _entries(path: Path) -> list[Any]:
    try:
        data = read_yaml(path) or {}
    except PastLimit as past:
        raise UnreadableJudgements(f"{path.name}: {past}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        said = " ".join(str(problem).split())
        raise UnreadableJudgements(
            f"{path.name}: this is no YAML in UTF-8 ({said}); correct the place named"
        ) from None
    entries = data.get("judgements") or [] if isinstance(data, dict) and set(data) <= {"judgements"} else None
    if not isinstance(entries, list):
        raise UnreadableJudgements(
            f"{path.name}: write the key `judgements:` and below it one list entry a judgement"
        )
    return entries


def _judgement(path: Path, number: int, entry: Any) -> Judgement:
    if not isinstance(entry, dict):
        raise UnreadableJudgements(
            f"{path.name}, judgement {number}: write it as keys: a, b, relation, by, at, why"
        )
    missing = [key for key in ("a", "b", "relation", "by", "at", "why") if not entry.get(key)]
    if missing:
        raise UnreadableJudgements(
            f"{path.name}, judgement {number}: {', '.join(missing)} is missing; every judgement says who, when and why"
        )
    if entry["a"] == entry["b"]:
        raise UnreadableJudgements(f"{path.name}, judgement {number}: `a` and `b` are one record; name two")
    try:
        relation = Relation(entry["relation"])
    except ValueError:
        known = ", ".join(relation.value for relation in Relation)
        raise UnreadableJudgements(
            f"{path.name}, judgement {number}: relation {entry['relation']!r} is unknown; use one of {known}"
        ) from None
    return Judgement(
        str(entry["a"]),
        str(entry["b"]),
        relation,
        HUMAN,
        1.0,
        (),
        str(entry["by"]),
        str(entry["at"]),
        str(entry["why"]),
        place_in_file(number),
    )


def place_in_file(number: int) -> str:
    """The place of a judgement of the file: before those made on pages, and both before all that is automatic."""
    return f"00{number:010d}"


def place_in_table(number: int) -> str:
    return f"01{number:010d}"


def unknown_records(judgements: Iterable[Judgement], records: set[str]) -> tuple[Judgement, ...]:
    """Judgements that name a record which no list holds."""
    return tuple(j for j in judgements if j.a not in records or j.b not in records)
