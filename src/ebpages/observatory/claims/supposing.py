"""Claim data on the condition that a list is printed in order: its lost rows have the values that the order gives them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from ebpages.observatory.claims.claim_data import ClaimData, Rows
from ebpages.observatory.claims.measure import Cells
from ebpages.observatory.population import Observed, Population, Values
from ebpages.registry.printed_order import counts_by_order, stages_by_order


def lost_rows_by_value(
    printed: Mapping[int, Collection[str]], last: int, order: Sequence[str], counts: Mapping[str, int]
) -> Mapping[str, int]:
    """How many of the lost rows have each value for certain if rows are printed in this order; empty where it tells nothing.

    printed: the values of the rows that are there, by number, of `last` in all. counts: rows with a value, where known otherwise.
    """
    by_row = stages_by_order(printed, last, order)
    there = Counter(values[0] for row, values in by_row.items() if row in printed and len(values) == 1)
    at_least = {value: low for value, (low, _most) in counts_by_order(by_row, counts).items()}
    return {value: low - there[value] for value, low in at_least.items() if low > there[value]}


class Supposing:
    """`ClaimData` in which lost rows of a list have values of one property. lost_rows: value -> how many of them have it."""

    def __init__(self, data: ClaimData, slug: str, prop: str, lost_rows: Mapping[str, int]) -> None:
        self._data, self._list, self._property, self._lost_rows = data, slug, prop, lost_rows

    def observed(self, population: Population, prop: str) -> Observed:
        seen = self._data.observed(population, prop)
        if population.list != self._list or not seen.lost:
            return seen
        wanted = population.where.get(self._property, tuple(self._lost_rows))
        inside = {(value,): n for value, n in self._lost_rows.items() if value in wanted}
        count = sum(inside.values())
        lost = seen.lost
        if population.declared is None:  # then the rows that stand elsewhere were counted as lost, too
            lost -= sum(self._lost_rows.values()) - count
        if prop != self._property or set(population.where) - {prop}:
            return Observed(seen.values, lost)
        return Observed(Counter(seen.values) + Counter(inside), max(0, lost - count))

    def rows(self, slug: str) -> Rows:
        return self._data.rows(slug)

    def mentioning(self, population: Population, cells: Collection[str], words: Collection[str]) -> int:
        return self._data.mentioning(population, cells, words)

    def stated(self, slug: str, row: str, prop: str) -> Values:
        return self._data.stated(slug, row, prop)

    def statistic(self, dataset: str, cells: Cells, vintage: str) -> float | None:
        return self._data.statistic(dataset, cells, vintage)
