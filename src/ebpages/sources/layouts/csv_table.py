"""A CSV file: a header, then one row an organisation. A cell of several lines reads like one that goes on below."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import zip_longest

from ebpages.sources.layouts.printed_lines import Line
from ebpages.sources.layouts.printed_table import number_of
from ebpages.sources.layouts.table import Row, Table, by_columns, places, reading_of, refuse
from ebpages.sources.list_file import check_cell
from ebpages.sources.record import Reading
from ebpages.sources.source import Source

QUOTING = "Put cells that hold the delimiter, quotes or line breaks into double quotes, and double the quotes inside"


def read_csv(raw: str, source: Source) -> Reading:
    """Read a CSV file; a column that source.yaml does not name is said for each of its cells, unless it is skipped there."""
    rows = _rows(raw, source)
    first, _, header = next(rows, (1, 1, []))
    columns = places(tuple(header), first, source)
    table = Table(tuple(_row(first, last, cells, columns) for first, last, cells in rows), (), columns)
    if not table.rows:
        refuse(source, first, "there are no rows below the header", "Get the complete list")
    return reading_of(table, source, by_columns(source, empty_cells=False))


def _rows(raw: str, source: Source) -> Iterator[tuple[int, int, list[str]]]:
    """(first line, last line, cells) of every row that is not blank, all as wide as the header."""
    reader = csv.reader(io.StringIO(raw, newline=""), delimiter=source.delimiter, strict=True)
    width, before = 0, 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            refuse(source, reader.line_num, f"this is no row of a CSV file ({error})", QUOTING)
        first, before = before + 1, reader.line_num
        if any(map(str.strip, cells)):
            width = width or len(cells)
            for cell in cells:
                check_cell(cell, source.file, first)
            if len(cells) != width:
                problem = f"the row has {len(cells)} cells, the header has {width}"
                refuse(source, first, problem, f'{QUOTING}; cells are parted by "{source.delimiter}"')
            yield first, reader.line_num, cells


def _row(first: int, last: int, cells: list[str], columns: dict[str, int]) -> Row:
    """A row as a printed table has it: each line of its cells apart."""
    parts = [*zip_longest(*(re.split("[\r\n]", cell) for cell in cells), fillvalue="")]
    numbers = [*range(first, first + len(parts) - 1), last]
    lines = [Line(n, "\t".join(part), "row", None) for n, part in zip(numbers, parts, strict=True)]
    return Row(number_of(parts[0], columns), parts[0], lines, parts[1:])
