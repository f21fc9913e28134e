"""Candidate sets of clusters: industries grouped by their similarity, by Ward's method and by k-means, for many numbers of clusters."""

from collections.abc import Sequence
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform

from ebpages.mapping.arrays import Floats
from ebpages.mapping.definitions.k_means import k_means, rows

Method = Literal["ward", "k-means"]
METHODS: tuple[Method, ...] = get_args(Method)
Labels: TypeAlias = NDArray[np.int16]  # the cluster of each industry, numbered by their first industries


def candidate_labels(
    similarity: Floats, method: Method, numbers: Sequence[int], *, restarts: int, seed: Sequence[int]
) -> Labels:
    """One set of clusters for each number, shape (numbers, industries). restarts, seed: of k-means; the same seed, the same answer."""
    if method == "ward":
        return _ward(similarity, numbers)
    points = rows(similarity)
    found = [
        k_means(points, number, restarts=restarts, chance=np.random.default_rng([*seed, number]))
        for number in numbers
    ]
    return np.stack([numbered(labels) for labels in found])


def distance(similarity: Floats) -> Floats:
    """1 - similarity; of a combination, whose z-scores have no largest value, how far a pair is from the most similar one."""
    apart: Floats = np.maximum(similarity.max(), 1.0) - similarity
    return apart


def numbered(labels: NDArray[np.integer]) -> Labels:
    """The same clusters, numbered from 0 in the order of their first industries."""
    _, first, place = np.unique(labels, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[place].astype(np.int16)


def _ward(similarity: Floats, numbers: Sequence[int]) -> Labels:
    """One tree, cut at every number."""
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
