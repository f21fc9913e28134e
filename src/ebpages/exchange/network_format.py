"""Profiles as flat rows with the network's field names, for files in both directions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

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


class UnreadableRow(ValueError):
    """field: which; value: what stands there; code: too_long, no_language, no_type, unknown_column, no_number, no_answer or broken."""

    def __init__(self, code: str, field: str, value: str = "") -> None:
        super().__init__(f"{field}: {code}")
        self.code, self.field, self.value = code, field, value


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
    given = {str(key).strip().lower(): value for key, value in row.items() if value not in (None, "", [])}
    strange = given.keys() - {
        *COLUMNS,
        "reference",
        "published_at",
        "expires_on",
        "organisation",
        "url",
        "is_example",
    }
    if strange:
        raise UnreadableRow("unknown_column", min(strange))
    kind = _code("type", _text(given, "type"))
    original = _text(given, "original").lower() or "en"
    if kind not in terms("types"):
        raise UnreadableRow("no_type", "type", kind)
    if original not in LANGUAGES:
        raise UnreadableRow("no_language", "original", original)
    plain = {name: _code(name, _text(given, name)) for name in _PLAIN}
    lists = {name: tuple(_code(name, each) for each in _several(given.get(name))) for name in LISTS}
    said: dict[str, Any] = {
        **plain,
        **lists,
        "type": kind,
        "original": original,
        "texts": dict(_texts(given, original)),
        "trl": _level(given),
        "ipr": tuple(_protection(each) for each in _several(given.get("ipr"))),
        "coordinator_required": _answer(given, "coordinator_required"),
        "anonymous": bool(_answer(given, "anonymous")),
    }
    try:
        return Content(**said)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        code = "too_long" if "too_long" in fault["type"] else "broken"
        raise UnreadableRow(code, ".".join(map(str, fault["loc"]))) from None


def _texts(given: Mapping[str, Any], original: str) -> Iterator[tuple[str, dict[str, str]]]:
    for language in LANGUAGES:
        ends = ("", f"_{language}") if language == original else (f"_{language}",)
        said = {name: next(filter(None, (_text(given, name + end) for end in ends)), "") for name in TEXTS}
        if any(said.values()):
            yield language, said


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str | int | float):
        raise UnreadableRow("broken", name, type(value).__name__)
    return str(value).strip()


def _several(value: Any) -> list[str]:
    if value is None:
        return []
    parts: Sequence[Any] = value if isinstance(value, list) else str(value).split(";")
    return [text for each in parts if (text := str(each).strip())]


def _code(field: str, value: str) -> str:
    """The code of a word of the network; anything else as it stands, for the check to say."""
    vocabulary = _VOCABULARY.get(field)
    if vocabulary is None or value in terms(vocabulary):
        return value
    wanted = value.casefold()
    return next(
        (each.code for each in terms(vocabulary).values() if each.network.casefold() == wanted), value
    )


def _protection(text: str) -> dict[str, str]:
    status, _, country = text.partition(":")
    known = terms("protection")
    if status not in known:
        wanted = text.casefold()
        status = next((each.code for each in known.values() if each.network.casefold() == wanted), status)
    return {"status": status, "country": country.strip().upper()}


def _level(given: Mapping[str, Any]) -> int | None:
    text = _text(given, "trl").removeprefix("TRL").strip()
    if not text:
        return None
    if text not in terms("readiness_levels"):
        raise UnreadableRow("no_number", "trl", text)
    return int(text)


def _answer(given: Mapping[str, Any], name: str) -> bool | None:
    if name not in given:
        return None
    text = str(given[name]).strip().casefold()
    if text in _YES or text in _NO:
        return text in _YES
    raise UnreadableRow("no_answer", name, text)
