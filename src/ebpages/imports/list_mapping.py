"""How a file becomes a list: how it is read, which column holds what, and what is said of the list as a whole.

It is written as the list's source.yaml, which is the mapping of the next edition; only what is said of the one file is left out then.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import yaml

from ebpages.files.table import Table, open_table
from ebpages.files.texts import holds_texts
from ebpages.files.unreadable import NO_TEXT, UnreadableFile
from ebpages.imports.columns import ColumnGuess, Guess, guess, stated_day
from ebpages.imports.header import Header, find_header, header_score
from ebpages.limits import PastLimit
from ebpages.reference.vocabulary import read_yaml
from ebpages.sources.layouts import IMPORTED
from ebpages.sources.source import Source
from ebpages.sources.source_description import DELIMITERS, description_of

READ_KEYS = ("encoding", "delimiter", "sheet", "header_row")
OF_THE_FILE = (
    "file",
    "sha256",
    "rows",
    "list_sha256",
)  # below `read:`, of the edition that was imported last
_ROW = re.compile(r"[0-9]{1,7}")
_SAMPLE = 200  # rows by which columns are guessed


@dataclass(frozen=True, slots=True)
class ListMapping:
    """read: of READ_KEYS, those that the format has. columns: as in source.yaml. about: its other keys. accept: kinds of errors that
    stop no import. edition: a day, "" for that of the import. left_out: headers of columns that are not kept."""

    read: Mapping[str, Any]
    columns: Mapping[str, Mapping[str, str]]
    about: Mapping[str, Any]
    edition: str = ""
    accept: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def source(self, slug: str, order: int, day: date, file: Path) -> Source:
        """The list as source.yaml describes it. file: for messages. Raises UnreadableList."""
        return description_of(file, self.keys(order, day), None, slug)

    def keys(self, order: int, day: date, of_file: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The keys of source.yaml, in their order."""
        return {
            "order": order,
            **self.about,
            "edition": self.edition or day.isoformat(),
            "layout": IMPORTED,
            "columns": {what: dict(column) for what, column in self.columns.items()},
            "read": {**self.read, "accept": [*self.accept], "left_out": [*self.left_out], **(of_file or {})},
        }

    def as_yaml(self) -> str:
        """The mapping as it is printed: what can be corrected and given back with --mapping."""
        document: dict[str, Any] = {
            "read": {**self.read, "accept": [*self.accept], "left_out": [*self.left_out]},
            **({"edition": self.edition} if self.edition else {}),
            **self.about,
            "columns": {
                what: column["header"] if list(column) == ["header"] else dict(column)
                for what, column in self.columns.items()
            },
        }
        return dump(document)


@dataclass(frozen=True, slots=True)
class OpenedList:
    """A file with its mapping. missing: headers of the mapping that the file does not have. new: those that a kept mapping does not
    know. unused: those that hold no property. personal: those with personal numbers. persons: those with other data of persons."""

    table: Table
    header: Header
    mapping: ListMapping
    missing: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    sample: tuple[tuple[str, ...], ...] = ()
    personal: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()


def dump(document: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(document), allow_unicode=True, sort_keys=False, width=1_000)


def open_list(path: Path, name: str, given: Mapping[str, Any], *, kept: bool = False) -> OpenedList:
    """Open a file and map it. given: keys of a mapping, which may be none at all; what they do not say is guessed.

    kept: they are those of the edition before, whose encoding and place of the header need not be those of this file.
    Raises UnreadableFile and PastLimit.
    """
    given = _checked(given)
    read = dict(given.get("read") or {})
    if kept:
        read = {
            key: value
            for key, value in read.items()
            if key in ("sheet", "accept", "left_out", "only_used", "keep")
        }
    wanted = (str(read["sheet"]),) if read.get("sheet") else ()
    table = open_table(
        path,
        name,
        encoding=str(read.get("encoding") or ""),
        separator=str(read.get("delimiter") or ""),
        sheets=wanted,
    )
    sheet = max(table.sheets, key=lambda each: header_score(each.rows), default=None)
    if sheet:
        table = replace(
            table, sheet=sheet.name, sheets=(sheet, *(each for each in table.sheets if each is not sheet))
        )
    header = find_header(table, sheet, int(read.get("header_row") or 0) or None)
    rows = _below(sheet.rows if sheet else table.head, header)[:_SAMPLE]
    return _mapped(table, header, rows, given, read, kept=kept)


