"""The sums that a grid must obey, reduced to what is not published: one line for each margin and each of its trees."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from ebpages.mapping.arrays import Booleans, Floats, Integers
from ebpages.mapping.bounds import CARE
from ebpages.mapping.grid import Grid
from ebpages.mapping.tree import Tree

CHILD, PARENT = slice(0, 2), slice(2, 4)


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """lower <= sum of unknown parts - unknown margin <= upper, for each line.

    entry: (unknowns,) the place of each unknown in the flattened grid. line: (4, unknowns) the lines that it stands in: as a part
    among regions, as a part among industries, as the margin of regions, as the margin of industries; the last line where there is
    none, which allows anything. lower, upper, figures, margin, certain, implied: (lines + 1,). figures: how many figures a line
    has; margin: the place of what it sums up to; certain: whether that is published; implied: the line follows from the others.
    published: the places of published margins, published_value: what they say, published_line: (4, those) the lines that they stand
    in, as above.
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
    published_value: Floats
    published_line: Integers
    implied: Booleans
    magnitude: Floats
    careful: bool

    @property
    def none(self) -> int:
        return len(self.lower) - 1


def lines_of(grid: Grid, published: Booleans, off_by: Floats) -> Lines:
    """off_by: of each figure, how far it may lie from what was summed before it was rounded; shape of the grid."""
    regions, industries = grid.regions, grid.industries
    figures = np.concatenate([_figures(regions, len(industries), 0), _figures(industries, len(regions), 1)])
    value = np.where(published, grid.value, 0.0)
    rest = _by_line(value, regions, industries, -1)
    magnitude = _by_line(value, regions, industries, 1)
    careful = not _whole(value)
    # No slack for whole numbers: their sums are exact below 2**53, and a bound that is off by 1e-9 persons would never settle an `==`.
    slack = _by_line(off_by, regions, industries, 1) + CARE * careful * magnitude
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
        published_value=grid.value[of_margins],
        published_line=_places(of_margins, regions, industries),
        # With rounded figures both lines say something: the two roundings differ.
        implied=np.append(np.concatenate(_implied(regions, industries)) & (not off_by.any()), False),
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


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """label: (unknowns,) the component, -1 of unknowns that are fixed or derived. acyclic: (components,).

    kept: (lines + 1,) the lines that tie unknowns together. derived: unpublished margins that only sum up others and limit none of
    them, each with the line that it sums them up in; in batches, each of which sums up what stands in later ones or in components.
    """

    label: Integers
    acyclic: Booleans
    kept: Booleans
    derived: tuple[tuple[Integers, Integers], ...]

    @property
    def sizes(self) -> Integers:
        return np.bincount(self.label[self.label >= 0], minlength=len(self.acyclic))


def components_of(lines: Lines, open_: Booleans) -> Components:
    """open_: (unknowns,) those whose bounds differ; the others tie nothing together."""
    kept = ~lines.implied
    kept[lines.none] = False
    derived = tuple(_derived(lines, open_.copy(), kept))
    tied = open_.copy()
    for margins, _ in derived:
        tied[margins] = False
    count, of_unknown, of_line = connected(lines, tied, kept)
    number, label = np.unique(of_unknown[tied], return_inverse=True)
    unknowns = np.bincount(of_unknown[tied], minlength=count)
    used = np.zeros_like(kept)
    used[lines.line[:, tied]] = True
    held = np.bincount(of_line[used & kept], minlength=count)
    edges = np.bincount(np.tile(of_unknown[tied], 4)[kept[lines.line[:, tied]].ravel()], minlength=count)
    all_labels = np.full(len(open_), -1)
    all_labels[tied] = label
    # Unknowns and lines are the two kinds of nodes of a graph. A connected one with one edge less than nodes has no circle, and bounds
    # passed along a graph without circles are the tightest there are.
    return Components(all_labels, (edges == unknowns + held - 1)[number], kept, derived)


def _derived(lines: Lines, left: Booleans, kept: Booleans) -> list[tuple[Integers, Integers]]:
    """Take away, again and again, margins that stand in no line but their own; `kept` loses those lines."""
    batches: list[tuple[Integers, Integers]] = []
    while True:
        own = kept[lines.line[PARENT]]
        margins = np.flatnonzero(left & own.any(axis=0) & (kept[lines.line].sum(axis=0) == 1))
        if not len(margins):
            return batches
        lines_of_them = lines.line[PARENT].T[margins][own.T[margins]]
        batches.append((margins, lines_of_them))
        left[margins] = False
        kept[lines_of_them] = False


def connected(lines: Lines, tied: Booleans, kept: Booleans) -> tuple[int, Integers, Integers]:
    unknowns, size = len(tied), len(tied) + len(kept)
    edge = tied & kept[lines.line]
    unknown = np.broadcast_to(np.arange(unknowns), edge.shape)[edge]
    graph = sparse.csr_array(
        (np.ones(len(unknown), bool), (unknown, unknowns + lines.line[edge])), (size, size)
    )
    count, label = connected_components(graph, directed=False)
    return count, label[:unknowns], label[unknowns:]


def exact_with_derived(lines: Lines, found: Components, exact: Booleans) -> Booleans:
    """Carry on to the derived: sums of exact bounds are exact where no two parts depend on each other."""
    done, tied = exact.copy(), found.label >= 0
    open_ = tied.copy()
    for margins, _ in found.derived:
        open_[margins] = True
    shape = (len(exact), len(found.acyclic))
    # reach: how often each unknown sums up something of each component. Twice in one sum, and the two depend on each other: both at
    # their highest at once need not be possible.
    reach = sparse.csr_array((np.ones(tied.sum()), (np.flatnonzero(tied), found.label[tied])), shape)
    for margins, own in reversed(found.derived):
        parts = _parts(lines, own, open_)
        below = parts @ reach
        together = np.zeros(len(margins), dtype=bool)
        together[np.repeat(np.arange(len(margins)), np.diff(below.indptr))[below.data > 1]] = True
        done[margins] = ~together & (parts @ (~done).astype(np.float64) == 0)
        placed = sparse.csr_array(
            (np.ones(len(margins)), (margins, np.arange(len(margins)))), (shape[0], len(margins))
        )
        reach = reach + placed @ below
    return done


def _parts(lines: Lines, own: Integers, open_: Booleans) -> sparse.csr_array:
    """Which open unknowns are summed up in each of some lines: shape (own, unknowns)."""
    row = np.full(len(lines.lower), -1)
    row[own] = np.arange(len(own))
    found = (row[lines.line[CHILD]] >= 0) & open_
    unknown = np.broadcast_to(np.arange(len(open_)), found.shape)[found]
    rows = row[lines.line[CHILD]][found]
    return sparse.csr_array((np.ones(len(rows)), (rows, unknown)), shape=(len(own), len(open_)))
