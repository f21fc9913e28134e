import numpy as np
import pytest

from ebpages.exchange.matching.fusion import both_ways, capped, heard_by_neighbours, standardise


def test_what_stands_out_in_its_language_is_comparable_with_another() -> None:
    """Own-language texts score high all along; the one that stands out among few points of the other language wins."""
    own = np.linspace(0.80, 0.84, 30)
    other = np.concatenate([np.linspace(0.60, 0.64, 29), [0.70]])
    scores = standardise(np.concatenate([own, other]).astype(np.float32), [slice(0, 30), slice(30, 60)])
    assert int(np.argmax(scores)) == 59


def test_a_language_of_one_profile_and_no_profiles_are_ranked_too() -> None:
    scores = standardise(np.array([0.1, 0.2, 0.9], np.float32), [slice(0, 2), slice(2, 3)])
    assert np.isfinite(scores).all()
    assert int(np.argmax(scores)) == 2
    assert len(standardise(np.zeros(0, np.float32), [])) == 0


def test_a_candidate_rises_with_its_neighbours() -> None:
    vectors = np.array([[1, 0], [0.9, 0.1], [0, 1]], np.float32)
    alone, beside = heard_by_neighbours(np.array([3, 1, 1], np.float32), vectors)[[2, 1]]
    assert beside > alone


def test_a_match_that_suits_one_side_only_is_none() -> None:
    assert both_ways(1, 0) == 0
    assert both_ways(0.5, 0.5) == pytest.approx(0.5)
    assert both_ways(0.9, 0.1) < both_ways(0.5, 0.5)


def test_no_profile_stands_before_more_readers_than_it_may() -> None:
    rankings = {reader: ["popular", f"own-{reader}", "third"] for reader in "abcd"}
    shown = capped(rankings, shown=2, most=2)
    assert sum("popular" in profiles for profiles in shown.values()) == 2
    assert shown["c"] == ["own-c", "third"]


def test_what_runs_out_leaves_a_shorter_list() -> None:
    assert capped({"a": ["x"], "b": ["x"]}, shown=3, most=1) == {"a": ["x"], "b": []}