def _below(rows: Sequence[tuple[int, list[str]]], header: Header) -> list[list[str]]:
    return [cells for number, cells in rows if number > header.row]


def _mapped(
    table: Table,
    header: Header,
    rows: Sequence[Sequence[str]],
    given: Mapping[str, Any],
    read: Mapping[str, Any],
    *,
    kept: bool,
) -> OpenedList:
    guessed = guess(header, rows)
    columns = (
        _columns(given["columns"])
        if given.get("columns")
        else {g.property: _entry(g) for g in guessed.columns if g.header not in (read.get("left_out") or ())}
    )
    in_file, keep = set(header.names), tuple(read.get("keep") or ())
    if not kept and (unknown := next((name for name in keep if name not in in_file), None)):
        problem = f"read.keep names the column {unknown!r}, which is not in the file"
        _refuse(table.name, problem, f"The columns are {', '.join(map(repr, header.names))}")
    # Where somebody says which property a column holds, it is no column of persons to them.
    chosen = {column["header"] for column in columns.values() if column.get("cell") != "skipped"}
    persons = tuple(name for name in guessed.persons if name not in keep and name not in chosen)
    columns = {what: column for what, column in columns.items() if column["header"] not in persons}
    missing = tuple(column["header"] for column in columns.values() if column["header"] not in in_file)
    if missing and not kept:
        problem = f"the mapping names the column {missing[0]!r}, which is not in the file"
        _refuse(table.name, problem, f"The columns are {', '.join(map(repr, header.names))}")
    columns = {what: column for what, column in columns.items() if column["header"] in in_file}
    if "name" not in columns:
        _refuse(
            table.name,
            "no column with names of organisations was found",
            f'Say which it is: `columns: {{name: "…"}}` in the mapping; the columns are {", ".join(map(repr, header.names))}',
        )
    wanted_out = (name for name in (*(read.get("left_out") or ()), *persons) if name not in keep)
    left_out = tuple(dict.fromkeys((*wanted_out, *guessed.personal)))
    if read.get("only_used"):
        held = {column["header"] for column in columns.values()}
        left_out = tuple(name for name in header.names if name not in held)
    if what := next((what for what, column in columns.items() if column["header"] in left_out), None):
        _refuse(
            table.name,
            f"columns.{what}: the column {columns[what]['header']!r} is left out",
            "Name another column, or take it out of `left_out`; columns with data of persons are never kept",
        )
    used = {column["header"] for column in columns.values()}
    unused = tuple(name for name in header.names if name not in used and name not in left_out)
    known = set(read.get("known") or ()) | used
    mapping = ListMapping(
        read={
            **_read_of(table, header),
            **({"only_used": True} if read.get("only_used") else {}),
            **({"keep": [*keep]} if keep else {}),
        },
        columns=columns,
        about=_about(table, guessed, given),
        edition="" if kept else str(given.get("edition") or ""),
        accept=tuple(map(str, (*(given.get("accept") or ()), *(read.get("accept") or ())))),
        left_out=left_out,
    )
    if not mapping.edition:
        titles = [cell for _, cells in header.above for cell in cells]
        mapping = replace(mapping, edition=stated_day(titles))
    return OpenedList(
        table,
        header,
        mapping,
        missing,
        tuple(name for name in unused if kept and name not in known),
        unused,
        tuple(map(tuple, rows)),
        tuple(guessed.personal),
        guessed.persons,
    )


def _read_of(table: Table, header: Header) -> dict[str, Any]:
    said: dict[str, Any] = {"format": table.format}
    if table.encoding:
        said["encoding"] = table.encoding
    if table.separator:
        said["delimiter"] = table.separator
    if table.sheet:
        said["sheet"] = table.sheet
    if header.row:
        said["header_row"] = header.row
    return said


