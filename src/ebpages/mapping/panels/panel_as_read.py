"""A panel as it was read, in memory: its rows arranged on the axes, year by year."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from ebpages.mapping.arrays import Integers
from ebpages.mapping.grid import Grid
from ebpages.mapping.panels.axis import Axis
from ebpages.mapping.panels.cells import Cells, grid_of
from ebpages.mapping.panels.code_book import CodeBook
from ebpages.mapping.panels.duplicates import one_for_each_cell, settle
from ebpages.mapping.panels.observing import Observed
from ebpages.mapping.panels.panel import PanelFinding, PanelHead
from ebpages.mapping.panels.published_rows import PublishedRows, Rows, Slice
from ebpages.mapping.tree import ROOT


class ReadPanel:
    """Implements Panel. Grids are made from the rows when they are asked for, the last few are kept."""

    def __init__(self, head: PanelHead, regions: Axis, industries: Axis, rows: "ArrangedRows") -> None:
        self.head = head
        self.findings: tuple[PanelFinding, ...] = ()
        self.regions, self.industries = regions, industries
        self._rows = rows
        self._grid = lru_cache(maxsize=2)(self._made)

    def grid(self, measure: str, year: int) -> Grid | None:
        return self._grid(measure, year)

    def slices(self) -> Iterator[tuple[Slice, Cells]]:
        """The published cells and margins, by measure and year."""
        for of in self._rows.published:
            yield of, self._rows.cells(of)

    def _made(self, measure: str, year: int) -> Grid | None:
        cells = self._rows.cells((measure, year))
        return grid_of(measure, year, self.regions, self.industries, cells)


class ArrangedRows:
    """The rows of a panel, numbered by its axes. region_places, industry_places: from the numbers of the code books to the axes."""

    def __init__(self, observed: Observed, regions: Axis, industries: Axis) -> None:
        self.published: PublishedRows = observed.rows
        self._region = _places(observed.regions, regions)
        self._industry = _places(observed.industries, industries)
        self._industries = len(industries.names)
        self.flags = (*observed.flags.texts, "")

    def cells(self, of: Slice) -> Cells:
        return self.used(*self.by_cell(of))

    def used(self, kept: Rows, others: Rows, of: Integers) -> Cells:
        """What `by_cell` gives as the cells that are used."""
        settled = settle(kept, others, of)
        region, industry = settled["region"].astype(np.intp), settled["industry"].astype(np.intp)
        flag = settled["flag"].astype(np.intp) % len(self.flags)
        return Cells(region, industry, settled["value"], settled["state"], flag, self.flags)

    def by_cell(self, of: Slice) -> tuple[Rows, Rows, Integers]:
        """As `one_for_each_cell`; what stands on no axis is left aside."""
        rows = self.published.of(of).copy()
        rows["region"], rows["industry"] = self._region[rows["region"]], self._industry[rows["industry"]]
        return one_for_each_cell(rows[(rows["region"] >= 0) & (rows["industry"] >= 0)], self._industries)


def _places(book: CodeBook, axis: Axis) -> Integers:
    """Where the code of each number of a book stands on an axis, -1 for nowhere."""
    place = {code: number for number, code in enumerate(axis.names)}
    place |= dict.fromkeys(axis.aliases, place[ROOT])
    return np.array([place.get(code, -1) for code in book.texts], dtype=np.intp)
