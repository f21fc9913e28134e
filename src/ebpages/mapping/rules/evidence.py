"""What is known of the quantities that a rule set asks for: bounds, where they are defined, and where anybody is employed."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace

import numpy as np

from ebpages.mapping.arrays import Booleans, Floats
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.category_table import CategoryTable
from ebpages.mapping.rules.conditions import Measure, Quantity, QuantityTest
from ebpages.mapping.rules.quantile import Truth
from ebpages.mapping.rules.rule_set import RuleSet
from ebpages.mapping.suppression.quotient import (
    growth,
    location_quotient,
    share_of_category,
    share_of_region,
    wage_per_person,
)

Key = tuple[Quantity, Measure]


@dataclass(frozen=True, slots=True, eq=False)
class Quantified:
    """A quantity by region and category, shape (regions, categories).

    counted: which regions have one, and so stand in a quantile over all of them. undefined: where there might be none although
    somebody is employed, so that nobody can tell. needs: what else must hold for a region to pass a test of it. signed: whether a
    value of 0 is a value like others.
    """

    low: Floats
    high: Floats
    counted: Truth
    undefined: Booleans
    needs: Truth
    signed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """cells, before: of each measure in the year, and in the earlier year for the same regions. derived: of what tests ask for."""

    lq: Estimates
    cells: Mapping[str, Estimates]
    before: Mapping[str, Estimates]
    derived: Mapping[Key, Estimates]
    earlier_year: int | None

    @property
    def shape(self) -> tuple[int, ...]:
        return self.lq.low.shape

    @property
    def measures(self) -> Set[str]:
        return self.cells.keys()

    @property
    def earlier_measures(self) -> Set[str]:
        return self.before.keys()

    @property
    def present(self) -> Truth:
        """Where anybody is employed."""
        return _above_zero(self.cells["employment"])

    def quantified(self, quantity: Quantity, of: Measure) -> Quantified:
        everywhere = _everywhere(self.shape)
        if quantity == "value":
            cells = self.cells[of]
            return Quantified(cells.low, cells.high, everywhere, ~everywhere.certain, everywhere)
        derived = self.derived[quantity, of]
        if quantity == "growth":
            then = _above_zero(self.before[of])
            return Quantified(derived.low, derived.high, then, ~then.certain, self.present, signed=True)
        counted = self.present if quantity == "wage_per_person" else everywhere
        return Quantified(derived.low, derived.high, counted, ~everywhere.certain, counted)

    def at_estimates(self) -> "Evidence":
        """The same if every estimate were the truth; where there is none the bounds stay."""
        return replace(
            self,
            lq=_fixed(self.lq),
            cells={measure: _fixed(cells) for measure, cells in self.cells.items()},
            before={measure: _fixed(cells) for measure, cells in self.before.items()},
            derived={key: _fixed(figures) for key, figures in self.derived.items()},
        )


def evidence(
    rule_set: RuleSet, tables: Mapping[str, CategoryTable], earlier: Mapping[str, CategoryTable]
) -> Evidence:
    """Everything that the tests of a rule set can be asked of. Raises ValueError for tables that do not fit together."""
    _refuse_unfit(tables, earlier)
    employment = tables["employment"]
    before = {
        measure: table.aligned(employment.regions, employment.categories).cells
        for measure, table in earlier.items()
    }
    quantities = {(test.quantity, test.of) for test in rule_set.tests if isinstance(test, QuantityTest)}
    cells = {measure: table.cells for measure, table in tables.items()}
    return Evidence(
        lq=location_quotient(employment),
        cells=cells,
        before=before,
        derived={
            key: _derived(key, tables, before)
            for key in quantities
            if _can_be_derived(key, tables.keys(), before.keys())
        },
        earlier_year=next((table.year for table in earlier.values()), None),
    )


def _can_be_derived(key: Key, measures: Set[str], before: Set[str]) -> bool:
    quantity, of = key
    if quantity == "wage_per_person":
        return "wages" in measures
    return of in measures and quantity != "value" and (quantity != "growth" or of in before)


def _derived(key: Key, tables: Mapping[str, CategoryTable], before: Mapping[str, Estimates]) -> Estimates:
    quantity, of = key
    if quantity == "wage_per_person":
        return wage_per_person(tables["wages"].cells, tables["employment"].cells)
    if quantity == "growth":
        return growth(tables[of].cells, before[of])
    return _QUOTIENTS[quantity](tables[of])


_QUOTIENTS: Mapping[Quantity, Callable[[CategoryTable], Estimates]] = {
    "lq": location_quotient,
    "share_of_category": share_of_category,
    "share_of_region": share_of_region,
}


def _refuse_unfit(tables: Mapping[str, CategoryTable], earlier: Mapping[str, CategoryTable]) -> None:
    if "employment" not in tables:
        raise ValueError(
            f"a rule set needs the table of `employment`; given are {', '.join(tables) or 'none'}"
        )
    first = tables["employment"]
    if not first.cells.low.size:
        raise ValueError("the table of `employment` has no regions or no categories")
    for measure, table in tables.items():
        for what in ("year", "regions", "categories"):
            if getattr(table, what) != getattr(first, what):
                raise ValueError(f"the tables of `employment` and `{measure}` differ in their {what}")
    years = {table.year for table in earlier.values()}
    if len(years) > 1 or any(year >= first.year for year in years):
        raise ValueError(
            f"growth is measured from one year before {first.year}; the earlier tables are of {sorted(years)}"
        )


def _everywhere(shape: tuple[int, ...]) -> Truth:
    return Truth(np.ones(shape, dtype=bool), np.ones(shape, dtype=bool))


def _above_zero(cells: Estimates) -> Truth:
    return Truth(cells.low > 0, cells.high > 0)


def _fixed(known: Estimates) -> Estimates:
    unknown = np.isnan(known.estimate)
    return Estimates(
        np.where(unknown, known.low, known.estimate),
        np.where(unknown, known.high, known.estimate),
        estimate=known.estimate,
    )
