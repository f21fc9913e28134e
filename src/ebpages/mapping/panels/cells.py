"""The cells of a panel: one published number for each, by measure and year; and the grid that they form on the axes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ebpages.mapping.arrays import Booleans, Codes, Floats, Integers
from ebpages.mapping.grid import Grid, State
from ebpages.mapping.panels.axis import Axis
from ebpages.mapping.panels.observations import (
    UNUSABLE,
    CodeBook,
    MeasureYear,
    ObservationArray,
    Observations,
    ObservationsByYear,
)
from ebpages.mapping.panels.panel import PanelFinding, PanelHead
from ebpages.mapping.tree import ROOT, Tree

NO_FLAG = -1  # the last of a panel's flags is the empty one


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Cells and margins, arrays with one entry for each. region, industry: places in the `names` of an axis. flag: places in `flags`.

    state: a State, or UNUSABLE."""

    region: Integers
    industry: Integers
    value: Floats
    state: Codes
    flag: Integers
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Duplicates:
    """Observations beyond the first of a cell. cell: the place of each one's cell. same: whether it says what the first one says."""

    observations: ObservationArray
    cell: Integers
    same: Booleans


class ReadPanel:
    """Implements Panel, in memory as it was read. Grids are made when they are asked for, the last few are kept.

    cells: one observation for each cell and margin, numbered by the axes and by `flags`.
    """

    def __init__(
        self,
        head: PanelHead,
        findings: tuple[PanelFinding, ...],
        regions: Axis,
        industries: Axis,
        cells: ObservationsByYear,
        flags: tuple[str, ...],
    ) -> None:
        self.head, self.findings = head, findings
        self.regions, self.industries = regions, industries
        self._cells, self._flags = cells, flags
        self._grid = lru_cache(maxsize=2)(self._make_grid)

    def grid(self, measure: str, year: int) -> Grid | None:
        return self._grid(measure, year)

    def cells_by_year(self) -> Iterator[tuple[MeasureYear, Cells]]:
        """The published cells and margins of every measure and year."""
        for key in self._cells:
            yield key, cells_of(self._cells[key], self._flags)

    def _make_grid(self, measure: str, year: int) -> Grid | None:
        cells = cells_of(self._cells[measure, year], self._flags)
        grid = grid_of(measure, year, self.regions, self.industries, cells)
        return grid and self.head.figures.of(grid)


class Placement:
    """Where the codes of observations stand on the axes."""

    def __init__(
        self, observations: Observations, regions: Axis, industries: Axis, spellings: Mapping[str, str]
    ) -> None:
        """spellings: codes of regions that are another way of writing one on the axis."""
        self.regions, self.industries = regions, industries
        self._region = _places_of_codes(observations.regions, regions, spellings)
        self._industry = _places_of_codes(observations.industries, industries, {})

    def one_for_each_cell(self, observations: ObservationArray) -> tuple[ObservationArray, Duplicates]:
        """The first observation of each cell, sorted by region and industry, numbered by the axes; what stands on no axis is left out."""
        placed = observations.copy()
        placed["region"] = self._region[placed["region"]]
        placed["industry"] = self._industry[placed["industry"]]
        placed = placed[(placed["region"] >= 0) & (placed["industry"] >= 0)]
        position = placed["region"].astype(np.int64) * len(self.industries.names) + placed["industry"]
        order = np.argsort(
            position, kind="stable"
        )  # stable: the first in the files stays the first of its cell
        placed, position = placed[order], position[order]
        again = np.zeros(len(placed), dtype=bool)
        again[1:] = position[1:] == position[:-1]
        first, others = placed[~again], placed[again]
        cell = (np.cumsum(~again) - 1)[again]
        return first, Duplicates(others, cell, _say_the_same(first[cell], others))


def without_contradicted(first: ObservationArray, duplicates: Duplicates) -> ObservationArray:
    """The cells as they are used: of one whose observations differ none is right for certain, so it is missing, without a flag."""
    differing = duplicates.cell[~duplicates.same]
    if not len(differing):
        return first
    cells = first.copy()
    cells["value"][differing], cells["state"][differing] = np.nan, UNUSABLE
    cells["flag"][differing] = NO_FLAG
    return cells


