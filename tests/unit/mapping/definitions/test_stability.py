"""Whether clusters are found again in other regions."""

import numpy as np
import pytest

from ebpages.mapping.definitions.definition import Definition
from ebpages.mapping.definitions.search import Parameters, search
from ebpages.mapping.definitions.stability import (
    best_jaccard,
    drawn_regions,
    mean_stability,
    stability,
    together,
)
from tests.samples.definitions import only_employment, planted, random_world

PAIR = np.array([0, 0, 1, 1, 1], dtype=np.int16)
OTHER = np.array([0, 1, 1, 1, 2], dtype=np.int16)


def test_a_cluster_is_as_stable_as_its_nearest_cluster_is_like_it() -> None:
    assert best_jaccard(PAIR, OTHER) == pytest.approx([1 / 2, 2 / 4])
    assert best_jaccard(OTHER, PAIR) == pytest.approx([1 / 2, 2 / 4, 1 / 3])
    assert best_jaccard(PAIR, PAIR) == pytest.approx([1, 1])


def test_mean_minimum_and_low_quantile_are_over_the_replicates() -> None:
    found = stability(PAIR, np.stack([PAIR, PAIR, OTHER]))
    assert found.mean == pytest.approx([(1 + 1 + 0.5) / 3] * 2)
    assert found.minimum == pytest.approx([0.5, 0.5])
    assert found.low == pytest.approx([np.quantile([1, 1, 0.5], 0.1)] * 2)


def test_industries_are_together_in_the_share_of_replicates_that_put_them_together() -> None:
    shares = together(np.stack([PAIR, OTHER]))
    assert shares[0, 1] == 0.5
    assert shares[2, 3] == 1
    assert shares[0, 4] == 0
    assert (np.diag(shares) == 1).all()


def test_an_industry_tells_how_often_it_is_with_its_cluster() -> None:
    similarity = np.eye(5)
    members = list(Definition("abcde", similarity, PAIR, np.stack([PAIR, OTHER])).memberships())
    assert [member.together for member in members] == pytest.approx([0.5, 0.5, 0.75, 0.75, 0.5])


def test_the_draw_of_a_replicate_is_its_own_and_always_the_same() -> None:
    assert (drawn_regions(50, 7, 3) == drawn_regions(50, 7, 3)).all()
    assert (drawn_regions(50, 7, 3) != drawn_regions(50, 7, 4)).any()
    assert (drawn_regions(50, 8, 3) != drawn_regions(50, 7, 3)).any()
    assert len(set(drawn_regions(50, 7, 3).tolist())) < 50


def test_planted_clusters_are_stable_and_random_ones_are_not() -> None:
    parameters = Parameters(clusters=(6, 6), bootstraps=12, restarts=3)
    _, real = planted()
    stable = search(only_employment(real), parameters).chosen
    unstable = search(random_world(), parameters).chosen
    assert stable.replicates is not None
    assert unstable.replicates is not None
    assert mean_stability(stable.labels, stable.replicates) > 0.95
    assert mean_stability(unstable.labels, unstable.replicates) < 0.5
