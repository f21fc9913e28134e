"""The lists: who published them, declared against found, every record as printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from ebpages.faces.language import active_language
from ebpages.faces.shapes import Coverage
from ebpages.registry import models, wording
from ebpages.registry.entries import OWN_LISTS
from ebpages.registry.queries.evidence import fact, source_title, steps
from ebpages.registry.queries.findings import named_statements
from ebpages.registry.queries.organisation import record_view
from ebpages.registry.shapes import Fact, RecordView, SourceView


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One printed row with its values, and the rows before and after it."""

    record: RecordView
    source: SourceView
    facts: tuple[Fact, ...]
    notices: tuple[str, ...]
    previous_key: str
    next_key: str


def source_lists() -> tuple[SourceView, ...]:
    return tuple(_view(source) for source in models.SourceList.objects.all())


def list_slugs() -> list[str]:
    return list(models.SourceList.objects.values_list("slug", flat=True))


def source_list(slug: str) -> SourceView | None:
    stored = models.SourceList.objects.filter(slug=slug).first()
    return _view(stored) if stored else None


def _view(source: models.SourceList) -> SourceView:
    bulgarian = active_language() == "bg"
    return SourceView(
        slug=source.slug,
        title=source_title(source),
        publisher=source.publisher_bg if bulgarian else source.publisher_en,
        edition=source.edition,
        language=source.language,
        where=source.where_bg if bulgarian else source.where_en,
        licence=source.licence_bg if bulgarian else source.licence_en,
        declared=source.declared,
        found=source.found,
        lost=source.lost,
        coverage=coverage(source),
        url=reverse("registry:source", args=[source.slug]),
        notices=steps(source.notices),
        site=source.url,
    )


def coverage(source: models.SourceList) -> Coverage:
    """Rows found against rows that the publication declares; what was printed and is gone counts as lost."""
    total = max(source.declared or 0, source.found + source.lost)
    return Coverage(source.found, total - source.found - source.lost, source.lost, total)


def records_of_list(slug: str, page: int, size: int) -> tuple[tuple[RecordView, ...], int]:
    """One page of a list's records as printed, and how many there are in all."""
    records = models.Record.objects.filter(source=slug)
    start = (page - 1) * size
    part = records.select_related("source", "organisation").order_by("row")
    # Rows of published lists are numbered from 1 without gaps; what is withdrawn leaves one.
    rows = (
        part[start : start + size] if slug in OWN_LISTS else part.filter(row__gt=start, row__lte=start + size)
    )
    return tuple(record_view(row, row.organisation) for row in rows), records.count()


def record(slug: str, key: str) -> RecordPage | None:
    stored = (
        models.Record.objects.filter(source=slug, key=key).select_related("source", "organisation").first()
    )
    if stored is None:
        return None
    doubted = named_statements(models.Finding.objects.filter(records=stored))["doubted"]
    statements = list(stored.statements.order_by("id"))
    for statement in statements:
        statement.record, statement.doubted = stored, statement.id in doubted
    around = models.Record.objects.filter(source=slug)
    before = around.filter(row__lt=stored.row).order_by("-row").first()
    after = around.filter(row__gt=stored.row).order_by("row").first()
    return RecordPage(
        record=record_view(stored, stored.organisation),
        source=_view(stored.source),
        facts=_facts(statements),
        notices=steps(stored.notices),
        previous_key=before.key if before else "",
        next_key=after.key if after else "",
    )


def _facts(statements: Sequence[models.Statement]) -> tuple[Fact, ...]:
    stated = {statement.property for statement in statements}
    properties = [p for p in wording.properties() if p in stated]
    return tuple(fact(p, [s for s in statements if s.property == p]) for p in properties)
