"""The directory: search, facets with counts, sort, pages, and the same as rows for downloads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.registry import models
from ebpages.registry.facets import KEYS, UNDATED, UNKNOWN
from ebpages.registry.queries.evidence import label_name, label_state, organisation_url, shown, source_title
from ebpages.registry.queries.organisation import sector_names
from ebpages.registry.search_documents import find_ids
from ebpages.registry.shapes import LabelMark, ResultCard

PAGE = 25
SORTS = ("relevance", "name", "lists", "findings", "founded")
_ORDER = {
    "name": ("sort_name", "id"),
    "lists": ("-source_count", "-record_count", "sort_name", "id"),
    "findings": ("-finding_count", "sort_name", "id"),
    "founded": ("founded", "sort_name", "id"),
}
LABEL_STATES = ("valid", "lapsed", UNDATED, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for. `chosen`: facet -> values, any of which will do; `on`: the day on which labels must hold."""

    on: date
    words: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class Directory:
    """`counts`: facet -> value -> number of organisations, each facet under the filters of the others."""

    results: tuple[ResultCard, ...]
    total: int
    counts: dict[str, dict[str, int]]
    regions: dict[str, int]


def directory(question: Question, language: str) -> Directory:
    ids = find_ids(question.words) if question.words.strip() else None
    everything = (
        models.Organisation.objects.all() if ids is None else models.Organisation.objects.filter(id__in=ids)
    )
    found = _filtered(everything, question, question.chosen)
    start = (question.page - 1) * question.size
    page = _sorted(found, question.sort, ids)[start : start + question.size]
    counts = {key: _counts(everything, question, key) for key in KEYS}
    regions = dict(
        models.Facet.objects.filter(key="region", organisation__in=found.order_by())
        .values_list("value")
        .annotate(n=Count("id"))
    )
    return Directory(cards(page, language, question.on), found.count(), counts, regions)


def organisation_rows(question: Question, language: str) -> QuerySet[models.Organisation]:
    """Every organisation that answers the question, in its order, for downloads."""
    ids = find_ids(question.words) if question.words.strip() else None
    everything = (
        models.Organisation.objects.all() if ids is None else models.Organisation.objects.filter(id__in=ids)
    )
    return _sorted(_filtered(everything, question, question.chosen), question.sort, ids)


def _filtered(
    found: QuerySet[models.Organisation], question: Question, chosen: dict[str, tuple[str, ...]]
) -> QuerySet[models.Organisation]:
    for key, values in chosen.items():
        if values and key in KEYS:
            facets = models.Facet.objects.filter(key=key)
            facets = (
                _label_facets(facets, values, question.on)
                if key == "label"
                else facets.filter(value__in=values)
            )
            found = found.filter(id__in=facets.values("organisation"))
    return found


def _label_facets(facets: QuerySet[models.Facet], states: Iterable[str], on: date) -> QuerySet[models.Facet]:
    """Labels are stored by the day on which they end, so that their state can be asked for on any day."""
    day = on.isoformat()
    dated = facets.exclude(value__in=(UNDATED, UNKNOWN))
    options = {"valid": dated.filter(value__gte=day), "lapsed": dated.filter(value__lt=day)}
    options |= {state: facets.filter(value=state) for state in (UNDATED, UNKNOWN)}
    wanted = [options[state].values("id") for state in states if state in options]
    return facets.filter(id__in=wanted[0].union(*wanted[1:])) if wanted else facets.none()


def _sorted(
    found: QuerySet[models.Organisation], sort: str, ids: Sequence[str] | None
) -> QuerySet[models.Organisation]:
    if sort == "relevance" and ids:
        ranked = Case(
            *(When(id=public_id, then=Value(rank)) for rank, public_id in enumerate(ids)),
            default=Value(len(ids)),
            output_field=IntegerField(),
        )
        return found.order_by(ranked, "sort_name")
    return found.order_by(*_ORDER.get(sort, _ORDER["name"]))


def _counts(everything: QuerySet[models.Organisation], question: Question, key: str) -> dict[str, int]:
    others = {k: values for k, values in question.chosen.items() if k != key}
    found = _filtered(everything, question, others).order_by()
    facets = models.Facet.objects.filter(key=key, organisation__in=found)
    if key != "label":
        return dict(facets.values_list("value").annotate(n=Count("id")))
    counted = {s: _label_facets(facets, (s,), question.on) for s in LABEL_STATES}
    return {
        state: n
        for state, found_facets in counted.items()
        if (n := found_facets.values("organisation").distinct().count())
    }


def cards(page: QuerySet[models.Organisation], language: str, on: date) -> tuple[ResultCard, ...]:
    """Organisations as they stand in a list, with one query for the statements of them all."""
    organisations = list(page)
    statements: dict[str, dict[str, list[models.Statement]]] = {o.id: {} for o in organisations}
    wanted = ("seat", "sector", "stage", "label")
    found = models.Statement.objects.filter(record__organisation__in=statements, property__in=wanted)
    for statement in found.select_related("record"):
        statements[statement.record.organisation_id].setdefault(statement.property, []).append(statement)
    lists = _lists(list(statements), language)
    return tuple(_card(o, statements[o.id], lists.get(o.id, ()), language, on) for o in organisations)


def _lists(ids: Sequence[str], language: str) -> dict[str, tuple[str, ...]]:
    """The lists that know each organisation, by slug, in the lists' order."""
    found: dict[str, dict[str, None]] = {}
    records = models.Record.objects.filter(organisation__in=ids).order_by("source__order")
    for organisation, slug in records.values_list("organisation", "source"):
        found.setdefault(organisation, {})[slug] = None
    return {organisation: tuple(slugs) for organisation, slugs in found.items()}


def _card(
    organisation: models.Organisation,
    statements: dict[str, list[models.Statement]],
    lists: tuple[str, ...],
    language: str,
    on: date,
) -> ResultCard:
    labels = (
        LabelMark(
            *label_name(s.value, language).split(" – ", 1), s.valid_until, label_state(s.valid_until, on)
        )
        for s in statements.get("label", [])
    )
    return ResultCard(
        id=organisation.id,
        url=organisation_url(organisation.id),
        name=organisation.name,
        other_name=organisation.other_name,
        kind=organisation_kind(organisation.kind).name(language) if organisation.kind else "",
        stage=" / ".join(dict.fromkeys(shown(s, language) for s in statements.get("stage", []))),
        seat=", ".join(dict.fromkeys(shown(s, language) for s in statements.get("seat", []))),
        sectors=sector_names(statements.get("sector", []), language),
        labels=tuple(labels),
        lists=lists,
        findings=organisation.finding_count,
    )


def list_titles(language: str) -> dict[str, str]:
    return {source.slug: source_title(source, language) for source in models.SourceList.objects.all()}
