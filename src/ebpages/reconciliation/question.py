"""What is asked: one organisation by name and by what else is known of it, as the Reconciliation Service API 0.2 writes it.

https://reconciliation-api.github.io/specs/0.2/
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ORGANISATION = "organisation"  # the type that every kind of organisation has
PROPERTIES = ("name", "identifier", "website", "seat", "country", "kind")  # what can be told beside the name
MOST_QUERIES = 50  # in one request
MOST_PROPERTIES = 20
MOST_NAMES = 3  # of one query: each is searched for
MOST_CANDIDATES = 25
USUAL_CANDIDATES = 5
LONGEST_TEXT = 300
LONGEST_BATCH = 200_000  # characters
_KEYS = {"query", "type", "limit", "properties", "type_strict"}


class Unreadable(Exception):
    """A batch that cannot be answered; the message says what is wrong with which query."""


class TooMuch(Exception):
    """A batch that is larger than what is answered at once."""


@dataclass(frozen=True, slots=True)
class Query:
    """name: as typed. properties: pairs of a property and a text, in their order. types: codes of kinds; none for any.

    strict: whether an organisation of another kind is left out, or only put last.
    """

    name: str
    properties: tuple[tuple[str, str], ...] = ()
    types: frozenset[str] = frozenset()
    strict: bool = True
    limit: int = USUAL_CANDIDATES

    def said(self, property_code: str) -> tuple[str, ...]:
        return tuple(text for code, text in self.properties if code == property_code)


def read_batch(text: str) -> dict[str, Query]:
    """The queries of a batch by their ids. Raises Unreadable, TooMuch."""
    batch = read_object(text)
    if len(batch) > MOST_QUERIES:
        raise TooMuch(f"{len(batch)} queries at once; send {MOST_QUERIES} at most")
    return {key: _query(key, asked) for key, asked in batch.items()}


def read_object(text: str) -> dict[str, Any]:
    """A JSON object. Raises Unreadable, TooMuch."""
    if len(text) > LONGEST_BATCH:
        raise TooMuch(f"{len(text)} characters at once; send {LONGEST_BATCH} at most")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise Unreadable(f"this is no JSON: {problem}") from None
    if not isinstance(found, dict):
        raise Unreadable("this is no JSON object")
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Unreadable("a text holds half of a character") from None
    return found


def _query(key: str, asked: Any) -> Query:
    if not isinstance(asked, dict):
        raise Unreadable(f"query {key!r} is no object")
    if unknown := sorted(asked.keys() - _KEYS):
        raise Unreadable(f"query {key!r} has `{unknown[0]}`; there are {', '.join(sorted(_KEYS))}")
    name, properties = asked.get("query", ""), asked.get("properties") or []
    if not isinstance(name, str) or not isinstance(properties, list):
        raise Unreadable(f"query {key!r}: `query` is a text and `properties` a list")
    if "query" not in asked and not properties:
        raise Unreadable(f"query {key!r} has neither `query` nor `properties`")
    if len(properties) > MOST_PROPERTIES:
        raise TooMuch(f"query {key!r} has {len(properties)} properties; send {MOST_PROPERTIES} at most")
    strict = asked.get("type_strict", "any")
    if strict not in ("any", "all", "should"):
        raise Unreadable(f"query {key!r}: `type_strict` is any, all or should")
    limit = asked.get("limit", USUAL_CANDIDATES)
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not limit >= 1:
        raise Unreadable(f"query {key!r}: `limit` is a number from 1")
    told = tuple(pair for each in properties for pair in _property(key, each))
    if sum(code == "name" for code, _text_ in told) > MOST_NAMES:
        raise TooMuch(f"query {key!r} has more than {MOST_NAMES} names beside the first")
    return Query(
        name=_text(name),
        properties=told,
        types=_types(key, asked.get("type")),
        strict=strict != "should",
        limit=int(min(limit, MOST_CANDIDATES)),
    )


def _types(key: str, asked: Any) -> frozenset[str]:
    """Some programs send a type as an object with its id, and an empty one for none."""
    each = asked if isinstance(asked, list) else [asked]
    ids = [one.get("id", "") if isinstance(one, dict) else one for one in each if one]
    if not all(isinstance(one, str) for one in ids):
        raise Unreadable(f"query {key!r}: `type` is the id of a type, or a list of ids")
    return frozenset(filter(None, ids)) - {ORGANISATION}


def _property(key: str, asked: Any) -> list[tuple[str, str]]:
    if not isinstance(asked, dict) or not isinstance(asked.get("pid"), str) or "v" not in asked:
        raise Unreadable(f"query {key!r}: each of `properties` has `pid` and `v`")
    values = asked["v"] if isinstance(asked["v"], list) else [asked["v"]]
    if len(values) > MOST_PROPERTIES:
        raise TooMuch(f"query {key!r} has {len(values)} values; send {MOST_PROPERTIES} at most")
    return [(asked["pid"], text) for value in values if (text := _value(key, value))]


def _value(key: str, value: Any) -> str:
    """A number is written as it is meant: 104691139.0 is what a spreadsheet makes of 104691139."""
    if isinstance(value, Mapping):
        value = value.get("id") or value.get("name") or ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, str | int | float):
        raise Unreadable(f"query {key!r}: a value is a text, a number, true or false, or an object with `id`")
    return _text(str(value))


def _text(value: str) -> str:
    return value.replace("\x00", " ").strip()[:LONGEST_TEXT]
