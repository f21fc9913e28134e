"""A stored statement as a value with its evidence: what it means, where it stands, what was done to it."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.reference.sectors import find_sectors
from ebpages.registry import models, wording
from ebpages.registry.contributions import SOURCE
from ebpages.registry.shapes import Evidence, Fact, LabelMark, Value
from ebpages.registry.single_valued import IN_AN_ORGANISATION
from ebpages.sources.record import Step

# Two values of these contradict each other wherever they stand side by side.
_CONTRADICT = frozenset((*IN_AN_ORGANISATION, "seat"))

# Properties whose values are codes of a vocabulary.
CODED = frozenset(("stage", "activity", "registry_state", "kind", "planning_region", "label"))

# What holds on the day of a list and may be otherwise on the next: the date of the list stands beside it.
PASSING = frozenset(("stage", "activity", "registry_state", "members", "website_absent"))


def steps(stored: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> tuple[str, ...]:
    """Stored steps, each a code with its params, as sentences."""
    taken = (Step(code, tuple((name, value) for name, value in params)) for code, params in stored)
    return tuple(wording.step_sentence(step, active_language()) for step in taken)


def source_title(source: models.SourceList) -> str:
    return source.title_bg if active_language() == "bg" else source.title_en


def record_url(record: models.Record) -> str:
    return reverse("registry:record", args=[record.source_id, record.key])


def organisation_url(public_id: str) -> str:
    return reverse("registry:organisation", args=[public_id])


def evidence_of(statement: models.Statement) -> Evidence:
    """The line behind a statement. Wants `record__source` selected."""
    return record_evidence(
        statement.record,
        column=statement.column,
        original=statement.original,
        steps=steps(statement.steps),
    )


def record_evidence(
    record: models.Record, *, column: str = "", original: str = "", steps: tuple[str, ...] = ()
) -> Evidence:
    return Evidence(
        source=record.source_id,
        source_title=_("%(name)s about itself") % {"name": record.said_by}
        if record.said_by
        else source_title(record.source),
        edition=said_on(record) if record.source_id == SOURCE.slug else record.source.edition,
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


def said_on(record: models.Record) -> str:
    """The day of what an organisation says of itself, in ISO form: the end of its row."""
    return record.text.rpartition("\t")[2]


def _is_own_word(statement: models.Statement) -> bool:
    return statement.record.source_id == SOURCE.slug


def shown(statement: models.Statement) -> str:
    """A value as people read it: codes by their names, addresses and numbers as they are."""
    return wording.value_text(statement.property, statement.value, active_language())


def sector_names(statements: Iterable[models.Statement]) -> tuple[str, ...]:
    """The sectors that printed sector cells name, each once."""
    named = (sector for statement in statements for sector in find_sectors(statement.value))
    return tuple(dict.fromkeys(sector.name(active_language()) for sector in named))


def label_mark(statement: models.Statement, on: date, evidence: tuple[Evidence, ...] = ()) -> LabelMark:
    """A label as it stands on a day; a scheme or level that is not known stands for itself. Wants `record__source`."""
    scheme, level = wording.label_names(statement.value, active_language())
    until = statement.valid_until
    state = "unknown" if not until else "valid" if until >= on.isoformat() else "lapsed"
    return LabelMark(statement.value, scheme, level, until, state, statement.record.source.edition, evidence)


def fact(property: str, statements: Sequence[models.Statement]) -> Fact:
    """A property's values side by side; equal values share their evidence, lists that differ are marked."""
    groups: dict[str, list[models.Statement]] = {}
    for statement in statements:
        groups.setdefault(shown(statement), []).append(statement)
    differs = property in _CONTRADICT and len(groups) > 1 and not _one_row_of_seats(property, statements)
    values = tuple(_value(text, equal, differs) for text, equal in groups.items())
    return Fact(property, wording.property_label(property, active_language()), values, differs)


def edition_of(statements: Iterable[models.Statement]) -> str:
    """The newest edition among the lists of statements. Wants `record__source` selected."""
    return max((statement.record.source.edition for statement in statements), default="")


def _value(text: str, statements: Sequence[models.Statement], differs: bool) -> Value:
    head = statements[0]
    state = _state(statements, differs)
    return Value(
        text=text,
        state=state,
        evidence=tuple(evidence_of(statement) for statement in statements),
        code=head.value if head.property in CODED else None,
        as_of=edition_of(statements) if head.property in PASSING else "",
        language=head.language if _is_own_word(head) and head.language != active_language() else "",
        href="" if state in ("conditional", "doubted") else _address(head),
        note=head.condition,
    )


def _state(statements: Sequence[models.Statement], differs: bool) -> str:
    if statements[0].condition:
        return "conditional"
    if all(statement.doubted for statement in statements):
        return "doubted"
    if differs:
        return "differs"
    return "agrees" if len({statement.record.source_id for statement in statements}) > 1 else ""


def _one_row_of_seats(property: str, statements: Sequence[models.Statement]) -> bool:
    """A row that names two towns states two seats; it contradicts nobody."""
    return property == "seat" and len({statement.record_id for statement in statements}) == 1


def _address(statement: models.Statement) -> str:
    """A website as a link, unless reading it left doubts whether it is whole."""
    doubtful = any(step[0] == "url_doubtful" for step in statement.steps)
    is_link = statement.property == "website" and statement.value.startswith(("http://", "https://"))
    return statement.value if is_link and not doubtful else ""


def unknown(property: str) -> Fact:
    """A property that no list states: said, not hidden."""
    return Fact(property, wording.property_label(property, active_language()), (Value("", "unknown"),))
