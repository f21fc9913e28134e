"""What a record says, one statement a value: as printed, as read, where it stands, what was done to it."""

from dataclasses import dataclass

from ebpages.registry.identifiers import read_identifier
from ebpages.registry.mention import record_id
from ebpages.registry.names import parse_name
from ebpages.search.folding import invisible, look_alikes
from ebpages.sources.record import Field, Record, Step


@dataclass(frozen=True, slots=True)
class Statement:
    """`id` is stable: record, property and the position among the values of that property, from 1."""

    id: str
    record: str
    property: str
    value: str
    original: str
    column: str
    language: str = ""
    steps: tuple[Step, ...] = ()
    valid_until: str = ""


def statements_of(record: Record) -> tuple[Statement, ...]:
    """Every field of a record as a statement, with the steps of reading and of the registry's own parsing."""
    owner = record_id(record)
    seen: dict[str, int] = {}
    found = []
    for field in record.fields:
        seen[field.property] = seen.get(field.property, 0) + 1
        found.append(_statement(owner, field, seen[field.property]))
    return tuple(found)


def _statement(owner: str, field: Field, number: int) -> Statement:
    value, steps = _parsed(field)
    return Statement(
        f"{owner}/{field.property}/{number}",
        owner,
        field.property,
        value,
        field.original,
        field.column,
        field.language,
        (*field.steps, *steps),
        field.valid_until,
    )


def _parsed(field: Field) -> tuple[str, tuple[Step, ...]]:
    if field.property == "identifier":
        identifier = read_identifier(field.value)
        if identifier.problem:
            return field.value, (Step("identifier_invalid", (("problem", identifier.problem.value),)),)
        return identifier.digits, ()
    if field.property == "name":
        return field.value, _name_steps(field.value)
    return field.value, ()


def _name_steps(text: str) -> tuple[Step, ...]:
    letters, signs = look_alikes(text), invisible(text)
    foreign = parse_name(text).foreign
    return (
        *((Step("look_alikes", (("letters", ", ".join(letters)),)),) if letters else ()),
        *((Step("invisible_characters", (("signs", ", ".join(signs)),)),) if signs else ()),
        *((Step("foreign_text", (("text", foreign),)),) if foreign else ()),
    )
