"""A measure by region and cluster category, with bounds, and with the totals that quotients are taken against."""

from dataclasses import dataclass
from typing import Literal

from ebpages.mapping.arrays import Codes, Floats

Totals = Literal["published", "summed", "bounded"]


@dataclass(frozen=True, slots=True, eq=False)
class Interval:
    """A number or an array of numbers: low <= truth <= high, and an estimate between them (NaN where there is none)."""

    estimate: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True, eq=False)
class CategoryTable:
    """One measure in one year. Shapes: cells (regions, categories), region_total (regions,), category_total (categories,), total ().

    state: of each cell a State: of a category that sums several industries the least known of them. totals: `published` where all
    three kinds of totals are, `summed` where they are sums of cells that are all known, `bounded` where they are known only between
    bounds, and then the estimates are sums of what is known.
    """

    measure: str
    year: int
    regions: tuple[str, ...]
    categories: tuple[str, ...]
    cells: Interval
    region_total: Interval
    category_total: Interval
    total: Interval
    state: Codes
    totals: Totals
