"""Permanent rows as a build reads them, and the keeping of public ids."""

from collections.abc import Mapping
from hashlib import sha256

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from ebpages.faces.bulk_insert import Row, insert
from ebpages.registry import models
from ebpages.registry.actions.rows import OF_SOURCE
from ebpages.registry.assembly import KeptList, Permanent
from ebpages.registry.contributions import Contribution
from ebpages.registry.entries import Entry
from ebpages.registry.identity import KnownIds
from ebpages.registry.judgements import HUMAN, Judgement, Relation, place_in_table
from ebpages.registry.public_ids import Given
from ebpages.registry.stored_corpus import as_read, stored_statements
from ebpages.sources.catalogue import Source, lists_without_sound_edition
from ebpages.sources.layouts.imported import LAYOUT as IMPORTED
from ebpages.sources.record import Reading, step

_BATCH = 500


def permanent_rows() -> Permanent:
    """Everything that people decided and said, and every id given out."""
    before = models.Record.objects.exclude(organisation=None).values_list("id", "organisation_id")
    return Permanent(
        human_judgements(models.HumanJudgement.objects.all()),
        contributions(models.Contribution.objects.all()),
        entries(models.Entry.objects.for_writing()),
        KnownIds(dict(before), given(models.PublicId.objects.all())),
        tuple(map(_kept, models.SourceList.objects.filter(slug__in=lists_without_sound_edition()))),
    )


def _kept(row: models.SourceList) -> KeptList:
    records = list(row.records.order_by("row"))
    statements = stored_statements(records)
    read = tuple(as_read(record, statements[record.id]) for record in records)
    texts = {name: getattr(row, name) for name in OF_SOURCE}
    source = Source(**texts, country="", layout=IMPORTED)
    return KeptList(source, Reading(read, (step("list_damaged"),)), statements)


def permanent_state() -> str:
    """A text that is another one whenever a judgement, contribution or published entry came or went; rows change in no other way."""
    tables = (models.HumanJudgement, models.Contribution)
    counted = [
        table._default_manager.aggregate(
            n=Count("id"), last=Max("id"), gone=Count("withdrawn_at"), at=Max("withdrawn_at")
        )
        for table in tables
    ]
    published = models.Entry.objects.for_writing().filter(state=models.Entry.PUBLISHED)
    counted.append({"published": list(published.order_by("id").values_list("id", flat=True))})
    return sha256(repr([tuple(map(str, counts.values())) for counts in counted]).encode()).hexdigest()


def human_judgements(found: QuerySet[models.HumanJudgement]) -> tuple[Judgement, ...]:
    """Those that stand, in the order in which they were made."""
    return tuple(
        Judgement(
            row.a, row.b, Relation(row.relation), HUMAN, 1.0, (), row.by,
            timezone.localdate(row.at).isoformat(), row.why, place_in_table(row.pk),
        )
        for row in found.filter(withdrawn_at=None).order_by("id")
    )  # fmt: skip


def contributions(found: QuerySet[models.Contribution]) -> tuple[Contribution, ...]:
    """Those that stand, in the order in which they were made."""
    return tuple(
        Contribution(
            row.pk, row.subject_id, row.property, row.value, row.language, row.source, row.by,
            timezone.localdate(row.at).isoformat(),
        )
        for row in found.filter(withdrawn_at=None).order_by("id")
    )  # fmt: skip


def entries(found: QuerySet[models.Entry]) -> tuple[Entry, ...]:
    """Those that are published, in the order in which they were made."""
    return tuple(map(entry, found.filter(state=models.Entry.PUBLISHED).order_by("id")))


def entry(row: models.Entry) -> Entry:
    names = tuple((name, language) for name, language in row.names)
    return Entry(
        row.pk, names, row.kind, row.country, row.identifier_kind, row.identifier, row.seat, row.website,
        row.is_example, timezone.localdate(row.at).isoformat(),
    )  # fmt: skip


def given(found: QuerySet[models.PublicId]) -> dict[str, Given]:
    """Where ids lead: to their heir, else to themselves."""
    rows = found.values_list("id", "heir", "anchor", "records")  # models would take most of the time
    return {i: Given(heir or i, anchor, tuple(records)) for i, heir, anchor, records in rows.iterator()}


def keep_public_ids(ids: Mapping[str, Given]) -> None:
    """Write where ids lead now; none is ever removed, and what did not change is not written."""
    asked = models.PublicId.objects.all()
    stored = given(asked if len(ids) > _BATCH else asked.filter(id__in=ids))
    changed = {i: known for i, known in ids.items() if known != stored.get(i)}
    insert(models.PublicId, (_public_id(i, known) for i, known in changed.items() if i not in stored))
    models.PublicId.objects.bulk_update(
        [models.PublicId(**_public_id(i, known)) for i, known in changed.items() if i in stored],
        ["heir", "records"],
        batch_size=_BATCH,
    )


def _public_id(public_id: str, known: Given) -> Row:
    heir = known.target if known.target != public_id else None
    return {"id": public_id, "heir_id": heir, "anchor": known.anchor, "records": list(known.records)}
