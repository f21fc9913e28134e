"""A legal entity in one cell: `"NAME" FORM - в ликвидация, ЕИК/ПИК 123456789`."""

import re

from ebpages.reference.activity_states import find_activity_state
from ebpages.sources.cells.identifier import read_identifier
from ebpages.sources.cells.name import read_name
from ebpages.sources.record import Field, step
from ebpages.sources.source import Column

IDENTIFIER = re.compile(r"[\s,]*\bЕИК(?:\s*/\s*ПИК)?\b[\s:№]*", re.IGNORECASE)
STATE = re.compile(r"\s+[-–—]\s+(?P<state>[^-–—\"„“”,]+)$")
REGISTRY_STATES = ("in_liquidation", "insolvent")


def read_entity(pieces: tuple[str, ...], column: Column) -> tuple[Field, ...]:
    """The identifier, the name with its legal form, and the state in the register where the name ends in one."""
    cell = "\n".join(piece for piece in pieces if piece.strip())
    labels = list(IDENTIFIER.finditer(cell))
    name_end, digits_start = labels[-1].span() if labels else (len(cell), len(cell))
    identifier = read_identifier(tuple(cell[digits_start:].split("\n")), column.header)
    name, states = _without_state(cell[:name_end], column.header)
    names = read_name(tuple(name.split("\n")), column.header, language=column.language)
    return (identifier, *names, *states)


def names_identifier(cell: str) -> bool:
    """Whether a cell prints the words that stand before an identifier."""
    return bool(IDENTIFIER.search(cell))


def _without_state(text: str, header: str) -> tuple[str, tuple[Field, ...]]:
    match = STATE.search(text)
    state = find_activity_state(match["state"]) if match else None
    if not match or not state or state.code not in REGISTRY_STATES:
        return text, ()
    done = (step("remark_separated", text=match["state"]),)
    field = Field("registry_state", state.code, match["state"], header, "bg", done)
    return text[: match.start()], (field,)
