"""Files of rows as batches of columns: Parquet, and text separated by commas, semicolons or tabs, as it is or in gzip."""

import csv
import gzip
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import compute, parquet
from pyarrow import csv as arrow_csv

from ebpages.declared.schema import BrokenDeclaration
from ebpages.mapping.panels.panel import UnreadablePanel

BATCH = 1 << 19  # rows
BLOCK = 1 << 23  # bytes of text
LONGEST_HEAD = 1 << 20  # characters
LONGEST_LINE = 1 << 17  # of the head and the names of columns
MOST_BROKEN = 100_000  # rows: with more than that it is no table
_GZIP = b"\x1f\x8b"
_AS = "Give a table as CSV, Eurostat's TSV, or Parquet"
Broken = Callable[[int, str], None]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """columns: arrays of the same length, by name. numbers: of each row in its file, from 1, without the header."""

    columns: Mapping[str, Any]
    numbers: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TableFile:
    """head: the `# key: value` lines above the table. lines: how many lines stand above the first row of a text file.

    packed: in gzip. total: how many rows there are, 0 where only reading tells. dimensions: of Eurostat's wide form, what its first column holds.
    """

    path: Path
    names: tuple[str, ...]
    head: Mapping[str, str] = field(default_factory=dict)
    separator: str = ""
    lines: int = 0
    packed: bool = False
    total: int = 0
    dimensions: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.dimensions, "time", "value") if self.dimensions else self.names


