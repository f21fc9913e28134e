"""One value for each cell: of cells that are given twice, the value that all agree on, else none."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ebpages.mapping.arrays import Booleans, Integers
from ebpages.mapping.grid import State
from ebpages.mapping.panels.findings import Gathered
from ebpages.mapping.panels.published_rows import Rows

NO_FLAG = -1  # the last of a panel's flags is the empty one
Told = Callable[[Any], Mapping[str, Any]]


def one_for_each_cell(rows: Rows, industries: int) -> tuple[Rows, Rows, Integers]:
    """One row for each cell, sorted by region and industry; the rows beyond the first of a cell; and for each of those the place
    of its cell.

    industries: how many there are. A cell whose rows differ in value or state is missing, without a flag.
    """
    position = rows["region"].astype(np.int64) * industries + rows["industry"]
    order = np.argsort(position, kind="stable")
    rows, position = rows[order], position[order]
    again = np.concatenate(([False], position[1:] == position[:-1]))
    if not again.any():
        return rows, rows[:0], np.empty(0, dtype=np.intp)
    cell = np.cumsum(~again) - 1
    kept, others, of = rows[~again], rows[again], cell[again]
    return kept, others, of


def settle(kept: Rows, others: Rows, of: Integers) -> Rows:
    """The cells as they are used: one whose rows differ is missing."""
    settled = kept.copy()
    differing = of[~_same(kept[of], others)]
    settled["value"][differing], settled["state"][differing] = np.nan, State.MISSING
    settled["flag"][differing] = NO_FLAG
    return settled


def say_duplicates(
    gathered: Gathered, kept: Rows, others: Rows, of: Integers, told: Told, printed: Callable[[Any], str]
) -> None:
    """A finding for each row beyond the first of a cell. told: the cell and place of a row. printed: its value."""
    same = _same(kept[of], others)

    def both(place: int) -> dict[str, Any]:
        first, second = told(kept[of[place]]), told(others[place])
        return {
            **first, "first": printed(kept[of[place]]), "second": printed(others[place]),
            "second_row": second["row"], "second_file": second["file"],
        }  # fmt: skip

    gathered.add_each("duplicate_same", np.flatnonzero(same), both)
    gathered.add_each("duplicate_differs", np.flatnonzero(~same), both)


def _same(first: Rows, second: Rows) -> Booleans:
    equal = (first["value"] == second["value"]) | (np.isnan(first["value"]) & np.isnan(second["value"]))
    same: Booleans = equal & (first["state"] == second["state"])
    return same
