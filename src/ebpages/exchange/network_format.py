"""Profiles as flat rows with the network's field names, for files in both directions."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ebpages.exchange.profile import LANGUAGES, TEXTS, Content
from ebpages.exchange.terms import terms

LISTS = (
    "partnership_types", "partner_size", "partner_countries", "market_keywords", "technology_keywords", "kets", "specialisation",
    "nace", "cpv", "sdg",
)  # fmt: skip
_PLAIN = (
    "country", "stage", "framework_program", "call_identifier", "eoi_deadline", "call_deadline",
)  # fmt: skip
_VOCABULARY = {
    "type": "types",
    "stage": "stages",
    "partnership_types": "forms",
    "partner_size": "partner_sizes",
}
_YES = frozenset(("yes", "true", "1", "да"))
_NO = frozenset(("", "no", "false", "0", "не"))
COLUMNS = (
    "type", "original", *TEXTS, *(f"{text}_{language}" for language in LANGUAGES for text in TEXTS), *_PLAIN, "trl", "ipr", *LISTS,
    "coordinator_required", "anonymous",
)  # fmt: skip


class RowFault(ValueError):
    """field: which; value: what stands there.

    code: too_long, no_language, no_type, unknown_column, doubled, no_number, no_answer, no_protection or broken.
    """

    def __init__(self, code: str, field: str, value: str = "") -> None:
        super().__init__(f"{field}: {code}")
        self.code, self.field, self.value = code, field, value


class UnreadableRow(ValueError):
    """faults: everything that is wrong with a row."""

    def __init__(self, faults: Sequence[RowFault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def as_row(content: Content) -> dict[str, Any]:
    """Texts of the original under their own names, translations under the name with the language."""
    row: dict[str, Any] = {"type": content.type, "original": content.original}
    for language, texts in content.texts.items():
        end = "" if language == content.original else f"_{language}"
        row |= {f"{name}{end}": text for name, text in texts.said()}
    row |= {name: getattr(content, name) for name in _PLAIN if getattr(content, name)}
    row |= {name: list(getattr(content, name)) for name in LISTS if getattr(content, name)}
    if content.trl:
        row["trl"] = content.trl
    if content.ipr:
        row["ipr"] = [f"{each.status}:{each.country}".rstrip(":") for each in content.ipr]
    if content.coordinator_required is not None:
        row["coordinator_required"] = content.coordinator_required
    row["anonymous"] = content.anonymous
    return row


def read_row(row: Mapping[str, Any]) -> Content:
    """row: by column; lists as JSON has them or as a text with semicolons; codes, or the words of the network. Raises UnreadableRow."""
    faults = list(_faults_of_names(row))
    given = {_name(key): value for key, value in row.items() if value not in (None, "", [])}

    def read(step: Callable[..., Any], *about: Any) -> Any:
        try:
            return step(given, *about)
        except RowFault as fault:
            faults.append(fault)
            return None

    kind, original = read(_kind), read(_original)
    said: dict[str, Any] = {
        **{name: read(_plain, name) or "" for name in _PLAIN},
        **{name: read(_list, name) or () for name in LISTS},
        "type": kind or "",
        "original": original or "",
        "texts": {
            language: texts
            for language in LANGUAGES
            if any((texts := {name: read(_in_language, name, language, original) or "" for name in TEXTS}).values())
        },
        "trl": read(_level),
        "ipr": read(_protected) or (),
        "coordinator_required": read(_answer, "coordinator_required"),
        "anonymous": bool(read(_answer, "anonymous")),
    }  # fmt: skip
    try:
        content = Content(**said)
    except ValidationError as error:
        faults += (_fault_of_value(each, original) for each in error.errors(include_url=False))
    if faults:
        raise UnreadableRow(faults)
    return content


def _name(key: Any) -> str:
    return str(key).strip().lower()


def _faults_of_names(row: Mapping[str, Any]) -> Iterator[RowFault]:
    counted = Counter(map(_name, row))
    known = {*COLUMNS, "reference", "published_at", "expires_on", "organisation", "url", "is_example", ""}
    said = {_name(key) for key, value in row.items() if value not in (None, "", [])}
    yield from (RowFault("unknown_column", each) for each in sorted(said - known))
    yield from (RowFault("doubled", name) for name, times in counted.items() if name and times > 1)


def _fault_of_value(error: ErrorDetails, original: str | None) -> RowFault:
    """Of a value that no draft can hold, under the name of its column."""
    name, *place = map(str, error["loc"])
    if name == "texts" and len(place) > 1:
        name = place[1] if place[0] == original else f"{place[1]}_{place[0]}"
    return RowFault("too_long" if "too_long" in error["type"] else "broken", name)


def _kind(given: Mapping[str, Any]) -> str:
    kind = _code("type", _text(given, "type"))
    if kind not in terms("types"):
        raise RowFault("no_type", "type", kind)
    return kind


def _original(given: Mapping[str, Any]) -> str:
    original = _text(given, "original").lower() or "en"
    if original not in LANGUAGES:
        raise RowFault("no_language", "original", original)
    return original


def _plain(given: Mapping[str, Any], name: str) -> str:
    return _code(name, _text(given, name))


def _list(given: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(_code(name, each) for each in _several(given, name))


def _in_language(given: Mapping[str, Any], name: str, language: str, original: str | None) -> str:
    """The original may stand under the plain name, or under the one with its language."""
    text = _text(given, f"{name}_{language}")
    if language != original:
        return text
    plain = _text(given, name)
    if plain and text and plain != text:
        raise RowFault("doubled", f"{name}, {name}_{language}")
    return plain or text


def _text(given: Mapping[str, Any], name: str) -> str:
    return _value(name, given.get(name, "")).strip()


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise RowFault("broken", name, type(value).__name__)
    return str(value)


def _several(given: Mapping[str, Any], name: str) -> list[str]:
    value = given.get(name, "")
    parts: Sequence[Any] = value if isinstance(value, list) else _value(name, value).split(";")
    return [text for each in parts if (text := _value(name, each).strip())]


def _code(field: str, value: str) -> str:
    """The code of a word of the network; anything else as it stands, for the check to say."""
    vocabulary = _VOCABULARY.get(field)
    if vocabulary is None or value in terms(vocabulary):
        return value
    wanted = value.casefold()
    return next(
        (each.code for each in terms(vocabulary).values() if each.network.casefold() == wanted), value
    )


def _protected(given: Mapping[str, Any]) -> tuple[dict[str, str], ...]:
    value = given.get("ipr")
    if any(isinstance(each, dict) for each in (value if isinstance(value, list) else [value])):
        raise RowFault("no_protection", "ipr", json.dumps(value, ensure_ascii=False))
    return tuple(map(_protection, _several(given, "ipr")))


def _protection(text: str) -> dict[str, str]:
    status, _, country = (part.strip() for part in text.partition(":"))
    known = terms("protection")
    if status not in known:
        wanted = text.casefold()
        status = next((each.code for each in known.values() if each.network.casefold() == wanted), status)
    if len(country) > 2:
        raise RowFault("no_protection", "ipr", text)
    return {"status": status, "country": country.upper()}


def _level(given: Mapping[str, Any]) -> int | None:
    text = _text(given, "trl").removeprefix("TRL").strip()
    if not text:
        return None
    if text not in terms("readiness_levels"):
        raise RowFault("no_number", "trl", text)
    return int(text)


def _answer(given: Mapping[str, Any], name: str) -> bool | None:
    if name not in given:
        return None
    text = str(given[name]).strip().casefold()
    if text in _YES or text in _NO:
        return text in _YES
    raise RowFault("no_answer", name, text)
