"""The only writers of the registry."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from ebpages.faces.action_log import log_when_stored
from ebpages.registry import models
from ebpages.registry.actions import rows
from ebpages.registry.actions.one_organisation import BuiltBefore, follow_contribution, follow_judgement
from ebpages.registry.actions.permanent_rows import (
    contributions,
    human_judgements,
    keep_public_ids,
    permanent_rows,
    permanent_state,
)
from ebpages.registry.assembly import Assembly, Permanent, Progress, Whole, assemble, digest
from ebpages.registry.contributions import problem_with
from ebpages.registry.judgements import Relation
from ebpages.registry.one_writer import only_writer
from ebpages.registry.search_documents import KIND
from ebpages.search.actions import hold_writers, record_changes

P = TypeVar("P", models.HumanJudgement, models.Contribution)
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
    models.FileJudgement,
    models.Frequency,
    models.FoundingYear,
)


class Refused(Exception):
    """A judgement or contribution that cannot be taken as it is; the message says why."""


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
    with only_writer("build"):
        return _build(as_of or timezone.localdate(), force, progress)


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
            assembly=assembly, whole=whole, state=state, permanent=permanent, last=last, progress=progress
        )
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
    progress: Progress,
) -> dict[str, int] | None:
    """Replace the derived rows and keep every public id. None when another build was stored since this one began.

    permanent: as they were when it began. What people decided and said meanwhile is followed before anybody looks.
    """
    hold_writers()
    if models.Build.objects.first() != last:
        return None
    made = rows.make(assembly)
    batches = [*made.batches(), *rows.counted(whole)]
    gone = set(models.Organisation.objects.values_list("id", flat=True)) - made.groups.keys()
    for number, table in enumerate(_TABLES):
        progress("storing", number, 2 * len(_TABLES))
        _empty(table)
    for number, batch in enumerate(batches):
        progress("storing", len(batches) + number, 2 * len(batches))
        rows.insert(batch)
    keep_public_ids(assembly.identity.public_ids)
    _take_stock()
    record_changes(kind=KIND, ids=sorted(gone | made.groups.keys()))
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


def _catch_up(permanent: Permanent) -> None:
    """Follow what was decided, said or withdrawn since permanent rows were read."""
    judgements = human_judgements(models.HumanJudgement.objects.all())
    for judgement in sorted({*judgements} ^ {*permanent.judgements}, key=lambda j: j.place):
        follow_judgement(judgement.a, judgement.b)
    said = contributions(models.Contribution.objects.all())
    for contribution in sorted({*said} ^ {*permanent.contributions}, key=lambda c: c.id):
        follow_contribution(contribution.subject)


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


@transaction.atomic
def judge(*, a: str, b: str, relation: str, by: str, why: str) -> models.HumanJudgement:
    """Decide what two records have to do with each other. Raises Refused."""
    hold_writers()
    known = [relation.value for relation in Relation]
    if relation not in known:
        raise Refused(f"the relation {relation!r} is unknown; it is one of {', '.join(known)}")
    if a == b:
        raise Refused("a judgement is about two records, and these are one")
    held = set(models.Record.objects.filter(id__in=(a, b)).values_list("id", flat=True))
    if unknown := sorted({a, b} - held):
        raise Refused(f"no list holds the record {unknown[0]}")
    _signed(by=by, why=why)
    made = models.HumanJudgement.objects.create(
        a=a, b=b, relation=relation, by=by, why=why, at=timezone.now()
    )
    _follow(lambda: follow_judgement(a, b))
    log_when_stored(logger, "judgement %s: %s %s %s, by %s", made.pk, a, relation, b, by)
    return made


@transaction.atomic
def withdraw_judgement(*, judgement: int, by: str) -> models.HumanJudgement:
    """Take a judgement back; it stays stored. Raises Refused."""
    hold_writers()
    made = _withdraw(models.HumanJudgement, judgement, by)
    _follow(lambda: follow_judgement(made.a, made.b))
    return made


@transaction.atomic
def contribute(
    *, subject: str, property: str, value: str, by: str, language: str = "", source: str = ""
) -> models.Contribution:
    """Note what the organisation of a public id says of itself. source: what it rests on, in words. Raises Refused."""
    hold_writers()
    if problem := problem_with(property, value):
        raise Refused(problem)
    if not models.PublicId.objects.filter(id=subject).exists():
        raise Refused(f"no organisation ever had the id {subject!r}")
    _signed(by=by)
    made = models.Contribution.objects.create(
        subject_id=subject,
        property=property,
        value=value,
        language=language,
        source=source,
        by=by,
        at=timezone.now(),
    )
    _follow(lambda: follow_contribution(subject))
    log_when_stored(logger, "contribution %s: %s of %s, by %s", made.pk, property, subject, by)
    return made


@transaction.atomic
def withdraw_contribution(*, contribution: int, by: str) -> models.Contribution:
    """Take back what an organisation said; it stays stored. Raises Refused."""
    hold_writers()
    made = _withdraw(models.Contribution, contribution, by)
    _follow(lambda: follow_contribution(made.subject_id))
    return made


def _signed(**texts: str) -> None:
    for name, text in texts.items():
        if not text.strip():
            raise Refused(f"`{name}` is empty: what people decide and say is signed and explained")


def _withdraw(table: type[P], number: int, by: str) -> P:
    _signed(by=by)
    made = table._default_manager.filter(pk=number, withdrawn_at=None).first()
    if made is None:
        raise Refused(f"{table._meta.verbose_name} {number} does not exist, or was withdrawn before")
    made.withdrawn_at, made.withdrawn_by = timezone.now(), by
    made.save(update_fields=["withdrawn_at", "withdrawn_by"])
    log_when_stored(logger, "%s %s withdrawn by %s", table._meta.verbose_name, number, by)
    return made


def _follow(derive: Callable[[], None]) -> None:
    """Derive what a permanent row changes; all of it where the registry was built by an earlier version."""
    try:
        derive()
    except BuiltBefore:
        # Within the transaction of who decides, which lets no other in: who waited here for a build would stop it.
        _build(models.Build.objects.latest("id").as_of, True, _silent)
