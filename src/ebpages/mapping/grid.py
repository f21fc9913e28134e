"""One measure in one year as published: every cell of regions x industries, and every margin."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from ebpages.mapping.arrays import Codes, Floats
from ebpages.mapping.rounding import Rounding
from ebpages.mapping.tree import Tree

MEASURES = ("employment", "establishments", "wages", "value_added")


class State(IntEnum):
    """What a source says of a cell. MISSING: nothing is said, nor why. SUPPRESSED: there is a value that is kept confidential."""

    MISSING = 0
    SUPPRESSED = 1
    ZERO = 2
    VALUE = 3

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """regions, industries: only what this year reports; a region without any value in the year is not in it.

    value: shape (region nodes, industry nodes), NaN where nothing is published; the leaves stand first, so `value[:R, :I]` are the
    cells and all others are margins. state: a State for each. flag: the source's letters for each, as text.
    Units: persons (employment), local units (establishments), euros (wages, value_added). rounding: what is stated of how figures were
    rounded; the rest is looked for. reference_totals: margins are not the sums of their parts here, and only what shares are taken of.
    """

    measure: str
    year: int
    regions: Tree
    industries: Tree
    value: Floats
    state: Codes
    flag: NDArray[np.str_]
    rounding: tuple[Rounding, ...] = ()
    reference_totals: bool = False

    @property
    def cells(self) -> Floats:
        return self.value[: self.regions.leaves, : self.industries.leaves]

    @property
    def cell_states(self) -> Codes:
        return self.state[: self.regions.leaves, : self.industries.leaves]
