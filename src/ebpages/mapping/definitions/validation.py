"""How well a set of clusters holds together: relatedness within clusters against relatedness between them.

WCR and BCR, the validation score and related clusters are those of Delgado, Porter and Stern (2016).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ebpages.mapping.arrays import Booleans, Floats, Integers
from ebpages.mapping.definitions.clustering import Labels

HIGH = 95  # the percentile of BCR that WCR is held against
RELATED = 90  # the percentile of BCR over all pairs from which two clusters are related
_ROUNDING = 1e-9  # a mean that is above another by less than this is equal to it
SHARES = ("clusters_above_mean", "clusters_above_95", "industries_above_mean", "industries_above_95")


@dataclass(frozen=True, slots=True, eq=False)
class Relatedness:
    """Mean similarities under one matrix, of a set of clusters.

    within, within_industry: WCR of each cluster (clusters,) and industry (industries,): over the pairs inside the cluster; NaN for
    one of a single industry, which has no pair. between: BCR, shape (clusters, clusters), NaN on the diagonal. between_industry: an
    industry with every cluster, shape (industries, clusters), NaN for its own.
    """

    within: Floats
    within_industry: Floats
    between: Floats
    between_industry: Floats


def relatedness(similarity: Floats, labels: Labels) -> Relatedness:
    clusters = int(labels.max()) + 1
    everyone = np.arange(len(labels))
    members = np.eye(clusters)[labels]
    size = members.sum(axis=0)
    sums = similarity @ members
    inside = sums[everyone, labels] - np.diag(similarity)  # an industry's similarity to itself says nothing
    inside_clusters = np.bincount(labels, inside, clusters).astype(float)
    between = (members.T @ sums) / np.outer(size, size)
    between_industry = sums / size
    np.fill_diagonal(between, np.nan)
    between_industry[everyone, labels] = np.nan
    return Relatedness(
        mean_of(
            inside_clusters, size * (size - 1)
        ),  # each pair stands in the sum twice, and is counted twice
        mean_of(inside, size[labels] - 1),
        between,
        between_industry,
    )


def shares_above(related: Relatedness) -> Floats:
    """The shares, in the order of SHARES, of clusters and of industries whose WCR is above the mean of their BCR and above its 95th percentile.

    A single industry as a cluster has no WCR and counts as not above. NaN where there is but one cluster.
    """
    return np.concatenate(
        [
            _above(related.within, related.between),
            _above(related.within_industry, related.between_industry),
        ]
    )


def validation_shares(single: Sequence[Floats], labels: Labels) -> Floats:
    """`shares_above` under each of the matrices, shape (matrices, 4).

    Their mean is the validation score: each of the single matrices counts once, the combinations made of them do not count again.
    """
    return np.stack([shares_above(relatedness(matrix, labels)) for matrix in single])


def related_clusters(between: Floats) -> Booleans:
    """Which clusters are related: their BCR is in the top tenth of all pairs. Shape (clusters, clusters)."""
    pairs = between[np.triu_indices(len(between), 1)]
    if not len(pairs):
        return np.zeros_like(between, dtype=bool)
    related: Booleans = np.nan_to_num(between, nan=-np.inf) >= np.percentile(pairs, RELATED)
    return related


def related_industries(related: Relatedness, labels: Labels) -> Floats:
    """Of the industries of each two clusters together, the share that is related to the other cluster: whose mean similarity to it is
    in the top tenth of all such. Shape (clusters, clusters).

    Published related clusters share at least 20 per cent; our reading of the criterion, from memory.
    """
    every = related.between_industry[~np.isnan(related.between_industry)]
    if not len(every):
        return np.zeros_like(related.between)
    near = np.nan_to_num(related.between_industry, nan=-np.inf) >= np.percentile(every, RELATED)
    members = np.eye(len(related.between))[labels]
    counted, size = members.T @ near, members.sum(axis=0)
    share: Floats = (counted + counted.T) / np.add.outer(size, size)
    return share


def nearest_other(related: Relatedness) -> Integers:
    """For each industry the cluster, other than its own, that it is closest to. There must be two clusters or more."""
    nearest: Integers = np.nanargmax(related.between_industry, axis=1)
    return nearest


def misplaced(related: Relatedness) -> Booleans:
    """Which industries are closer to another cluster than to the rest of their own; one that is a cluster by itself is not."""
    return _exceeds(np.nanmax(related.between_industry, axis=1), related.within_industry)


def mean_of(sums: Floats, number: Floats | Integers) -> Floats:
    """NaN where there is nothing to take the mean of."""
    mean: Floats = np.where(number > 0, sums / np.maximum(number, 1), np.nan)
    return mean


def _above(within: Floats, between: Floats) -> Floats:
    """between: NaN once in every row, which sorting puts last."""
    others = np.sort(between, axis=1)[:, :-1]
    if not others.shape[1]:
        return np.full(2, np.nan)
    return np.array(
        [_exceeds(within, others.mean(axis=1)).mean(), _exceeds(within, _percentile(others, HIGH)).mean()]
    )


def _exceeds(one: Floats, other: Floats) -> Booleans:
    """More than rounding explains: equal means, added up in another order, would else count as above."""
    return one - other > _ROUNDING


def _percentile(ordered: Floats, percent: float) -> Floats:
    """Of ordered rows, with linear interpolation: `np.percentile` would order again what is in order."""
    place = (ordered.shape[1] - 1) * percent / 100
    low = int(place)
    high = min(low + 1, ordered.shape[1] - 1)
    low_values, high_values = ordered[:, low], ordered[:, high]
    between: Floats = low_values + (place - low) * (high_values - low_values)
    return between
