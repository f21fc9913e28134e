"""The rows of the bulk files, in an order that stays: of one register always the same, whatever was built before.

Invented examples are in none of them.
"""

from collections.abc import Callable, Iterator
from typing import Any

from ebpages.open_data.bulk_files import BulkFile
from ebpages.open_data.queries.facts import edition_of_row, facts_of_all
from ebpages.publish.tables import Row, Table
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.registry import models, wording
from ebpages.registry.judgements import Reason
from ebpages.registry.queries.evidence import CODED

_CHUNK = 2000


def bulk_table(file: BulkFile) -> Table:
    return Table(file.code, file.table_columns(), lambda: map(_known, _ROWS[file.code]()))


def _known(row: dict[str, Any]) -> Row:
    """An empty text is not known, and is null in formats that have it."""
    return {key: None if value == "" else value for key, value in row.items()}


def _statements() -> Iterator[dict[str, Any]]:
    rows = models.Statement.objects.exclude(record__organisation__is_example=True)
    rows = rows.select_related("record__source").order_by("id")
    for statement in rows.iterator(chunk_size=_CHUNK):
        record, code = statement.record, statement.property
        yield {
            "statement": statement.id,
            "organisation": record.organisation_id,
            "record": record.id,
            "property": code,
            "property_bg": wording.property_label(code, "bg"),
            "property_en": wording.property_label(code, "en"),
            "code": statement.value if code in CODED else None,
            "value": statement.value,
            "value_bg": wording.value_text(code, statement.value, "bg"),
            "value_en": wording.value_text(code, statement.value, "en"),
            "original": statement.original,
            "language": statement.language,
            "steps": [step for step, _params in statement.steps],
            "valid_until": statement.valid_until,
            "list": record.source_id,
            "edition": edition_of_row(record),
            "number": record.number,
            "page": record.page,
            "row": record.row,
            "line": record.line,
            "column": statement.column,
            "text": record.text,
        }


def _organisations() -> Iterator[dict[str, Any]]:
    for facts in facts_of_all():
        kind = organisation_kind(facts.kind) if facts.kind else None
        year = facts.activity_edition[:4]
        yield {
            "organisation": facts.id,
            "name_bg": facts.name_bg,
            "name_en": facts.name_en,
            "kind": facts.kind,
            "kind_bg": kind.bg if kind else None,
            "kind_en": kind.en if kind else None,
            "identifiers": _each(entity.identifier for entity in facts.registrations),
            "legal_forms": _each(entity.legal_form for entity in facts.registrations),
            "websites": facts.websites,
            "seats": facts.seats,
            "regions": facts.regions,
            "countries": facts.countries,
            "sectors": facts.sectors,
            "stages": facts.stages,
            "stage_edition": facts.stage_edition,
            "activities": facts.activities,
            "activity_edition": facts.activity_edition,
            "activity_year": int(year) if year.isdigit() else None,
            "founded": facts.founded,
            "labels": [" ".join(filter(None, label)) for label in facts.labels],
            "lists": facts.lists,
            "records": [row.id for row in facts.rows],
            "findings": facts.findings,
        }


def _records() -> Iterator[dict[str, Any]]:
    rows = models.Record.objects.exclude(organisation__is_example=True)
    rows = rows.select_related("source").order_by("id")
    for record in rows.iterator(chunk_size=_CHUNK):
        yield {
            "record": record.id,
            "list": record.source_id,
            "edition": edition_of_row(record),
            "number": record.number,
            "name": record.name,
            "identifier": record.identifier,
            "organisation": record.organisation_id,
            "legal_entity": record.entity_id,
            "automatic_organisation": record.automatic_organisation,
            "automatic_legal_entity": record.automatic_entity,
            "page": record.page,
            "row": record.row,
            "line": record.line,
            "last_line": record.last_line,
            "text": record.text,
        }


def _judgements() -> Iterator[dict[str, Any]]:
    rows = models.Judgement.objects.exclude(a__organisation__is_example=True)
    rows = rows.exclude(b__organisation__is_example=True)
    rows = rows.select_related("a", "b").order_by("a", "b", "place")
    for judgement in rows.iterator(chunk_size=_CHUNK):
        reasons = [
            Reason(code, tuple(map(tuple, params)), weight) for code, params, weight in judgement.reasons
        ]
        yield {
            "record": judgement.a_id,
            "other_record": judgement.b_id,
            "list": judgement.a.source_id,
            "other_list": judgement.b.source_id,
            "organisation": judgement.a.organisation_id,
            "other_organisation": judgement.b.organisation_id,
            "relation": judgement.relation,
            "method": judgement.method,
            "method_bg": wording.method_label(judgement.method, "bg"),
            "method_en": wording.method_label(judgement.method, "en"),
            "score": judgement.score,
            "reasons": [reason.code for reason in reasons],
            "reasons_bg": [wording.reason_sentence(reason, "bg") for reason in reasons],
            "reasons_en": [wording.reason_sentence(reason, "en") for reason in reasons],
            "by": judgement.by,
            "at": judgement.at,
            "why": judgement.why,
        }


def _lists() -> Iterator[dict[str, Any]]:
    for source in models.SourceList.objects.all():
        yield {
            "list": source.slug,
            "title_bg": source.title_bg,
            "title_en": source.title_en,
            "publisher_bg": source.publisher_bg,
            "publisher_en": source.publisher_en,
            "edition": source.edition,
            "language": source.language,
            "licence_bg": source.licence_bg,
            "licence_en": source.licence_en,
            "address": source.url,
            "declared": source.declared,
            "found": source.found,
            "lost": source.lost,
        }


def _each(values: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, values)))


_ROWS: dict[str, Callable[[], Iterator[dict[str, Any]]]] = {
    "statements": _statements,
    "organisations": _organisations,
    "records": _records,
    "judgements": _judgements,
    "lists": _lists,
}
