"""Location quotient, proximity and density of one year, by the peers and by us: the same cells in, the same three tables out."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import econcomplex
import economic_complexity
import numpy as np
import pandas as pd
from ecomplexity.calc_density import calc_density
from ecomplexity.calc_proximity import calc_discrete_proximity
from ecomplexity.ComplexityData import ComplexityData

from ebpages.mapping.arrays import Floats
from ebpages.mapping.kernel import Relatedness, relatedness

Tables = tuple[Floats, Floats, Floats]  # quotients, proximity, density from 0 to 1
_COLUMNS = {"time": "year", "loc": "region", "prod": "industry", "val": "value"}


@dataclass(frozen=True, slots=True)
class Peer:
    """prepare: cells -> what the peer wants, which is not timed. run: the work that is timed. tables: what came out, as arrays.

    diagonal: what the peer has on the diagonal of proximity. slow: too slow to be repeated often.
    """

    name: str
    what: str
    prepare: Callable[[Floats], Any]
    run: Callable[[Any], Any]
    tables: Callable[[Any], Tables]
    diagonal: float = 0.0
    slow: bool = False


def econcomplex_as_documented() -> Peer:
    return Peer(
        f"econcomplex {version('econcomplex')}",
        "matrix calls, each given the cells",
        lambda cells: cells,
        _econcomplex_documented,
        lambda found: (found[0], found[1], found[2] / 100),
    )


def econcomplex_reusing() -> Peer:
    return Peer(
        f"econcomplex {version('econcomplex')}, presence reused",
        "matrix calls, quotients worked out once by hand",
        lambda cells: cells,
        _econcomplex_reusing,
        lambda found: (found[0], found[1], found[2] / 100),
    )


def slow_peers() -> tuple[Peer, ...]:
    return (
        Peer(
            f"ecomplexity {version('ecomplexity')}",
            "its steps for these three tables, from rows of text",
            long_rows,
            _ecomplexity,
            lambda found: found,
            diagonal=1.0,
            slow=True,
        ),
        Peer(
            f"economic-complexity {version('economic-complexity')}",
            "from a pivoted table",
            pivoted,
            _economic_complexity,
            lambda found: tuple(frame.to_numpy() for frame in found),
            slow=True,
        ),
    )


def ours(name: str, what: str, **how: Any) -> Peer:
    """how: arguments of relatedness."""
    return Peer(name, what, lambda cells: cells, lambda cells: mapped(cells, **how), tables_of)


def mapped(cells: Floats, **how: Any) -> Relatedness[Any]:
    """With sums for totals, since that is what the peers take."""
    regions = cells.sum(axis=1)
    return relatedness(cells, regions, cells.sum(axis=0), float(regions.sum()), **how)


def tables_of(found: Relatedness[Any]) -> Tables:
    return found.lq, found.proximity, found.density


def long_rows(cells: Floats) -> pd.DataFrame:
    """One row for each cell, in the order of the table."""
    pivot = pivoted(cells)
    return pd.DataFrame(
        {
            "year": 2020,
            "region": np.repeat(pivot.index.to_numpy(), cells.shape[1]),
            "industry": np.tile(pivot.columns.to_numpy(), cells.shape[0]),
            "value": cells.ravel(),
        }
    )


def pivoted(cells: Floats) -> pd.DataFrame:
    regions = pd.Index([f"region {number:05}" for number in range(cells.shape[0])], name="region")
    industries = pd.Index([f"industry {number:05}" for number in range(cells.shape[1])], name="industry")
    return pd.DataFrame(cells, index=regions, columns=industries)


def _econcomplex_documented(cells: Floats) -> Tables:
    quotients = econcomplex.rca(cells)
    near = econcomplex.proximity(cells, compute="product")["product"]
    return quotients, near, econcomplex.relatedness_density(cells, phi=near)


def _econcomplex_reusing(cells: Floats) -> Tables:
    quotients = econcomplex.rca(cells)
    present = econcomplex.binarize(quotients)
    near = econcomplex.proximity(present, use_rca=False, compute="product")["product"]
    return quotients, near, econcomplex.relatedness_density(present, phi=near, use_rca=False)


def _ecomplexity(rows: pd.DataFrame) -> Tables:
    data = ComplexityData(rows, _COLUMNS, "coerce")
    data.create_full_df(2020)
    data.calculate_rca()
    data.calculate_mcp(1, 1, "rca", None, 2020)
    near = calc_discrete_proximity(data.mcp_t, np.nansum(data.mcp_t, axis=0))
    return data.rca_t, near, calc_density(data.mcp_t, near)


def _economic_complexity(table: pd.DataFrame) -> tuple[pd.DataFrame, ...]:
    quotients = economic_complexity.rca(table)
    near = economic_complexity.proximity(quotients)
    return quotients, near, economic_complexity.relatedness(quotients, proximities=near)
