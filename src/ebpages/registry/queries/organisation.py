"""One organisation: every fact with its evidence, its legal entities, why its records were joined."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from ebpages.reference.legal_forms import legal_form
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.reference.stages import stages
from ebpages.registry import models, wording
from ebpages.registry.identifiers import read_identifier
from ebpages.registry.judgements import AUTOMATIC
from ebpages.registry.judgements import Reason as StoredReason
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
from ebpages.registry.queries.findings import findings_of_organisation
from ebpages.registry.shapes import (
    ApartView,
    BranchView,
    EntityView,
    JoinView,
    OrganisationView,
    Reason,
    RecordView,
    Section,
    StageMark,
)

Statements = dict[str, list[models.Statement]]


@dataclass(frozen=True, slots=True)
class Moved:
    """The id was merged into another organisation."""

    id: str


def public_id_of(text: str) -> str:
    """The public id that a text means: itself, or that of the organisation with this EIK/BULSTAT number."""
    entity = models.LegalEntity.objects.filter(identifier=read_identifier(text).entity).first()
    return entity.organisation_id if entity else text.strip().lower()


def organisation(public_id: str, language: str, on: date) -> OrganisationView | Moved | None:
    """The view of one organisation, where its id leads now, or None when there never was such an id."""
    found = models.Organisation.objects.filter(id=public_id).first()
    if found is None:
        given = models.PublicId.objects.filter(id=public_id).values("heir")
        heir = models.Organisation.objects.filter(id__in=given).first()
        return Moved(heir.id) if heir else None
    records = list(found.records.select_related("source", "entity").order_by("source__order", "row"))
    by_property = _statements(records)
    return OrganisationView(
        id=found.id,
        name=found.name,
        other_name=found.other_name,
        kind=organisation_kind(found.kind).name(language) if found.kind else "",
        names=fact("name", by_property["name"], language),
        sections=_sections(by_property, language),
        stages=_stages(by_property["stage"], language),
        labels=tuple(label_mark(s, language, on, (evidence_of(s, language),)) for s in by_property["label"]),
        entities=_entities(found, records, by_property, language),
        findings=findings_of_organisation(found.id, language),
        joined=_joined(records, language),
        lookalikes=_lookalikes(found, records, language),
        records=tuple(record_view(record, language, found) for record in records),
        known_to=tuple(dict.fromkeys(source_title(record.source, language) for record in records)),
    )


def _statements(records: Sequence[models.Record]) -> Statements:
    by_property: Statements = defaultdict(list)
    own = {record.id: record for record in records}
    for statement in models.Statement.objects.filter(record__in=own).order_by(
        "record__source__order", "record__row", "id"
    ):
        statement.record = own[statement.record_id]
        by_property[statement.property].append(statement)
    return by_property


def record_view(
    record: models.Record, language: str, organisation: models.Organisation | None = None
) -> RecordView:
    return RecordView(
        source=record.source_id,
        source_title=source_title(record.source, language),
        number=record.number,
        name=record.name,
        text=record.text,
        page=record.page,
        row=record.row,
        line=record.line,
        url=record_url(record),
        organisation_url=organisation_url(organisation.id) if organisation else "",
        organisation_name=organisation.name if organisation else "",
    )


def _sections(by_property: Statements, language: str) -> tuple[Section, ...]:
    where = [p for p in ("seat", "planning_region", "website", "website_absent") if by_property[p]]
    what = ("sector", "founded", "members", "member_kinds", "activity", "network")
    facts = [fact(p, by_property[p], language) for p in what if by_property[p]]
    missing = [p for p in ("sector", "founded", "members", "activity") if not by_property[p]]
    facts += [unknown(p, _("not known"), language) for p in missing]
    remarks = ["member_remark", "activity_remark", "status_remark", "registry_state", "foreign_text"]
    places = [fact(p, by_property[p], language) for p in where]
    if not by_property["seat"]:
        places.insert(0, unknown("seat", _("not known"), language))
    return tuple(
        Section(title, tuple(found))
        for title, found in (
            (_("Where it is"), places),
            (_("What it does"), facts),
            (
                _("Remarks in the lists"),
                [fact(p, by_property[p], language) for p in remarks if by_property[p]],
            ),
        )
        if found
    )


def _stages(statements: Sequence[models.Statement], language: str) -> tuple[StageMark, ...]:
    """Every stage in its order, marked where a list says that it is reached; empty when no list says anything."""
    if not statements:
        return ()
    reached = defaultdict(list)
    for statement in statements:
        reached[statement.value].append(statement)
    marks = []
    for term in stages():
        found = reached.get(term.code, [])
        source = found[0].record.source if found else None
        marks.append(
            StageMark(
                code=term.code,
                label=term.name(language),
                reached=bool(found),
                evidence=tuple(evidence_of(s, language) for s in found),
                decided_by=(source.publisher_bg if language == "bg" else source.publisher_en)
                if source
                else "",
                decided_on=source.edition if source else "",
            )
        )
    return tuple(marks)


def _entities(
    found: models.Organisation, records: Sequence[models.Record], by_property: Statements, language: str
) -> tuple[EntityView, ...]:
    """Legal entities in the order of their identifiers; one whose identifier no list states comes last."""
    of_entity: dict[str, list[models.Record]] = defaultdict(list)
    for record in records:
        if record.entity_id:
            of_entity[record.entity_id].append(record)
    entities = sorted(found.entities.all(), key=lambda e: (e.identifier is None, e.identifier or "", e.id))
    return tuple(_entity(entity, of_entity[entity.id], by_property, language) for entity in entities)


def _entity(
    entity: models.LegalEntity, records: Sequence[models.Record], by_property: Statements, language: str
) -> EntityView:
    ids = {record.id for record in records}
    branches = [record for record in records if len(record.identifier) == 13]
    main = ids - {record.id for record in branches}

    def of(property: str) -> list[models.Statement]:
        return [s for s in by_property[property] if s.record_id in main]

    states = of("registry_state")
    years = of("founded")
    names = of("name") or [s for s in by_property["name"] if s.record_id in ids]
    return EntityView(
        id=entity.id,
        identifier=entity.identifier or "",
        legal_form=legal_form(entity.legal_form).name(language) if entity.legal_form else "",
        names=fact("name", names, language),
        branches=tuple(BranchView(b.identifier, b.name, (record_evidence(b, language),)) for b in branches),
        first_year=years[0].value if years else "",
        state=shown(states[0], language) if states else "",
        evidence=tuple(evidence_of(s, language) for s in of("identifier")),
    )


def _joined(records: Sequence[models.Record], language: str) -> tuple[JoinView, ...]:
    ids = [record.id for record in records]
    found = (
        models.Judgement.objects.filter(a__in=ids, b__in=ids)
        .exclude(relation__in=["different", "undecided"])
        .select_related("a__source", "b__source")
        .order_by("place")
    )
    return tuple(
        JoinView(
            record=record_view(judgement.a, language),
            other=record_view(judgement.b, language),
            relation=judgement.relation,
            method=wording.method_label(judgement.method, language),
            explanation=wording.method_explanation(judgement.method, language),
            score=judgement.score,
            reasons=_reasons(judgement, language),
            by=judgement.by if judgement.by != AUTOMATIC else "",
            at=judgement.at,
            why=judgement.why,
        )
        for judgement in found
    )


def _reasons(judgement: models.Judgement, language: str) -> tuple[Reason, ...]:
    stored = [
        StoredReason(code, tuple(map(tuple, params)), weight) for code, params, weight in judgement.reasons
    ]
    ranked = sorted(stored, key=lambda reason: -abs(reason.weight))
    return tuple(Reason(wording.reason_sentence(r, language), r.weight, judgement.relation) for r in ranked)


def _lookalikes(
    found: models.Organisation, records: Sequence[models.Record], language: str
) -> tuple[ApartView, ...]:
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
        if other.organisation is None or other.organisation_id == found.id:
            continue
        views.append(
            ApartView(
                other.organisation.name,
                organisation_url(other.organisation_id),
                wording.method_label(judgement.method, language),
                judgement.score,
                _reasons(judgement, language),
            )
        )
    return tuple(views)
