"""A file of rows in any of the formats that people give lists in: CSV, TSV and JSON lines, as they are or in gzip, XLSX, ODS, Parquet.

Every cell is a text. Text files have their encoding and separator judged, workbooks their sheets listed; where the header stands is for
who knows what it should hold.
"""

import gzip
import io
import json
import math
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, cast

from ebpages.files import workbook
from ebpages.files.encoding import judged, without_mark
from ebpages.files.text_rows import SEPARATOR_LINE, Row, rows_of, separator_of
from ebpages.files.texts import is_text
from ebpages.files.unreadable import NO_TEXT, UnreadableFile
from ebpages.files.workbook import HEAD, Formulas, Sheet
from ebpages.limits import MEGABYTE, Counted, PastLimit, check

ENDINGS = {
    ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".txt": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".ods": "ods", ".parquet": "parquet",
}  # fmt: skip
PACKED = ".gz"
TAKEN = "Give CSV, TSV, XLSX, ODS, JSON lines (.jsonl) or Parquet; texts may be packed as .gz"
_CALLED = {"csv": "a text", "jsonl": "JSON lines", "xlsx": "an XLSX workbook", "ods": "an ODS workbook", "parquet": "Parquet", "gzip": "packed with gzip"}  # fmt: skip
_LINES_LOOKED_AT = 400
_ROWS_AT_ONCE = 10_000  # of Parquet, made Python's own values


@dataclass(frozen=True, slots=True)
class Table:
    """names: of the columns, where the format has them; else a header is among the rows. head: the first rows.

    sheets: those that hold rows, the chosen one first. merged, macros: of a workbook. formulas: known when its rows were read.
    """

    path: Path
    name: str
    format: str
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    names: tuple[str, ...] = ()
    head: tuple[Row, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    macros: bool = False
    packed: bool = False
    formulas: Formulas = field(default_factory=Formulas)
    _parquet: Any = None

    @property
    def unit(self) -> str:
        """What a row is called by its number."""
        return "line" if self.format in ("csv", "jsonl") else "row"

    def rows(self) -> Iterator[Row]:
        """All rows that are not blank, one at a time. Raises UnreadableFile and PastLimit."""
        with _said(self.name):
            for number, cells in self._rows():
                if not is_text("".join(cells)):
                    place = next(place for place, cell in enumerate(cells) if not is_text(cell))
                    column = repr(self.names[place]) if self.names else str(place + 1)
                    _refuse_no_text(self.name, f"{self.unit} {number}, column {column}")
                yield number, cells

    def _rows(self) -> Iterator[Row]:
        if self.format == "csv":
            with _text(self.path, self.packed, self.encoding) as text:
                yield from _counted(rows_of(self.name, _lines(text), self.separator))
        elif self.format == "jsonl":
            with _text(self.path, self.packed, self.encoding) as text:
                for number, entry in _objects(self.name, text):
                    yield number, [entry.get(name, "") for name in self.names]
        elif self.format == "parquet":
            yield from _rows_of_parquet(self._parquet, self.names)
        else:
            yield from workbook.sheet_rows(self.path, self.name, self.sheet, self.formulas)


def ending_of(name: str) -> str:
    """What a copy of the file is called by: endings of formats alone, others being as long as anybody likes."""
    endings = (ending.casefold() for ending in Path(name).suffixes[-2:])
    return "".join(ending for ending in endings if ending in ENDINGS or ending == PACKED)


def open_table(
    path: Path, name: str, *, encoding: str = "", separator: str = "", sheets: Sequence[str] = ()
) -> Table:
    """name: as the person calls the file. encoding, separator, sheets: what is known; the rest is judged.

    Of several sheets all are listed, those named in `sheets` alone where there are any. Raises UnreadableFile and PastLimit.
    """
    with _said(name):
        check(
            "import_megabytes",
            path.stat().st_size // MEGABYTE,
            "it has {amount} MB; at most {most} are taken",
        )
        format_, packed = _format(path, name)
        if format_ in ("xlsx", "ods"):
            return _open_workbook(path, name, format_, sheets)
        if format_ == "parquet":
            return _open_parquet(path, name)
        encoding = encoding or judged(name, lambda: _bytes(path, packed))
        if format_ == "jsonl":
            return _open_json_lines(path, name, encoding, packed)
        return _open_text(path, name, encoding, separator, packed)


@contextmanager
def _said(name: str) -> Iterator[None]:
    """Whatever libraries say of a file, said as a fault of it."""
    try:
        yield
    except UnreadableFile:
        raise
    except PastLimit as past:
        raise UnreadableFile(name, "", past.problem, past.remedy) from None
    except UnicodeDecodeError as error:
        problem = f"a letter is not as {error.encoding} writes it"
        raise UnreadableFile(
            name, "", problem, "Leave `encoding` out of the mapping, or correct it"
        ) from None
    except LookupError as error:
        raise UnreadableFile(
            name, "", " ".join(str(error).split()), "Correct `encoding` in the mapping"
        ) from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise UnreadableFile(
            name, "", "the packed file is damaged or was cut off", "Get the file again"
        ) from None
    except ValueError as error:
        raise UnreadableFile(name, "", " ".join(str(error).split())[:300].rstrip("."), TAKEN) from None


def _format(path: Path, name: str) -> tuple[str, bool]:
    """The format by the file's content, which has to be what its name says; and whether it is packed."""
    endings = [ending.casefold() for ending in Path(name).suffixes]
    packed = endings[-1:] == [PACKED]
    said = ENDINGS.get(endings[-2] if packed and len(endings) > 1 else endings[-1] if endings else "", "")
    with path.open("rb") as file:
        start = file.read(512)
    if not start.strip(b"\xef\xbb\xbf \t\r\n"):
        raise UnreadableFile(name, "", "the file is empty", "Give a file with a header and rows below it")
    if not said:
        ending = endings[-1] if endings else ""
        raise UnreadableFile(
            name, "", f"the ending {ending or 'that is missing'} names no format of lists", TAKEN
        )
    holds = _content(start)
    if holds == "workbook":
        holds = workbook.format_of(path, name)
    if packed and holds == "gzip":
        with _bytes(path, packed) as stream:
            holds = _content(stream.read(512))
    elif packed or holds == "gzip":
        holds = "gzip" if holds == "gzip" else "no gzip"
        raise _wrong_ending(name, "packed with gzip" if holds == "gzip" else "not packed")
    if holds == "web":
        raise UnreadableFile(
            name,
            "",
            "it is a page of the web or XML, and no table",
            "Open it, copy the table into a spreadsheet, and save that as CSV or XLSX",
        )
    if holds not in (said, "text" if said in ("csv", "jsonl") else ""):
        raise _wrong_ending(name, _CALLED.get(holds, "a text"))
    return said, packed


def _wrong_ending(name: str, holds: str) -> UnreadableFile:
    problem = f"its name ends in {''.join(Path(name).suffixes[-2:])}, but its content is {holds}"
    return UnreadableFile(
        name, "", problem, "Give it the ending of what it is, or save it again as what its name says"
    )


def _content(start: bytes) -> str:
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06", workbook.OLE)):
        return "workbook"
    if start.startswith(b"\x1f\x8b"):
        return "gzip"
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].lower()
    return "web" if bare.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")) else "text"


