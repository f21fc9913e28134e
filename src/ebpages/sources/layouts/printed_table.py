"""A printed table: one row a line, cells parted by tabs, rows carried over page breaks joined again."""

import re
from collections.abc import Callable
from dataclasses import replace

from ebpages.sources.cells import KINDS
from ebpages.sources.layouts.printed_lines import Line, is_table_row, read_lines
from ebpages.sources.layouts.table import Row, Table, by_columns, cell_at, places, reading_of, refuse
from ebpages.sources.record import Field, Reading, step
from ebpages.sources.source import Source

NUMBER = re.compile(r"^\s*(\d{1,6})\s*[.)]?\s*$")
IsWholeRow = Callable[[Row, tuple[str, ...]], bool]


def read_printed(raw: str, source: Source) -> Reading:
    """A table as printed."""
    return reading_of(read_table(raw, source, _whole_rows(source)), source, by_columns(source))


def read_facts(raw: str, source: Source) -> Reading:
    """A table of facts that we reduced from prose ourselves, one body a line; an empty cell says nothing."""
    table = read_table(raw, source, lambda before, cells: True)
    reading = reading_of(table, source, by_columns(source, empty_cells=False))
    records = (replace(record, fields=tuple(map(_reduced, record.fields))) for record in reading.records)
    return Reading(tuple(records), reading.notices)


def read_table(raw: str, source: Source, is_whole_row: IsWholeRow) -> Table:
    """Cut a printed table into rows. A line without a number continues the row before, unless `is_whole_row`
    (given the row before and the cells) says that it is a row of its own, whose number is missing."""
    lines = read_lines(raw, source, is_table_row)
    columns = _columns(lines, source)
    rows: list[Row] = []
    for line in (line for line in lines if line.kind == "row"):
        cells = tuple(line.text.split("\t"))
        number = number_of(cells, columns)
        if rows and not number and not is_whole_row(rows[-1], cells):
            rows[-1].continued.append(cells)
            rows[-1].lines.append(line)
        else:
            rows.append(Row(number, cells, [line]))
    if not rows:
        refuse(source, len(lines), "there are no rows below the header", "Get the complete list")
    return Table(tuple(rows), lines, columns)


def number_of(cells: tuple[str, ...], columns: dict[str, int]) -> str:
    """The number that a row prints in its column of numbers, if it has one."""
    match = NUMBER.match(cell_at(cells, columns.get("number")))
    return match.group(1) if match else ""


def _whole_rows(source: Source) -> IsWholeRow:
    """Tells a row whose number is missing from the rest of the row above, by what cells such as an identifier show.

    In a table with numbers a line without one is a row only where the row above has an identifier already: its own may
    have been carried over.
    """
    signs = [sign for column in source.columns if (sign := KINDS[column.cell].marks_row)]
    numbered = any(column.property == "number" for column in source.columns)

    def shows(cells: tuple[str, ...]) -> bool:
        return any(sign(cell) for sign in signs for cell in cells)

    def is_whole_row(before: Row, cells: tuple[str, ...]) -> bool:
        if not signs:
            return not numbered
        return shows(cells) and (not numbered or any(map(shows, (before.cells, *before.continued))))

    return is_whole_row


def _reduced(field: Field) -> Field:
    if field.property in ("name", "website"):
        return field
    return replace(field, steps=(*field.steps, step("reduced_from_prose")))


def _columns(lines: tuple[Line, ...], source: Source) -> dict[str, int]:
    """Where each property's column stands in the header that this copy prints."""
    header = next((line for line in lines if line.kind == "header"), None)
    expected = " | ".join(source.headers)
    if header is None:
        refuse(source, 1, "the header of the table is missing", f"Put it back above the rows: {expected}")
    if any(line.kind == "row" and line.number < header.number for line in lines):
        refuse(
            source, header.number, "rows are above the header", f"Put the header above the rows: {expected}"
        )
    return places(tuple(header.text.split("\t")), header.number, source)
