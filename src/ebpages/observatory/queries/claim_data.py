"""The registry and the statistics as claims are worked out from them: each look-up once, however many claims need it."""

from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar

from ebpages.observatory.claims.claim_data import Rows
from ebpages.observatory.claims.measure import Cells
from ebpages.observatory.population import Observed, Population, Values
from ebpages.observatory.property import PROPERTIES
from ebpages.observatory.queries import populations
from ebpages.observatory.queries.statistics import vintage
from ebpages.observatory.statistics.dataset import UnknownDimension, UnknownVintage, Vintage
from ebpages.registry import models
from ebpages.registry.queries.lists import coverage

A = TypeVar("A")


class RegistryData:
    """`ClaimData` from the stored registry; answers are kept for the life of the instance, which should be short."""

    def __init__(self) -> None:
        self._answers: dict[Any, Any] = {}

    def observed(self, population: Population, prop: str) -> Observed:
        return self._once(
            ("observed", population.model_dump_json(), prop), lambda: populations.observed(population, prop)
        )

    def rows(self, slug: str) -> Rows:
        return self._once(("rows", slug), lambda: _rows(self.source_list(slug)))

    def source_list(self, slug: str) -> models.SourceList | None:
        return self._once(("list", slug), lambda: models.SourceList.objects.filter(slug=slug).first())

    def mentioning(self, population: Population, cells: Collection[str], words: Collection[str]) -> int:
        return len({statement.record_id for statement in self.mentions(population, cells, words)})

    def mentions(
        self, population: Population, cells: Collection[str], words: Collection[str]
    ) -> list[models.Statement]:
        """The statements of some properties that hold any of the words, in the order of the list; those of members alone."""
        return self._once(
            ("mentions", population.model_dump_json(), tuple(cells), tuple(words)),
            lambda: _mentions(population, cells, words),
        )

    def stated(self, slug: str, row: str, prop: str) -> Values:
        return tuple(statement.value for statement in self.statements(slug, row, prop) if statement.value)

    def statements(self, slug: str, row: str, prop: str) -> list[models.Statement]:
        """What one row of a list states of a property."""
        return self._once(("stated", slug, row, prop), lambda: _statements(slug, row, prop))

    def values_by_row(self, slug: str, prop: str) -> tuple[dict[int, Values], int]:
        """What the rows of a list state of a property, by the number printed before each; and how many rows there are in all."""
        stored = self.source_list(slug)
        if stored is None:
            return {}, 0
        rows = populations.stated_by_record(Population(kind="records", list=slug), prop)
        numbers = dict(stored.records.order_by().values_list("id", "number"))
        printed = {int(numbers[r]): values for r, values in rows.items() if numbers[r].isdecimal()}
        return printed, coverage(stored).total

    def statistic(self, dataset: str, cells: Cells, wanted: str) -> float | None:
        found = self.vintage(dataset, wanted)
        if found is None:
            return None
        try:
            cell = found.value(**cells)
        except UnknownDimension:
            return None
        return cell.value if cell else None

    def vintage(self, dataset: str, wanted: str) -> Vintage | None:
        return self._once(("vintage", dataset, wanted), lambda: _vintage(dataset, wanted))

    def _once(self, key: Any, ask: Callable[[], A]) -> A:
        if key not in self._answers:
            self._answers[key] = ask()
        return self._answers[key]


def _vintage(dataset: str, wanted: str) -> Vintage | None:
    try:
        return vintage(dataset, wanted or None)
    except UnknownVintage:
        return None


def _rows(stored: models.SourceList | None) -> Rows:
    """How a list is printed. `lost` says whether its numbers skip; a list whose numbers do not is whole."""
    if stored is None:
        return Rows(0, 0, gaps=True)
    numbers = stored.records.order_by().values_list("number", flat=True)
    last = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return Rows(stored.found, last, gaps=stored.lost > 0)


def _mentions(
    population: Population, cells: Collection[str], words: Collection[str]
) -> list[models.Statement]:
    found = models.Statement.objects.filter(
        record__source=population.list, property__in=cells
    ).select_related("record__source", "record__organisation")
    members, folded = _members(population), [word.casefold() for word in words]
    # Compared here: a database does not know capital Cyrillic letters everywhere.
    return [
        statement
        for statement in found.order_by("record__row", "id")
        if any(word in statement.original.casefold() for word in folded)
        and (members is None or statement.record_id in members)
    ]


def _members(population: Population) -> set[str] | None:
    """The records that `where` leaves; None where it leaves all."""
    sets = [_stating(population.list, prop, wanted) for prop, wanted in population.where.items()]
    return set.intersection(*sets) if sets else None


def _stating(slug: str, prop: str, wanted: Iterable[str]) -> set[str]:
    item, values = PROPERTIES[prop], frozenset(wanted)
    found = models.Statement.objects.filter(record__source=slug, property=item.stated_as)
    pairs = found.order_by().values_list("record", "value")
    return {record for record, value in pairs if value and not values.isdisjoint(item.read(value))}


def _statements(slug: str, row: str, prop: str) -> list[models.Statement]:
    found = models.Statement.objects.filter(
        record__source=slug, record__number=row, property=PROPERTIES[prop].stated_as
    )
    return list(found.select_related("record__source", "record__organisation").order_by("id"))