def with_absent_zero(
    observations: ObservationArray, regions: Axis, industries: Axis, cells: Cells
) -> tuple[ObservationArray, int]:
    """The cells with a zero for each one of the year's regions and industries of which there is no row, and how many these are."""
    rows = regions.tree(known_codes(regions, cells.region, cells)).leaf_codes
    columns = industries.tree(known_codes(industries, cells.industry, cells)).leaf_codes
    row, column = (
        np.array([axis.names.index(code) for code in codes], dtype=np.intp)
        for axis, codes in ((regions, rows), (industries, columns))
    )
    absent = np.ones((len(regions.names), len(industries.names)), dtype=bool)
    absent[cells.region, cells.industry] = False
    where = np.argwhere(absent[np.ix_(row, column)])
    added = np.zeros(len(where), dtype=observations.dtype)
    added["region"], added["industry"] = row[where[:, 0]], column[where[:, 1]]
    added["state"], added["flag"] = State.ZERO, NO_FLAG
    return np.concatenate([observations, added]), len(added)


def cells_of(observations: ObservationArray, flags: tuple[str, ...]) -> Cells:
    """observations: one for each cell. flags: the empty one last, which NO_FLAG leads to."""
    region, industry = observations["region"].astype(np.intp), observations["industry"].astype(np.intp)
    flag = observations["flag"].astype(np.intp) % len(flags)
    return Cells(region, industry, observations["value"], observations["state"], flag, flags)


def grid_of(measure: str, year: int, regions: Axis, industries: Axis, cells: Cells) -> Grid | None:
    """None where there is not a single cell of which anything is said."""
    rows = regions.tree(known_codes(regions, cells.region, cells))
    columns = industries.tree(known_codes(industries, cells.industry, cells))
    if not rows.leaves or not columns.leaves:
        return None
    row, column = (
        _places_in_tree(regions, rows)[cells.region],
        _places_in_tree(industries, columns)[cells.industry],
    )
    kept = np.flatnonzero((row >= 0) & (column >= 0))
    where = row[kept], column[kept]
    shape = len(rows), len(columns)
    value, state = np.full(shape, np.nan), np.full(shape, State.MISSING, dtype=np.uint8)
    flags = np.array(cells.flags or ("",))
    flag = np.full(shape, "", dtype=flags.dtype)
    states = np.where(cells.state == UNUSABLE, State.MISSING, cells.state)
    value[where], state[where], flag[where] = cells.value[kept], states[kept], flags[cells.flag[kept]]
    return Grid(measure, year, rows, columns, value, state, flag)


def known_codes(axis: Axis, places: Integers, cells: Cells) -> tuple[str, ...]:
    """The codes of an axis of which anything is said: a value, a zero, a suppressed cell, or one that cannot be used."""
    known = np.zeros(len(axis.names), dtype=bool)
    known[places[cells.state != State.MISSING]] = True
    return tuple(axis.names[place] for place in np.flatnonzero(known))


def _say_the_same(first: ObservationArray, second: ObservationArray) -> Booleans:
    equal = (first["value"] == second["value"]) | (np.isnan(first["value"]) & np.isnan(second["value"]))
    same: Booleans = equal & (first["state"] == second["state"])
    return same


def _places_of_codes(book: CodeBook, axis: Axis, spellings: Mapping[str, str]) -> Integers:
    """Where the code of each number of a book stands on an axis, -1 for nowhere."""
    place = {code: number for number, code in enumerate(axis.names)}
    place |= dict.fromkeys(axis.aliases, place[ROOT])
    return np.array([place.get(spellings.get(code, code), -1) for code in book.texts], dtype=np.intp)


def _places_in_tree(axis: Axis, tree: Tree) -> Integers:
    """Where each code of an axis stands in a tree, -1 for nowhere."""
    return np.array([tree.place.get(code, -1) for code in axis.names], dtype=np.intp)
