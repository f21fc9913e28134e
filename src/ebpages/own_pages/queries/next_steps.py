"""What the owner of a page does next: what is missing, what is doubtful, and what a cluster lacks for a listing."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.urls import reverse
from django.utils import timezone

from ebpages.accounts.reader import Reader
from ebpages.accounts.scoped import of_organisation
from ebpages.faces.capabilities import capabilities
from ebpages.faces.language import active_language
from ebpages.faces.shapes import MissingStep
from ebpages.own_pages.completeness import asked_of
from ebpages.own_pages.models import Edition, Membership, OwnAnswer
from ebpages.own_pages.page_form import ELSEWHERE, form_properties, label_of
from ebpages.own_pages.page_shapes import CriterionView, FindingStep, NextSteps, ReadinessView
from ebpages.own_pages.queries.members import clusters_of
from ebpages.own_pages.queries.page import page_state, published_values
from ebpages.own_pages.readiness import ClusterFacts, readiness
from ebpages.registry import models as registry
from ebpages.registry.queries.findings import findings_of_organisation

CLUSTER = "cluster_organisation"
_ACTIVE, _INACTIVE = frozenset({"active"}), frozenset({"inactive", "in_liquidation", "insolvent"})


def next_steps(reader: Reader, public_id: str) -> NextSteps:
    kind = kind_of(public_id)
    return NextSteps(
        missing=(*_missing(public_id, kind), *_elsewhere(reader, public_id)),
        findings=_findings(public_id),
        readiness=readiness_of(reader, public_id) if kind == CLUSTER else None,
        has_draft=page_state(public_id).draft is not None,
        waiting=tuple(each for each in clusters_of(reader, public_id) if each.state == "said"),
    )


def kind_of(public_id: str) -> str:
    said = published_values(public_id).get("kind", ())
    if said:
        return said[0].text
    return registry.Organisation.objects.filter(id=public_id).values_list("kind", flat=True).first() or ""


def _missing(public_id: str, kind: str) -> tuple[MissingStep, ...]:
    """What neither the organisation nor any list says; a draft that holds it is told of elsewhere."""
    said = set(published_values(public_id))
    stated = registry.Statement.objects.filter(record__organisation=public_id)
    said |= set(stated.values_list("property", flat=True).distinct())
    language = active_language()
    return tuple(
        MissingStep(
            label_of(each.property, language), each.why.name(language), _field_url(public_id, each.property)
        )
        for each in asked_of(kind)
        if each.property not in said
    )


def _elsewhere(reader: Reader, public_id: str) -> Iterator[MissingStep]:
    for capability in capabilities():
        yield from capability.missing(reader, public_id)


def _field_url(public_id: str, code: str) -> str:
    if code == "logo":
        return reverse("own_pages:logo", args=[public_id])
    part = next(each for each in form_properties() if each.code == code)
    tail = ".bg" if part.languages != "none" else ""
    return reverse("own_pages:edit", args=[public_id]) + f"#field-{code}{tail.replace('.', '-')}"


def _findings(public_id: str) -> tuple[FindingStep, ...]:
    """With the field in which the organisation can say what is right, where it is about a property that it may state."""
    open_to_it = {each.code for each in form_properties()} - ELSEWHERE
    properties: dict[str, str] = {}
    rows = registry.Finding.objects.filter(organisations=public_id).prefetch_related("statements")
    for row in rows:
        named = [dict(row.params).get("property", ""), *(each.property for each in row.statements.all())]
        properties[row.id] = next((code for code in named if code in open_to_it), "")
    return tuple(
        FindingStep(view, _field_url(public_id, properties[view.id]) if properties.get(view.id) else "")
        for view in findings_of_organisation(public_id)
        if view.severity != "note"
    )


def readiness_of(reader: Reader, public_id: str) -> ReadinessView:
    """Whether a cluster is ready for the listing, as far as it and the lists say."""
    found = readiness(_facts(reader, public_id), timezone.localdate())
    answered, language = own_answers(reader, public_id), active_language()
    members = reverse("own_pages:members", args=[public_id]) + "#add"
    places = {"members": members, "kinds": members, "activity": reverse("own_pages:edit", args=[public_id])}
    return ReadinessView(
        title=found.rule.title.name(language),
        source=found.rule.source,
        word=found.answer.word,
        waived=found.waived,
        criteria=tuple(
            CriterionView(
                code=each.criterion.code,
                label=each.criterion.label.name(language),
                asks=each.criterion.asks.name(language),
                word=each.answer.word,
                found="" if each.criterion.own else each.found,
                settle=each.criterion.settle.name(language),
                url=places.get(each.criterion.code, ""),
                own=each.criterion.own,
                is_number=each.criterion.kind == "number",
                answered=answered.get(each.criterion.code, ""),
            )
            for each in found.answers
        ),
    )


def _facts(reader: Reader, public_id: str) -> ClusterFacts:
    rows = Membership.objects.seen_by(reader).filter(
        of_organisation(public_id, "cluster"), ended_at=None, denied_at=None
    )
    named = list(rows.values_list("kind", "confirmed_at"))
    stated = _stated(public_id)
    numbers = [int(value) for value in stated.get("members", ()) if value.isdigit()]
    has_website = True if stated.get("website") else False if stated.get("website_absent") else None
    activity = stated.get("activity", frozenset())
    return ClusterFacts(
        confirmed=sum(confirmed is not None for _kind, confirmed in named),
        named=len(named),
        stated_members=max(numbers, default=None),
        kinds=frozenset(kind for kind, _confirmed in named),
        has_website=has_website,
        last_sign=_last_sign(public_id, activity),
        says_inactive=bool(activity & _INACTIVE) and not activity & _ACTIVE,
        own=own_answers(reader, public_id),
    )


def _stated(public_id: str) -> Mapping[str, frozenset[str]]:
    wanted = ("members", "website", "website_absent", "activity")
    found: dict[str, set[str]] = {}
    statements = registry.Statement.objects.filter(record__organisation=public_id, property__in=wanted)
    for name, value in statements.values_list("property", "value"):
        found.setdefault(name, set()).add(value)
    return {name: frozenset(values) for name, values in found.items()}


def _last_sign(public_id: str, activity: frozenset[str]) -> date | None:
    """The day of the last edition, or of the newest list that calls it active."""
    editions = Edition.objects.filter(of_organisation(public_id), number__gt=0, for_agency=False)
    newest = editions.order_by("-at").values_list("at", flat=True).first()
    days = [timezone.localtime(newest).date()] if newest else []
    if activity & _ACTIVE:
        lists = registry.SourceList.objects.filter(
            records__organisation=public_id, records__statements__property="activity",
            records__statements__value__in=_ACTIVE,
        )  # fmt: skip
        days += [day for edition in lists.values_list("edition", flat=True) if (day := _day(edition))]
    return max(days, default=None)


def _day(edition: str) -> date | None:
    """The day of a list's edition; one of which only the year or month is known says too little."""
    try:
        return date.fromisoformat(edition)
    except ValueError:
        return None


def own_answers(reader: Reader, public_id: str) -> dict[str, str]:
    """By criterion."""
    rows = OwnAnswer.objects.seen_by(reader).filter(of_organisation(public_id))
    return dict(rows.values_list("criterion", "text"))
