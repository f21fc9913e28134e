"""Files of rows as batches of columns: Parquet, and text separated by commas, semicolons or tabs, as it is or in gzip."""

import csv
import io
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import compute
from pyarrow import csv as arrow_csv

from ebpages.declared.schema import BrokenDeclaration
from ebpages.files.parquet_decoding import DecodedParquet, decoded
from ebpages.limits import PastLimit, check
from ebpages.mapping.panels.panel import UnreadablePanel
from ebpages.mapping.panels.text_table import (
    AS_TABLE,
    LONGEST_KEPT,
    UNCLOSED,
    LinesAsBytes,
    TextLayout,
    encoding_of,
    open_text,
    text_layout,
    unclosed_quotes,
)

BLOCK = 1 << 21  # bytes of text, of which several are read ahead
ROWS = 1 << 17  # of a batch
MOST_BROKEN = 100_000  # rows: with more than that it is no table
_GZIP = b"\x1f\x8b"
_ONE_WORD = 1  # a line of one word at the end of a file may be a row that was cut off
# unclosed_quote: the row opens a quote that is never closed. text_below: it is no row, but a note below the table.
Lost = Literal["broken_row", "unclosed_quote", "text_below"]
Broken = Callable[[Lost, int, str], None]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """columns: arrays of the same length, by name. numbers: of each row in its file, from 1, without the header."""

    columns: Mapping[str, Any]
    numbers: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TableFile:
    """text: how a text file is laid out; parquet: the columns of one in Parquet. One of them is None. unclosed: its lines that open a quote and do not close it.

    packed: in gzip. total: how many rows there are, 0 where only reading tells. dimensions: of Eurostat's wide form, what its first column holds.
    """

    path: Path
    names: tuple[str, ...]
    text: TextLayout | None = None
    unclosed: Mapping[int, str] = field(default_factory=dict)
    packed: bool = False
    total: int = 0
    dimensions: tuple[str, ...] = ()
    parquet: DecodedParquet | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.dimensions, "time", "value") if self.dimensions else self.names

    @property
    def head(self) -> Mapping[str, str]:
        """The `# key: value` lines above the table."""
        return self.text.head if self.text else {}

    def refuse_doubled(self, names: Collection[str]) -> None:
        """Raises UnreadablePanel where two columns have one of these names."""
        if self.text and (twice := sorted(self.text.doubled & set(names))):
            problem = f"there is no header of different names: {twice[0]!r} is there twice"
            raise UnreadablePanel(
                self.path.name, f"line {self.text.lines}", problem, "Give each column a name of its own"
            )


