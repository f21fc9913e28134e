"""Everything that findings are made from: the lists as read, what their records say, and how records were joined."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ebpages.registry.findings.site_pairs import Site, crowded_site_pieces, pairs
from ebpages.registry.judgements import Judgement, Relation
from ebpages.registry.mention import Mention, is_piece, record_id
from ebpages.registry.names import Name, parse_name
from ebpages.registry.resolution.cascade import Resolution
from ebpages.registry.resolution.registration_order import Order, RegistrationOrder
from ebpages.registry.statements import Statement
from ebpages.registry.websites import read_website
from ebpages.search.folding import without_invisible
from ebpages.sources import catalogue
from ebpages.sources.record import Reading, Record, Step
from ebpages.sources.source import Source

_QUOTED = re.compile(r'^["„“]\s*([^"„“”]+?)\s*["“”]$')


@dataclass(frozen=True)
class Snapshot:
    """`statements` and `mentions` go by record id. `judgements` are those of people; `as_of` is the day to judge on.

    known_order, known_crowd: which founding years go with which numbers, and the pieces of websites that tell nothing;
    counted over this snapshot where they are not known from a larger one.
    """

    sources: tuple[Source, ...]
    readings: Mapping[str, Reading]
    statements: Mapping[str, tuple[Statement, ...]]
    mentions: Mapping[str, Mention]
    resolution: Resolution
    as_of: datetime.date
    judgements: tuple[Judgement, ...] = ()
    known_order: Order | None = None
    known_crowd: frozenset[str] | None = None

    def records(self) -> Sequence[tuple[str, Record]]:
        """Every record with its id, list by list."""
        return self._records

    def all(self, *properties: str) -> Iterable[Statement]:
        """Every statement of some properties, list by list; of all properties when none is named."""
        if len(properties) == 1:
            return self._by_property.get(properties[0], ())
        return (s for record, _ in self.records() for s in self.of(record, *properties))

    def of(self, record: str, *properties: str) -> tuple[Statement, ...]:
        """What one record says."""
        said = self.statements.get(record, ())
        return tuple([s for s in said if s.property in properties]) if properties else said

    def noticed(self, *codes: str) -> Iterator[tuple[str, Record, Step]]:
        """What was noticed in rows as they were read, with the row and its id."""
        for record, read in self._noticed:
            yield from ((record, read, notice) for notice in read.notices if notice.code in codes)

    def done(self, *codes: str, to: tuple[str, ...] = ()) -> Iterator[tuple[Statement, Step]]:
        """What was done to values as they were read, or noticed in them; to those of all properties by default."""
        for statement in self._done:
            if not to or statement.property in to:
                yield from ((statement, step) for step in statement.steps if step.code in codes)

    # Of a long list most records have nothing to notice: what some thirty finders ask for is sorted once.

    @cached_property
    def _records(self) -> tuple[tuple[str, Record], ...]:
        return tuple((record_id(r), r) for source in self.sources for r in self.readings[source.slug].records)

    @cached_property
    def _by_property(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.all():
            found[statement.property].append(statement)
        return found

    @cached_property
    def _noticed(self) -> tuple[tuple[str, Record], ...]:
        return tuple((record, read) for record, read in self.records() if read.notices)

    @cached_property
    def _done(self) -> tuple[Statement, ...]:
        return tuple(statement for statement in self.all() if statement.steps)

    def organisation(self, record: str) -> int:
        """The position of a record's organisation among the organisations."""
        return self._organisations[record]

    def edition(self, record: str) -> str:
        """The date of the list that holds a record."""
        return catalogue.source(record.partition(":")[0]).edition

    def row_place(self, record: str) -> str:
        """Orders records by list and row, as text."""
        order, row = self.mentions[record].rank
        return f"{order:05d}{row:08d}"

    def place(self, *records: str) -> str:
        """Orders the organisations of records by their first rows, as text."""
        groups = (self.resolution.organisations[self.organisation(record)] for record in records)
        return "".join(self.row_place(group[0].record) for group in groups)

    def sites(self, mentions: Iterable[Mention]) -> list[Site]:
        """Every website that mentions state, with the statement; not the pieces of one that is broken over two rows."""
        said = (s for m in mentions for s in self.of(m.record, "website") if not is_piece(s.steps))
        return [(statement, site) for statement in said if (site := read_website(statement.value))]

    def sites_of_other_lists(self, record: str) -> tuple[Site, ...]:
        """The websites that other lists give to the organisation of a record."""
        group = self.resolution.organisations[self.organisation(record)]
        own = record.partition(":")[0]
        return tuple(self.sites(m for m in group if m.record.partition(":")[0] != own))

    @cached_property
    def site_pairs(self) -> tuple[tuple[Site, Site], ...]:
        """Websites worth comparing, of the records that took part in resolution."""
        resolved = [m for m in self.mentions.values() if m.record in self.resolution.families]
        crowd = self.known_crowd if self.known_crowd is not None else crowded_site_pieces(resolved)
        return tuple(pairs(self.sites(resolved), crowd))

    @cached_property
    def order(self) -> Order:
        if self.known_order is not None:
            return self.known_order
        return RegistrationOrder(years_by_organisation(self.resolution.organisations, self.statements))

    def title(self, record: str) -> str:
        """The name that a record prints, without quotes around all of it; else its website, else its id."""
        said = self.of(record, "name") or self.of(record, "website")
        printed = without_invisible(said[0].value) if said else record
        quoted = _QUOTED.match(printed)
        return quoted[1] if quoted else printed

    def name(self, statement: Statement) -> Name:
        """A stated name, parsed; that of the record's mention is parsed already."""
        of_mention = self.mentions[statement.record].name
        return of_mention if of_mention.original == statement.value else parse_name(statement.value)

    def names(self, *records: str) -> tuple[str, ...]:
        """The statements that give records their names, or the websites of records without one."""
        said = ((self.of(record, "name") or self.of(record, "website"))[:1] for record in records)
        return tuple(statement.id for statements in said for statement in statements)

    @cached_property
    def apart(self) -> frozenset[frozenset[str]]:
        """The pairs of records that a person has judged to be different."""
        judged = self.resolution.judgements
        return frozenset(frozenset((j.a, j.b)) for j in judged if j.relation is Relation.DIFFERENT)

    @cached_property
    def _organisations(self) -> dict[str, int]:
        groups = enumerate(self.resolution.organisations)
        return {mention.record: number for number, group in groups for mention in group}


def list_place(source: Source, number: int) -> str:
    """Orders what is said of whole lists, as text."""
    return f"{source.order:05d}{number:08d}"


def years_by_organisation(
    groups: Iterable[Sequence[Mention]], statements: Mapping[str, tuple[Statement, ...]]
) -> Iterator[tuple[str, int]]:
    """Numbers of organisations with exactly one, and the years that their records give."""
    for group in groups:
        numbers = {mention.entity for mention in group} - {""}
        if len(numbers) == 1:
            said = (s for m in group for s in statements[m.record] if s.property == "founded")
            yield from ((next(iter(numbers)), int(s.value)) for s in said if s.value.isdecimal())
