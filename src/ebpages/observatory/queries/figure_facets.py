"""What a figure can be asked: filters with counts of those that they would leave, series and vintages of a data set."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from ebpages.faces.addresses import changed, toggled
from ebpages.faces.language import active_language
from ebpages.faces.shapes import FacetGroup, FacetOption
from ebpages.observatory.figures.declaration import DeclaredFigure, Statistics
from ebpages.observatory.figures.question import FILTERS, FigureQuestion
from ebpages.observatory.population import Population
from ebpages.observatory.queries.statistics import vintage, vintages
from ebpages.observatory.statistics.dataset import UnknownVintage
from ebpages.registry.facet_labels import facet_groups
from ebpages.registry.membership import Membership
from ebpages.registry.queries.membership import membership


def figure_facets(
    declared: DeclaredFigure, question: FigureQuestion, address: QueryDict
) -> tuple[FacetGroup, ...]:
    if declared.statistics:
        series = _series(declared.statistics, question, address)
        return (*series, *_vintages(declared.statistics, question, address))
    if declared.counts and declared.counts.population.kind == "findings":
        return ()
    if declared.counts:
        population = declared.counts.population
    else:
        assert declared.labels is not None
        population = Population(kind="records", list=declared.labels.list)
    return facet_groups(address, _counts(population, question), FILTERS)


def _counts(population: Population, question: FigureQuestion) -> dict[str, dict[str, int]]:
    """Facet -> value -> organisations of the population, each facet under the filters of the others."""
    registry = membership()
    everybody = _members(registry, population, question)
    return {
        key: registry.counts(key, _filtered(registry, everybody, question, leave=key), question.on)
        for key in FILTERS
    }


def _members(registry: Membership, population: Population, question: FigureQuestion) -> int:
    found = registry.everybody
    if population.list:
        found &= registry.having("list", (population.list,), question.on)
    for key, values in population.where.items():
        found &= registry.having(key, values, question.on)
    return found


def _filtered(registry: Membership, found: int, question: FigureQuestion, leave: str) -> int:
    for key, values in question.filters.items():
        if key != leave:
            found &= registry.having(key, values, question.on)
    return found


def _series(statistics: Statistics, question: FigureQuestion, address: QueryDict) -> tuple[FacetGroup, ...]:
    """The series that the data set has besides those that are shown, with how many values each has."""
    series = statistics.series
    if not series:
        return ()
    try:
        data = vintage(statistics.dataset, question.vintage or None, holding=statistics.select)
    except UnknownVintage:
        return ()
    fixed = {k: v for k, v in statistics.select.items() if k != series}
    if not {series, *fixed} <= set(data.dimensions):
        return ()  # data of another shape than declared: the figure says so
    chosen = question.select.get(series, statistics.select[series])
    shown = address.copy()
    shown.setlist(series, list(chosen))
    counts = dict.fromkeys(data.codes(series), 0)
    for observation in data.select(**fixed):
        if observation.value is not None:
            counts[observation.key[data.dimensions.index(series)]] += 1
    language = active_language()
    options = tuple(
        FacetOption(
            code, data.label(series, code, language), number, code in chosen, toggled(shown, series, code)
        )
        for code, number in counts.items()
        if number
    )
    return (FacetGroup(series, data.dimension_title(series, language), options),)


def _vintages(statistics: Statistics, question: FigureQuestion, address: QueryDict) -> tuple[FacetGroup, ...]:
    heads = vintages(statistics.dataset)
    if len(heads) < 2:
        return ()
    options = tuple(
        FacetOption(
            head.name,
            head.name,
            head.cells,
            bool(question.vintage) and question.vintage in (head.name, head.vintage),
            changed(address, vintage=head.name),
        )
        for head in reversed(heads)
    )
    return (FacetGroup("vintage", _("Vintage of the data"), options),)
