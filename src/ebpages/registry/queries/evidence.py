"""A stored statement as a value with its evidence: what it means, where it stands, what was done to it."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from ebpages.reference.labels import label_scheme
from ebpages.registry import models, wording
from ebpages.registry.shapes import Evidence, Fact, Value
from ebpages.sources.record import Step

# One organisation has one of these at a time: two values contradict each other.
SINGLE_VALUED = frozenset({"founded", "stage", "seat", "members", "activity", "planning_region"})


def steps(stored: Iterable[Sequence[object]], language: str) -> tuple[str, ...]:
    """Stored steps as sentences."""
    return tuple(wording.step_sentence(to_step(entry), language) for entry in stored)


def to_step(entry: Sequence[object]) -> Step:
    code, params = entry[0], entry[1]
    return Step(str(code), tuple((str(name), str(value)) for name, value in params))  # type: ignore[attr-defined]


def source_title(source: models.SourceList, language: str) -> str:
    return source.title_bg if language == "bg" else source.title_en


def record_url(record: models.Record) -> str:
    return reverse("registry:record", args=[record.source_id, record.key])


def organisation_url(public_id: str) -> str:
    return reverse("registry:organisation", args=[public_id])


def evidence_of(statement: models.Statement, language: str) -> Evidence:
    """The line behind a statement. Wants `record__source` selected."""
    return record_evidence(
        statement.record,
        language,
        column=statement.column,
        original=statement.original,
        steps=steps(statement.steps, language),
    )


def record_evidence(
    record: models.Record, language: str, *, column: str = "", original: str = "", steps: tuple[str, ...] = ()
) -> Evidence:
    return Evidence(
        source=record.source_id,
        source_title=source_title(record.source, language),
        edition=record.source.edition,
        number=record.number,
        page=record.page,
        row=record.row,
        line=record.line,
        column=column,
        original=original or record.name,
        text=record.text,
        steps=steps,
        record_url=record_url(record),
    )


def shown(statement: models.Statement, language: str) -> str:
    """A value as people read it: codes by their names, addresses and numbers as they are."""
    if statement.property == "label":
        return label_name(statement.value, language)
    return wording.value_text(statement.property, statement.value, language)


def label_name(code: str, language: str) -> str:
    scheme, _, level = code.partition(":")
    found = label_scheme(scheme)
    names = {entry.code: entry.name(language) for entry in found.levels}
    return f"{found.name(language)} – {names.get(level, level)}"


def fact(property: str, statements: Sequence[models.Statement], language: str) -> Fact:
    """A property's values side by side; equal values share their evidence, lists that differ are marked."""
    groups: dict[str, list[models.Statement]] = {}
    for statement in statements:
        groups.setdefault(shown(statement, language), []).append(statement)
    differs = property in SINGLE_VALUED and len(groups) > 1 and not _one_row_of_seats(property, statements)
    values = tuple(_value(text, found, differs, language) for text, found in groups.items())
    return Fact(property, wording.property_label(property, language), values, differs)


def _value(text: str, statements: Sequence[models.Statement], differs: bool, language: str) -> Value:
    lists = {statement.record.source_id for statement in statements}
    head = statements[0]
    return Value(
        text=text,
        state="differs" if differs else "agrees" if len(lists) > 1 else "",
        evidence=tuple(evidence_of(statement, language) for statement in statements),
        href=_address(head),
    )


def _one_row_of_seats(property: str, statements: Sequence[models.Statement]) -> bool:
    """A row that names two towns states two seats; it contradicts nobody."""
    return property == "seat" and len({statement.record_id for statement in statements}) == 1


def _address(statement: models.Statement) -> str:
    """A website as a link, unless reading it left doubts whether it is whole."""
    doubtful = any(step[0] == "url_doubtful" for step in statement.steps)
    is_link = statement.property == "website" and statement.value.startswith(("http://", "https://"))
    return statement.value if is_link and not doubtful else ""


def unknown(property: str, text: str, language: str) -> Fact:
    """A property that no list states: said, not hidden."""
    return Fact(property, wording.property_label(property, language), (Value(text, "unknown"),))


def label_state(valid_until: str, on: date) -> str:
    if not valid_until:
        return "unknown"
    return "valid" if valid_until >= on.isoformat() else "lapsed"
