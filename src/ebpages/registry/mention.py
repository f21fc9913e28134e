"""What one record says about who it is: the parts of a record that resolution compares."""

from collections.abc import Iterable
from dataclasses import dataclass
from sys import intern
from typing import Protocol

from ebpages.reference.sectors import find_sectors
from ebpages.reference.settlements import find_settlements
from ebpages.registry.identifiers import Identifier, read_identifier
from ebpages.registry.names import Name, parse_name
from ebpages.registry.websites import Website, read_website
from ebpages.sources.record import Record, Step

MAYBE_CUT = "maybe_cut"
_NONE: frozenset[str] = frozenset()  # one for all: every other empty set is an object of its own
_PIECES = ("may_continue_row_above", "may_go_on_below")


@dataclass(frozen=True, slots=True)
class Mention:
    """A record as resolution sees it. `rank` orders lists; an earlier list names and anchors an organisation."""

    record: str
    rank: tuple[int, int]
    name: Name
    identifier: Identifier | None = None
    websites: tuple[Website, ...] = ()
    seats: frozenset[str] = frozenset()
    founded: int | None = None
    maybe_cut: bool = False
    kind: str = ""
    sectors: frozenset[str] = frozenset()

    @property
    def entity(self) -> str:
        """The nine digits of the legal entity, or nothing when the identifier is absent or invalid."""
        return self.identifier.entity if self.identifier and self.identifier.valid else ""


class RankedList(Protocol):
    """What a list tells about its records: its place among lists, and the kind of those whose names say none."""

    @property
    def order(self) -> int: ...

    @property
    def kind(self) -> str: ...


def record_id(record: Record) -> str:
    """The same text each time, so that what goes by it holds it once."""
    return intern(f"{record.source}:{record.key}")


def mentions_of(source: RankedList, records: Iterable[Record]) -> list[Mention]:
    return [mention_of(source, record) for record in records]


def mention_of(source: RankedList, record: Record) -> Mention:
    name = parse_name(_value(record, "name"))
    identifier = _value(record, "identifier")
    websites = (read_website(field.value) for field in record.all("website") if not is_piece(field.steps))
    founded = _value(record, "founded")
    return Mention(
        record=record_id(record),
        rank=(source.order, record.locator.row),
        name=name,
        identifier=read_identifier(identifier) if identifier else None,
        websites=tuple(website for website in websites if website),
        seats=_seats(record, name),
        founded=int(founded) if founded.isdecimal() else None,
        maybe_cut=any(step.code == MAYBE_CUT for step in record.notices),
        kind=name.kind or _value(record, "kind") or (source.kind if name.words else ""),
        sectors=frozenset(s.code for field in record.all("sector") for s in find_sectors(field.value))
        or _NONE,
    )


def is_piece(steps: Iterable[Step]) -> bool:
    """Whether an address may be broken over two rows: then it is nobody's."""
    return any(step.code == "url_doubtful" and step.param("reason") in _PIECES for step in steps)


def _value(record: Record, property: str) -> str:
    field = record.first(property)
    return field.value if field else ""


def _seats(record: Record, name: Name) -> frozenset[str]:
    printed = (settlement.bg for field in record.all("seat") for settlement in find_settlements(field.value))
    return frozenset((*printed, *((name.seat,) if name.seat else ()))) or _NONE
