"""Relatedness within and between clusters, on cases that can be worked out by hand."""

import numpy as np
import pytest

from ebpages.mapping.definitions.definition import Definition, Proposal
from ebpages.mapping.definitions.validation import (
    misplaced,
    nearest_other,
    related_clusters,
    relatedness,
    shares_above,
    validation_shares,
)

# a and b belong together; c and d are put together although d is closer to e; e stands alone
INDUSTRIES = tuple("abcde")
LABELS = np.array([0, 0, 1, 1, 2], dtype=np.int16)
SIMILARITY = np.array(
    [
        [1.0, 0.9, 0.2, 0.1, 0.3],
        [0.9, 1.0, 0.4, 0.1, 0.1],
        [0.2, 0.4, 1.0, 0.5, 0.2],
        [0.1, 0.1, 0.5, 1.0, 0.7],
        [0.3, 0.1, 0.2, 0.7, 1.0],
    ]
)


def test_wcr_is_the_mean_over_the_pairs_inside() -> None:
    found = relatedness(SIMILARITY, LABELS)
    assert found.within == pytest.approx([0.9, 0.5, np.nan], nan_ok=True)
    assert found.within_industry == pytest.approx([0.9, 0.9, 0.5, 0.5, np.nan], nan_ok=True)


def test_bcr_is_the_mean_over_the_pairs_between() -> None:
    found = relatedness(SIMILARITY, LABELS)
    assert found.between[0, 1] == found.between[1, 0] == pytest.approx((0.2 + 0.1 + 0.4 + 0.1) / 4)
    assert found.between[0, 2] == pytest.approx((0.3 + 0.1) / 2)
    assert found.between[1, 2] == pytest.approx((0.2 + 0.7) / 2)
    assert found.between_industry[2] == pytest.approx([0.3, np.nan, 0.2], nan_ok=True)
    assert np.isnan(np.diag(found.between)).all()


def test_wcr_of_three_counts_each_pair_once() -> None:
    similarity = np.array([[1.0, 0.2, 0.4], [0.2, 1.0, 0.9], [0.4, 0.9, 1.0]])
    found = relatedness(
        np.block([[similarity, np.zeros((3, 1))], [np.zeros((1, 3)), 1]]), np.array([0, 0, 0, 1], np.int16)
    )
    assert found.within[0] == pytest.approx((0.2 + 0.4 + 0.9) / 3)
    assert found.within_industry[:3] == pytest.approx([0.3, 0.55, 0.65])


def test_shares_above_count_clusters_and_industries_against_mean_and_95th_percentile() -> None:
    # clusters: 0.9 and 0.5 are above their means and 95th percentiles, the single one has no WCR;
    # industries: d has 0.5 against a mean of 0.4 but a 95th percentile of 0.67
    assert shares_above(relatedness(SIMILARITY, LABELS)) == pytest.approx([2 / 3, 2 / 3, 4 / 5, 3 / 5])


def test_the_95th_percentile_is_interpolated_as_numpy_does() -> None:
    chance = np.random.default_rng(2)
    similarity = chance.random((30, 30))
    similarity = (similarity + similarity.T) / 2
    labels = (np.arange(30) % 9).astype(np.int16)
    found = relatedness(similarity, labels)
    above = [found.within[one] > np.percentile(np.delete(found.between[one], one), 95) for one in range(9)]
    of_industries = [
        found.within_industry[i] > np.percentile(np.delete(found.between_industry[i], labels[i]), 95)
        for i in range(30)
    ]
    shares = shares_above(found)
    assert shares[1] == pytest.approx(np.mean(above))
    assert shares[3] == pytest.approx(np.mean(of_industries))


def test_each_matrix_is_asked_on_its_own() -> None:
    other = np.where(np.eye(5, dtype=bool), 1.0, 0.3)
    shares = validation_shares([SIMILARITY, other], LABELS)
    assert shares[0] == pytest.approx(shares_above(relatedness(SIMILARITY, LABELS)))
    assert shares[1] == pytest.approx([0, 0, 0, 0])


def test_one_cluster_has_nothing_to_be_held_against() -> None:
    assert np.isnan(shares_above(relatedness(SIMILARITY, np.zeros(5, dtype=np.int16)))).all()


def test_an_industry_that_is_closer_to_another_cluster_is_proposed_and_not_moved() -> None:
    found = relatedness(SIMILARITY, LABELS)
    assert misplaced(found).tolist() == [False, False, False, True, False]
    assert nearest_other(found)[3] == 2
    definition = Definition(INDUSTRIES, SIMILARITY, LABELS)
    assert list(definition.proposals()) == [
        Proposal("d", "e", "c02", "c03", pytest.approx(0.5), pytest.approx(0.7))
    ]
    assert next(c for c in definition.clusters() if c.code == "c02").industries == ("c", "d")


def test_a_single_industry_is_not_proposed_for_a_move() -> None:
    assert not misplaced(relatedness(SIMILARITY, LABELS))[4]


def test_related_clusters_are_the_top_tenth_of_all_pairs() -> None:
    between = np.full((6, 6), np.nan)
    pairs = np.triu_indices(6, 1)
    between[pairs] = np.arange(15) / 15
    between.T[pairs] = between[pairs]
    related = related_clusters(between)
    assert related.sum() == 4  # of 15 pairs the two above the 90th percentile, each from both sides
    assert (related == related.T).all()
    assert related[4, 5]
    assert related[3, 5]


def test_a_cluster_tells_its_figures() -> None:
    first, _, alone = Definition(INDUSTRIES, SIMILARITY, LABELS).clusters()
    assert (first.industries, first.wcr, first.bcr) == (("a", "b"), pytest.approx(0.9), pytest.approx(0.2))
    assert alone.wcr is None
    assert alone.stability is None
    assert first.related == ()
    assert alone.related == ("c02",)
