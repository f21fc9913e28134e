"""Small lists made for one test, and what the registry makes of them."""

import dataclasses
import datetime
from collections.abc import Iterable, Mapping

from ebpages.registry.findings import Finding, Snapshot, find
from ebpages.registry.judgements import Judgement
from ebpages.registry.mention import mentions_of, record_id
from ebpages.registry.resolution.cascade import resolve
from ebpages.registry.statements import statements_of
from ebpages.sources import catalogue
from ebpages.sources.record import Field, Locator, Reading, Record, Step

AS_OF = datetime.date(2018, 10, 1)


def field(about: str, value: str, original: str = "", steps: tuple[Step, ...] = (), **more: str) -> Field:
    return Field(about, value, original or value, about, steps=steps, **more)


def row(key: str, *fields: Field, notices: tuple[Step, ...] = (), **values: str) -> Record:
    """A record whose fields are given whole, or as property=value."""
    said = (*fields, *(field(about, value) for about, value in values.items()))
    return Record("", key, key, Locator(int(key), int(key), int(key), 1), "", said, notices)


def snapshot(
    lists: Mapping[str, Iterable[Record]],
    *,
    notices: Mapping[str, tuple[Step, ...]] | None = None,
    judgements: tuple[Judgement, ...] = (),
    as_of: datetime.date = AS_OF,
) -> Snapshot:
    """A snapshot of lists by slug; each stands in for the shipped list of that slug."""
    readings = {
        slug: Reading(tuple(dataclasses.replace(r, source=slug) for r in rows), (notices or {}).get(slug, ()))
        for slug, rows in lists.items()
    }
    return _snapshot(readings, judgements, as_of)


def shipped(as_of: datetime.date = AS_OF) -> Snapshot:
    return _snapshot(
        {source.slug: catalogue.read_source(source.slug) for source in catalogue.sources()}, (), as_of
    )


def of_kind(kind: str, taken: Snapshot) -> list[Finding]:
    return [finding for finding in find(taken) if finding.kind == kind]


def _snapshot(
    readings: Mapping[str, Reading], judgements: tuple[Judgement, ...], as_of: datetime.date
) -> Snapshot:
    sources = tuple(source for source in catalogue.sources() if source.slug in readings)
    records = [record for source in sources for record in readings[source.slug].records]
    mentions = [m for source in sources for m in mentions_of(source, readings[source.slug].records)]
    return Snapshot(
        sources,
        readings,
        {record_id(record): statements_of(record) for record in records},
        {mention.record: mention for mention in mentions},
        resolve(mentions, judgements),
        as_of,
        judgements,
    )
