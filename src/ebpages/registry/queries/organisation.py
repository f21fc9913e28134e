"""One organisation: every fact with its evidence, its legal entities, why its records were joined."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.reference.legal_forms import legal_form
from ebpages.reference.official_registers import registers_of
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.reference.settlements import find_settlements
from ebpages.reference.stages import stages
from ebpages.registry import models, wording
from ebpages.registry.contributions import SOURCE
from ebpages.registry.display import translated
from ebpages.registry.earlier import day_asked_for
from ebpages.registry.findings.finding import record_of
from ebpages.registry.identifiers import Problem, read_identifier
from ebpages.registry.judgements import AUTOMATIC
from ebpages.registry.judgements import Reason as StoredReason
from ebpages.registry.names import parse_name
from ebpages.registry.printed_order import BY_ROW, grounds
from ebpages.registry.queries.evidence import (
    evidence_of,
    fact,
    label_mark,
    organisation_url,
    record_evidence,
    record_url,
    shown,
    source_title,
    unknown,
)
from ebpages.registry.queries.findings import findings_of_organisation, named_statements
from ebpages.registry.queries.said import said_view
from ebpages.registry.search_documents import find_ids
from ebpages.registry.shapes import (
    ApartView,
    BranchView,
    EntityView,
    Fact,
    JoinView,
    OrganisationView,
    Reason,
    RecordView,
    RegisterLink,
    Section,
    StageMark,
    Value,
)

_CENTRE = "technology_transfer_centre"
_LIKELIEST = 20
_WHERE = ("country", "seat", "address", "planning_region", "website", "website_absent", "identifier_abroad")
Statements = dict[str, list[models.Statement]]


@dataclass(frozen=True, slots=True)
class MergedInto:
    """The organisation of the id asked for has become part of this one."""

    id: str


def public_id_of(text: str) -> str:
    """The public id that a text means: itself, or that of the organisation with this EIK/BULSTAT number."""
    entity = models.LegalEntity.objects.filter(identifier=read_identifier(text).entity).first()
    return entity.organisation_id if entity else text.strip().lower()


def rows_with_placeholder(text: str) -> tuple[RecordView, ...] | None:
    """The rows that print a number which stands where there is none; None where the text is no such number."""
    identifier = read_identifier(text)
    if identifier.problem is not Problem.PLACEHOLDER:
        return None
    printed = models.Record.objects.filter(
        statements__property="identifier", statements__value=identifier.digits
    )
    listed = printed.select_related("source", "organisation").order_by("source__order", "row")
    return tuple(record_view(record, record.organisation) for record in listed)


def has_left_the_lists(public_id: str) -> bool:
    """Whether an id without an organisation was given out before: no list that is read now names it; it may come back."""
    return models.PublicId.objects.filter(id=public_id).exists()


def organisation(public_id: str, on: date) -> OrganisationView | MergedInto | None:
    """The view of one organisation, where its id leads now, or None when there never was such an id. on: the day on which labels are judged."""
    found = models.Organisation.objects.filter(id=public_id)
    stored = found.first()
    if stored is None and day_asked_for():  # known today, and named by no list then
        stored = found.using("default").first()
    if stored is None:
        given = models.PublicId.objects.filter(id=public_id).values_list("heir", flat=True)
        heir = models.Organisation.objects.filter(id__in=[*given]).first()
        return MergedInto(heir.id) if heir else None
    records = list(stored.records.select_related("source", "entity").order_by("source__order", "row"))
    name, other_name = stored.heading
    by_property = _statements(records, stored.id, name)
    listed = [record for record in records if record.source_id != SOURCE.slug]
    known_to = tuple(dict.fromkeys(source_title(record.source) for record in listed))
    return OrganisationView(
        id=stored.id,
        name=name,
        other_name=other_name,
        kind_code=stored.kind,
        kind=organisation_kind(stored.kind).name(active_language()) if stored.kind else "",
        names=_names(stored, by_property["name"]),
        sections=_sections(by_property, stored.kind),
        stages=_stages(by_property["stage"]),
        labels=tuple(label_mark(s, on, (evidence_of(s),)) for s in by_property["label"]),
        entities=_entities(stored, records, by_property),
        findings=findings_of_organisation(stored.id),
        joined=_joined(records),
        lookalikes=_lookalikes(stored, records),
        records=tuple(record_view(record, stored) for record in listed),
        known_to=known_to,
        summary=_("Named in: %(lists)s.") % {"lists": "; ".join(known_to)} if known_to else "",
        said=said_view([s for group in by_property.values() for s in group], on),
        is_example=stored.is_example,
        as_of=day.isoformat() if (day := day_asked_for()) else None,
    )


def _statements(records: Sequence[models.Record], organisation: str, name: str) -> Statements:
    """What records say, the values that a finding doubts marked, and what other rows say on a condition."""
    by_property: Statements = defaultdict(list)
    own = {record.id: record for record in records}
    for record in records:
        record.said_by = name if record.source_id == SOURCE.slug else ""
    named = named_statements(models.Finding.objects.filter(organisations=organisation))
    for statement in models.Statement.objects.filter(record__in=own).order_by(
        "record__source__order", "record__row", "id"
    ):
        statement.record = own[statement.record_id]
        statement.doubted = statement.id in named["doubted"]
        by_property[statement.property].append(statement)
    proposed = [statement for statement in named["proposed"] if record_of(statement) not in own]
    if proposed:
        for statement in models.Statement.objects.filter(id__in=proposed).select_related("record__source"):
            statement.condition = grounds()[BY_ROW].condition.name(active_language())
            by_property[statement.property].append(statement)
    return by_property


def record_view(record: models.Record, organisation: models.Organisation | None = None) -> RecordView:
    return RecordView(
        source=record.source_id,
        source_title=source_title(record.source),
        number=record.number,
        name=record.name,
        text=record.text,
        page=record.page,
        row=record.row,
        line=record.line,
        url=record_url(record),
        organisation_url=organisation_url(organisation.id) if organisation else "",
        organisation_name=organisation.heading[0] if organisation else "",
    )


def _names(organisation: models.Organisation, statements: Sequence[models.Statement]) -> Fact:
    """The printed names, and our translation where it stands as a title and no list prints it."""
    printed = fact("name", statements)
    if organisation.name not in {translated(statement.value) for statement in statements}:
        return printed
    note = _("our translation; the lists give no Bulgarian name")
    english = tuple(evidence_of(s) for s in statements if translated(s.value) == organisation.name)
    return replace(
        printed, values=(*printed.values, Value(organisation.name, "inferred", english, note=note))
    )


def _inferred_seat(names: Sequence[models.Statement], kind: str) -> Fact:
    """Where a transfer centre is by its name alone, marked as inferred; else that it is not known."""
    where = [(s, town) for s in names for town in find_settlements(s.value)] if kind == _CENTRE else []
    if not where:
        return unknown("seat")
    note = _("inferred from the name; no list gives a seat")
    statement, town = where[0]
    value = Value(town.name(active_language()), "inferred", (evidence_of(statement),), note=note)
    return replace(unknown("seat"), values=(value,))


def _successors(statements: Sequence[models.Statement]) -> Fact:
    """The bodies that lists name as successors, each leading to its organisation, or said to be in no list."""
    named = fact("successor", statements)
    return replace(named, values=tuple(map(_successor, named.values)))


def _successor(value: Value) -> Value:
    name = parse_name(value.text).key
    found = models.Record.objects.filter(organisation__in=find_ids(value.text, _LIKELIEST))
    listed = (
        owner
        for owner, printed in found.values_list("organisation", "name")
        if parse_name(printed).key == name
    )
    owner = next(listed, "")
    if owner:
        return replace(value, href=organisation_url(owner))
    return replace(value, note=_("no list has an organisation of this name"))


def _sections(by_property: Statements, kind: str) -> tuple[Section, ...]:
    where = [p for p in _WHERE if by_property[p]]
    what = ("sector", "founded", "members", "member_kinds", "activity", "network")
    facts = [fact(p, by_property[p]) for p in what if by_property[p]]
    missing = [p for p in ("sector", "founded", "members", "activity") if not by_property[p]]
    facts += [unknown(p) for p in missing]
    remarks = ["member_remark", "activity_remark", "status_remark", "registry_state", "foreign_text"]
    places = [fact(p, by_property[p]) for p in where]
    if not by_property["seat"]:
        places.insert(0, _inferred_seat(by_property["name"], kind))
    return tuple(
        Section(title, tuple(listed))
        for title, listed in (
            (_("Where it is"), places),
            (_("What it does"), facts),
            (
                _("Other organisations"),
                [_successors(by_property["successor"])] if by_property["successor"] else [],
            ),
            (
                _("Remarks in the lists"),
                [fact(p, by_property[p]) for p in remarks if by_property[p]],
            ),
        )
        if listed
    )


def _stages(statements: Sequence[models.Statement]) -> tuple[StageMark, ...]:
    """Every stage in its order, marked where a list says that it is reached; empty when no list says anything."""
    if not statements:
        return ()
    reached = defaultdict(list)
    for statement in statements:
        reached[statement.value].append(statement)
    marks = []
    for term in stages():
        stating = reached.get(term.code, [])
        source = stating[0].record.source if stating else None
        marks.append(
            StageMark(
                code=term.code,
                label=term.name(active_language()),
                reached=bool(stating),
                evidence=tuple(evidence_of(s) for s in stating),
                decided_by=(source.publisher_bg if active_language() == "bg" else source.publisher_en)
                if source
                else "",
                decided_on=source.edition if source else "",
            )
        )
    return tuple(marks)


def _entities(
    organisation: models.Organisation, records: Sequence[models.Record], by_property: Statements
) -> tuple[EntityView, ...]:
    """Legal entities in the order of their identifiers; one whose identifier no list states comes last."""
    of_entity: dict[str, list[models.Record]] = defaultdict(list)
    for record in records:
        if record.entity_id:
            of_entity[record.entity_id].append(record)
    entities = sorted(
        organisation.entities.all(), key=lambda e: (e.identifier is None, e.identifier or "", e.id)
    )
    return tuple(_entity(entity, of_entity[entity.id], by_property) for entity in entities)


def _entity(
    entity: models.LegalEntity, records: Sequence[models.Record], by_property: Statements
) -> EntityView:
    ids = {record.id for record in records}
    branches = [record for record in records if len(record.identifier) == 13]
    main = ids - {record.id for record in branches}

    def stated(property: str) -> list[models.Statement]:
        return [s for s in by_property[property] if s.record_id in main]

    states = stated("registry_state")
    years = stated("founded")
    names = stated("name") or [s for s in by_property["name"] if s.record_id in ids]
    return EntityView(
        id=entity.id,
        identifier=entity.identifier,
        legal_form_code=entity.legal_form or None,
        legal_form=legal_form(entity.legal_form).name(active_language()) if entity.legal_form else None,
        names=fact("name", names),
        branches=tuple(BranchView(b.identifier, b.name, (record_evidence(b),)) for b in branches),
        first_year=years[0].value if years else None,
        state_code=states[0].value if states else None,
        state=shown(states[0]) if states else None,
        evidence=tuple(evidence_of(s) for s in stated("identifier")),
        registers=tuple(
            RegisterLink(r.name(active_language()), r.url(entity.identifier), r.opens_the_entry)
            for r in registers_of(entity.legal_form)
        )
        if entity.identifier
        else (),
    )


def _joined(records: Sequence[models.Record]) -> tuple[JoinView, ...]:
    ids = [record.id for record in records]
    judgements = (
        models.Judgement.objects.filter(a__in=ids, b__in=ids)
        .exclude(relation__in=["different", "undecided"])
        .select_related("a__source", "b__source")
        .order_by("place")
    )
    return tuple(
        JoinView(
            record=record_view(judgement.a),
            other=record_view(judgement.b),
            relation=judgement.relation,
            method_code=judgement.method,
            method=wording.method_label(judgement.method, active_language()),
            explanation=wording.method_explanation(judgement.method, active_language()),
            score=judgement.score,
            reasons=reasons_of(judgement),
            by=_judge(judgement.by),
            at=judgement.at,
            why=judgement.why,
        )
        for judgement in judgements
    )


def _judge(by: str) -> str:
    """Who judged, as everybody reads it: people of the agency are not named."""
    if by.startswith("person:"):
        return _("a reviewer of the agency")
    return by if by != AUTOMATIC else ""


def reasons_of(judgement: models.Judgement) -> tuple[Reason, ...]:
    ranked = sorted(stored_reasons(judgement), key=lambda reason: -abs(reason.weight))
    return tuple(
        Reason(
            reason.code,
            wording.reason_sentence(reason, active_language()),
            reason.weight,
            judgement.relation,
        )
        for reason in ranked
    )


def stored_reasons(judgement: models.Judgement) -> list[StoredReason]:
    return [
        StoredReason(code, tuple(map(tuple, params)), weight) for code, params, weight in judgement.reasons
    ]


def _lookalikes(organisation: models.Organisation, records: Sequence[models.Record]) -> tuple[ApartView, ...]:
    ids = [record.id for record in records]
    judgements = (
        models.Judgement.objects.filter(relation__in=["different", "undecided"])
        .filter(Q(a__in=ids) | Q(b__in=ids))
        .select_related("a__organisation", "b__organisation")
        .order_by("-score", "place")
    )
    views = []
    for judgement in judgements:
        other = judgement.b if judgement.a_id in ids else judgement.a
        if other.organisation is None or other.organisation_id == organisation.id:
            continue
        views.append(
            ApartView(
                other.organisation.heading[0],
                organisation_url(other.organisation_id),
                judgement.method,
                wording.method_label(judgement.method, active_language()),
                judgement.score,
                reasons_of(judgement),
            )
        )
    return tuple(views)
