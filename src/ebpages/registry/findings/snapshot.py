"""Everything that findings are made from: the lists as read, what their records say, and how records were joined."""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ebpages.registry.judgements import Judgement, Relation
from ebpages.registry.mention import Mention, record_id
from ebpages.registry.resolution.cascade import Resolution
from ebpages.registry.statements import Statement
from ebpages.sources.record import Reading, Record, Step
from ebpages.sources.source import Source

_QUOTED = re.compile(r'^["„“]\s*([^"„“”]+?)\s*["“”]$')


@dataclass(frozen=True)
class Snapshot:
    """`statements` and `mentions` go by record id. `judgements` are those of people; `as_of` is the day to judge on."""

    sources: tuple[Source, ...]
    readings: Mapping[str, Reading]
    statements: Mapping[str, tuple[Statement, ...]]
    mentions: Mapping[str, Mention]
    resolution: Resolution
    as_of: datetime.date
    judgements: tuple[Judgement, ...] = ()

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every record with its id, list by list."""
        for source in self.sources:
            for record in self.readings[source.slug].records:
                yield record_id(record), record

    def all(self, *properties: str) -> Iterator[Statement]:
        """Every statement of some properties, list by list; of all properties when none is named."""
        for record, _ in self.records():
            yield from self.of(record, *properties)

    def of(self, record: str, *properties: str) -> tuple[Statement, ...]:
        """What one record says."""
        said = self.statements.get(record, ())
        return tuple(s for s in said if s.property in properties) if properties else said

    def noticed(self, *codes: str) -> Iterator[tuple[str, Record, Step]]:
        """What was noticed in rows as they were read, with the row and its id."""
        for record, read in self.records():
            yield from ((record, read, notice) for notice in read.notices if notice.code in codes)

    def done(self, *codes: str, to: tuple[str, ...] = ()) -> Iterator[tuple[Statement, Step]]:
        """What was done to values as they were read, or noticed in them; to those of all properties by default."""
        for statement in self.all(*to):
            yield from ((statement, step) for step in statement.steps if step.code in codes)

    def organisation(self, record: str) -> int:
        """The position of a record's organisation among the organisations."""
        return self._organisations[record]

    def title(self, record: str) -> str:
        """The name that a record prints, without quotes around all of it; else its website, else its id."""
        said = self.of(record, "name") or self.of(record, "website")
        quoted = _QUOTED.match(said[0].value) if said else None
        return quoted[1] if quoted else said[0].value if said else record

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
