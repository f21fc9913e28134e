"""The records behind a claim: those that decide it, or the list or data set to look at where they are many."""

from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse

from ebpages.faces.language import active_language
from ebpages.observatory.claims import measure as m
from ebpages.observatory.population import Population, Values
from ebpages.observatory.queries.claim_data import RegistryData
from ebpages.observatory.queries.populations import NO_FILTERS, population_records
from ebpages.observatory.shapes import RecordBehind
from ebpages.registry import models
from ebpages.registry.queries.evidence import evidence_of, organisation_url, source_title
from ebpages.registry.shapes import Evidence

MOST = 10  # records shown; where a number rests on more of them, its list is
_EXTREMES = 3


def records_behind(measure: m.Measure, data: RegistryData) -> tuple[RecordBehind, ...]:
    """The records that matter for a measure, then the lists and data sets that it is worked out from."""
    parts = m.parts(measure)
    records = [item for part in parts for item in _records(part, data)]
    places = [item for part in parts for item in _places(part, data)]
    return tuple(dict.fromkeys((*records[:MOST], *places)))


def _records(part: m.Measure, data: RegistryData) -> tuple[RecordBehind, ...]:
    if isinstance(part, m.Mentions):
        statements = data.mentions(part.population, part.cells, part.words)
        return _printing(statements) if len(statements) <= MOST else ()
    if isinstance(part, m.Reported):
        return tuple(
            RecordBehind(by.source.title.name(active_language()), by.source.url, "") for by in part.by
        )
    if isinstance(part, m.Stated):
        return _printing(data.statements(part.list, part.row, part.property))
    if isinstance(part, m.Extreme):
        return _extremes(part, data)
    if isinstance(part, m.InClass | m.Several | m.Codes | m.Count):
        return _few(part, data)
    return ()


def _few(part: m.InClass | m.Several | m.Codes | m.Count, data: RegistryData) -> tuple[RecordBehind, ...]:
    """The members that are counted, unless they are many or a whole list."""
    population = part.population
    if isinstance(part, m.Count):
        if not population.where:
            return ()
        prop = next(iter(population.where))
    else:
        prop = part.property
    observed = data.observed(population, prop).values
    wanted = [values for values in observed if values and _counts(part, values)]
    if sum(observed[values] for values in wanted) > MOST:
        return ()
    return _members(population, prop, wanted, MOST)


def _counts(part: m.Measure, values: Values) -> bool:
    if isinstance(part, m.InClass):
        return any(map(part.holds, values))
    return len(values) > 1 if isinstance(part, m.Several) else True


def _extremes(part: m.Extreme, data: RegistryData) -> tuple[RecordBehind, ...]:
    population = part.population
    sign = -1 if part.kind == "largest" else 1
    stated = (values for values in data.observed(population, part.property).values if values)
    order = sorted(stated, key=lambda values: min(sign * int(value) for value in values))
    found = [_members(population, part.property, (values,), _EXTREMES) for values in order[:_EXTREMES]]
    return tuple(item for members in found for item in members)[:_EXTREMES]


def _members(
    population: Population, prop: str, wanted: Iterable[Values], size: int
) -> tuple[RecordBehind, ...]:
    records, _total = population_records(population, prop, tuple(wanted), NO_FILTERS, start=0, size=size)
    return tuple(replace(record, evidence=_cells(record.evidence)) for record in records)


def _cells(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """One mark for each printed cell, also where several values were read from it."""
    return tuple({(e.record_url, e.column, e.original): e for e in evidence}.values())


def _printing(statements: Iterable[models.Statement]) -> tuple[RecordBehind, ...]:
    """The rows that print these statements, each with its line."""
    return tuple(_row(statement) for statement in statements)


def _row(statement: models.Statement) -> RecordBehind:
    evidence = evidence_of(statement)
    record = statement.record
    url = organisation_url(record.organisation_id) if record.organisation_id else evidence.record_url
    return RecordBehind(record.name or record.number, url, " ".join(statement.original.split()), (evidence,))


def _places(part: m.Measure, data: RegistryData) -> tuple[RecordBehind, ...]:
    if isinstance(part, m.Statistic | m.Rank):
        vintage = data.vintage(part.dataset, part.vintage)
        if vintage is None:
            return ()
        url = reverse("observatory:dataset", args=[part.dataset])
        return (RecordBehind(vintage.title.name(active_language()), url, vintage.vintage),)
    slug = m.list_of(part)
    stored = data.source_list(slug) if slug else None
    return (
        (RecordBehind(source_title(stored), reverse("registry:source", args=[slug]), ""),) if stored else ()
    )
