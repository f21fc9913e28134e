"""Whether clusters would be found again in other regions: bootstrap over regions (Hennig 2007, adapted).

Hennig, "Cluster-wise assessment of cluster stability", Computational Statistics & Data Analysis 52 (2007). There the things that are
grouped are drawn; here it is the regions that their similarity is observed in, so every replicate groups all industries.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ebpages.mapping.arrays import Floats
from ebpages.mapping.definitions.clustering import Labels

LOW = 0.1  # the quantile that is given beside mean and minimum


@dataclass(frozen=True, slots=True, eq=False)
class Stability:
    """Of each cluster the best Jaccard coefficient with a cluster of each replicate: mean, minimum, tenth percentile; shape (clusters,)."""

    mean: Floats
    minimum: Floats
    low: Floats


def drawn_regions(number: int, seed: int, replicate: int) -> NDArray[np.int64]:
    """The places of as many regions, drawn with replacement; the same for a seed and replicate, wherever it is asked."""
    # A generator for each replicate, not one for all: replicates are done in any order, in any process, and again after a stop.
    return np.random.default_rng([seed, replicate]).integers(number, size=number)


def stability(labels: Labels, replicates: NDArray[np.int16]) -> Stability:
    """replicates: the clusters found in each, shape (replicates, industries), at least one."""
    best = np.stack([best_jaccard(labels, found) for found in replicates])
    return Stability(best.mean(axis=0), best.min(axis=0), np.quantile(best, LOW, axis=0))


def best_jaccard(labels: Labels, found: Labels) -> Floats:
    """For each cluster of the first set, how much of it and its nearest cluster of the second set is in both: 1 is found again."""
    rows, columns = int(labels.max()) + 1, int(found.max()) + 1
    # How many industries each two clusters share, counted in one pass over the industries.
    both = np.bincount(labels.astype(np.intp) * columns + found, minlength=rows * columns).reshape(
        rows, columns
    )
    either = both.sum(axis=1, keepdims=True) + both.sum(axis=0, keepdims=True) - both
    best: Floats = (both / either).max(axis=1)
    return best


def together(replicates: NDArray[np.int16]) -> Floats:
    """In what share of the replicates each two industries are in one cluster, shape (industries, industries)."""
    total = np.zeros((replicates.shape[1],) * 2)
    for found in replicates:
        total += found[:, None] == found
    return total / len(replicates)


def mean_stability(labels: Labels, replicates: Sequence[Labels] | NDArray[np.int16]) -> float:
    """Over the industries: the mean stability of the cluster that each is in."""
    return float(stability(labels, np.asarray(replicates)).mean[labels].mean())
