"""A panel's year with what pages ask of it, each worked out once and then kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import RLock

import numpy as np

from ebpages.mapping.arrays import Booleans, Floats
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.category_schemes import CategoryScheme
from ebpages.mapping.category_table import CategoryTable
from ebpages.mapping.grid import MEASURES, Grid
from ebpages.mapping.kernel import (
    Complexity,
    ShiftShare,
    economic_complexity,
    growth,
    presence,
    proximity,
    relatedness_density,
    shift_share,
)
from ebpages.mapping.panels.panel import Panel
from ebpages.mapping.rules.apply import apply
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.rules.rule_set import RuleSet
from ebpages.mapping.suppression.category_sums import category_table
from ebpages.mapping.suppression.grid_bounds import GridBounds, grid_bounds
from ebpages.mapping.suppression.quotient import location_quotient, share_of_category, share_of_region

EMPLOYMENT = "employment"
_AT_MOST = 2  # times what is certain: a figure that may be larger than that is mostly unknown


@dataclass(eq=False)
class Atlas:
    """One year of a panel. custom: regions that a reader put together, code -> the codes of their parts; they stand in the place of
    their parts, behind the regions that are left.

    Arrays have the shape (regions, industries).
    """

    panel: Panel
    year: int
    scheme: CategoryScheme | None = None
    custom: Mapping[str, Sequence[str]] = field(default_factory=dict)
    _results: dict[str, tuple[RuleSet, RuleSetResult]] = field(default_factory=dict, repr=False)
    _lock: RLock = field(default_factory=RLock, repr=False)

    @cached_property
    def grid(self) -> Grid:
        """Raises LookupError where the panel has no employment in this year."""
        grid = self.panel.grid(EMPLOYMENT, self.year)
        if grid is None:
            raise LookupError(f"{self.panel.head.name} has no {EMPLOYMENT} in {self.year}")
        return grid

    @cached_property
    def bounds(self) -> GridBounds:
        return grid_bounds(self.grid)

    @cached_property
    def tables(self) -> Mapping[str, CategoryTable]:
        """By measure, all with the regions and industries of employment."""
        return {EMPLOYMENT: self.employment, **self._others()}

    @cached_property
    def earlier_year(self) -> int | None:
        """The first year of the panel, where it is before this one: what growth is measured from."""
        first = min(self.panel.head.years)
        return first if first < self.year and self.panel.grid(EMPLOYMENT, first) else None

    @cached_property
    def earlier(self) -> Mapping[str, CategoryTable]:
        if self.earlier_year is None:
            return {}
        grid = self.panel.grid(EMPLOYMENT, self.earlier_year)
        return {EMPLOYMENT: self._table(grid_bounds(grid))} if grid else {}

    @cached_property
    def employment(self) -> CategoryTable:
        return self._table(self.bounds)

    @cached_property
    def regions(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.employment.regions)}

    @cached_property
    def industries(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.employment.categories)}

    @cached_property
    def covered(self) -> dict[str, int]:
        """Of the industries, or categories of the scheme, those that the panel has a part of in this year."""
        if self.scheme is None:
            return self.industries
        parts = {each.code: each.industries for each in self.scheme.categories}
        there = self.grid.industries.place
        return {
            code: at for code, at in self.industries.items() if any(part in there for part in parts[code])
        }

    @cached_property
    def quotient(self) -> Estimates:
        return location_quotient(self.employment)

    @cached_property
    def share_of_region(self) -> Estimates:
        return share_of_region(self.employment)

    @cached_property
    def share_of_industry(self) -> Estimates:
        return share_of_category(self.employment)

    @cached_property
    def firm(self) -> Booleans:
        """Whether at least half of the cell and of its industry's total is certain, so that its quotient may lead a ranking.

        The region's total does not count: it is the same for all industries of a region, and unknown wherever one small cell is.
        """
        cells = self.employment.cells
        firm: Booleans = (cells.high <= _AT_MOST * cells.low) & self.firm_industries
        return firm

    @cached_property
    def firm_industries(self) -> Booleans:
        """Whether at least half of an industry's total is certain."""
        total = self.employment.category_total
        firm: Booleans = total.high <= _AT_MOST * total.low
        return firm

    def mapped(self, rule_set: RuleSet) -> RuleSetResult:
        """What a rule set says of this year; worked out anew where its declaration has changed."""
        with self._lock:
            declared, result = self._results.get(rule_set.name, (None, None))
            if declared is not rule_set or result is None:
                result = apply(
                    rule_set, self.tables, earlier=self.earlier,
                    panel=self.panel.head.name, vintage=self.panel.head.vintage,
                )  # fmt: skip
                self._results[rule_set.name] = rule_set, result
            return result

    @cached_property
    def present(self) -> Booleans:
        """Where the estimated quotient is at least 1; what is not known counts as absent."""
        return presence(self.quotient.estimate)

    @cached_property
    def nearness(self) -> Floats:
        """Proximity of industries, shape (industries, industries)."""
        return proximity(self.present)

    @cached_property
    def density(self) -> Floats:
        return relatedness_density(self.present, self.nearness)

    @cached_property
    def complexity(self) -> Complexity:
        """ECI of the regions and PCI of the industries, in standard deviations."""
        return economic_complexity(self.present)

    @cached_property
    def grown(self) -> Floats:
        """Yearly growth as a share since `earlier_year`, of published values only; NaN where one of the two is not."""
        before, now = self.then_and_now
        return growth(before, now, years=self.year - (self.earlier_year or self.year - 1))

    @cached_property
    def then_and_now(self) -> tuple[Floats, Floats]:
        """Published persons employed in `earlier_year` and in this year, NaN in both where one of the two is not published."""
        now, before = self.employment, self.earlier.get(EMPLOYMENT)
        known = _told(now)
        then = _told(before.aligned(now.regions, now.categories)) if before else known * np.nan
        both = ~np.isnan(known + then)
        return np.where(both, then, np.nan), np.where(both, known, np.nan)

    @cached_property
    def shifts(self) -> ShiftShare:
        """Shift and share since `earlier_year` over the cells that are published in both years, so that like is held against like."""
        before, now = self.then_and_now
        return shift_share(
            before, now, np.nansum(before, axis=0), np.nansum(now, axis=0), np.nansum(before), np.nansum(now)
        )

    def _table(self, bounds: GridBounds) -> CategoryTable:
        custom = {code: tuple(parts) for code, parts in self.custom.items()}
        table = category_table(bounds, self.scheme, regions=custom)
        taken = {part for parts in custom.values() for part in parts}
        return table.only([place for place, code in enumerate(table.regions) if code not in taken])

    def _others(self) -> dict[str, CategoryTable]:
        grids = {name: self.panel.grid(name, self.year) for name in MEASURES if name != EMPLOYMENT}
        tables = {name: self._table(grid_bounds(grid)) for name, grid in grids.items() if grid is not None}
        regions, industries = tuple(self.regions), tuple(self.industries)
        return {name: table.aligned(regions, industries) for name, table in tables.items()}


def _told(table: CategoryTable) -> Floats:
    return np.where(table.told, table.cells.estimate, np.nan)
