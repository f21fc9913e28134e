"""Records as rows for downloads: where each stands and what it was resolved to."""

from collections.abc import Iterator

from ebpages.registry import models

COLUMNS = (
    "source",
    "number",
    "name",
    "identifier",
    "legal_entity",
    "organisation",
    "page",
    "row",
    "line",
    "text",
)


def record_rows(*, automatic: bool = False, source: str = "") -> Iterator[tuple[object, ...]]:
    """One row a record in the order of COLUMNS; `automatic` leaves human judgements out.

    number: as printed, else the position in the list. A row that names nobody belongs to no organisation.
    """
    records = models.Record.objects.order_by("source__order", "row")
    if source:
        records = records.filter(source=source)
    for record in records.iterator(chunk_size=2000):
        entity, organisation = (
            (record.automatic_entity, record.automatic_organisation)
            if automatic
            else (record.entity_id or "", record.organisation_id or "")
        )
        yield (
            record.source_id,
            record.number or str(record.row),
            record.name,
            record.identifier,
            entity,
            organisation,
            record.page,
            record.row,
            record.line,
            record.text,
        )
