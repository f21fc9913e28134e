"""What the readers of numbered tables share: a record for each row, and the notices of the whole list."""

from collections.abc import Callable, Iterable, Iterator

from ebpages.sources.completeness import completeness, dates_of_footnotes, keys
from ebpages.sources.printed_table import Row, Table, stray_lines
from ebpages.sources.record import Field, Reading, Record, Step, step
from ebpages.sources.source_description import Source

ReadRow = Callable[[Table, int, Row], tuple[tuple[Field, ...], tuple[Step, ...]]]


def read_rows(
    table: Table, source: Source, read_row: ReadRow, notices: Iterable[Step] = (), *, by_content: bool = False
) -> Reading:
    """A Reading of a table; `read_row` gives the fields and the notices of the row at an index.

    by_content: the reader finds columns by content, so that a cell outside the header's columns is read too.
    """
    numbers = [row.number for row in table.rows]
    records = []
    for index, (row, key) in enumerate(zip(table.rows, keys(numbers), strict=True)):
        fields, noticed = read_row(table, index, row)
        said = (*noticed, *_missing_name(fields), *(() if by_content else _unread_cells(table, row)))
        records.append(Record(source.slug, key, row.number, row.locator(index + 1), row.text, fields, said))
    of_the_list = (
        *completeness(source, numbers, len(records)),
        *dates_of_footnotes(table.lines, source),
        *notices,
        *stray_lines(table.lines),
    )
    return Reading(tuple(records), of_the_list)


def _missing_name(fields: tuple[Field, ...]) -> tuple[Step, ...]:
    named = any(field.property == "name" and field.value for field in fields)
    return () if named else (step("name_missing"),)


def _unread_cells(table: Table, row: Row) -> Iterator[Step]:
    """Cells that stand under no header, as when a stray tab cut a name in two."""
    known = set(table.columns.values())
    for cells in (row.cells, *row.continued):
        for at, text in enumerate(cells):
            if text.strip() and at not in known:
                yield step("cell_not_read", column=at + 1, text=text)
