"""k-means on the rows of a similarity matrix, worked out on the rows' products so that no row is touched twice.

Seeds: Arthur and Vassilvitskii, "k-means++" (2007), with the best of several draws at each step.
"""

from collections.abc import Sequence

import numpy as np

from ebpages.mapping.arrays import Floats, Integers

_ROUNDS = 100
_ROUNDING = 1e-12  # of the largest row


def rows(similarity: Floats) -> Floats:
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
    found = [_settled(products, _seeded(products, number, chance), number) for _ in range(restarts)]
    _, tightest = min(found, key=lambda one: one[0])
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
    kept: Integers = np.minimum(drawn, np.flatnonzero(free)[-1])
    return kept


def _settled(products: Floats, labels: Integers, number: int) -> tuple[float, Integers]:
    """Lloyd's rounds until no row changes its cluster; the sum of squared distances, less the rows' own products, and the clusters."""
    clusters, everyone = np.arange(number)[:, None], np.arange(len(labels))
    members = (labels == clusters).astype(float)
    sums = members @ products
    for _ in range(_ROUNDS):
        size = members.sum(axis=1)[:, None]
        inside = (sums * members).sum(axis=1)[:, None]
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
