"""Kinds of cell: what a printed text becomes as values of an organisation."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ebpages.reference.placeholders import says_nothing
from ebpages.sources.cells.entity import names_identifier, read_entity
from ebpages.sources.cells.identifier import has_identifier, identifier_notices, read_identifier
from ebpages.sources.cells.name import read_name
from ebpages.sources.cells.text import read_items, read_text
from ebpages.sources.cells.values import (
    VOCABULARIES,
    is_day,
    read_activity,
    read_code,
    read_count,
    read_day_or_year,
    read_label,
    read_members,
    read_stages,
    read_year,
)
from ebpages.sources.cells.website import is_address, read_websites
from ebpages.sources.record import Field, Step, step
from ebpages.sources.source import Column, Source

Pieces = tuple[str, ...]  # a cell as printed, then what page breaks carried over
Read = Callable[[Pieces, Column, Source], Iterable[Field]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of cell.

    properties: those that such a column may hold; any where there are none. read: the values of a cell; nothing where it only
    locates its row. marks_row: whether a text of this kind shows that a printed line is a row and no rest of the row above.
    required: an empty cell is read too, because its absence is worth a notice.
    """

    properties: tuple[str, ...]
    read: Read | None = None
    marks_row: Callable[[str], bool] | None = None
    required: bool = False


WORDS = (
    "sector",
    "seat",
    "member_kinds",
    "status_remark",
    "activity_remark",
    "member_remark",
    "network",
    "successor",
)
KINDS: Mapping[str, Kind] = {
    "name": Kind(
        ("name",), lambda cell, column, _: read_name(cell, column.header, language=column.language), required=True
    ),
    "identifier": Kind(
        ("identifier",), lambda cell, column, _: (read_identifier(cell, column.header),), has_identifier, True
    ),
    "entity": Kind(("name",), lambda cell, column, _: read_entity(cell, column), names_identifier, True),
    "website": Kind(("website",), lambda cell, column, _: read_websites(cell, column.header), is_address),
    "text": Kind(WORDS, lambda cell, column, _: read_text(cell, column)),
    "items": Kind(WORDS, lambda cell, column, _: read_items(cell, column)),
    "year": Kind(("founded",), lambda cell, column, _: read_year(cell, column)),
    "members": Kind(("members",), lambda cell, column, _: read_members(cell, column)),
    "day_or_year": Kind(("founded",), lambda cell, column, _: read_day_or_year(cell, column)),
    "count": Kind(("members",), read_count),
    "stage": Kind(("stage",), lambda cell, column, _: read_stages(cell, column)),
    "activity": Kind(("activity",), lambda cell, column, _: read_activity(cell, column)),
    "code": Kind(tuple(VOCABULARIES), lambda cell, column, _: read_code(cell, column)),
    "label": Kind(
        ("label",), lambda cell, column, source: (read_label(cell, column, *source.phrases["label"]),), is_day, True
    ),
    "number": Kind(("number",)),
    "page": Kind(("page",)),
    "guide_line": Kind(("guide_line",)),
    "skipped": Kind(()),
}  # fmt: skip


def kind_of(what: str) -> str:
    """The kind of cell that a property has where source.yaml names none."""
    own = (code for code, kind in KINDS.items() if kind.properties[:1] == (what,))
    return "text" if what in WORDS else next(own, "code" if what in VOCABULARIES else "text")


def is_unknown(cell: str, column: Column) -> bool:
    """Whether a cell only says that nothing is known. A state of activity may be said by such a word."""
    return column.property != "activity" and says_nothing(cell.strip())


def notices_of(field: Field) -> tuple[Step, ...]:
    """What is wrong with a value at first sight."""
    if field.property == "identifier":
        return identifier_notices(field)
    if field.property == "label" and not field.valid_until:
        return (step("date_unreadable", text=field.original),)
    return ()
