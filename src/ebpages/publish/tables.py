"""Write a table as CSV, XLSX, JSON or Parquet: row by row, the same bytes for the same rows."""

import csv
import io
import json
import re
import shutil
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pyarrow

# openpyxl and pyarrow are imported where they are used: together they take longer than a small build.

Kind = Literal["text", "integer", "number", "boolean", "date", "list"]
Cell = str | int | float | bool | date | Sequence[str] | None
Row = Mapping[str, Cell]

SEMICOLONS = "semicolon.csv"  # what a Bulgarian spreadsheet opens in columns: semicolons, decimal commas
MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    SEMICOLONS: "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
FORMATS = tuple(MEDIA_TYPES)
# Spreadsheets take a CSV file for UTF-8 only with this in front; programs read it as part of the first column's name.
# So it goes before a file that a person downloads, and not before one that a command writes.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")  # a spreadsheet runs a text that begins so
_LONGEST_XLSX_CELL = 32_767
_XLSX_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BATCH = 10_000
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Column:
    """key: the cell's key in each row, and the column's name in JSON and Parquet; title: its head in CSV and XLSX.

    label: its head where people read rather than programs, in XLSX and in CSV with semicolons, if it is another one.
    """

    key: str
    title: str
    kind: Kind = "text"
    label: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table and where its rows come from; `rows` may be asked for more than once.

    about: what it is, as pairs of a heading and a text; XLSX has them on a sheet of their own. The first heading names that sheet.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Row]]
    about: tuple[tuple[str, str], ...] = ()

    def write(self, file_format: str) -> bytes:
        stream = io.BytesIO()
        write_table(self.columns, self.rows(), file_format, stream, title=self.name, about=self.about)
        return stream.getvalue()


class UnknownFormatError(ValueError):
    """A table was asked for in a format that is not written."""

    def __init__(self, file_format: str) -> None:
        super().__init__(
            f"“{file_format}” is not a format that tables are written in; use one of {', '.join(FORMATS)}."
        )


def write_table(
    columns: Sequence[Column],
    rows: Iterable[Row],
    file_format: str,
    stream: IO[bytes],
    *,
    title: str = "",
    about: Sequence[tuple[str, str]] = (),
) -> None:
    """Write rows to a binary stream, which need not be seekable and stays open.

    file_format: csv (UTF-8), semicolon.csv, xlsx, json (an array of objects) or parquet. A cell that is missing or
    None stays empty. In csv and xlsx the items of a list are joined by "; ", and a text that a spreadsheet would run
    as a formula gets an apostrophe in front. title: the name of the sheet, about: what a sheet of its own says; other formats
    ignore both.
    Raises UnknownFormatError.
    """
    if file_format not in MEDIA_TYPES:
        raise UnknownFormatError(file_format)
    if file_format == "xlsx":
        _write_xlsx(columns, rows, stream, title, about)
    else:
        _WRITERS[file_format](columns, rows, stream)


def write_json_lines(entries: Iterable[Mapping[str, Any]], stream: IO[bytes]) -> None:
    """Write each entry as JSON on a line of its own."""
    for entry in entries:
        stream.write((json.dumps(entry, ensure_ascii=False) + "\n").encode("utf-8", "replace"))


def format_name(file_format: str) -> str:
    """What a format is called where it is offered."""
    return "CSV (;)" if file_format == SEMICOLONS else file_format.upper()


def media_type(file_format: str) -> str:
    """The Content-Type of a format; raises UnknownFormatError."""
    if file_format not in MEDIA_TYPES:
        raise UnknownFormatError(file_format)
    return MEDIA_TYPES[file_format]


def file_name(name: str, file_format: str, *, on: date | None = None) -> str:
    """A file name that is safe everywhere: 'EBP: organisations', 'csv' -> 'ebp-organisations-2018-04-22.csv'."""
    media_type(file_format)
    plain = unicodedata.normalize("NFC", name).casefold()
    parts = re.findall(r"[^\W_]+", plain) or ["table"]
    return "-".join([*parts, *([on.isoformat()] if on else [])]) + f".{file_format}"


def _write_csv(columns: Sequence[Column], rows: Iterable[Row], stream: IO[bytes]) -> None:
    heads = [column.title for column in columns]
    _write_lines(heads, ([_flat(row.get(c.key)) for c in columns] for row in rows), ",", stream)


def _write_semicolons(columns: Sequence[Column], rows: Iterable[Row], stream: IO[bytes]) -> None:
    def cell(value: Cell) -> object:
        return str(value).replace(".", ",") if isinstance(value, float) else _flat(value)

    heads = [column.label or column.title for column in columns]
    _write_lines(heads, ([cell(row.get(c.key)) for c in columns] for row in rows), ";", stream)


