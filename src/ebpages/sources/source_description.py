"""The description of a published list (source.yaml): who published what, when, and how it is laid out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import yaml

from ebpages.reference.organisation_kinds import organisation_kinds
from ebpages.sources.record import UnreadableList

ROOM = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class DeclaredTotal:
    """A number of rows that the publication states. Only a `comparable` one counts the same thing as the list."""

    count: int
    where_bg: str
    where_en: str
    comparable: bool


@dataclass(frozen=True, slots=True)
class Source:
    slug: str
    order: int
    title_bg: str
    title_en: str
    publisher_bg: str
    publisher_en: str
    edition: str
    language: str
    where_bg: str
    where_en: str
    declared_totals: tuple[DeclaredTotal, ...]
    expected_rows: int
    licence_bg: str
    licence_en: str
    url: str
    kind: str
    country: str
    first_page: int | None
    pages_counted_bg: str
    pages_counted_en: str
    columns: tuple[str, ...]
    properties: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]] = field(hash=False)
    other_hosts: Mapping[str, str] = field(hash=False)
    file: str

    @property
    def where(self) -> str:
        return self.where_en

    def title(self, language: str) -> str:
        return self.title_bg if language == "bg" else self.title_en

    def column(self, what: str) -> str:
        """The column that holds a property, as its header is printed."""
        return self.columns[self.properties.index(what)] if what in self.properties else ""


def read_description(path: Path) -> Source:
    """Read and check a source.yaml; a mistake names the file, the key and what mends it."""
    given = _read_yaml(path)
    columns = _take(path, given, "columns", dict, {})
    totals = _take(path, given, "declared_totals", list, [])
    phrases = _take(path, given, "phrases", dict, {})
    source = Source(
        slug=path.parent.name,
        declared_totals=tuple(_declared_total(path, total) for total in totals),
        columns=tuple(map(str, columns.values())),
        properties=tuple(map(str, columns)),
        phrases={key: tuple(map(str, texts)) for key, texts in phrases.items()},
        other_hosts={
            str(host): str(why) for host, why in _take(path, given, "other_hosts", dict, {}).items()
        },
        first_page=_take(path, given, "first_page", int, None),
        order=_take(path, given, "order", int),
        expected_rows=_take(path, given, "expected_rows", int),
        file="list.txt",
        **{key: str(_take(path, given, key, str)) for key in _TEXTS},
    )
    if given:
        _refuse(path, f"{next(iter(given))}: the key is unknown", "Remove it or correct its spelling")
    _check(path, source)
    return source


def _check(path: Path, source: Source) -> None:
    """Values that pages rely on: a kind that is known, and an address that a link may lead to."""
    known = [kind.code for kind in organisation_kinds()]
    if source.kind and source.kind not in known:
        _refuse(path, f"kind: {source.kind!r} is unknown", f"Write one of {', '.join(known)}, or nothing")
    if source.url and not source.url.startswith(("https://", "http://")):
        _refuse(
            path, f"url: {source.url!r} is no address of the web", "Begin it with https://, or leave it empty"
        )


@cache
def running_heads() -> tuple[str, ...]:
    path = ROOM / "running_heads.yaml"
    return tuple(map(str, _take(path, _read_yaml(path), "running_heads", list)))


_TEXTS = (
    "title_bg",
    "title_en",
    "publisher_bg",
    "publisher_en",
    "edition",
    "language",
    "where_bg",
    "where_en",
    "licence_bg",
    "licence_en",
    "url",
    "kind",
    "country",
    "pages_counted_bg",
    "pages_counted_en",
)
_REQUIRED = object()


def _read_yaml(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        given = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both loaders are safe
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        _refuse(path, f"the description cannot be read ({_one_line(error)})", "Mend it as YAML in UTF-8")
    if not isinstance(given, dict):
        _refuse(path, "the description is not a table of keys", "Write one key: value on each line")
    return dict(given)


def _take(path: Path, given: dict[str, Any], key: str, kind: type, default: Any = _REQUIRED) -> Any:
    value = given.pop(key, default)
    if value is _REQUIRED:
        _refuse(path, f"{key}: the key is missing", f"Add it; it holds a value of type {kind.__name__}")
    if value is not default and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
        _refuse(
            path,
            f"{key}: {value!r} is not of type {kind.__name__}",
            "Correct the value (quote dates and numbers meant as text)",
        )
    return value


def _declared_total(path: Path, given: Any) -> DeclaredTotal:
    if not isinstance(given, dict):
        _refuse(
            path,
            "declared_totals: an entry is not a table of keys",
            "Give count, where_bg, where_en, comparable",
        )
    entry = dict(given)
    return DeclaredTotal(
        count=_take(path, entry, "count", int),
        where_bg=_take(path, entry, "where_bg", str),
        where_en=_take(path, entry, "where_en", str),
        comparable=_take(path, entry, "comparable", bool),
    )


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _refuse(path: Path, problem: str, remedy: str) -> NoReturn:
    raise UnreadableList(file=f"{path.parent.name}/{path.name}", line=0, problem=problem, remedy=remedy)
