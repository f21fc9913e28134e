"""Industries grouped by their similarity, by Ward's method and by k-means, for many numbers of clusters.

k-means works on the rows of a similarity matrix, through the rows' products with one another: distances, sums and moves are sums of
products, so that no row is touched twice. Seeds: Arthur and Vassilvitskii, "k-means++" (2007), with the best of several draws at each step.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform

from ebpages.mapping.arrays import Floats, Integers

Method = Literal["ward", "k-means", "given"]
METHODS: tuple[Method, ...] = ("ward", "k-means")  # that clusters are found by; given ones come from a file
Labels: TypeAlias = NDArray[np.int16]  # the cluster of each industry, numbered by their first industries
_ROUNDS = 100  # far more than k-means takes; a guard against going round and round by rounding
_ROUNDING = 1e-12  # of the largest row: what is left of the distance of two rows that are equal


def candidate_labels(
    similarity: Floats, method: Method, numbers: Sequence[int], *, restarts: int, seed: Sequence[int]
) -> Labels:
    """One set of clusters for each number, shape (numbers, industries). restarts, seed: of k-means; the same seed, the same answer."""
    if method == "ward":
        return _ward(similarity, numbers)
    products = row_products(similarity)
    # A seed for each number: whichever numbers are asked for, each is drawn alike.
    sets = [
        k_means(products, number, restarts=restarts, chance=np.random.default_rng([*seed, number]))
        for number in numbers
    ]
    return np.stack([numbered(labels) for labels in sets])


def distance(similarity: Floats) -> Floats:
    """1 - similarity; of a combination, whose z-scores have no largest value, how far a pair is from the most similar one."""
    apart: Floats = np.maximum(similarity.max(), 1.0) - similarity
    return apart


def numbered(labels: NDArray[np.integer]) -> Labels:
    """The same clusters, numbered from 0 in the order of their first industries."""
    _, first, place = np.unique(labels, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[place].astype(np.int16)


def _ward(similarity: Floats, numbers: Sequence[int]) -> Labels:
    """One tree, cut at every number.

    The cuts are made here: scipy's `fcluster` cuts at a height, and where merges are equally high it gives fewer clusters than asked for.
    """
    apart = distance(similarity)
    np.fill_diagonal(apart, 0.0)
    merges = linkage(squareform(apart, checks=False), "ward")[:, :2].astype(int)
    size = len(similarity)
    labels = np.arange(size)
    cuts = {size: labels.copy()}
    for step, (one, other) in enumerate(merges, 1):
        labels[(labels == one) | (labels == other)] = size + step - 1
        if size - step in numbers:
            cuts[size - step] = labels.copy()
    return np.stack([numbered(cuts[number]) for number in numbers])


def row_products(similarity: Floats) -> Floats:
    """The products of the rows with one another, shape (industries, industries).

    The diagonal says nothing of relatedness and would set every row apart from all others: the row's largest other entry stands there.
    """
    points = similarity.copy()
    np.fill_diagonal(points, -np.inf)
    np.fill_diagonal(points, points.max(axis=1))
    points -= points.mean(axis=0)
    return points @ points.T


def k_means(products: Floats, number: int, *, restarts: int, chance: np.random.Generator) -> Integers:
    """The cluster of each row, 0 … number - 1, none of them empty: the tightest of so many restarts."""
    runs = [_lloyd(products, _seeded(products, number, chance), number) for _ in range(restarts)]
    _, tightest = min(runs, key=lambda run: run[0])
    return tightest


def _seeded(products: Floats, number: int, chance: np.random.Generator) -> Integers:
    """Each row's nearest of `number` rows that are drawn far from one another."""
    draws = 2 + int(np.log(number))
    seeds = [int(chance.integers(len(products)))]
    nearest = _apart(products, seeds)[0]
    while len(seeds) < number:
        drawn = _drawn(nearest, draws, chance, seeds)
        nearer = np.minimum(nearest, _apart(products, drawn))
        best = int(nearer.sum(axis=1).argmin())
        seeds.append(int(drawn[best]))
        nearest = nearer[best]
    labels: Integers = _apart(products, seeds).argmin(axis=0)
    labels[seeds] = np.arange(number)  # of rows that are equal each seed keeps its own cluster
    return labels


def _apart(products: Floats, places: Sequence[int] | Integers) -> Floats:
    """Squared distances of some rows from all, shape (places, industries); 0 where there is only rounding."""
    # |x - y|² = x·x + y·y - 2 x·y loses digits where x and y are near: a row that equals
    # a seed must be at exactly 0, or it could be drawn beside it.
    size = np.diag(products)
    apart: Floats = size[places, None] + size - 2 * products[places]
    apart[apart < _ROUNDING * size.max()] = 0.0
    return apart


def _drawn(weight: Floats, draws: int, chance: np.random.Generator, seeds: Sequence[int]) -> Integers:
    """Rows drawn by their squared distance to the nearest seed; where every row equals a seed, any that is none."""
    free = weight if weight.any() else np.ones_like(weight)
    free[seeds] = 0.0
    steps = np.cumsum(free)
    drawn = np.searchsorted(steps, chance.random(draws) * steps[-1], side="right")
    # A draw at the very end falls behind the last row by rounding.
    kept: Integers = np.minimum(drawn, np.flatnonzero(free)[-1])
    return kept


def _lloyd(products: Floats, labels: Integers, number: int) -> tuple[float, Integers]:
    """Lloyd's rounds until no row changes its cluster; the sum of squared distances, less the rows' own products, and the clusters."""
    clusters, everyone = np.arange(number)[:, None], np.arange(len(labels))
    members = (labels == clusters).astype(float)
    sums = members @ products
    for _ in range(_ROUNDS):
        size = members.sum(axis=1)[:, None]
        inside = (sums * members).sum(axis=1)[:, None]
        # Squared distance to a mean, without the row's own product, which is the same for every cluster.
        apart = inside / size**2 - 2 * sums / size
        nearest = apart.argmin(axis=0)
        _fill(nearest, apart[labels, everyone] + np.diag(products), number)
        moved = np.flatnonzero(nearest != labels)
        if not len(moved):
            break
        labels, before = nearest, members
        members = (labels == clusters).astype(float)
        sums += (members[:, moved] - before[:, moved]) @ products[moved]  # most rows stay where they are
    return float(apart[labels, everyone].sum()), labels


def _fill(labels: Integers, apart: Floats, number: int) -> None:
    """Give every empty cluster the row that is farthest from its own."""
    size = np.bincount(labels, minlength=number)
    for empty in np.flatnonzero(size == 0):
        row = int(np.where(size[labels] > 1, apart, -np.inf).argmax())
        size[labels[row]] -= 1
        labels[row], size[empty] = empty, 1
