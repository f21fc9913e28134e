"""Sets of clusters by Ward's method and by k-means."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from ebpages.mapping.definitions.clustering import (
    METHODS,
    Method,
    candidate_labels,
    distance,
    k_means,
    numbered,
    row_products,
)
from ebpages.mapping.definitions.similarity import correlation, similarities
from tests.samples.definitions import CLUSTERS, planted, same_sets
from tests.samples.examples import examples


def alike(seed: int, industries: int = 15) -> np.ndarray:
    return correlation(np.random.default_rng(seed).lognormal(3, 1, (25, industries)))


def labels(similarity: np.ndarray, method: Method, *numbers: int) -> np.ndarray:
    return candidate_labels(similarity, method, numbers, restarts=3, seed=[1])


@examples(6)
@given(st.integers(0, 10_000))
def test_wards_tree_is_cut_as_scipy_cuts_it(seed: int) -> None:
    similarity = alike(seed)
    tree = linkage(squareform(1 - similarity, checks=False), "ward")
    for number, found in zip(range(2, 9), labels(similarity, "ward", *range(2, 9)), strict=True):
        assert same_sets(found, fcluster(tree, number, "maxclust"))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("matrix", ["LC-Emp", "IO", "Occ", "LC-IO-Occ"])
def test_planted_clusters_are_found(method: Method, matrix: str) -> None:
    truth, inputs = planted()
    single = {name: correlation(values) for name, values in inputs.counted.items()} | inputs.fixed
    assert same_sets(labels(similarities(single)[matrix], method, CLUSTERS)[0], truth)


@pytest.mark.parametrize("method", METHODS)
@examples(6)
@given(st.integers(0, 10_000))
def test_there_are_as_many_clusters_as_asked_for_also_among_equal_industries(
    method: Method, seed: int
) -> None:
    values = np.random.default_rng(seed).lognormal(3, 1, (25, 4))
    similarity = correlation(np.column_stack([np.repeat(values, 3, axis=1), np.zeros((25, 3))]))
    for number, found in zip((2, 4, 9, 15), labels(similarity, method, 2, 4, 9, 15), strict=True):
        assert set(found) == set(range(number))


@examples(6)
@given(st.integers(0, 10_000))
def test_the_order_of_industries_does_not_change_wards_clusters(seed: int) -> None:
    similarity, order = alike(seed), np.random.default_rng(seed).permutation(15)
    found = labels(similarity, "ward", 4)[0]
    assert same_sets(labels(similarity[np.ix_(order, order)], "ward", 4)[0], found[order])


@examples(6)
@given(st.integers(0, 10_000))
def test_k_means_leaves_every_industry_with_the_nearest_centre(seed: int) -> None:
    points = alike(seed)
    np.fill_diagonal(points, -2)
    np.fill_diagonal(points, points.max(axis=1))
    found = k_means(row_products(alike(seed)), 4, restarts=2, chance=np.random.default_rng(seed))
    centres = np.stack([points[found == cluster].mean(axis=0) for cluster in range(4)])
    apart = ((points[:, None] - centres) ** 2).sum(axis=2)
    assert (apart[np.arange(15), found] <= apart.min(axis=1) + 1e-9).all()


def test_more_restarts_never_find_looser_clusters() -> None:
    products = row_products(alike(3, industries=40))

    def looseness(restarts: int) -> float:
        found = k_means(products, 8, restarts=restarts, chance=np.random.default_rng(5))
        return -sum(
            products[np.ix_(found == cluster, found == cluster)].sum() / (found == cluster).sum()
            for cluster in range(8)
        )

    assert looseness(20) <= looseness(5) <= looseness(1)


def test_the_same_seed_finds_the_same_and_numbers_do_not_disturb_one_another() -> None:
    similarity = alike(9, industries=30)
    several = candidate_labels(similarity, "k-means", (5, 6, 7), restarts=2, seed=[4, 2])
    alone = candidate_labels(similarity, "k-means", (6,), restarts=2, seed=[4, 2])
    assert (several[1] == alone[0]).all()


def test_distances_are_one_less_similarity_and_never_negative() -> None:
    similarity = alike(1)
    assert (distance(similarity) == 1 - similarity).all()
    assert distance(similarity * 5).min() == 0


def test_clusters_are_numbered_in_the_order_of_their_first_industries() -> None:
    assert numbered(np.array([7, 2, 7, 9, 2])).tolist() == [0, 1, 0, 2, 1]
