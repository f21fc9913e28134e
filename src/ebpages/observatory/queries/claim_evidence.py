"""The records behind a claim: those that decide it, or the list or data set to look at where they are many."""

from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse

from ebpages.observatory.claims import measure as m
from ebpages.observatory.population import Population, Values
from ebpages.observatory.queries.claim_ground import RegistryGround
from ebpages.observatory.queries.populations import NO_FILTERS
from ebpages.observatory.queries.populations import behind as members_behind
from ebpages.observatory.shapes import Behind
from ebpages.registry import models
from ebpages.registry.queries.evidence import evidence_of, organisation_url, source_title
from ebpages.registry.shapes import Evidence

MOST = 10  # records shown; where a number rests on more of them, its list is
_EXTREMES = 3


def behind(measure: m.Measure, ground: RegistryGround, language: str) -> tuple[Behind, ...]:
    """The records that matter for a measure, then the lists and data sets that it is worked out from."""
    parts = m.parts(measure)
    records = [item for part in parts for item in _records(part, ground, language)]
    places = [item for part in parts for item in _places(part, ground, language)]
    return tuple(dict.fromkeys((*records[:MOST], *places)))


def _records(part: m.Measure, ground: RegistryGround, language: str) -> tuple[Behind, ...]:
    if isinstance(part, m.Mentions):
        found = ground.mentions(part.population.population(), part.cell, part.word)
        return _printing(found, language) if len(found) <= MOST else ()
    if isinstance(part, m.Stated):
        return _printing(ground.statements(part.list, part.row, part.property), language)
    if isinstance(part, m.Extreme):
        return _extremes(part, ground, language)
    if isinstance(part, m.InClass | m.Several | m.Codes | m.Count):
        return _few(part, ground, language)
    return ()


def _few(
    part: m.InClass | m.Several | m.Codes | m.Count, ground: RegistryGround, language: str
) -> tuple[Behind, ...]:
    """The members that are counted, unless they are many or a whole list."""
    population = part.population.population()
    if isinstance(part, m.Count):
        if not population.where:
            return ()
        prop = next(iter(population.where))
    else:
        prop = part.property
    observed = ground.observed(population, prop).values
    wanted = [values for values in observed if values and _counts(part, values)]
    if sum(observed[values] for values in wanted) > MOST:
        return ()
    return _members(population, prop, wanted, MOST, language)


def _counts(part: m.Measure, values: Values) -> bool:
    if isinstance(part, m.InClass):
        return any(map(part.holds, values))
    return len(values) > 1 if isinstance(part, m.Several) else True


def _extremes(part: m.Extreme, ground: RegistryGround, language: str) -> tuple[Behind, ...]:
    population = part.population.population()
    sign = -1 if part.kind == "largest" else 1
    stated = (values for values in ground.observed(population, part.property).values if values)
    order = sorted(stated, key=lambda values: min(sign * int(value) for value in values))
    found = [
        _members(population, part.property, (values,), _EXTREMES, language) for values in order[:_EXTREMES]
    ]
    return tuple(item for members in found for item in members)[:_EXTREMES]


def _members(
    population: Population, prop: str, wanted: Iterable[Values], size: int, language: str
) -> tuple[Behind, ...]:
    found, _total = members_behind(population, prop, tuple(wanted), NO_FILTERS, language, start=0, size=size)
    return tuple(replace(item, evidence=_cells(item.evidence)) for item in found)


def _cells(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """One mark for each printed cell, also where several values were read from it."""
    return tuple({(e.record_url, e.column, e.original): e for e in evidence}.values())


def _printing(statements: Iterable[models.Statement], language: str) -> tuple[Behind, ...]:
    """The rows that print these statements, each with its line."""
    return tuple(_row(statement, language) for statement in statements)


def _row(statement: models.Statement, language: str) -> Behind:
    evidence = evidence_of(statement)
    record = statement.record
    url = organisation_url(record.organisation_id) if record.organisation_id else evidence.record_url
    return Behind(record.name or record.number, url, " ".join(statement.original.split()), (evidence,))


def _places(part: m.Measure, ground: RegistryGround, language: str) -> tuple[Behind, ...]:
    if isinstance(part, m.Statistic | m.Rank):
        found = ground.vintage(part.dataset, part.vintage)
        if found is None:
            return ()
        url = reverse("observatory:dataset", args=[part.dataset])
        return (Behind(found.title.name(language), url, found.vintage),)
    slug = part.list if isinstance(part, m.Stated) else _list_of(part)
    stored = ground.source_list(slug) if slug else None
    return (Behind(source_title(stored), reverse("registry:source", args=[slug]), ""),) if stored else ()


def _list_of(part: m.Measure) -> str:
    return part.population.list if isinstance(part, m.Count | m.OfProperty | m.Mentions) else ""
