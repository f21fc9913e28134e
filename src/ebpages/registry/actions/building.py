"""Builds the registry from the lists and the permanent rows."""

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from ebpages.faces.action_log import log_when_stored
from ebpages.faces.bulk_insert import indexes_afterwards, insert
from ebpages.faces.capabilities import capabilities
from ebpages.registry import models
from ebpages.registry.actions import rows
from ebpages.registry.actions.changed_rows import TooManyDiffer, write_changed
from ebpages.registry.actions.one_organisation import (
    follow_contribution,
    follow_entry,
    follow_judgements,
    follow_withdrawn_entry,
)
from ebpages.registry.actions.permanent_rows import (
    contributions,
    entries,
    human_judgements,
    keep_public_ids,
    permanent_rows,
    permanent_state,
)
from ebpages.registry.actions.standing import BuiltBefore
from ebpages.registry.assembly import Assembly, Permanent, Progress, Whole, assemble, digest, rules_of
from ebpages.registry.one_writer import only_writer
from ebpages.registry.search_documents import KIND
from ebpages.search.actions import hold_writers, record_changes
from ebpages.sources.catalogue import damaged_editions, look_anew

logger = logging.getLogger(__name__)

# In the order in which rows may be removed: what refers to others first.
TABLES = (
    models.Facet,
    models.Finding,
    models.Judgement,
    models.Statement,
    models.Record,
    models.LegalEntity,
    models.Organisation,
    models.SourceList,
    models.FileJudgement,
    models.Frequency,
    models.FoundingYear,
)


@dataclass(frozen=True, slots=True)
class BuildResult:
    changed: bool
    counts: dict[str, int]
    as_of: date


def _silent(stage: str, done: int, total: int) -> None:
    pass


def build(*, as_of: date | None = None, force: bool = False, progress: Progress = _silent) -> BuildResult:
    """Build the registry from the lists and the permanent rows, all of it or nothing.

    Everything is worked out in memory and stored in one transaction: a build that is killed or fails leaves the
    last good registry. A build that would change nothing is not repeated unless forced. Raises UnreadableList,
    UnreadableJudgements or BrokenVocabulary where a file is not as it should be.
    """
    with only_writer("build"), _without_search_for_garbage():
        for each in capabilities():
            each.before_build()
        look_anew()
        for edition, problem in damaged_editions():
            logger.warning(
                "list %s, edition %s is damaged and is not read (%s): import its original anew, restore a backup, or take it back",
                edition.parent.name, edition.name, problem,
            )  # fmt: skip
        return _build(as_of or timezone.localdate(), force, progress)


@contextmanager
def _without_search_for_garbage() -> Iterator[None]:
    """What a build makes lives until it is stored, and nothing of it refers to itself: looking through it again and again takes
    a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _build(day: date, force: bool, progress: Progress) -> BuildResult:
    state = digest(day)
    last = models.Build.objects.first()
    if last and (last.digest, last.permanent) == (state, permanent_state()) and not force:
        counts = {what: last.counts[what] for what in rows.COUNTED}  # PostgreSQL keeps no order
        return BuildResult(False, counts, last.as_of)
    counts = None
    while counts is None:
        last, permanent = models.Build.objects.first(), permanent_rows()
        assembly, whole = assemble(day, progress, permanent)
        counts = _store(
            assembly=assembly, whole=whole, state=state, permanent=permanent, last=last, anew=force, progress=progress,
        )  # fmt: skip
    log_when_stored(logger, "registry built as of %s: %s", day, counts)
    return BuildResult(True, counts, day)


@transaction.atomic
def _store(
    *,
    assembly: Assembly,
    whole: Whole,
    state: str,
    permanent: Permanent,
    last: models.Build | None,
    anew: bool,
    progress: Progress,
) -> dict[str, int] | None:
    """Replace the derived rows and keep every public id. None when another build was stored since this one began.

    permanent: as they were when it began. What people decided and said meanwhile is followed before anybody looks. anew: write
    all rows, as is done too where the last build had other rules: then only what differs, so that the search index and feeds
    follow what changed.
    """
    hold_writers()
    if models.Build.objects.first() != last:
        return None
    made = rows.make(assembly)
    touched = set(models.Organisation.objects.values_list("id", flat=True)) | made.groups.keys()
    is_stored = False
    if last and not anew and rules_of(last.digest) == rules_of(state):
        progress("storing", 0, 1)
        with suppress(TooManyDiffer):
            touched = write_changed([*made.batches(), *rows.counted(whole)], permanent.ids.before)
            is_stored = True
    if not is_stored:
        _write_all(made, whole, progress)
    keep_public_ids(assembly.identity.public_ids)
    record_changes(kind=KIND, ids=sorted(touched))
    stored = models.Build.objects.create(
        finished_at=timezone.now(),
        as_of=assembly.joined.as_of,
        digest=state,
        permanent=permanent_state(),
        counts=made.counts(),
    )
    _catch_up(permanent)
    stored.refresh_from_db(fields=["counts"])
    return {what: stored.counts[what] for what in rows.COUNTED}


def _write_all(made: rows.Made, whole: Whole, progress: Progress) -> None:
    """Put all rows in the place of those that stand."""
    batches = [*made.batches(), *rows.counted(whole)]
    through = (field.remote_field.through for table in TABLES for field in table._meta.many_to_many)
    with indexes_afterwards([*TABLES, *through]):
        for number, table in enumerate(TABLES):
            progress("storing", number, 2 * len(TABLES))
            _empty(table)
        for number, batch in enumerate(batches):
            progress("storing", len(batches) + number, 2 * len(batches))
            insert(*batch)
        progress("storing", 2 * len(batches), 2 * len(batches))
    _take_stock()


def _catch_up(permanent: Permanent) -> None:
    """Follow what was decided, said or withdrawn since permanent rows were read."""
    judgements = human_judgements(models.HumanJudgement.objects.all())
    for judgement in sorted({*judgements} ^ {*permanent.judgements}, key=lambda j: j.place):
        follow_judgements({judgement.a, judgement.b})
    said = contributions(models.Contribution.objects.all())
    for contribution in sorted({*said} ^ {*permanent.contributions}, key=lambda c: c.id):
        follow_contribution(contribution.subject)
    published = entries(models.Entry.objects.for_writing())
    for entry in sorted({*published} ^ {*permanent.entries}, key=lambda e: e.id):
        (follow_entry if entry in published else follow_withdrawn_entry)(entry)


def _take_stock() -> None:
    """Let PostgreSQL count anew: it would go on planning for the tables as they were, or as they stood empty."""
    if connection.vendor != "postgresql":
        return
    through = (field.remote_field.through for table in TABLES for field in table._meta.many_to_many)
    names = sorted(table._meta.db_table for table in (*TABLES, *through))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, names))}")


def _empty(table: type[Model]) -> None:
    """Remove every row, without loading any; the order of tables keeps foreign keys whole."""
    for field in table._meta.many_to_many:
        field.remote_field.through._default_manager.all()._raw_delete("default")
    table._default_manager.all()._raw_delete("default")


def follow(derive: Callable[[], None]) -> None:
    """Derive what a permanent row changes; all of it where the registry was built by an earlier version."""
    try:
        derive()
    except BuiltBefore:
        # Within the transaction of who decides, which lets no other in: who waited here for a build would stop it.
        _build(models.Build.objects.latest("id").as_of, True, _silent)
