"""The rows of a printed table: cells, what was carried over a page break, and where the columns stand."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NoReturn

from ebpages.sources.printed_lines import Line, folded_cells, is_table_row, read_lines
from ebpages.sources.record import Locator, Step, UnreadableList, step
from ebpages.sources.source_description import Source

NUMBER = re.compile(r"^\s*(\d{1,6})\s*[.)]?\s*$")


@dataclass(slots=True)
class Row:
    """One row and the lines that it stands on; `continued` holds the cells carried over a page break."""

    number: str
    cells: tuple[str, ...]
    lines: list[Line]
    continued: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def locator(self, position: int) -> Locator:
        first, last = self.lines[0], self.lines[-1]
        return Locator(row=position, line=first.number, last_line=last.number, page=first.page)


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    columns: dict[str, int]

    def cell(self, row: Row, what: str) -> str:
        return _cell(row.cells, self.columns[what])

    def pieces(self, row: Row, what: str) -> tuple[str, ...]:
        """The parts of a cell: the printed one, then what was carried over."""
        return tuple(_cell(cells, self.columns[what]) for cells in (row.cells, *row.continued))


IsWholeRow = Callable[[Row, tuple[str, ...]], bool]


def read_table(raw: str, source: Source, is_whole_row: IsWholeRow) -> Table:
    """Cut a printed table into rows. A line without a number continues the row before, unless `is_whole_row`
    (given the row before and the cells) says that it is a row of its own, whose number is missing."""
    lines = read_lines(raw, source, is_table_row)
    columns = _columns(lines, source)
    rows: list[Row] = []
    for line in (line for line in lines if line.kind == "row"):
        cells = tuple(line.text.split("\t"))
        number = _number(cells, columns)
        if rows and not number and not is_whole_row(rows[-1], cells):
            rows[-1].continued.append(cells)
            rows[-1].lines.append(line)
        else:
            rows.append(Row(number, cells, [line]))
    if not rows:
        _refuse(source, len(lines), "there are no rows below the header", "Get the complete list")
    return Table(tuple(rows), lines, columns)


def stray_lines(lines: tuple[Line, ...]) -> Iterator[Step]:
    """Lines that belong to no row, header or running head: said, never dropped."""
    return (step("line_not_read", line=line.number, text=line.text) for line in lines if line.kind == "stray")


def _columns(lines: tuple[Line, ...], source: Source) -> dict[str, int]:
    """Where each property's column stands in the header that this copy prints."""
    header = next((line for line in lines if line.kind == "header"), None)
    expected = " | ".join(source.columns)
    if header is None:
        _refuse(source, 1, "the header of the table is missing", f"Put it back above the rows: {expected}")
    if any(line.kind == "row" and line.number < header.number for line in lines):
        _refuse(
            source, header.number, "rows stand above the header", f"Put the header above the rows: {expected}"
        )
    return dict(_located(header, source))


def _located(header: Line, source: Source) -> Iterator[tuple[str, int]]:
    printed = folded_cells(header.text)
    for what, name in zip(source.properties, source.columns, strict=True):
        if not name:
            yield what, 0
            continue
        wanted = folded_cells(name)[0]
        if wanted not in printed:
            problem = f'the column "{name}" is missing'
            _refuse(source, header.number, problem, f"The columns are: {' | '.join(source.columns)}")
        yield what, printed.index(wanted)


def _number(cells: tuple[str, ...], columns: dict[str, int]) -> str:
    match = NUMBER.match(_cell(cells, columns["number"])) if "number" in columns else None
    return match.group(1) if match else ""


def _cell(cells: tuple[str, ...], at: int) -> str:
    return cells[at] if at < len(cells) else ""


def _refuse(source: Source, line: int, problem: str, remedy: str) -> NoReturn:
    raise UnreadableList(file=source.file, line=line, problem=problem, remedy=remedy)