def _about(table: Table, guessed: Guess, given: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of the list as a whole: what is given, else what the file shows."""
    title = (
        " ".join(Path(table.name).name.split(".")[0].replace("_", " ").replace("-", " ").split())[:300] or "?"
    )
    shown: dict[str, Any] = {
        "title_bg": title,
        "title_en": title,
        "publisher_bg": "",
        "publisher_en": "",
        "language": guessed.language,
        "country": "BG",
        "kind": "",
        "where_bg": table.name[:300],
        "where_en": table.name[:300],
        "url": "",
        "licence_bg": "",
        "licence_en": "",
        "decimal": guessed.decimal,
    }
    others = {key: value for key, value in given.items() if key not in _OURS}
    return {**shown, **others}


# Keys of a mapping that are not passed on to source.yaml as they stand.
_OURS = ("read", "columns", "edition", "accept", "order", "layout")


def _checked(given: Mapping[str, Any]) -> Mapping[str, Any]:
    for key, kind in (("read", dict), ("columns", dict), ("accept", list)):
        if given.get(key) is not None and not isinstance(given[key], kind):
            wanted = "a table of keys" if kind is dict else "a list"
            _refuse(
                "the mapping", f"{key}: it is not {wanted}", "Write it as the mapping that the command prints"
            )
    if wrong := next((key for key, value in given.items() if not holds_texts([key, value])), None):
        _refuse("the mapping", f"{wrong!r}: {NO_TEXT}", "Correct it")
    read = given.get("read") or {}
    for where, value in (
        ("accept", given.get("accept")),
        *((f"read.{key}", read.get(key)) for key in ("accept", "left_out", "known", "keep")),
    ):
        if value is not None and not (isinstance(value, list) and all(isinstance(e, str) for e in value)):
            _refuse("the mapping", f"{where}: it is no list of texts", 'Write a list of texts, as ["ЕИК"]')
    allowed = (*READ_KEYS, *OF_THE_FILE, "format", "accept", "left_out", "known", "only_used", "keep")
    if strange := next((key for key in read if key not in allowed), None):
        _refuse("the mapping", f"read.{strange}: the key is unknown", f"The keys are {', '.join(READ_KEYS)}")
    if read.get("delimiter") and read["delimiter"] not in DELIMITERS:
        _refuse(
            "the mapping",
            f"read.delimiter: {read['delimiter']!r} is no delimiter",
            f"Write one of {DELIMITERS}",
        )
    if not _ROW.fullmatch(str(read.get("header_row") or 0)):
        _refuse(
            "the mapping", "read.header_row: it is no number of a row", "Write the number of the row, from 1"
        )
    return given


def _columns(given: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    columns: dict[str, dict[str, str]] = {}
    for what, entry in given.items():
        column = (
            {key: str(value) for key, value in entry.items()}
            if isinstance(entry, dict)
            else {"header": str(entry)}
        )
        if "header" not in column:
            _refuse(
                "the mapping",
                f"columns.{what}: the header is missing",
                'Write it as name: "Име", or as {header, cell}',
            )
        columns[str(what)] = column
    return columns


def _entry(column: ColumnGuess) -> dict[str, str]:
    return {"header": column.header, "cell": column.cell}


def read_mapping(path: Path) -> dict[str, Any]:
    """The keys of a mapping that somebody saved. Raises UnreadableFile."""
    try:
        document = read_yaml(path)
    except PastLimit as past:
        _refuse(path.name, past.problem, past.remedy)
    except OSError as error:
        _refuse(path.name, f"the mapping cannot be read ({error.strerror})", "Name a file that is there")
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        _refuse(
            path.name,
            f"the mapping is no YAML ({' '.join(str(error).split())[:200]})",
            "Correct the line it names",
        )
    if not isinstance(document, dict):
        _refuse(
            path.name,
            "the mapping holds no keys",
            "Write it as the mapping that `ebpages import FILE --dry-run` prints",
        )
    return document


def _refuse(file: str, problem: str, remedy: str) -> NoReturn:
    raise UnreadableFile(file, "", problem, remedy)
