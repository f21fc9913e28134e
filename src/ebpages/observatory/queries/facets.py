"""What a figure can be asked: filters with counts of those that they would leave, series and vintages of a data set."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from ebpages.faces.addresses import changed, toggled
from ebpages.faces.shapes import FacetGroup, FacetOption
from ebpages.observatory.figures.asked import FILTERS, Asked
from ebpages.observatory.figures.declaration import FigureOf
from ebpages.observatory.population import Population
from ebpages.observatory.queries.statistics import vintage, vintages
from ebpages.observatory.statistics.dataset import UnknownVintage
from ebpages.registry.facet_labels import facet_groups
from ebpages.registry.queries.membership import Membership, membership


def figure_facets(
    declared: FigureOf, asked: Asked, address: QueryDict, language: str
) -> tuple[FacetGroup, ...]:
    if declared.statistics:
        return (*_series(declared, asked, address, language), *_vintages(declared, asked, address))
    if declared.counts and declared.counts.population.kind == "findings":
        return ()
    population = (
        declared.counts.population.population()
        if declared.counts
        else Population("records", declared.labels.list if declared.labels else "")
    )
    return facet_groups(address, _counts(population, asked), FILTERS)


def _counts(population: Population, asked: Asked) -> dict[str, dict[str, int]]:
    """Facet -> value -> organisations of the population, each facet under the filters of the others."""
    registry = membership()
    everybody = _members(registry, population, asked)
    return {
        key: registry.counts(key, _filtered(registry, everybody, asked, leave=key), asked.on)
        for key in FILTERS
    }


def _members(registry: Membership, population: Population, asked: Asked) -> int:
    found = registry.everybody
    if population.list:
        found &= registry.having("list", (population.list,), asked.on)
    for key, values in population.where.items():
        found &= registry.having(key, values, asked.on)
    return found


def _filtered(registry: Membership, found: int, asked: Asked, leave: str) -> int:
    for key, values in asked.filters.items():
        if key != leave:
            found &= registry.having(key, values, asked.on)
    return found


def _series(declared: FigureOf, asked: Asked, address: QueryDict, language: str) -> tuple[FacetGroup, ...]:
    """The series that the data set has besides those that are shown, with how many values each has."""
    assert declared.statistics is not None
    series = declared.statistics.series
    if not series:
        return ()
    try:
        found = vintage(
            declared.statistics.dataset, asked.vintage or None, holding=declared.statistics.select
        )
    except UnknownVintage:
        return ()
    on = asked.select.get(series, declared.statistics.select[series])
    shown = address.copy()
    shown.setlist(series, list(on))
    fixed = {k: v for k, v in declared.statistics.select.items() if k != series}
    if not {series, *fixed} <= set(
        found.dimensions
    ):  # data of another shape than declared: the figure says so
        return ()
    counts = dict.fromkeys(found.codes(series), 0)
    for observation in found.select(**fixed):
        if observation.value is not None:
            counts[observation.key[found.dimensions.index(series)]] += 1
    options = tuple(
        FacetOption(
            code, found.label(series, code, language), number, code in on, toggled(shown, series, code)
        )
        for code, number in counts.items()
        if number
    )
    return (FacetGroup(series, found.dimension_title(series, language), options),)


def _vintages(declared: FigureOf, asked: Asked, address: QueryDict) -> tuple[FacetGroup, ...]:
    assert declared.statistics is not None
    found = vintages(declared.statistics.dataset)
    if len(found) < 2:
        return ()
    options = tuple(
        FacetOption(
            v.name,
            v.name,
            v.cells,
            bool(asked.vintage) and asked.vintage in (v.name, v.vintage),
            changed(address, vintage=v.name),
        )
        for v in reversed(found)
    )
    return (FacetGroup("vintage", _("Vintage of the data"), options),)