def open_table(path: Path, expected: Collection[str] = (), encoding: str = "") -> TableFile:
    """expected: names of columns, in small letters, by which a header is known that does not stand in the first line.

    encoding: of a text that is not in UTF-8. Raises UnreadablePanel for what is no table.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4)
        if start == b"PAR1":
            columns = decoded(path)
            _refuse_names(path, columns.names)
            return TableFile(path, columns.names, total=columns.rows, parquet=columns)
        if start[:2] == b"PK":
            raise UnreadablePanel(
                path.name, "the file", "it is a workbook or an archive", "Save the sheet as CSV in UTF-8"
            )
        if not start:
            raise UnreadablePanel(path.name, "the file", "it is empty", AS_TABLE)
        return _text_table(path, start.startswith(_GZIP), expected, encoding_of(start, encoding))
    except PastLimit as past:
        raise UnreadablePanel(path.name, "the file", past.problem, past.remedy) from None
    except (OSError, EOFError, zlib.error, ValueError, csv.Error, pyarrow.ArrowException) as error:
        raise _unreadable(path, error) from None


def batches(table: TableFile, wanted: Sequence[str], broken: Broken) -> Iterator[Batch]:
    """The rows with the columns that are wanted, some at a time: whoever takes them needs some hundred bytes for each.

    broken: is told the number and the text of lines that are no rows; they are left out. Raises UnreadablePanel.
    """
    for batch in _read_batches(table, wanted, broken):
        for first in range(0, len(batch.numbers), ROWS):
            columns = {name: column.slice(first, ROWS) for name, column in batch.columns.items()}
            yield Batch(columns, batch.numbers[first : first + ROWS])


def _read_batches(table: TableFile, wanted: Sequence[str], broken: Broken) -> Iterator[Batch]:
    try:
        if table.dimensions:
            yield from _tidied(table, broken)
        elif table.text:
            yield from _rows_of_text(table, wanted, broken)
        elif table.parquet:
            with table.parquet.open() as stream:
                if odd := [name for name in wanted if name not in stream.schema.names]:
                    problem = f"a column cannot be read as texts or numbers ({odd[0]} holds more than one value in a row)"
                    raise UnreadablePanel(table.path.name, "the columns", problem, "See --column")
                first = 1
                for batch in stream:
                    yield Batch(
                        {name: batch.column(name) for name in wanted}, np.arange(first, first + len(batch))
                    )
                    first += len(batch)
    except PastLimit as past:
        raise UnreadablePanel(table.path.name, "the file", past.problem, past.remedy) from None
    except (OSError, EOFError, zlib.error, UnicodeError, pyarrow.ArrowException) as error:
        raise _unreadable(table.path, error) from None


def text_columns(path: Path, names: Sequence[str]) -> list[list[str]]:
    """Columns of a CSV, TSV or Parquet file, in the order of the names, without space around the texts; others do not matter.

    Codes stay texts: 01 does not become a number. Raises UnreadablePanel for what is no table, BrokenDeclaration for a missing
    column and for a row that has more or fewer cells than the first one.
    """
    table = open_table(path, [name.casefold() for name in names])
    table.refuse_doubled(names)
    if missing := [name for name in names if name not in table.columns]:
        raise BrokenDeclaration(
            path.name,
            "the names above the rows",
            f"there is no column {missing[0]!r}",
            f"The columns are {', '.join(names)}",
        )
    broken: list[tuple[int, str]] = []
    columns: list[list[str]] = [[] for _ in names]
    for batch in batches(table, names, lambda lost, row, text: broken.append((row, text))):
        for column, name in zip(columns, names, strict=True):
            column += ["" if cell is None else str(cell).strip() for cell in batch.columns[name].to_pylist()]
    if broken:
        row, text = broken[0]
        raise BrokenDeclaration(
            path.name,
            f"row {row}",
            f"it has more or fewer cells than there are columns: {text[:80]!r}",
            "Correct the separators or the quotes of the row",
        )
    return columns


def _text_table(path: Path, packed: bool, expected: Collection[str], encoding: str) -> TableFile:
    with open_text(path, packed, encoding) as text:
        layout = text_layout(path, text, encoding, expected)
    check("columns", len(layout.names), "it has {amount} columns")
    first = layout.names[0]
    wide = "\\" in first and layout.separator == "\t"
    dimensions = tuple(first.split("\\")[0].split(",")) if wide else ()
    with open_text(path, packed, encoding) as text:
        unclosed = unclosed_quotes(text, layout)
    return TableFile(path, layout.names, layout, unclosed, packed, dimensions=dimensions)


def _refuse_names(path: Path, names: Sequence[str]) -> None:
    if (
        len(names) < 2
        or not all(names)
        or len(set(names)) < len(names)
        or any("\0" in name for name in names)
    ):
        problem = f"there is no header of different names: {', '.join(names)[:80]!r}"
        raise UnreadablePanel(
            path.name, "the columns", problem, "Give each column a name of its own, above the rows"
        )


class _OddLines:
    """Lines that have another number of cells than the header: rows all the same where only empty cells are too many or too few."""

    def __init__(self, table: TableFile, layout: TextLayout, broken: Broken) -> None:
        self._table, self._layout, self._broken = table, layout, broken
        self.left_out: list[int] = []
        self._mended: list[tuple[int, list[str]]] = []
        self._texts: list[tuple[int, str]] = []
        self._lost = self._last_mended = 0

    def take(self, row: Any) -> str:
        number = row.number - self._layout.lines
        self.left_out.append(number)
        if row.text.startswith(UNCLOSED):
            line = int(row.text[len(UNCLOSED) :].split(self._layout.separator)[0])
            self._broken("unclosed_quote", number, self._table.unclosed[line])
            return "skip"
        try:
            cells = next(csv.reader(io.StringIO(row.text), delimiter=self._layout.separator), [])
        except csv.Error:  # a cell that is longer than any text
            cells = []
        names = self._layout.names
        if (
            cells
            and not any(cell.strip() for cell in cells[len(names) :])
            and self._layout.unnamed >= set(names[len(cells) :])
        ):
            self._mended.append((number, [*cells, *[""] * len(names)][: len(names)]))
            return "skip"
        self._lost += 1
        if len(cells) == 1 and len(row.text.split()) > _ONE_WORD and "\n" not in row.text.strip():
            self._texts.append((number, row.text[:LONGEST_KEPT]))
        else:
            self._broken("broken_row", number, row.text[:LONGEST_KEPT])
        return "skip" if self._lost <= MOST_BROKEN else "error"

    def mended(self, wanted: Sequence[str]) -> Iterator[Batch]:
        """The rows that were mended since the last time."""
        rows, self._mended = self._mended, []
        if rows:
            self._last_mended = rows[-1][0]
            places = {name: self._layout.names.index(name) for name in wanted}
            columns = {
                name: pyarrow.array([cells[place] for _, cells in rows], pyarrow.string())
                for name, place in places.items()
            }
            yield Batch(columns, np.array([number for number, _ in rows], dtype=np.int64))

    def end(self, last_row: int) -> None:
        """What is a text, and stands below the last row, is a note; above it, a row that is broken."""
        for number, text in self._texts:
            self._broken(
                "text_below" if number > max(last_row, self._last_mended) else "broken_row", number, text
            )


def _rows_of_text(table: TableFile, wanted: Sequence[str], broken: Broken) -> Iterator[Batch]:
    assert table.text is not None
    odd = _OddLines(table, table.text, broken)
    last = 0
    try:
        with _source(table, table.text) as source, _opened(source, table.text, wanted, odd.take) as reader:
            first = 1
            for batch in reader:
                rows = _numbered(first, len(batch), odd.left_out)
                first = last = int(rows[-1]) + 1 if len(rows) else first
                check("rows", last, "it has {amount} rows and more")
                yield Batch({name: batch.column(name) for name in wanted}, rows)
                yield from odd.mended(wanted)
    except pyarrow.ArrowInvalid:
        _refuse_broken(table, odd.left_out)
        raise
    yield from odd.mended(wanted)
    odd.end(last - 1)


def _source(table: TableFile, layout: TextLayout) -> Any:
    if layout.encoding == "utf-8-sig" and not table.unclosed and not layout.spaces:
        return pyarrow.input_stream(str(table.path), compression="gzip" if table.packed else None)
    text = open_text(table.path, table.packed, layout.encoding)
    return pyarrow.PythonFile(io.BufferedReader(LinesAsBytes(text, table.unclosed, layout)), mode="r")


def _opened(source: Any, layout: TextLayout, wanted: Sequence[str], leave_out: Callable[[Any], str]) -> Any:
    return arrow_csv.open_csv(
        source,
        read_options=arrow_csv.ReadOptions(
            column_names=list(layout.names), skip_rows=layout.lines, use_threads=False, block_size=BLOCK
        ),
        parse_options=arrow_csv.ParseOptions(delimiter=layout.separator, invalid_row_handler=leave_out),
        convert_options=arrow_csv.ConvertOptions(
            include_columns=list(wanted),
            column_types=dict.fromkeys(wanted, pyarrow.string()),
            strings_can_be_null=False,
        ),
    )


def _refuse_broken(table: TableFile, lost: Sequence[int]) -> None:
    if len(lost) > MOST_BROKEN:
        problem = f"more than {MOST_BROKEN:,} rows up to row {lost[-1]:,} have another number of cells"
        raise UnreadablePanel(table.path.name, "the rows", problem, AS_TABLE)


def _numbered(first: int, count: int, lost: Sequence[int]) -> NDArray[np.int64]:
    """The numbers of the next rows, stepping over those that were left out."""
    later = [number for number in lost if number >= first]
    numbers = np.arange(first, first + count + len(later), dtype=np.int64)
    return numbers[~np.isin(numbers, later)][:count]


def _tidied(table: TableFile, broken: Broken) -> Iterator[Batch]:
    """Eurostat's wide form, a column for each year, as rows of one cell each."""
    assert table.text is not None
    keys, *years = (name for name in table.names if name not in table.text.unnamed)
    for batch in _rows_of_text(table, table.names, broken):
        split = compute.split_pattern(batch.columns[keys], ",")
        whole = compute.list_value_length(split).to_numpy(zero_copy_only=False) == len(table.dimensions)
        for place in np.flatnonzero(~whole):
            broken("broken_row", int(batch.numbers[place]), batch.columns[keys][int(place)].as_py())
        kept, rows = split.filter(pyarrow.array(whole)), batch.numbers[whole]
        codes = {name: compute.list_element(kept, number) for number, name in enumerate(table.dimensions)}
        for year in years:
            cells = batch.columns[year].filter(pyarrow.array(whole))
            yield Batch({**codes, "time": pyarrow.repeat(year, len(rows)), "value": cells}, rows)


def _unreadable(path: Path, error: Exception) -> UnreadablePanel:
    reason = getattr(error, "strerror", None) or " ".join(str(error).split())[:200] or type(error).__name__
    if "straddling" in reason:
        reason = f"a row is longer than {BLOCK:,} bytes"
    if isinstance(error, FileNotFoundError):
        return UnreadablePanel(path.name, "the file", "there is none", "Name a file that is there")
    if isinstance(error, UnicodeError) or "UTF8" in reason:
        return UnreadablePanel(
            path.name,
            "the file",
            "its text is not UTF-8",
            "Save it as CSV in UTF-8, or say how it is encoded: --encoding cp1251",
        )
    return UnreadablePanel(path.name, "the file", f"it cannot be read ({reason})", AS_TABLE)
