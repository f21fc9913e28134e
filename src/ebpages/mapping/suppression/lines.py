"""The sums that a grid must obey, reduced to what is not published: one line for each margin and each of its trees."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ebpages.mapping.arrays import Booleans, Floats, Integers
from ebpages.mapping.grid import Grid
from ebpages.mapping.tree import Tree

CHILD, PARENT = slice(0, 2), slice(2, 4)
CARE = 1e-12  # of the figures summed: what rounding of binary fractions can amount to


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """lower <= sum of unknown parts - unknown margin <= upper, for each line.

    entry: (unknowns,) the place of each unknown in the flattened grid. line: (4, unknowns) the lines that it stands in: as a part
    among regions, as a part among industries, as the margin of regions, as the margin of industries; the last line where there is
    none, which allows anything. lower, upper, figures, margin, certain, implied: (lines + 1,). figures: how many figures a line
    has; margin: the place of what it sums up to; certain: whether that is published; implied: the line follows from the others.
    published: the places of published margins, and published_line: (4, those) the lines that they stand in, as above.
    magnitude: the sum of the published figures. careful: they are not all whole numbers, so that sums may be off by a rounding.
    """

    entry: Integers
    line: Integers
    lower: Floats
    upper: Floats
    figures: Integers
    margin: Integers
    certain: Booleans
    published: Integers
    published_line: Integers
    implied: Booleans
    magnitude: Floats
    careful: bool

    @property
    def none(self) -> int:
        return len(self.lower) - 1


def lines_of(grid: Grid, published: Booleans, off_by: float) -> Lines:
    """off_by: how far each figure may lie from what was summed before it was rounded."""
    regions, industries = grid.regions, grid.industries
    figures = np.concatenate([_figures(regions, len(industries), 0), _figures(industries, len(regions), 1)])
    value = np.where(published, grid.value, 0.0)
    rest = _by_line(value, regions, industries, -1)
    magnitude = _by_line(value, regions, industries, 1)
    careful = not _whole(value)
    slack = off_by * figures + CARE * careful * magnitude
    sums = ~np.concatenate(_open(regions, industries))
    margin = _margins(grid.value.shape, regions.leaves, industries.leaves)
    of_margins = published.copy()
    of_margins[: regions.leaves, : industries.leaves] = False
    return Lines(
        entry=np.flatnonzero(~published),
        line=_places(~published, regions, industries),
        lower=np.append(np.where(sums, rest - slack, -np.inf), -np.inf),
        upper=np.append(rest + slack, np.inf),
        figures=np.append(figures, 1),
        margin=np.append(margin, -1),
        certain=np.append(published.ravel()[margin], False),
        published=np.flatnonzero(of_margins),
        published_line=_places(of_margins, regions, industries),
        implied=np.append(np.concatenate(_implied(regions, industries)) & (off_by == 0), False),
        magnitude=np.append(magnitude, 0.0),
        careful=careful,
    )


def _whole(value: Floats) -> bool:
    return bool((value == np.round(value)).all() and value.sum() < 2**52)


def _figures(tree: Tree, others: int, axis: int) -> Integers:
    count = np.bincount(tree.parent[:-1], minlength=len(tree))[tree.leaves :] + 1
    return (np.repeat(count, others) if axis == 0 else np.tile(count, others)).astype(np.intp)


def _by_line(value: Floats, regions: Tree, industries: Tree, sign: int) -> Floats:
    """Each margin and, by the sign, its parts added or taken away."""
    over_regions = value[regions.leaves :] + sign * (_sum(regions) @ value)
    over_industries = value[:, industries.leaves :] + sign * (_sum(industries) @ value.T).T
    return np.concatenate([over_regions.ravel(), over_industries.ravel()])


def _sum(tree: Tree) -> sparse.csr_array:
    """Takes values of all nodes to the sums of every parent's children: shape (parents, nodes)."""
    children = np.arange(len(tree) - 1)
    shape = (len(tree) - tree.leaves, len(tree))
    return sparse.csr_array((np.ones(len(children)), (tree.parent[:-1] - tree.leaves, children)), shape=shape)


def _open(regions: Tree, industries: Tree) -> tuple[Booleans, Booleans]:
    """Of each line whether there may be parts beside those of the grid."""
    return (
        np.repeat(~regions.whole[regions.leaves :], len(industries)),
        np.tile(~industries.whole[industries.leaves :], len(regions)),
    )


def _implied(regions: Tree, industries: Tree) -> tuple[Booleans, Booleans]:
    """Of a margin in both trees one of its two lines follows from the other and from those of its parts."""
    over_regions = np.zeros((len(regions) - regions.leaves, len(industries)), dtype=bool)
    over_industries = np.zeros((len(regions), len(industries) - industries.leaves), dtype=bool)
    region_whole, industry_whole = regions.whole[regions.leaves :], industries.whole[industries.leaves :]
    over_industries[regions.leaves :] = region_whole[:, None]
    over_regions[:, industries.leaves :] = ~region_whole[:, None] & industry_whole
    return over_regions.ravel(), over_industries.ravel()


def _margins(shape: tuple[int, ...], regions: int, industries: int) -> Integers:
    places = np.arange(shape[0] * shape[1]).reshape(shape)
    return np.concatenate([places[regions:].ravel(), places[:, industries:].ravel()])


def _places(unknown: Booleans, regions: Tree, industries: Tree) -> Integers:
    region, industry = np.nonzero(unknown)
    width, parents = len(industries), len(industries) - industries.leaves
    second = (len(regions) - regions.leaves) * width
    none = second + len(regions) * parents
    above, beside = regions.parent[region], industries.parent[industry]
    return np.stack(
        [
            np.where(above >= 0, (above - regions.leaves) * width + industry, none),
            np.where(beside >= 0, second + region * parents + beside - industries.leaves, none),
            np.where(region >= regions.leaves, (region - regions.leaves) * width + industry, none),
            np.where(
                industry >= industries.leaves, second + region * parents + industry - industries.leaves, none
            ),
        ]
    )
