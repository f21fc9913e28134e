"""A table of any layout: its rows, where its columns stand, and the records that its rows become."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NoReturn

from ebpages.sources.cells import KINDS, is_unknown, notices_of
from ebpages.sources.layouts.printed_lines import Line, folded
from ebpages.sources.layouts.whole_list import completeness, dates_of_footnotes, fields_of_every_row, keys
from ebpages.sources.record import Field, Locator, Reading, Record, Step, UnreadableCell, UnreadableList, step
from ebpages.sources.source import Source


@dataclass(slots=True)
class Row:
    """One row and the lines that it stands on; `continued` holds the rest of its cells on the lines below."""

    number: str
    cells: tuple[str, ...]
    lines: list[Line]
    continued: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """`lines` are those of a printed list; `columns` give the place of each property's column, from 0."""

    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    columns: dict[str, int]

    def cell(self, row: Row, what: str) -> str:
        return cell_at(row.cells, self.columns.get(what))

    def pieces(self, row: Row, what: str) -> tuple[str, ...]:
        """The parts of a cell: the printed one, then what was carried over."""
        return tuple(cell_at(cells, self.columns.get(what)) for cells in (row.cells, *row.continued))


ReadRow = Callable[[Table, int, Row], tuple[tuple[Field, ...], tuple[Step, ...]]]


def cell_at(cells: tuple[str, ...], at: int | None) -> str:
    return cells[at] if at is not None and at < len(cells) else ""


def places(header: tuple[str, ...], line: int, source: Source) -> dict[str, int]:
    """The place of each property's column in a header, whose columns may stand in any order."""
    printed = tuple(map(folded, header))
    columns = {}
    for column in source.columns:
        if column.header and folded(column.header) not in printed:
            problem = f'the column "{column.header}" is missing'
            refuse(source, line, problem, f"The columns are: {' | '.join(source.headers)}")
        columns[column.property] = printed.index(folded(column.header)) if column.header else 0
    return columns


def by_columns(source: Source, *, empty_cells: bool = True) -> ReadRow:
    """Reads the cells of a row as source.yaml says. empty_cells: those of kinds that a row must have are read though empty."""

    def read_row(table: Table, index: int, row: Row) -> tuple[tuple[Field, ...], tuple[Step, ...]]:
        fields: list[Field] = []
        for column in source.columns:
            kind, pieces = KINDS[column.cell], table.pieces(row, column.property)
            filled = any(map(str.strip, pieces)) and (
                kind.required or not is_unknown(" ".join(pieces), column)
            )
            if kind.read and (filled or (kind.required and empty_cells)):
                fields += kind.read(pieces, column, source)
        guide_line = table.cell(row, "guide_line").strip()
        notices = [step("stands_in_guide", line=guide_line)] if guide_line else []
        notices += (notice for field in fields for notice in notices_of(field))
        return (*fields, *fields_of_every_row(source)), tuple(notices)

    return read_row


def reading_of(
    table: Table, source: Source, read_row: ReadRow, notices: Iterable[Step] = (), *, by_content: bool = False
) -> Reading:
    """A record for each row of a table; `read_row` gives the fields and the notices of the row at an index.

    by_content: the reader finds columns by content, so that a cell outside the header's columns is read too.
    """
    numbers = [row.number for row in table.rows]
    records = []
    for index, (row, key) in enumerate(zip(table.rows, keys(numbers), strict=True)):
        try:
            fields, noticed = read_row(table, index, row)
        except UnreadableCell as error:
            refuse(source, row.lines[0].number, error.problem, error.remedy)
        unread = () if by_content else _unread_cells(table, row)
        of_row = (*noticed, *missing_name(fields), *unread)
        locator = _locator(table, index, row, source)
        records.append(Record(source.slug, key, row.number, locator, row.text, fields, of_row))
    of_list = (
        *completeness(source, numbers, len(records)),
        *dates_of_footnotes(table.lines, source),
        *notices,
        *_stray_lines(table.lines),
    )
    return Reading(tuple(records), of_list)


def refuse(source: Source, line: int, problem: str, remedy: str) -> NoReturn:
    raise UnreadableList(file=source.file, line=line, problem=problem, remedy=remedy)


def _locator(table: Table, index: int, row: Row, source: Source) -> Locator:
    """Where a row stands; its page is the one that a column gives, else the one that its line is on."""
    first, last, page = row.lines[0], row.lines[-1], table.cell(row, "page").strip()
    if page and not page.isdecimal():
        refuse(source, first.number, f"{page!r} is no page", "Write the number of the page, or nothing")
    return Locator(index + 1, first.number, last.number, int(page) if page else first.page)


def missing_name(fields: tuple[Field, ...]) -> tuple[Step, ...]:
    named = any(field.property == "name" and field.value for field in fields)
    return () if named else (step("name_missing"),)


def _unread_cells(table: Table, row: Row) -> Iterator[Step]:
    """Cells that stand under no header, as when a stray tab cut a name in two."""
    known = set(table.columns.values())
    for cells in (row.cells, *row.continued):
        for at, text in enumerate(cells):
            if text.strip() and at not in known:
                yield step("cell_not_read", column=at + 1, text=text)


def _stray_lines(lines: tuple[Line, ...]) -> Iterator[Step]:
    """Lines that belong to no row, header or running head: said, never dropped."""
    return (step("line_not_read", line=line.number, text=line.text) for line in lines if line.kind == "stray")