def _bytes(path: Path, packed: bool) -> BinaryIO:
    if not packed:
        return path.open("rb")
    counted = Counted(gzip.open(path, "rb"), path.stat().st_size)  # noqa: SIM115 - closed with what it is wrapped in
    return cast(BinaryIO, io.BufferedReader(counted, 1 << 16))


@contextmanager
def _text(path: Path, packed: bool, encoding: str) -> Iterator[io.TextIOWrapper]:
    with io.TextIOWrapper(without_mark(_bytes(path, packed)), encoding=encoding, newline="") as text:
        yield text


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Lines, a line that says only what separates cells made blank; a line without end is not read to its end."""
    while line := text.readline(1 << 23):
        yield "\n" if SEPARATOR_LINE.fullmatch(line) else line


def _counted(rows: Iterator[Row]) -> Iterator[Row]:
    for number, cells in rows:
        check("rows", number, "it has {amount} lines and more")
        check("columns", len(cells), "a row has {amount} columns")
        yield number, cells


def _open_text(path: Path, name: str, encoding: str, separator: str, packed: bool) -> Table:
    with _text(path, packed, encoding) as text:
        lines = [*islice(iter(lambda: text.readline(1 << 17), ""), _LINES_LOOKED_AT)]
    said = next((found[1] for line in lines[:1] if (found := SEPARATOR_LINE.fullmatch(line))), "")
    separator = separator or said.replace("\\t", "\t") or separator_of(lines)
    table = Table(path, name, "csv", encoding, separator, packed=packed)
    return _with_head(table)


def _with_head(table: Table) -> Table:
    return replace(table, head=tuple(islice(table.rows(), HEAD)))


def _open_workbook(path: Path, name: str, format_: str, wanted: Sequence[str]) -> Table:
    opened = workbook.open_workbook(path, name)
    sheets = [sheet for sheet in opened.sheets if sheet.rows and not sheet.hidden] or [
        sheet for sheet in opened.sheets if sheet.rows
    ]
    if wanted:
        names = [sheet.name for sheet in opened.sheets]
        if missing := [each for each in wanted if each not in names]:
            problem = f"there is no sheet {missing[0]!r}"
            remedy = f"The sheets are {', '.join(map(repr, names))}; correct `sheet` in the mapping, or leave it out"
            raise UnreadableFile(name, "", problem, remedy)
        sheets = [sheet for sheet in opened.sheets if sheet.name in wanted]
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableFile(name, "", "no sheet holds a row", "Give a file with a header and rows below it")
    return Table(path, name, format_, sheets=tuple(sheets), macros=opened.macros)


def _open_json_lines(path: Path, name: str, encoding: str, packed: bool) -> Table:
    names: dict[str, None] = {}
    with _text(path, packed, encoding) as text:
        for number, entry in _objects(name, text):
            names.update(dict.fromkeys(entry))
            if not is_text("".join(entry)):
                _refuse_no_text(name, f"line {number}")
            check("columns", len(names), "its objects have {amount} different keys")
    if not names:
        raise UnreadableFile(name, "", "it holds no object", 'Write one object a line: {"name": "…"}')
    return _with_head(Table(path, name, "jsonl", encoding, names=tuple(names), packed=packed))


def _objects(name: str, text: io.TextIOWrapper) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(iter(lambda: text.readline(1 << 23), ""), 1):
        if not line.strip():
            continue
        check("rows", number, "it has {amount} lines and more")
        try:
            entry = json.loads(
                line, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_pairs
            )
        except (ValueError, RecursionError) as error:
            problem = f"the line is no object of JSON ({' '.join(str(error).split())[:120]})"
            raise UnreadableFile(
                name, f"line {number}", problem, "Write one whole object a line, as JSON lines have it"
            ) from None
        if not isinstance(entry, dict):
            raise UnreadableFile(
                name, f"line {number}", "the line is no object", "Write one whole object a line"
            )
        yield number, {key: _json_text(name, number, key, value) for key, value in entry.items()}


def _refuse_no_text(name: str, where: str) -> NoReturn:
    raise UnreadableFile(name, where, NO_TEXT, "Correct it, and give the file again")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("it gives a key twice")
    return found


def _json_text(name: str, number: int, key: str, value: Any) -> str:
    if isinstance(value, list) and not any(isinstance(each, list | dict) for each in value):
        return "; ".join(_json_text(name, number, key, each) for each in value)
    if isinstance(value, list | dict):
        problem = f"{key!r} holds an object, where a list has one value"
        raise UnreadableFile(name, f"line {number}", problem, "Give each value a key of its own")
    if isinstance(value, bool):
        return str(value).upper()
    text = "" if value is None else str(value)
    check("cell_characters", len(text), "a value has {amount} characters")
    return text


def _open_parquet(path: Path, name: str) -> Table:
    from ebpages.files.parquet_decoding import decoded

    columns = decoded(path)
    with columns.open() as stream:
        flat = set(stream.schema.names)
    names = tuple(each for each in columns.names if each in flat)
    if not names or not columns.rows:
        raise UnreadableFile(name, "", "it holds no rows with values", "Give a file with rows")
    if not is_text("".join(names)):
        _refuse_no_text(name, "the names of the columns")
    return _with_head(Table(path, name, "parquet", names=names, _parquet=columns))


def _rows_of_parquet(columns: Any, names: Sequence[str]) -> Iterator[Row]:
    number = 0
    with columns.open() as stream:
        for batch in stream:
            for first in range(0, len(batch), _ROWS_AT_ONCE):
                part = batch.slice(first, _ROWS_AT_ONCE)
                for row in zip(*(part.column(each).to_pylist() for each in names), strict=True):
                    number += 1
                    yield number, [_value_text(value) for value in row]


def _value_text(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).removesuffix(" 00:00:00")
