"""What every cell and margin of a grid can be: bounds that always hold, and the likeliest value between them."""

from dataclasses import dataclass
from enum import IntEnum

from ebpages.mapping.arrays import Codes, Floats
from ebpages.mapping.grid import Grid


class Method(IntEnum):
    """How the bounds of a cell were found. EXACT: by linear programming or along a single tree, no tighter ones exist.

    PROPAGATED: they hold, but might be tighter. UNBOUNDED: nothing published limits the cell from above.
    """

    PUBLISHED = 0
    EXACT = 1
    PROPAGATED = 2
    UNBOUNDED = 3


@dataclass(frozen=True, slots=True, eq=False)
class Bounded:
    """All arrays have the shape of `grid.value`: (region nodes, industry nodes), leaves first.

    low <= truth <= high; high is inf where nothing limits it. estimate: the published value, else proportional fitting to the
    margins, NaN where no margin helps; of an unpublished margin the sum of what is known of its parts. contradicted: margins
    that contradict their parts and were left out of the bounds, as (region code, industry code) pairs. off_by: how far each figure may
    lie from what was summed before it was rounded; 0 where figures are exact.
    """

    grid: Grid
    low: Floats
    high: Floats
    estimate: Floats
    method: Codes
    contradicted: tuple[tuple[str, str], ...] = ()
    off_by: float = 0.0
