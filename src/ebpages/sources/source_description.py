"""Reads and checks a list's source.yaml; a mistake names the file, the key and what mends it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import yaml

from ebpages.limits import PastLimit
from ebpages.reference.organisation_kinds import organisation_kinds
from ebpages.reference.vocabulary import read_yaml
from ebpages.sources.cells import KINDS, kind_of
from ebpages.sources.layouts import CSV, IMPORTED, LAYOUTS, OWN_READER
from ebpages.sources.record import UnreadableList
from ebpages.sources.source import Column, DeclaredTotal, Source

ROOM = Path(__file__).parent
DELIMITERS = (",", ";", "\t", "|")
# The texts of a description, each with the most characters that the registry keeps; those that may be left out.
REQUIRED_TEXTS = {
    "title_bg": 300, "title_en": 300, "publisher_bg": 300, "publisher_en": 300, "edition": 10, "language": 8,
    "where_bg": 300, "where_en": 300, "licence_bg": 500, "licence_en": 500, "url": 500, "kind": 40, "country": 2,
}  # fmt: skip
OPTIONAL_TEXTS = {"mark_bg": 8, "mark_en": 8, "pages_counted_bg": 500, "pages_counted_en": 500}
LARGEST_ORDER = 32_765  # above it stand what organisations enter and say themselves
LONGEST_HEADER = 120
PROPERTIES = tuple(dict.fromkeys(what for kind in KINDS.values() for what in kind.properties))
_REQUIRED = object()


def read_description(path: Path, edition_of: Source | None = None, slug: str = "") -> Source:
    """Read a source.yaml. edition_of: the list that it describes another edition of, which gives the layout and the mark
    where the file names none. slug: of the list, where its folder is called otherwise."""
    return description_of(path, read_keys(path), edition_of, slug or path.parent.name)


def description_of(path: Path, keys: Mapping[str, Any], edition_of: Source | None, slug: str) -> Source:
    """What the keys of a description say. path: of its file, for messages."""
    given = dict(keys)
    if edition_of:
        _inherit(given, edition_of)
    layout = _choice(path, "layout", _take(path, given, "layout", str, ""), _layouts(slug))
    if layout == IMPORTED:  # how its file was read matters to the next import alone
        given.pop("read", None)
    totals = _take(path, given, "declared_totals", list, [])
    texts = {key: _text(path, given, key, most) for key, most in REQUIRED_TEXTS.items()}
    texts |= {key: _text(path, given, key, most, "") for key, most in OPTIONAL_TEXTS.items()}
    phrases, hosts = (_take(path, given, key, dict, {}) for key in ("phrases", "other_hosts"))
    source = Source(
        slug=slug,
        order=_take(path, given, "order", int),
        layout=layout,
        delimiter=_choice(path, "delimiter", _take(path, given, "delimiter", str, ","), DELIMITERS),
        decimal=_take(path, given, "decimal", str, ""),
        declared_totals=tuple(_declared_total(path, total) for total in totals),
        columns=tuple(_columns(path, _take(path, given, "columns", dict, {}), texts["language"], edition_of)),
        every_row=tuple(map(str, _take(path, given, "every_row", list, []))),
        labels_marked=_take(path, given, "labels_marked", bool, False),
        tells_order=_take(path, given, "tells_order", bool, False),
        phrases={key: _phrases(path, key, entry) for key, entry in phrases.items()},
        other_hosts={str(host): str(why) for host, why in hosts.items()},
        first_page=_take(path, given, "first_page", int, None),
        expected_rows=_take(path, given, "expected_rows", int, 0),
        file="list.csv" if layout in (CSV, IMPORTED) else "list.txt",
        **texts,
    )
    if given:
        _refuse(path, f"{next(iter(given))}: the key is unknown", "Remove it or correct its spelling")
    _check(path, source)
    return source


def read_keys(path: Path) -> dict[str, Any]:
    """The keys of a description. Raises UnreadableList."""
    try:
        given = read_yaml(path)
    except PastLimit as past:
        _refuse(path, past.problem, past.remedy)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        _refuse(path, f"the description cannot be read ({_one_line(error)})", "Write it as YAML in UTF-8")
    if not isinstance(given, dict):
        _refuse(path, "the description is not a table of keys", "Write one key: value on each line")
    return dict(given)


def _inherit(given: dict[str, Any], shipped: Source) -> None:
    """What a description of another edition need not repeat."""
    if "layout" not in given:
        given["layout"] = shipped.layout
        given.setdefault("every_row", list(shipped.every_row))
        given.setdefault("labels_marked", shipped.labels_marked)
        given.setdefault("delimiter", shipped.delimiter)
    given.setdefault("tells_order", shipped.tells_order)
    given.setdefault("mark_bg", shipped.mark_bg)
    given.setdefault("mark_en", shipped.mark_en)


def _layouts(slug: str) -> tuple[str, ...]:
    """The layouts that a list may have; only the lists that are shipped with a reader have one of their own."""
    return (*LAYOUTS, OWN_READER) if (ROOM / slug / "reader.py").is_file() else tuple(LAYOUTS)


def _columns(
    path: Path, given: dict[Any, Any], list_language: str, edition_of: Source | None
) -> Iterable[Column]:
    """Each property with its header, or with a table of header, kind of cell and language. list_language: where it names none."""
    shipped = {column.property: column.cell for column in edition_of.columns} if edition_of else {}
    for what, entry in given.items():
        key, column = f"columns.{what}", dict(entry) if isinstance(entry, dict) else {"header": entry}
        header = _take(path, column, "header", str, where=key)
        cell = _take(path, column, "cell", str, shipped.get(what) or kind_of(what), where=key)
        language = _take(path, column, "language", str, list_language, where=key)
        if column:
            _refuse(path, f"{key}.{next(iter(column))}: the key is unknown", "Give header, cell and language")
        kind = KINDS[_choice(path, f"{key}.cell", cell, KINDS)]
        if kind.properties and what not in kind.properties:
            fitting = [name for name, other in KINDS.items() if what in other.properties]
            known = f"cell: {' or '.join(fitting)}" if fitting else f"one of {', '.join(PROPERTIES)}"
            problem = f"{key}: a cell of kind {cell!r} holds no such property"
            _refuse(path, problem, f"Write {known}; cell: skipped passes the column over")
        if len(header) > LONGEST_HEADER:
            _refuse(
                path,
                f"{key}: the header has more than {LONGEST_HEADER} characters",
                "Shorten it in both files",
            )
        yield Column(str(what), header, cell, language)


def _phrases(path: Path, key: Any, entry: Any) -> tuple[str, ...]:
    if not isinstance(entry, list) or not entry:
        _refuse(path, f"phrases.{key}: {entry!r} is no list of texts", 'Write it as ["one", "another"]')
    return tuple(map(str, entry))


def _check(path: Path, source: Source) -> None:
    """What pages rely on: a kind that is known, an address that a link may lead to, a text for all that is stated."""
    if source.kind:
        _choice(path, "kind", source.kind, (kind.code for kind in organisation_kinds()), ", or nothing")
    if source.url and not source.url.startswith(("https://", "http://")):
        _refuse(
            path, f"url: {source.url!r} is no address of the web", "Begin it with https://, or leave it empty"
        )
    if not 0 <= source.order <= LARGEST_ORDER:
        _refuse(path, f"order: {source.order} is no place of a list", f"Write one from 0 to {LARGEST_ORDER}")
    stated = [*source.every_row, *(column.property for column in source.columns if column.cell == "label")]
    for what in stated:
        _choice(path, "every_row", what, PROPERTIES)
        if not (source.kind if what == "kind" else len(source.phrases.get(what, ())) == 1):
            remedy = f'Write phrases: {{{what}: ["…"]}}, what the list states of every row'
            _refuse(path, f"phrases.{what}: the text is missing, or there are several", remedy)
    named = any(column.property == "name" for column in source.columns)
    if source.layout not in ("numbered_items", OWN_READER) and not named:
        _refuse(path, "columns.name: the key is missing", "Name the header of the column with the names")


def _choice(path: Path, key: str, value: str, known: Iterable[str], more: str = "") -> str:
    known = tuple(known)
    if value not in known:
        problem = f"{key}: {value!r} is unknown" if value else f"{key}: the key is missing"
        _refuse(path, problem, f"Write one of {', '.join(map(_visible, known))}{more}")
    return value


def _visible(text: str) -> str:
    return text if text.isidentifier() else repr(text)


def _take(
    path: Path, given: dict[str, Any], key: str, kind: type, default: Any = _REQUIRED, *, where: str = ""
) -> Any:
    """Take a value out of what the file gives. where: the key below which it stands."""
    value, name = given.pop(key, default), f"{where}.{key}" if where else key
    if value is _REQUIRED:
        _refuse(path, f"{name}: the key is missing", f"Add it; it holds a value of type {kind.__name__}")
    if value is not default and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
        _refuse(
            path,
            f"{name}: {value!r} is not of type {kind.__name__}",
            "Correct the value (quote dates and numbers meant as text)",
        )
    return value


def _text(path: Path, given: dict[str, Any], key: str, most: int, default: Any = _REQUIRED) -> str:
    text = str(_take(path, given, key, str, default))
    if len(text) > most:
        _refuse(path, f"{key}: the text has more than {most} characters", "Shorten it")
    return text


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
