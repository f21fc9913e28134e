"""A register to be linked, as a CSV or Parquet file: its rows as text, with every fault named with its place."""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.compute
from pyarrow import parquet

from ebpages.limits import Counted, check, check_decoded, limit

COLUMNS = ("id", "name", "identifier", "place", "legal_form", "website")
NEEDED = ("id", "name")
BATCH = 20_000
ENDINGS = (".csv", ".csv.gz", ".parquet")
SCHEMA = pyarrow.schema([("n", pyarrow.int64()), *((column, pyarrow.string()) for column in COLUMNS)])
_DELIMITERS = ",;\t|"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WHOLE_NUMBER = re.compile(r"(\d+)\.0+")


class UnlinkableError(ValueError):
    """What was given cannot be linked as it is; the message says what, where and how to mend it."""


def read_register(path: Path) -> Iterator[pyarrow.Table]:
    """Batches of rows with `n`, counted from 1, and the columns of COLUMNS as text; what a file lacks is empty.

    Raises UnlinkableError, PastLimit, OSError.
    """
    if not path.is_file():
        raise UnlinkableError(f"{path}: there is no such file")
    if path.stat().st_size == 0:
        raise UnlinkableError(f"{path} is empty. It needs a first row with the columns id and name")
    rows = _parquet_rows(path) if _ending(path) == ".parquet" else _text_rows(path)
    first = 1
    for columns in rows:
        batch = _checked(path, columns, first)
        yield batch
        first += batch.num_rows


def unused_columns(path: Path) -> list[str]:
    """The columns of a file that could be read which nothing is compared by."""
    if _ending(path) == ".parquet":
        titles = list(parquet.read_schema(path).names)
    else:
        with _open_text(path) as text:
            titles = next(csv.reader(text, delimiter=_delimiter(text)), [])
    return [title for title in titles if _column(title) not in COLUMNS]


def _ending(path: Path) -> str:
    found = next((ending for ending in ENDINGS if path.name.casefold().endswith(ending)), "")
    if not found:
        raise UnlinkableError(
            f"{path}: registers are read as {', '.join(ENDINGS)}; give the file such an ending"
        )
    return found


def _checked(
    path: Path, columns: Mapping[str, Sequence[str | None] | pyarrow.Array], first: int
) -> pyarrow.Table:
    size = len(columns["id"])
    texts = {
        column: pyarrow.array(columns[column], pyarrow.string())
        if column in columns
        else pyarrow.nulls(size, pyarrow.string())
        for column in COLUMNS
    }
    ids = texts["id"]
    blank = pyarrow.compute.fill_null(
        pyarrow.compute.equal(pyarrow.compute.utf8_trim_whitespace(ids), ""), True
    )
    if (place := pyarrow.compute.index(blank, True).as_py()) >= 0:
        raise UnlinkableError(f"{path}: row {first + place} has no id. Every row needs an id of its own")
    for column, cells in texts.items():
        holds = pyarrow.compute.fill_null(pyarrow.compute.match_substring(cells, "\0"), False)
        if (place := pyarrow.compute.index(holds, True).as_py()) >= 0:
            raise UnlinkableError(
                f"{path}: row {first + place} holds a NUL character in {column}; no text has one. Write the file again from its source"
            )
        longest = pyarrow.compute.max(pyarrow.compute.utf8_length(cells)).as_py() or 0
        check(
            "cell_characters",
            longest,
            f"{path}: a cell of {column} holds {{amount}} characters; at most {{most}} are read",
        )
    check("rows", first + size - 1, f"{path} has more than {{most}} rows")
    numbers = pyarrow.array(range(first, first + size), pyarrow.int64())
    return pyarrow.Table.from_arrays([numbers, *(texts[column] for column in COLUMNS)], schema=SCHEMA)


def _wanted(path: Path, header: Sequence[str]) -> dict[str, int]:
    """Where each column stands. Raises UnlinkableError for one that is missing or given twice."""
    found: dict[str, int] = {}
    for place, title in enumerate(header):
        if (column := _column(title)) in COLUMNS:
            if column in found:
                raise UnlinkableError(f"{path}: the column {column} is there twice. Rename one of them")
            found[column] = place
    if missing := [column for column in NEEDED if column not in found]:
        titles = ", ".join(repr(title) for title in header[:20]) or "none"
        raise UnlinkableError(
            f"{path}: its first row names no column {' and no column '.join(missing)} (it has {titles}). "
            f"Name the columns {', '.join(COLUMNS)}; id and name are needed"
        )
    return found


def _column(title: str) -> str:
    return "_".join(title.strip().casefold().replace("-", " ").split())


# CSV


