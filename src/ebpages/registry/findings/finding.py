"""One thing that a person should know about the lists: what kind, where, and the statements that show it."""

import hashlib
import json
from base64 import b32encode
from dataclasses import dataclass
from functools import lru_cache

# Params that tell two findings of one kind in one place apart; the others only fill the sentence.
_IDENTITY = ("property", "number", "line", "numbers", "page", "record", "word")


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` names severity, label and sentence in data/findings.yaml; `params` fill the sentence.

    `statements` and `records` are ids ("bulstat:12/name/1", "bulstat:12"), the first is the one that it is about.
    `source` is the slug of the list where a finding is about a whole list. `place` orders findings by text; it depends
    on nothing but what the finding is about.
    """

    kind: str
    source: str = ""
    records: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    params: tuple[tuple[str, str], ...] = ()
    place: str = ""

    @property
    def id(self) -> str:
        """Thirteen letters and digits, the same for the same finding in every build."""
        return _id(self.kind, self.source, self.records, self.statements, self.params)

    @property
    def doubted(self) -> tuple[str, ...]:
        """The statements that the finding doubts: their values are shown as doubted, and are no values."""
        return tuple(self.param("doubted").split())

    def param(self, name: str) -> str:
        return dict(self.params).get(name, "")


@lru_cache(maxsize=4096)  # everything that is stored of a finding asks for it again
def _id(
    kind: str,
    source: str,
    records: tuple[str, ...],
    statements: tuple[str, ...],
    params: tuple[tuple[str, str], ...],
) -> str:
    telling = sorted((name, value) for name, value in params if name in _IDENTITY)
    identity = [kind, source, sorted(records), sorted(statements), telling]
    digest = hashlib.sha256(json.dumps(identity, ensure_ascii=False).encode()).digest()
    return b32encode(digest[:8]).decode().rstrip("=").lower()


def finding(
    kind: str,
    *,
    place: str = "",
    source: str = "",
    records: tuple[str, ...] = (),
    statements: tuple[str, ...] = (),
    **params: str | int,
) -> Finding:
    """A finding; the records of its statements need not be named again. One without a place goes by its first record."""
    owners = (*records, *(record_of(statement) for statement in statements))
    filled = tuple((name, str(value)) for name, value in params.items())
    return Finding(kind, source, tuple(dict.fromkeys(owners)), statements, filled, place)


def on_one_line(printed: str) -> str:
    """A broken cell's pieces in one line, the break shown."""
    return " / ".join(printed.split("\n"))


def record_of(statement: str) -> str:
    """The record that a statement's id belongs to."""
    return statement.rsplit("/", 2)[0]
