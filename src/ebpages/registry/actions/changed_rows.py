"""Stores of what a build derives only what differs from the rows that stand: a new edition of a list changes few of many."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Model

from ebpages.faces.bulk_insert import Row, as_stored, columns, insert
from ebpages.registry import models
from ebpages.registry.actions.rows import LINKS, Batch
from ebpages.registry.findings.finding import record_of

_MOST = 20_000  # rows of a table that are held to be written; where more differ, writing all anew is faster
_BATCH = 500

# Tables whose keys are numbers that stand for nothing, and the column whose rows are written together.
_TOGETHER: Mapping[type[Model], str] = {
    models.Judgement: "place",
    models.Facet: "organisation_id",
    models.FileJudgement: "number",
    models.Frequency: "text",
    models.FoundingYear: "number",
    **dict.fromkeys(LINKS, "finding_id"),
}


class TooManyDiffer(Exception):
    """So many rows differ that all are to be written anew."""


def write_changed(batches: Iterable[Batch], owners: Mapping[str, str]) -> set[str]:
    """Make the tables hold these rows; the organisations that any change is about.

    owners: the organisation of each record, before. Raises TooManyDiffer with some tables written: all are to be emptied then.
    """
    touched: set[str] = set()
    for table, rows in batches:
        by = _TOGETHER.get(table, table._meta.pk.attname)
        marks = _marks(table, by)
        changed: list[Row] = []
        again: list[Any] = []
        for owner, group in groupby(as_stored(table, rows), key=itemgetter(by)):
            derived = list(group)
            if marks.pop(owner, None) != sum(_mark(list(row.values())) for row in derived):
                again.append(owner)
                changed += derived
                if len(changed) > _MOST:
                    raise TooManyDiffer
        gone = [*again, *marks]
        touched |= _organisations(table, gone, changed, owners)
        for start in range(0, len(gone), _BATCH):
            rows_gone = table._default_manager.filter(**{f"{by}__in": gone[start : start + _BATCH]})
            rows_gone._raw_delete("default")
        insert(table, changed)
    return touched


def _marks(table: type[Model], by: str) -> Counter[Any]:
    """What stands for the stored rows that are written together, whatever their order."""
    names = [column.attname for column in columns(table)]
    owner, marks = names.index(by), Counter[Any]()
    for values in table._default_manager.order_by().values_list(*names).iterator():
        marks[values[owner]] += _mark(list(values))
    return marks


def _mark(values: list[Any]) -> int:
    return hash(repr(values))


def _organisations(
    table: type[Model], gone: Collection[str], changed: Iterable[Row], owners: Mapping[str, str]
) -> set[str]:
    """Whom rows are about that are written or removed: themselves, those that have them now, and those that had them before."""
    records = gone if table is models.Record else map(record_of, gone) if table is models.Statement else ()
    before = {owners[record] for record in records if record in owners}
    now = {row["organisation_id"] for row in changed if row.get("organisation_id")}
    return before | now | ({*gone} if table in (models.Organisation, models.Facet) else set())
