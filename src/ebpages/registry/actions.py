"""The only writers of the registry."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from ebpages.registry import models, rows
from ebpages.registry.assembly import Assembly, Progress, assemble, digest
from ebpages.registry.public_ids import Given
from ebpages.registry.search_documents import KIND
from ebpages.search.actions import record_changes

logger = logging.getLogger(__name__)

# In the order in which rows may be removed: what refers to others first.
_TABLES = (
    models.Facet,
    models.Finding,
    models.Judgement,
    models.Statement,
    models.Record,
    models.LegalEntity,
    models.Organisation,
    models.SourceList,
)
_BATCH = 500
_LONG = 300  # characters: columns of this length or more hold words; shorter ones hold codes and ids


@dataclass(frozen=True, slots=True)
class BuildResult:
    changed: bool
    counts: dict[str, int]
    as_of: date


def _silent(stage: str, done: int, total: int) -> None:
    pass


def build(*, as_of: date | None = None, force: bool = False, progress: Progress = _silent) -> BuildResult:
    """Build the registry from the shipped lists, all of it or nothing.

    Everything is worked out in memory and stored in one transaction: a build that is killed or fails leaves the
    last good registry. A build that would change nothing is not repeated unless forced. Raises UnreadableList,
    UnreadableJudgements or BrokenVocabulary where a file is not as it should be.
    """
    day = as_of or timezone.localdate()
    state = digest(day)
    last = models.Build.objects.first()
    if last and last.digest == state and not force:
        counts = {what: last.counts[what] for what in rows.COUNTED}  # PostgreSQL keeps no order
        return BuildResult(False, counts, last.as_of)
    assembly = assemble(day, progress)
    counts = _store(assembly=assembly, state=state, progress=progress)
    logger.info("registry built as of %s: %s", day, counts)
    return BuildResult(True, counts, day)


@transaction.atomic
def _store(*, assembly: Assembly, state: str, progress: Progress) -> dict[str, int]:
    """Replace the registry's rows and keep every public id."""
    before = dict(models.Record.objects.exclude(organisation=None).values_list("id", "organisation_id"))
    given = {p.id: Given(p.target, p.anchor) for p in models.PublicId.objects.all()}
    made = rows.make(assembly, before, given)
    gone = set(models.Organisation.objects.values_list("id", flat=True)) - {o.id for o in made.organisations}
    for number, table in enumerate(_TABLES):
        progress("storing", number, 2 * len(_TABLES))
        _empty(table)
    for number, batch in enumerate(made.batches()):
        progress("storing", len(_TABLES) + number, 2 * len(_TABLES))
        _insert(batch)
    models.PublicId.objects.all().delete()
    _insert(made.public_ids)
    _take_stock()
    record_changes(kind=KIND, ids=sorted(gone | {o.id for o in made.organisations}))
    models.Build.objects.create(
        finished_at=timezone.now(), as_of=assembly.as_of, digest=state, counts=made.counts()
    )
    return made.counts()


def _take_stock() -> None:
    """Let PostgreSQL count anew: it would go on planning for the tables as they were, or as they stood empty."""
    if connection.vendor != "postgresql":
        return
    through = (field.remote_field.through for table in _TABLES for field in table._meta.many_to_many)
    names = sorted(table._meta.db_table for table in (*_TABLES, *through))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, names))}")


def _empty(table: type[Model]) -> None:
    """Remove every row, without loading any; the order of tables keeps foreign keys whole."""
    for field in table._meta.many_to_many:
        field.remote_field.through._default_manager.all()._raw_delete("default")
    table._default_manager.all()._raw_delete("default")


def _insert(batch: Iterable[Model]) -> None:
    """Insert rows of one table."""
    listed = list(batch)
    if listed:
        _fit(listed)
        type(listed[0])._default_manager.bulk_create(listed, batch_size=_BATCH)


def _fit(rows: Sequence[Model]) -> None:
    """Cut names and titles to the length of their column; the line as printed stays whole in `Record.text`."""
    for field in rows[0]._meta.concrete_fields:
        longest = field.max_length or 0
        if longest < _LONG or field.get_internal_type() != "CharField":
            continue
        for row in rows:
            text = getattr(row, field.attname)
            if text and len(text) > longest:
                setattr(row, field.attname, text[: longest - 1] + "…")
