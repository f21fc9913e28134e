"""Clusters in the BULSTAT register: number, identifier, name."""

from ebpages.sources.identifier_cell import identifier_notices, read_identifier
from ebpages.sources.name_cell import read_name
from ebpages.sources.numbered_table import read_rows
from ebpages.sources.printed_table import Row, Table, read_table
from ebpages.sources.record import Field, Reading, Step
from ebpages.sources.source_description import Source

WHOLE_IDENTIFIER = 9


def read(raw: str, source: Source) -> Reading:
    """Read the list; a line without a number holds what a page break carried over from the row above."""
    table = read_table(raw, source, _is_whole_row)

    def read_row(table: Table, index: int, row: Row) -> tuple[tuple[Field, ...], tuple[Step, ...]]:
        identifier = read_identifier(table.pieces(row, "identifier"), source.column("identifier"))
        names = read_name(table.pieces(row, "name"), source.column("name"), language=source.language)
        return (identifier, *names), identifier_notices(identifier)

    return read_rows(table, source, read_row)


def _is_whole_row(before: Row, cells: tuple[str, ...]) -> bool:
    return _has_identifier(cells) and any(
        _has_identifier(printed) for printed in (before.cells, *before.continued)
    )


def _has_identifier(cells: tuple[str, ...]) -> bool:
    return any(sum(sign.isdigit() for sign in cell) >= WHOLE_IDENTIFIER - 1 for cell in cells)
