"""Clusters in the Trade Register: name, legal form, state and identifier stand in one cell."""

import re

from ebpages.reference.activity_states import find_activity_state
from ebpages.sources.identifier_cell import identifier_notices, read_identifier
from ebpages.sources.name_cell import read_name
from ebpages.sources.numbered_table import read_rows
from ebpages.sources.printed_table import Row, Table, read_table
from ebpages.sources.record import Field, Reading, Step, step
from ebpages.sources.source_description import Source

IDENTIFIER = re.compile(r"[\s,]*\bЕИК(?:\s*/\s*ПИК)?\b[\s:№]*", re.IGNORECASE)
STATE = re.compile(r"\s+[-–—]\s+(?P<state>[^-–—\"„“”,]+)$")
REGISTRY_STATES = ("in_liquidation", "insolvent")


def read(raw: str, source: Source) -> Reading:
    """Read the list; a line without a number holds what a page break carried over from the row above."""
    table = read_table(raw, source, _is_whole_row)

    def read_row(table: Table, index: int, row: Row) -> tuple[tuple[Field, ...], tuple[Step, ...]]:
        return _read_entity(table.pieces(row, "name"), source)

    return read_rows(table, source, read_row)


def _is_whole_row(before: Row, cells: tuple[str, ...]) -> bool:
    return _names_identifier(cells) and any(
        _names_identifier(printed) for printed in (before.cells, *before.continued)
    )


def _names_identifier(cells: tuple[str, ...]) -> bool:
    return any(IDENTIFIER.search(cell) for cell in cells)


def _read_entity(pieces: tuple[str, ...], source: Source) -> tuple[tuple[Field, ...], tuple[Step, ...]]:
    """Split `"NAME" FORM - в ликвидация, ЕИК/ПИК 123456789` into its fields."""
    column = source.column("name")
    cell = "\n".join(piece for piece in pieces if piece.strip())
    labels = list(IDENTIFIER.finditer(cell))
    name_end, digits_start = labels[-1].span() if labels else (len(cell), len(cell))
    identifier = read_identifier(tuple(cell[digits_start:].split("\n")), column)
    named, states = _without_state(cell[:name_end], column)
    names = read_name(tuple(named.split("\n")), column, language=source.language)
    return (identifier, *names, *states), identifier_notices(identifier)


def _without_state(text: str, column: str) -> tuple[str, tuple[Field, ...]]:
    match = STATE.search(text)
    state = find_activity_state(match["state"]) if match else None
    if not match or not state or state.code not in REGISTRY_STATES:
        return text, ()
    done = (step("remark_separated", text=match["state"]),)
    field = Field("registry_state", state.code, match["state"], column, "bg", done)
    return text[: match.start()], (field,)
