"""What lists said on an earlier day: rows of the editions that were the newest then."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date

from ebpages.registry import models
from ebpages.registry.contributions import SOURCE
from ebpages.registry.queries.evidence import said_on
from ebpages.registry.statements import statements_of
from ebpages.sources.catalogue import begins, read_on
from ebpages.sources.record import Record


def records_on(records: Sequence[models.Record], day: date) -> list[models.Record]:
    """Those that a list said by that day, as its edition of then has them. What an edition says holds until the next one.

    `then_said` of a record: what an earlier edition says in place of what is stored.
    """
    found: list[models.Record] = []
    earlier: dict[str, list[models.Record]] = defaultdict(list)
    for record in records:
        since = said_on(record) if record.source_id == SOURCE.slug else record.source.edition
        if not since or begins(since) <= day.isoformat():
            found.append(record)
        else:
            earlier[record.source_id].append(record)
    for slug, of_list in earlier.items():
        found += _of_edition(slug, of_list, day)
    return sorted(found, key=lambda record: (record.source.order, record.row))


def _of_edition(slug: str, records: Iterable[models.Record], day: date) -> Iterable[models.Record]:
    wanted = {record.key: record for record in records}
    edition = read_on(slug, day, wanted.keys())
    if edition is None:
        return
    described, reading = edition
    for read in reading.records:
        if read.key in wanted:
            record = copy(wanted[read.key])
            record.source = copy(record.source)
            record.source.edition = described.edition
            yield _as_read(record, read)


def _as_read(record: models.Record, read: Record) -> models.Record:
    record.row = record.line = record.last_line = read.locator.row
    record.number, record.text = read.number, read.text
    said = statements_of(read)
    record.name = next((s.value for s in said if s.property == "name"), record.name)
    record.then_said = [
        models.Statement(
            id=s.id, record=record, property=s.property, value=s.value, original=s.original, column=s.column,
            language=s.language, valid_until=s.valid_until,
            steps=[(step.code, [list(pair) for pair in step.params]) for step in s.steps],
        )
        for s in said
    ]  # fmt: skip
    return record