def _write_lines(
    heads: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str, stream: IO[bytes]
) -> None:
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\r\n", delimiter=delimiter)

    def write(cells: Iterable[object]) -> None:
        writer.writerow(list(cells))
        stream.write(line.getvalue().encode("utf-8", "replace"))
        line.seek(0)
        line.truncate()

    write(map(_harmless, heads))
    for row in rows:
        write(row)


def _write_json(columns: Sequence[Column], rows: Iterable[Row], stream: IO[bytes]) -> None:
    separator = "[\n"
    for row in rows:
        entry = {column.key: _plain(row.get(column.key)) for column in columns}
        stream.write((separator + json.dumps(entry, ensure_ascii=False)).encode("utf-8", "replace"))
        separator = ",\n"
    stream.write(b"[]\n" if separator == "[\n" else b"\n]\n")


def _write_xlsx(
    columns: Sequence[Column],
    rows: Iterable[Row],
    stream: IO[bytes],
    title: str,
    about: Sequence[tuple[str, str]],
) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    heads = [
        WriteOnlyCell(sheet, value=_xlsx_cell(column.label or column.title, "text")) for column in columns
    ]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([_xlsx_cell(row.get(column.key), column.kind) for column in columns])
    if about:
        explained = book.create_sheet(_sheet_name(about[0][0]))
        explained.column_dimensions["A"].width, explained.column_dimensions["B"].width = 24, 100
        for pair in about:
            explained.append([_xlsx_cell(text, "text") for text in pair])
    with tempfile.TemporaryFile() as written:
        book.save(written)
        _copy_without_times(written, stream)


def _copy_without_times(written: IO[bytes], stream: IO[bytes]) -> None:
    """A workbook is a ZIP file that records when it was written; the same rows shall give the same file."""
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if name == "docProps/core.xml":
                times = rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*"
                target.writestr(entry, re.sub(times, rb"\g<1>1980-01-01T00:00:00Z", source.read(name)))
                continue
            with source.open(name) as part, target.open(entry, "w", force_zip64=True) as copy:
                shutil.copyfileobj(part, copy)


def _write_parquet(columns: Sequence[Column], rows: Iterable[Row], stream: IO[bytes]) -> None:
    import pyarrow
    from pyarrow import parquet

    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "list": pyarrow.list_(pyarrow.string()),
    }
    schema = pyarrow.schema([(column.key, types[column.kind]) for column in columns])
    with tempfile.TemporaryFile() as written:
        with parquet.ParquetWriter(written, schema) as writer:
            for batch in _batches(rows):
                writer.write_table(_arrow_table(columns, batch, schema))
        written.seek(0)
        shutil.copyfileobj(written, stream)


def _arrow_table(columns: Sequence[Column], rows: Sequence[Row], schema: "pyarrow.Schema") -> "pyarrow.Table":
    import pyarrow

    cells = {column.key: [_typed(row.get(column.key), column.kind) for row in rows] for column in columns}
    return pyarrow.Table.from_pydict(cells, schema=schema)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _typed(cell: Cell, kind: Kind) -> Any:
    """The cell as its column's kind says; None where the text is empty and the kind is not text."""
    if cell is None or (cell == "" and kind != "text"):
        return None
    if kind == "date":
        return date.fromisoformat(cell) if isinstance(cell, str) else cell
    if kind == "list":
        return [cell] if isinstance(cell, str) else list(cell)  # type: ignore[arg-type]
    if kind == "text":
        return _joined(cell)
    return {"integer": int, "number": float, "boolean": bool}[kind](cell)


def _flat(cell: Cell) -> object:
    """The cell as one value for a spreadsheet that reads text."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell if cell is None or isinstance(cell, int | float) else _harmless(_joined(cell))


def _plain(cell: Cell) -> object:
    if cell is None or isinstance(cell, str | bool | int | float):
        return cell
    return cell.isoformat() if isinstance(cell, date) else list(cell)


def _joined(cell: Cell) -> str:
    if isinstance(cell, str | int | float):
        return str(cell)
    return cell.isoformat() if isinstance(cell, date) else "; ".join(cell or ())


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _xlsx_cell(cell: Cell, kind: Kind) -> Any:
    if kind in ("integer", "number", "boolean", "date"):
        return _typed(cell, kind)
    text = "" if cell is None else _harmless(_XLSX_CONTROL.sub("\ufffd", _joined(cell)))
    return text if len(text) <= _LONGEST_XLSX_CELL else text[: _LONGEST_XLSX_CELL - 1] + "…"


def _sheet_name(title: str) -> str:
    """At most 31 characters, without those that a sheet's name may not hold."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '")[:31].strip(" '") or "1"


_WRITERS: Mapping[str, Callable[[Sequence[Column], Iterable[Row], IO[bytes]], None]] = {
    "csv": _write_csv,
    SEMICOLONS: _write_semicolons,
    "json": _write_json,
    "parquet": _write_parquet,
}