def _text_rows(path: Path) -> Iterator[dict[str, list[str | None]]]:
    reader: Any = None
    try:
        with _open_text(path) as text:
            reader = csv.reader(text, delimiter=_delimiter(text), strict=True)
            header: list[str] = next(reader, [])
            yield from _cells(path, reader, _wanted(path, header), len(header))
    except csv.Error as problem:
        raise UnlinkableError(f"{path}, line {reader.line_num}: {_csv_problem(str(problem))}") from None
    except UnicodeError:
        near = f" (near line {reader.line_num + 1})" if reader else ""
        raise UnlinkableError(
            f"{path} is no UTF-8{near}. Save it as UTF-8, such as by `iconv -f windows-1251 -t utf-8`"
        ) from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as problem:
        raise UnlinkableError(f"{path}: it cannot be unpacked ({problem}). Pack it again") from None


def _cells(
    path: Path, reader: Any, places: Mapping[str, int], width: int
) -> Iterator[dict[str, list[str | None]]]:
    batch: dict[str, list[str | None]] = {column: [] for column in places}
    size = 0
    for row in reader:
        if not row:
            continue
        if len(row) != width:
            raise UnlinkableError(
                f"{path}, line {reader.line_num}: {len(row)} cells where the first row has {width}. "
                "Put a cell that holds the separator into quotation marks"
            )
        for column, place in places.items():
            batch[column].append(row[place])
        size += 1
        if size == BATCH:
            yield batch
            batch, size = {column: [] for column in places}, 0
    yield batch


@contextmanager
def _open_text(path: Path) -> Iterator[io.TextIOWrapper]:
    size = path.stat().st_size
    with path.open("rb") as file:
        packed = _ending(path) == ".csv.gz"
        stream: Any = io.BufferedReader(Counted(gzip.GzipFile(fileobj=file), size)) if packed else file
        encoding = "utf-16" if stream.peek(2)[:2] in _UTF_16 else "utf-8-sig"
        with io.TextIOWrapper(stream, encoding=encoding, errors="strict", newline="") as text:
            csv.field_size_limit(limit("cell_characters") * 2)
            yield _Lines(text)  # type: ignore[misc]


class _Lines:
    """The lines of a text, of which the first can be looked at before it is read."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._first: list[str] = []

    def first(self) -> str:
        self._first = self._first or [self._text.readline(limit("cell_characters") * 4)]
        return self._first[0]

    def __iter__(self) -> Iterator[str]:
        yield self.first()
        yield from self._text


def _delimiter(text: Any) -> str:
    """The sign that divides the first row so that most of its titles are columns."""

    def known(delimiter: str) -> int:
        titles = next(csv.reader([text.first()], delimiter=delimiter), [])
        return sum(title.strip().casefold() in COLUMNS for title in titles)

    return max(_DELIMITERS, key=known)


def _csv_problem(problem: str) -> str:
    if "field larger" in problem:
        return "a cell has no end; a quotation mark is probably not closed"
    if "unexpected end" in problem:
        return "a quotation mark is not closed before the end of the file"
    if "expected after" in problem:
        return 'a quotation mark stands inside a cell; write it twice (""), and the cell in quotation marks'
    return f"it is no row of CSV ({problem})"


# Parquet


def _parquet_rows(path: Path) -> Iterator[dict[str, pyarrow.Array]]:
    try:
        file = parquet.ParquetFile(path)
        places = _wanted(path, file.schema_arrow.names)
        groups = [file.metadata.row_group(n) for n in range(file.metadata.num_row_groups)]
        check_decoded(sum(group.total_byte_size for group in groups), path.stat().st_size)
        check("rows", file.metadata.num_rows, f"{path} has {{amount}} rows; at most {{most}} are read")
        names = {column: file.schema_arrow.names[place] for column, place in places.items()}
        for batch in file.iter_batches(BATCH, columns=list(names.values())):
            yield {column: _as_text(path, column, batch.column(name)) for column, name in names.items()}
        if file.metadata.num_rows == 0:
            yield {column: pyarrow.array([], pyarrow.string()) for column in names}
    except pyarrow.ArrowException as problem:
        raise UnlinkableError(
            f"{path} cannot be read as Parquet ({' '.join(str(problem).split())}). Write it again"
        ) from None


def _as_text(path: Path, column: str, cells: pyarrow.Array) -> pyarrow.Array:
    """Numbers as they are written: a whole number that a table holds as 831650349.0 is 831650349."""
    if pyarrow.types.is_dictionary(cells.type):
        cells = cells.dictionary_decode()
    if pyarrow.types.is_nested(cells.type):
        raise UnlinkableError(f"{path}: the column {column} holds {cells.type}, no text. Write it as text")
    if pyarrow.types.is_floating(cells.type):
        whole = (None if cell is None or cell != cell else _written(cell) for cell in cells.to_pylist())
        return pyarrow.array(whole, pyarrow.string())
    return cells.cast(pyarrow.string())


def _written(number: float) -> str:
    return str(int(number)) if number.is_integer() else str(number)


def without_decimals(text: str) -> str:
    """A whole number that a spreadsheet wrote as 831650349.0."""
    found = _WHOLE_NUMBER.fullmatch(text.strip())
    return found[1] if found else text
