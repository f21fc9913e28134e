"""The public facts of organisations, a chunk at a time, each with a few questions for the whole chunk."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ebpages.open_data.public_facts import PublicFacts, Registration, Row
from ebpages.registry import models
from ebpages.registry.contributions import SOURCE
from ebpages.registry.facets import UNKNOWN
from ebpages.registry.queries.evidence import edition_of, said_on
from ebpages.registry.queries.findings import named_statements

_CHUNK = 500
_WANTED = ("name", "seat", "stage", "activity", "registry_state", "label", "website", "nace")
_FACETS = ("region", "country", "sector")
Statements = Sequence[models.Statement]


def facts_of_all() -> Iterator[PublicFacts]:
    """Of every organisation that is no invented example, in the order of ids."""
    last = ""
    while chunk := list(_organisations().filter(is_example=False, id__gt=last).order_by("id")[:_CHUNK]):
        yield from _facts(chunk)
        last = chunk[-1].id


def facts_of(public_id: str) -> PublicFacts | None:
    return next(_facts(list(_organisations().filter(id=public_id))), None)


def _organisations() -> "models.models.QuerySet[models.Organisation]":
    return models.Organisation.objects.prefetch_related("entities")


def _facts(organisations: Sequence[models.Organisation]) -> Iterator[PublicFacts]:
    ids = [each.id for each in organisations]
    statements: dict[str, dict[str, list[models.Statement]]] = {each: defaultdict(list) for each in ids}
    doubted = named_statements(models.Finding.objects.filter(organisations__in=ids))["doubted"]
    stated = models.Statement.objects.filter(record__organisation__in=ids, property__in=_WANTED)
    for statement in stated.select_related("record__source").order_by(
        "record__source__order", "record__row", "id"
    ):
        if statement.property != "website" or statement.id not in doubted:
            statements[statement.record.organisation_id][statement.property].append(statement)
    rows: dict[str, list[models.Record]] = defaultdict(list)
    records = models.Record.objects.filter(organisation__in=ids).select_related("source")
    for record in records.order_by("source__order", "row"):
        rows[record.organisation_id].append(record)
    facets: dict[tuple[str, str], list[str]] = defaultdict(list)
    known = models.Facet.objects.filter(organisation__in=ids, key__in=_FACETS).exclude(value=UNKNOWN)
    for public_id, key, value in known.order_by("value").values_list("organisation", "key", "value"):
        facets[public_id, key].append(value)
    for each in organisations:
        of_facet = {key: tuple(facets[each.id, key]) for key in _FACETS}
        yield _of_one(each, statements[each.id], rows[each.id], of_facet)


def _of_one(
    organisation: models.Organisation,
    stated: dict[str, list[models.Statement]],
    records: Sequence[models.Record],
    facets: dict[str, tuple[str, ...]],
) -> PublicFacts:
    active = [*stated["activity"], *stated["registry_state"]]
    return PublicFacts(
        id=organisation.id,
        name_bg=organisation.name,
        name_en=organisation.other_name,
        names=tuple(dict.fromkeys((s.value, s.language) for s in stated["name"])),
        kind=organisation.kind,
        registrations=tuple(
            Registration(entity.identifier or "", entity.legal_form, entity.name)
            for entity in organisation.entities.all()
        ),
        websites=_values(stated["website"]),
        seats=_values(stated["seat"]),
        regions=facets["region"],
        countries=facets["country"],
        sectors=facets["sector"],
        industries=_values(stated["nace"]),
        stages=_values(stated["stage"]),
        stage_edition=edition_of(stated["stage"]),
        activities=_values(active),
        activity_edition=edition_of(active),
        founded=organisation.founded,
        labels=tuple(dict.fromkeys((s.value, s.valid_until) for s in stated["label"])),
        rows=tuple(Row(r.id, r.source_id, r.key, edition_of_row(r)) for r in records),
        findings=organisation.finding_count,
    )


def edition_of_row(record: models.Record) -> str:
    """The edition of its list; of what an organisation says of itself, the day. Wants `source` selected."""
    return said_on(record) if record.source_id == SOURCE.slug else record.source.edition


def _values(statements: Statements) -> tuple[str, ...]:
    return tuple(dict.fromkeys(statement.value for statement in statements))
