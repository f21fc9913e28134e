"""Tables that people take with them: organisations, findings, records of a list."""

from collections.abc import Iterator, Sequence

from ebpages.publish.tables import Column, Row, Table
from ebpages.registry import models
from ebpages.registry.queries.differences import differences
from ebpages.registry.queries.directory import Question, cards, organisation_ids
from ebpages.registry.queries.findings import FindingQuestion, all_findings
from ebpages.registry.queries.records import COLUMNS, record_rows
from ebpages.registry.shapes import ResultCard

_CHUNK = 500


_ORGANISATION_COLUMNS = (
    Column("id", "id"),
    Column("name", "name"),
    Column("other_name", "other_name"),
    Column("kind", "kind"),
    Column("identifiers", "identifiers", "list"),
    Column("legal_forms", "legal_forms", "list"),
    Column("stage", "stage"),
    Column("seat", "seat"),
    Column("sectors", "sectors", "list"),
    Column("founded", "founded", "integer"),
    Column("labels", "labels", "list"),
    Column("lists", "lists", "list"),
    Column("records", "records", "integer"),
    Column("findings", "findings", "integer"),
)


def organisations_table(question: Question) -> Table:
    """Every organisation that answers a question."""
    return Table("organisations", _ORGANISATION_COLUMNS, lambda: _organisations(question))


def _organisations(question: Question) -> Iterator[Row]:
    ids = organisation_ids(question)
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        rows = models.Organisation.objects.prefetch_related("entities").in_bulk(part)
        for card in cards(part, question.on):
            yield _organisation(rows[card.id], card)


def _organisation(organisation: models.Organisation, card: ResultCard) -> Row:
    entities = list(organisation.entities.all())
    return {
        "id": organisation.id,
        "name": organisation.name,
        "other_name": organisation.other_name,
        "kind": organisation.kind,
        "identifiers": sorted(e.identifier for e in entities if e.identifier),
        "legal_forms": sorted({e.legal_form for e in entities if e.legal_form}),
        "stage": card.stage,
        "seat": card.seat,
        "sectors": list(card.sectors),
        "founded": organisation.founded,
        "labels": [f"{m.scheme}: {m.level} – {m.valid_until}" for m in card.labels],
        "lists": list(card.lists),
        "records": organisation.record_count,
        "findings": organisation.finding_count,
    }


_FINDING_COLUMNS = tuple(
    Column(key, key, kind)  # type: ignore[arg-type]
    for key, kind in (
        ("id", "text"),
        ("kind", "text"),
        ("severity", "text"),
        ("sentence", "text"),
        ("resolve", "text"),
        ("organisation", "text"),
        ("evidence", "list"),
    )
)


def findings_table(question: FindingQuestion) -> Table:
    return Table("findings", _FINDING_COLUMNS, lambda: _findings(question))


def _findings(question: FindingQuestion) -> Iterator[Row]:
    for finding in all_findings(question):
        yield {
            "id": finding.id,
            "kind": finding.kind,
            "severity": finding.severity,
            "sentence": finding.sentence,
            "resolve": finding.resolve,
            "organisation": finding.organisation_name,
            "evidence": [f"{e.source}:{e.number or e.row}" for e in finding.evidence],
        }


_DIFFERENCE_COLUMNS = tuple(
    Column(key, key)
    for key in ("list", "other_list", "property", "organisation", "organisation_name", "sentence", "finding")
)


def differences_table() -> Table:
    """Where two lists differ, a row for each organisation and property."""
    return Table("differences", _DIFFERENCE_COLUMNS, _rows_of_differences)


def _rows_of_differences() -> Iterator[Row]:
    for each in differences().differences:
        yield {column.key: getattr(each, column.key) for column in _DIFFERENCE_COLUMNS}


_RECORD_KINDS = {"page": "integer", "row": "integer", "line": "integer"}


def records_table(*, source: str = "", automatic: bool = False) -> Table:
    """Every record as printed, with what it was resolved to; `automatic`: without human judgements."""
    columns = tuple(Column(key, key, _RECORD_KINDS.get(key, "text")) for key in COLUMNS)  # type: ignore[arg-type]
    return Table(source or "records", columns, lambda: _records(source, automatic))


def _records(source: str, automatic: bool) -> Iterator[Row]:
    for row in record_rows(source=source, automatic=automatic):
        yield dict(zip(COLUMNS, _cells(row), strict=True))


def _cells(row: Sequence[object]) -> Sequence[str | int | None]:
    return [cell if isinstance(cell, int) or cell is None else str(cell) for cell in row]
