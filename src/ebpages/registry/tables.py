"""Tables that people take with them: organisations, statements, findings, records of a list."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import pgettext

from ebpages.faces.language import active_language
from ebpages.publish.tables import Column, Kind, Row, Table
from ebpages.reference.legal_forms import legal_form
from ebpages.registry import models
from ebpages.registry.facet_labels import value_name
from ebpages.registry.facets import BY_KEY, UNDATED, UNKNOWN
from ebpages.registry.queries.differences import differences
from ebpages.registry.queries.directory import Question, cards_of, organisation_ids
from ebpages.registry.queries.evidence import record_url, shown, source_title
from ebpages.registry.queries.findings import FindingQuestion, all_findings
from ebpages.registry.queries.records import COLUMNS, record_rows
from ebpages.registry.shapes import ResultCard

# Organisations that are in memory at once: what is taken for more is never given back to the system.
_CHUNK = 50

About = tuple[tuple[str, str], ...]


# key, kind, and the head that people read, in the catalogue under the context "column"
_ORGANISATION_KEYS: tuple[tuple[str, Kind, str], ...] = (
    ("id", "text", "id"),
    ("name", "text", "name"),
    ("other_name", "text", "other name"),
    ("kind", "text", "kind, code"),
    ("kind_name", "text", "kind"),
    ("identifiers", "list", "EIK/BULSTAT"),
    ("legal_forms", "list", "legal form, code"),
    ("legal_form_names", "list", "legal form"),
    ("stages", "list", "stage, code"),
    ("stage", "text", "stage"),
    ("activities", "list", "activity, code"),
    ("activity", "text", "activity"),
    ("as_of", "text", "stage and activity by the list of"),
    ("seat", "text", "seat"),
    ("regions", "list", "oblast, code (NUTS 3)"),
    ("region_names", "list", "oblast"),
    ("sector_codes", "list", "sector, code"),
    ("sectors", "list", "sector"),
    ("countries", "list", "country, code"),
    ("country_names", "list", "country"),
    ("size_class", "list", "size, code"),
    ("offers", "list", "offers, in its own words"),
    ("seeks", "list", "seeks, in its own words"),
    ("languages", "list", "languages spoken, code"),
    ("founded", "integer", "year founded"),
    ("websites", "list", "website"),
    ("labels", "list", "label and valid until"),
    ("label_states", "list", "state of the label today by its list, code"),
    ("label_state_names", "list", "state of the label today by its list"),
    ("lists", "list", "lists"),
    ("records", "integer", "rows of lists"),
    ("findings", "integer", "findings"),
    ("example", "text", "example, counts in no figure"),
    ("page", "text", "address of the page"),
)


def organisation_columns() -> tuple[Column, ...]:
    """The columns of a table of organisations."""
    return tuple(Column(key, key, kind, pgettext("column", label)) for key, kind, label in _ORGANISATION_KEYS)


def organisations_table(question: Question, *, site: str = "", about: About = ()) -> Table:
    """Every organisation that answers a question. site: what stands before the address of a page, as https://example.org."""
    columns = organisation_columns()
    explained = about and (*about, *((column.key, column.label) for column in columns))
    return Table("organisations", columns, lambda: _organisations(question, site), explained)


def _organisations(question: Question, site: str) -> Iterator[Row]:
    ids = organisation_ids(question)
    for start in range(0, len(ids), _CHUNK):
        yield from rows_of_organisations(ids[start : start + _CHUNK], question.on, site=site)


def rows_of_organisations(ids: Sequence[str], on: date, *, site: str) -> Iterator[Row]:
    """The rows of some organisations, in their order; an id that there is not has none."""
    rows = models.Organisation.objects.prefetch_related("entities").in_bulk(ids)
    for card in cards_of([rows[public_id] for public_id in ids if public_id in rows], on):
        yield _organisation(rows[card.id], card, site)


def _organisation(organisation: models.Organisation, card: ResultCard, site: str) -> Row:
    entities = list(organisation.entities.all())
    forms = sorted({e.legal_form for e in entities if e.legal_form})

    def codes(key: str) -> list[str]:
        return list(card.codes[key] or ())

    def names(key: str) -> list[str]:
        """In the order of the codes, so that the two columns can be read side by side."""
        return [value_name(BY_KEY[key], {}, code) for code in codes(key)]

    return {
        "id": organisation.id,
        "name": organisation.name,
        "other_name": organisation.other_name,
        "kind": organisation.kind,
        "kind_name": card.kind,
        "identifiers": sorted(e.identifier for e in entities if e.identifier),
        "legal_forms": forms,
        "legal_form_names": [legal_form(form).name(active_language()) for form in forms],
        "stages": codes("stage"),
        "stage": " / ".join(names("stage")) or None,
        "activities": codes("activity"),
        "activity": " / ".join(names("activity")) or None,
        "as_of": card.as_of,
        "seat": card.seat,
        "regions": codes("region"),
        "region_names": names("region"),
        "sector_codes": codes("sector"),
        "sectors": names("sector"),
        "countries": codes("country"),
        "country_names": names("country"),
        "size_class": codes("size_class"),
        "offers": list(card.offers),
        "seeks": list(card.seeks),
        "languages": codes("speaks"),
        "founded": organisation.founded,
        "websites": list(card.websites),
        "labels": [f"{m.scheme}: {m.level} – {m.valid_until}" for m in card.labels],
        "label_states": [m.state for m in card.labels],
        "label_state_names": [_label_state(m.state) for m in card.labels],
        "lists": list(card.lists),
        "records": organisation.record_count,
        "findings": organisation.finding_count,
        "example": "yes" if card.is_example else None,
        "page": site + card.url,
    }


def _label_state(state: str) -> str:
    return value_name(BY_KEY["label"], {}, UNDATED if state == UNKNOWN else state)


_STATEMENT_KEYS: tuple[tuple[str, Kind], ...] = (
    ("statement", "text"), ("organisation", "text"), ("organisation_name", "text"), ("identifier", "text"),
    ("record", "text"), ("property", "text"), ("value", "text"), ("value_in_words", "text"), ("original", "text"),
    ("language", "text"), ("steps", "list"), ("valid_until", "text"), ("source", "text"), ("source_title", "text"),
    ("edition", "text"), ("column", "text"), ("number", "text"), ("page", "integer"), ("row", "integer"), ("line", "integer"),
    ("address", "text"),
)  # fmt: skip


def statements_table(*, site: str = "") -> Table:
    """Every statement of every list, with whom it is about, where it stands and what was done to it."""
    columns = tuple(Column(key, key, kind) for key, kind in _STATEMENT_KEYS)
    return Table("statements", columns, lambda: _statements(site))


def _statements(site: str) -> Iterator[Row]:
    rows = models.Statement.objects.select_related("record__source", "record__organisation", "record__entity")
    for statement in rows.order_by("record__source__order", "record__row", "id").iterator(chunk_size=2000):
        record = statement.record
        yield {
            "statement": statement.id,
            "organisation": record.organisation_id,
            "organisation_name": record.organisation.name if record.organisation else None,
            "identifier": record.entity.identifier if record.entity else None,
            "record": record.id,
            "property": statement.property,
            "value": statement.value,
            "value_in_words": shown(statement),
            "original": statement.original,
            "language": statement.language,
            "steps": [code for code, _params in statement.steps],
            "valid_until": statement.valid_until,
            "source": record.source_id,
            "source_title": source_title(record.source),
            "edition": record.source.edition,
            "column": statement.column,
            "number": record.number,
            "page": record.page,
            "row": record.row,
            "line": record.line,
            "address": site + record_url(record),
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
