"""Counting the members of a population by what they state, and naming those behind a number."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from ebpages.observatory.population import Observed, Population, Values
from ebpages.observatory.property import PROPERTIES, Property
from ebpages.observatory.shapes import RecordBehind
from ebpages.registry import models
from ebpages.registry.facets import UNKNOWN
from ebpages.registry.queries.evidence import evidence_of, organisation_url, record_evidence
from ebpages.registry.queries.findings import views_of
from ebpages.registry.queries.lists import coverage
from ebpages.sources.catalogue import source

Filters = Mapping[str, Values]
NO_FILTERS: Filters = {}

# Where the values of an organisation's property stand: one row of member and value each.
_FACETS = ("stage", "activity", "region", "sector", "label", "list", "kind", "form")
_COLUMNS = {"founded": "founded", "list_count": "source_count", "finding_count": "finding_count"}


@dataclass(frozen=True, slots=True)
class _Sql:
    text: str
    params: tuple[object, ...] = ()


def observed(population: Population, prop: str, filters: Filters = NO_FILTERS) -> Observed:
    """What the members state of a property. filters: facet -> values, any of which an organisation has."""
    if population.kind == "organisations":
        return Observed(_organisations(population, PROPERTIES[prop], filters))
    if population.kind == "findings":
        return Observed(_findings(prop))
    stated = _stated(population, PROPERTIES[prop], filters)
    doubted = Counter(stated[record] for record in doubts(population, prop) if record in stated)
    return Observed(Counter(stated.values()), lost(population), doubted)


def stated_by_record(population: Population, prop: str) -> dict[str, Values]:
    """Record -> the values of a property that it states, in the order of the list."""
    return _stated(population, PROPERTIES[prop], NO_FILTERS)


def doubts(population: Population, prop: str) -> dict[str, set[str]]:
    """Row of a list -> the kinds of findings that doubt what it states of a property."""
    stated_as = PROPERTIES[prop].stated_as
    findings = models.Finding.objects.filter(
        statements__record__source=population.list, statements__property=stated_as
    )
    kinds: dict[str, set[str]] = defaultdict(set)
    for kind, params in findings.distinct().values_list("kind", "params"):
        for statement in dict(params).get("doubted", "").split():
            kinds[statement].add(kind)
    found: dict[str, set[str]] = defaultdict(set)
    doubted = models.Statement.objects.filter(
        id__in=kinds, property=stated_as, record__source=population.list
    )
    for statement, record in doubted.values_list("id", "record"):
        found[record] |= kinds[statement]
    return found


def lost(population: Population) -> int:
    """How many members the publication declares that cannot be found any more."""
    if population.kind != "records":
        return 0
    stored = models.SourceList.objects.filter(slug=population.list).first()
    if stored is None:
        return 0
    if population.declared is not None:
        return max(0, population.declared - len(_stated(population, PROPERTIES["country"], NO_FILTERS)))
    whole = coverage(stored)
    return whole.total - whole.known


def population_records(
    population: Population, prop: str, wanted: Collection[Values], filters: Filters, *, start: int, size: int
) -> tuple[tuple[RecordBehind, ...], int]:
    """The members that state exactly one of the wanted sets of values, each with its evidence, and how many they are."""
    if population.kind == "findings":
        return _findings_behind(prop, wanted, start, size)
    item = PROPERTIES[prop]
    if population.kind == "organisations":
        ids, total = _organisation_ids(population, item, wanted, filters, start, size)
        return _named_organisations(ids, item), total
    stated = _stated(population, item, filters)
    records = [record for record, values in stated.items() if values in set(wanted)]
    return _named_records(records[start : start + size], item), len(records)


# rows of a list


def _records(population: Population, filters: Filters) -> QuerySet[models.Record]:
    found = models.Record.objects.filter(source=population.list)
    for key, values in filters.items():
        having = models.Facet.objects.filter(key=key, value__in=values).values("organisation")
        found = found.filter(organisation__in=having)
    return found


def _stated(population: Population, item: Property, filters: Filters) -> dict[str, Values]:
    """Record -> the values that it states, in the order of the list."""
    stated = _values_of_records(population, item, filters)
    for prop, wanted in population.where.items():
        other = _values_of_records(population, PROPERTIES[prop], filters)
        stated = {r: values for r, values in stated.items() if not set(wanted).isdisjoint(other[r])}
    return stated


def _values_of_records(population: Population, item: Property, filters: Filters) -> dict[str, Values]:
    records = _records(population, filters)
    read: dict[str, set[str]] = {r: set() for r in records.order_by("row").values_list("id", flat=True)}
    if item.code == "country":  # that of the whole list
        return dict.fromkeys(read, (source(population.list).country,))
    column = "valid_until" if item.code == "label" else "value"
    statements = models.Statement.objects.filter(record__in=records, property=item.stated_as)
    for record, value in statements.order_by().values_list("record", column):
        read[record].update(item.read(value) if value else ())
    return {record: tuple(sorted(values)) for record, values in read.items()}


def _named_records(ids: Sequence[str], item: Property) -> tuple[RecordBehind, ...]:
    stored = models.Record.objects.select_related("source", "organisation").in_bulk(list(ids))
    statements = _statements(item, Q(record__in=ids), lambda s: s.record_id)
    return tuple(_named_record(stored[i], statements[i], item) for i in ids if i in stored)


def _named_record(
    record: models.Record, statements: Sequence[models.Statement], item: Property
) -> RecordBehind:
    evidence = tuple(evidence_of(s) for s in statements) or (record_evidence(record),)
    url = organisation_url(record.organisation_id) if record.organisation_id else evidence[0].record_url
    return RecordBehind(record.name or record.number, url, _text(statements, item), evidence)


def _statements(
    item: Property, which: Q, owner: Callable[[models.Statement], str]
) -> dict[str, list[models.Statement]]:
    """What records or organisations state of a property, or their names where it is counted; by the owner of each statement."""
    stated = models.Statement.objects.filter(which, property=item.stated_as or "name").select_related(
        "record__source"
    )
    grouped: dict[str, list[models.Statement]] = defaultdict(list)
    for statement in stated.order_by("record__source__order", "record__row", "id"):
        grouped[owner(statement)].append(statement)
    return grouped


def _text(statements: Sequence[models.Statement], item: Property) -> str:
    """The values as printed, when the property is a stated one."""
    if not item.stated_as:
        return ""
    texts = (
        s.valid_until if item.code == "label" else s.value if item.kind == "whole" else s.original
        for s in statements
    )
    return "; ".join(dict.fromkeys(" ".join(text.split()) for text in texts))


# organisations


def _organisations(population: Population, item: Property, filters: Filters) -> dict[Values, int]:
    """One pass over the database, whatever their number: members by the set of values that each states."""
    members, stated = _members_sql(population, filters), _values_sql(item, among="members")
    text = (
        f"WITH members AS MATERIALIZED ({members.text}) "  # noqa: S608
        f"SELECT joined, COUNT(*) FROM ({stated.text}) AS stated GROUP BY joined "
        "UNION ALL SELECT NULL, COUNT(*) FROM members"
    )
    counted: Counter[Values] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(text, (*members.params, *stated.params))
        for joined, number in cursor.fetchall():
            counted[() if joined is None else _split(joined)] += number
    counted[()] -= sum(number for values, number in counted.items() if values)
    return {values: number for values, number in counted.items() if number}


def _split(joined: object) -> Values:
    return tuple(sorted(set(str(joined).split(","))))


def _values_sql(item: Property, among: str) -> _Sql:
    """Rows of (member, its values joined by commas), for those that state anything; `among`: a table of ids."""
    source = _source_sql(item)
    kept = f"FROM ({source.text}) AS value_of WHERE member IN (SELECT id FROM {among})"  # noqa: S608
    if item.code in _COLUMNS or item.code == "entity_count":
        as_text = "CAST(value AS VARCHAR(20))"
        return _Sql(f"SELECT member, {as_text} AS joined {kept}", source.params)
    joins = (
        "STRING_AGG(DISTINCT value, ',')"
        if connection.vendor == "postgresql"
        else "GROUP_CONCAT(DISTINCT value)"
    )
    return _Sql(f"SELECT member, {joins} AS joined {kept} GROUP BY member", source.params)


def _source_sql(item: Property) -> _Sql:
    """Rows of (member, value) as they stand in the tables."""
    if item.code in _FACETS:
        text = "SELECT organisation_id AS member, value FROM registry_facet WHERE key = %s AND value <> %s"
        return _Sql(text, (item.code, UNKNOWN))
    if item.code in _COLUMNS:
        column = _COLUMNS[item.code]
        text = f"SELECT id AS member, {column} AS value FROM registry_organisation WHERE {column} IS NOT NULL"  # noqa: S608
        return _Sql(text)
    if item.code == "entity_count":
        return _Sql(
            "SELECT organisation_id AS member, COUNT(*) AS value FROM registry_legalentity"
            " WHERE identifier IS NOT NULL GROUP BY organisation_id"
        )
    return _Sql(
        "SELECT r.organisation_id AS member, s.value FROM registry_statement s JOIN registry_record r"
        " ON r.id = s.record_id WHERE s.property = %s AND r.organisation_id IS NOT NULL",
        (item.stated_as,),
    )


def _members_sql(population: Population, filters: Filters) -> _Sql:
    """The ids of the members of a population of organisations; examples are none."""
    conditions, params = ["NOT is_example"], []
    for key, values in (*population.where.items(), *filters.items()):
        places = ", ".join(["%s"] * len(values))
        if key == "kind":  # stands in the organisation's own row, and nearly every figure asks for it
            conditions.append(f"kind IN ({places})")
            params += values
            continue
        conditions.append(
            f"id IN (SELECT organisation_id FROM registry_facet WHERE key = %s AND value IN ({places}))"  # noqa: S608
        )
        params += [key, *values]
    where = " AND ".join(conditions)
    return _Sql(f"SELECT id FROM registry_organisation WHERE {where}", tuple(params))  # noqa: S608


def _organisation_ids(
    population: Population,
    item: Property,
    wanted: Collection[Values],
    filters: Filters,
    start: int,
    size: int,
) -> tuple[list[str], int]:
    members, stated = _members_sql(population, filters), _values_sql(item, among="members")
    text = (
        f"WITH members AS MATERIALIZED ({members.text}) "  # noqa: S608
        f"SELECT m.id, s.joined FROM members AS m LEFT JOIN ({stated.text}) AS s ON s.member = m.id ORDER BY m.id"
    )
    sets = set(wanted)
    with connection.cursor() as cursor:
        cursor.execute(text, (*members.params, *stated.params))
        ids = [i for i, joined in cursor.fetchall() if (() if joined is None else _split(joined)) in sets]
    return ids[start : start + size], len(ids)


def _named_organisations(ids: Sequence[str], item: Property) -> tuple[RecordBehind, ...]:
    stored = models.Organisation.objects.in_bulk(list(ids))
    statements = _statements(item, Q(record__organisation__in=ids), lambda s: s.record.organisation_id)
    return tuple(
        RecordBehind(
            stored[i].name,
            organisation_url(i),
            _text(statements[i], item),
            tuple(evidence_of(s) for s in statements[i]),
        )
        for i in ids
        if i in stored
    )


# findings


def _findings(prop: str) -> dict[Values, int]:
    return Counter(_values_of_findings(prop).values())


def _values_of_findings(prop: str) -> dict[str, Values]:
    """Finding -> its values; a finding is about every list that it names, as a whole or by a row."""
    found = models.Finding.objects.exclude(organisations__is_example=True)
    ids = found.order_by("place").values_list("id", flat=True)
    if prop != "list":
        column = {"finding_kind": "kind", "severity": "severity"}[prop]
        return {i: (value,) for i, value in ids.values_list("id", column)}
    stated: dict[str, set[str]] = {i: set() for i in ids}
    for column in ("source", "records__source"):
        for finding, slug in found.exclude(**{column: None}).values_list("id", column):
            stated[finding].add(slug)
    return {i: tuple(sorted(values)) for i, values in stated.items()}


def _findings_behind(
    prop: str, wanted: Collection[Values], start: int, size: int
) -> tuple[tuple[RecordBehind, ...], int]:
    sets = set(wanted)
    ids = [i for i, values in _values_of_findings(prop).items() if values in sets]
    some = models.Finding.objects.filter(id__in=ids[start : start + size]).order_by("place")
    return tuple(
        RecordBehind(
            view.organisation_name or view.kind_label, view.organisation_url, view.sentence, view.evidence
        )
        for view in views_of(some)
    ), len(ids)
