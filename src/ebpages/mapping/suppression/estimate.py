"""The likeliest values of unpublished cells: fitted in proportion to what the margins leave for them."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ebpages.mapping.arrays import Booleans, Floats, Integers
from ebpages.mapping.grid import Grid
from ebpages.mapping.tree import Tree

ITERATIONS = 100
NEAR = 1e-6
SEED = 1e-6  # of the upper bound: what starts at 0 would stay there


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """estimate: of all nodes, NaN where no margin helps. iterations: how many were taken.

    misfit: by how much, at the most, the cells of a margin missed it in the last iteration, as a share of what it leaves for them.
    Bounds that hold estimates back can leave one.
    """

    estimate: Floats
    iterations: int
    misfit: float


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """Margins of which no two share a cell. group: of each cell its margin, the last one standing for none. whole: no rest beside."""

    group: Integers
    target: Floats
    whole: Booleans

    def fit(self, values: Floats) -> tuple[Floats, float]:
        """Values in proportion, and by how much they missed before, at the most, as a share of the target."""
        found = np.bincount(self.group, values, len(self.target))
        factor = np.divide(self.target, found, out=np.ones_like(found), where=found > 0)
        factor = np.where(self.whole, factor, np.minimum(factor, 1.0))
        factor[-1] = 1.0
        off = np.abs(found - self.target) / np.maximum(self.target, 1.0)
        missed = np.max(off[:-1], where=self.whole[:-1] | (found > self.target)[:-1], initial=0.0)
        return np.asarray(values * factor[self.group]), float(missed)


def fitted(grid: Grid, published: Booleans, low: Floats, high: Floats, iterations: int = ITERATIONS) -> Fit:
    """Iterative proportional fitting of unpublished cells to the published margins of both trees, within their bounds.

    published: which nodes to take as known. Cells start as independence of region and industry has them. An unpublished margin
    is the sum of what is known or estimated of its parts. Deming and Stephan (1940).
    """
    rows, columns = grid.regions.leaves, grid.industries.leaves
    unknown = ~published[:rows, :columns] & np.isfinite(high[:rows, :columns])
    floor, ceiling = low[:rows, :columns][unknown], high[:rows, :columns][unknown]
    # Never from 0: fitting multiplies, and 0 would stay 0 however much a margin leaves for the cell.
    values = np.clip(_independent(grid, published)[unknown], np.maximum(floor, SEED * ceiling), ceiling)
    levels = _levels(grid, published, *np.nonzero(unknown))
    taken, misfit = 0, np.inf if levels else 0.0
    while misfit > NEAR and taken < iterations:
        taken, misfit = taken + 1, 0.0
        for level in levels:
            # Clipped after every margin, not at the end: else one margin hands a cell more than its bound, and the next takes it from others.
            fitted_values, missed = level.fit(values)
            values, misfit = np.clip(fitted_values, floor, ceiling), max(misfit, missed)
    estimate = np.where(published, grid.value, np.nan)
    estimate[:rows, :columns][unknown] = values
    _sum_up(grid, published, estimate)
    return Fit(np.clip(estimate, low, high), taken, misfit)


def _independent(grid: Grid, published: Booleans) -> Floats:
    """Region total times industry total over the total, each published or else the sum of what is."""
    rows, columns = grid.regions.leaves, grid.industries.leaves
    known = np.where(published, grid.value, 0.0)
    region = np.where(published[:rows, -1], known[:rows, -1], known[:rows, :columns].sum(axis=1))
    industry = np.where(published[-1, :columns], known[-1, :columns], known[:rows, :columns].sum(axis=0))
    total = known[-1, -1] or _some(region).sum()
    return np.asarray(np.outer(_some(region), _some(industry)) / total)


def _some(size: Floats) -> Floats:
    """Sizes in which one of which nothing is known counts as middling."""
    known = size > 0
    return np.where(known, size, size[known].mean() if known.any() else 1.0)


def _levels(grid: Grid, published: Booleans, region: Integers, industry: Integers) -> list[_Level]:
    known = np.where(published, grid.value, 0.0)[: grid.regions.leaves, : grid.industries.leaves]
    below = (_members(grid.industries) @ (_members(grid.regions) @ known).T).T
    target = np.maximum(grid.value - below, 0.0)
    whole = np.outer(_wholly(grid.regions), _wholly(grid.industries))
    cells = np.zeros_like(published)
    cells[: grid.regions.leaves, : grid.industries.leaves] = True
    usable = published & ~cells
    levels = []
    for above in _ancestors(grid.regions)[:, region]:
        for beside in _ancestors(grid.industries)[:, industry]:
            counts = (above >= 0) & (beside >= 0) & usable[above, beside]
            if counts.any():
                place, group = np.unique(
                    np.where(counts, above * published.shape[1] + beside, published.size), return_inverse=True
                )
                place = place[place < published.size]
                levels.append(
                    _Level(group, np.append(target.flat[place], 0.0), np.append(whole.flat[place], True))
                )
    return levels


def _members(tree: Tree) -> sparse.csr_array:
    """The leaves below each node: shape (nodes, leaves)."""
    nodes = _ancestors(tree)
    found = nodes >= 0
    leaf = np.broadcast_to(np.arange(tree.leaves), nodes.shape)[found]
    return sparse.csr_array((np.ones(len(leaf)), (nodes[found], leaf)), shape=(len(tree), tree.leaves))


def _ancestors(tree: Tree) -> Integers:
    """The node at each depth above each leaf, the leaf at its own, -1 below: shape (depths, leaves)."""
    depth = np.zeros(len(tree), dtype=np.intp)
    for node in range(len(tree) - 2, -1, -1):
        depth[node] = depth[tree.parent[node]] + 1
    found = np.full((int(depth.max()) + 1, tree.leaves), -1)
    leaf, at = np.arange(tree.leaves), np.arange(tree.leaves)
    while len(leaf):
        found[depth[at], leaf] = at
        at = tree.parent[at]
        leaf, at = leaf[at >= 0], at[at >= 0]
    return found


def _wholly(tree: Tree) -> Booleans:
    """Whether neither a node nor any below it has parts that the tree lacks."""
    whole = tree.whole.copy()
    whole[: tree.leaves] = True
    for node, children in tree.families():
        whole[node] &= whole[children].all()
    return whole


def _sum_up(grid: Grid, published: Booleans, estimate: Floats) -> None:
    """Give unpublished margins the sum of their parts, first over industries, then over regions."""
    for node, children in grid.industries.families():
        _fill(estimate[:, node], published[:, node], estimate[:, children].T)
    for node, children in grid.regions.families():
        _fill(estimate[node], published[node], estimate[children])


def _fill(margin: Floats, published: Booleans, parts: Floats) -> None:
    """Where no part is known the margin keeps what the other tree gave it."""
    known = ~np.isnan(parts)
    filled = ~published & known.any(axis=0)
    margin[filled] = np.where(known, parts, 0.0).sum(axis=0)[filled]