def open_table(path: Path) -> TableFile:
    """Raises UnreadablePanel for what is no table."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
        if start == b"PAR1":
            with parquet.ParquetFile(path) as table:
                names = tuple(table.schema_arrow.names)
                _refuse_names(path, "the columns", names)
                return TableFile(path, names, total=table.metadata.num_rows)
        if start[:2] == b"PK":
            raise UnreadablePanel(
                path.name, "the file", "it is a workbook or an archive", "Save the sheet as CSV in UTF-8"
            )
        if not start:
            raise UnreadablePanel(path.name, "the file", "it is empty", _AS)
        packed = start.startswith(_GZIP)
        with _text(path, packed) as text:
            return replace(_described(path, text), packed=packed)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error, pyarrow.ArrowException) as error:
        raise _unreadable(path, error) from None


def batches(table: TableFile, wanted: Sequence[str], broken: Broken) -> Iterator[Batch]:
    """The rows with the columns that are wanted. broken: is told the number and the text of rows that have more or fewer cells
    than the header; they are left out. Raises UnreadablePanel."""
    try:
        if table.dimensions:
            yield from _tidied(table, broken)
        elif table.separator:
            yield from _rows_of_text(table, wanted, broken)
        else:
            with parquet.ParquetFile(table.path) as file:
                first = 1
                for batch in file.iter_batches(BATCH, columns=list(wanted)):
                    yield Batch(
                        {name: batch.column(name) for name in wanted}, np.arange(first, first + len(batch))
                    )
                    first += len(batch)
    except (OSError, EOFError, pyarrow.ArrowException) as error:
        raise _unreadable(table.path, error) from None


def text_columns(path: Path, names: Sequence[str]) -> list[list[str]]:
    """Columns of a CSV, TSV or Parquet file, in the order of the names, without space around the texts; others do not matter.

    Codes stay texts: 01 does not become a number. Raises UnreadablePanel for what is no table, BrokenDeclaration for a missing
    column and for a row that has more or fewer cells than the first one.
    """
    table = open_table(path)
    if missing := [name for name in names if name not in table.columns]:
        raise BrokenDeclaration(
            path.name,
            "the names above the rows",
            f"there is no column {missing[0]!r}",
            f"The columns are {', '.join(names)}",
        )
    broken: list[tuple[int, str]] = []
    columns: list[list[str]] = [[] for _ in names]
    for batch in batches(table, names, lambda row, text: broken.append((row, text))):
        for column, name in zip(columns, names, strict=True):
            column += ["" if cell is None else str(cell).strip() for cell in batch.columns[name].to_pylist()]
    if broken:
        row, text = broken[0]
        raise BrokenDeclaration(
            path.name,
            f"row {row}",
            f"it has more or fewer cells than there are columns: {text[:80]!r}",
            "Mend the separators or the quotes of the row",
        )
    return columns


def _text(path: Path, packed: bool) -> IO[str]:
    if packed:
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _described(path: Path, text: IO[str]) -> TableFile:
    head: dict[str, str] = {}
    line, lines, room = _line(path, text, 1), 1, LONGEST_HEAD
    while line.startswith("#") and room > 0:
        key, _, value = line.lstrip("# ").partition(":")
        head[key.strip()] = value.strip()
        room -= len(line)
        line, lines = _line(path, text, lines + 1), lines + 1
    separator = max("\t,;", key=line.count) if line else ","
    if "\\" in line.split("\t", 1)[0]:
        separator = "\t"
    names = tuple(name.strip() for name in next(csv.reader([line], delimiter=separator), []))
    _refuse_names(path, f"line {lines}", names)
    if not text.read(1):
        raise UnreadablePanel(
            path.name, f"line {lines}", "there are no rows below it", "Add the rows to the file"
        )
    dimensions = tuple(names[0].split("\\")[0].split(",")) if "\\" in names[0] and separator == "\t" else ()
    return TableFile(path, names, head, separator, lines, dimensions=dimensions)


def _line(path: Path, text: IO[str], number: int) -> str:
    line = text.readline(LONGEST_LINE)
    if len(line) == LONGEST_LINE:
        raise UnreadablePanel(
            path.name, f"line {number}", f"it is longer than {LONGEST_LINE:,} characters", _AS
        )
    return line


def _refuse_names(path: Path, where: str, names: Sequence[str]) -> None:
    if (
        len(names) < 2
        or not all(names)
        or len(set(names)) < len(names)
        or any("\0" in name for name in names)
    ):
        problem = f"there is no header of different names: {', '.join(names)[:80]!r}"
        raise UnreadablePanel(path.name, where, problem, "Give each column a name of its own, above the rows")


def _rows_of_text(table: TableFile, wanted: Sequence[str], broken: Broken) -> Iterator[Batch]:
    lost: list[int] = []

    def leave_out(row: Any) -> str:
        lost.append(row.number - table.lines)
        broken(lost[-1], row.text)
        return "skip" if len(lost) <= MOST_BROKEN else "error"

    source = pyarrow.input_stream(str(table.path), compression="gzip" if table.packed else None)
    try:
        with source, _opened(source, table, wanted, leave_out) as reader:
            first = 1
            for batch in reader:
                rows = _numbered(first, len(batch), lost)
                first = int(rows[-1]) + 1 if len(rows) else first
                yield Batch({name: batch.column(name) for name in wanted}, rows)
    except pyarrow.ArrowInvalid:
        _refuse_broken(table, lost)
        raise


def _opened(source: Any, table: TableFile, wanted: Sequence[str], leave_out: Callable[[Any], str]) -> Any:
    return arrow_csv.open_csv(
        source,
        read_options=arrow_csv.ReadOptions(
            column_names=list(table.names), skip_rows=table.lines, use_threads=False, block_size=BLOCK
        ),
        parse_options=arrow_csv.ParseOptions(delimiter=table.separator, invalid_row_handler=leave_out),
        convert_options=arrow_csv.ConvertOptions(
            include_columns=list(wanted),
            column_types=dict.fromkeys(wanted, pyarrow.string()),
            strings_can_be_null=False,
        ),
    )


def _refuse_broken(table: TableFile, lost: Sequence[int]) -> None:
    if len(lost) > MOST_BROKEN:
        problem = f"more than {MOST_BROKEN:,} rows up to row {lost[-1]:,} have another number of cells"
        raise UnreadablePanel(table.path.name, "the rows", problem, _AS)


def _numbered(first: int, count: int, lost: Sequence[int]) -> NDArray[np.int64]:
    """The numbers of the next rows, stepping over those that were left out."""
    later = [number for number in lost if number >= first]
    numbers = np.arange(first, first + count + len(later), dtype=np.int64)
    return numbers[~np.isin(numbers, later)][:count]


def _tidied(table: TableFile, broken: Broken) -> Iterator[Batch]:
    """Eurostat's wide form, a column for each year, as rows of one cell each."""
    keys, *years = table.names
    for batch in _rows_of_text(table, table.names, broken):
        split = compute.split_pattern(batch.columns[keys], ",")
        whole = compute.list_value_length(split).to_numpy(zero_copy_only=False) == len(table.dimensions)
        for place in np.flatnonzero(~whole):
            broken(int(batch.numbers[place]), batch.columns[keys][int(place)].as_py())
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
    if isinstance(error, UnicodeDecodeError) or "UTF8" in reason:
        return UnreadablePanel(
            path.name, "the file", "its text is not UTF-8", "Save it as CSV in UTF-8, or as Parquet"
        )
    return UnreadablePanel(path.name, "the file", f"it cannot be read ({reason})", _AS)
