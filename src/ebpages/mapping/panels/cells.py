"""The published numbers of a measure in a year, one for each cell and margin, and the grid that they form."""

from dataclasses import dataclass

import numpy as np

from ebpages.mapping.arrays import Codes, Floats, Integers
from ebpages.mapping.grid import Grid, State
from ebpages.mapping.panels.axis import Axis
from ebpages.mapping.tree import Tree


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """All arrays have one entry for each cell. region, industry: places in the `names` of an axis. flag: places in `flags`."""

    region: Integers
    industry: Integers
    value: Floats
    state: Codes
    flag: Integers
    flags: tuple[str, ...]


def grid_of(measure: str, year: int, regions: Axis, industries: Axis, cells: Cells) -> Grid | None:
    """None where there is not a single cell of which anything is known: no value, and no suppressed one."""
    rows = regions.tree(known_codes(regions, cells.region, cells))
    columns = industries.tree(known_codes(industries, cells.industry, cells))
    if not rows.leaves or not columns.leaves:
        return None
    row, column = _places(regions, rows)[cells.region], _places(industries, columns)[cells.industry]
    kept = np.flatnonzero((row >= 0) & (column >= 0))
    where = row[kept], column[kept]
    shape = len(rows), len(columns)
    value, state = np.full(shape, np.nan), np.full(shape, State.MISSING, dtype=np.uint8)
    flags = np.array(cells.flags or ("",))
    flag = np.full(shape, "", dtype=flags.dtype)
    value[where], state[where], flag[where] = cells.value[kept], cells.state[kept], flags[cells.flag[kept]]
    return Grid(measure, year, rows, columns, value, state, flag)


def known_codes(axis: Axis, places: Integers, cells: Cells) -> tuple[str, ...]:
    """The codes of an axis of which anything is known."""
    known = np.zeros(len(axis.names), dtype=bool)
    known[places[cells.state != State.MISSING]] = True
    return tuple(axis.names[place] for place in np.flatnonzero(known))


def _places(axis: Axis, tree: Tree) -> Integers:
    """Where each code of an axis stands in a tree, -1 for nowhere."""
    return np.array([tree.place.get(code, -1) for code in axis.names], dtype=np.intp)
