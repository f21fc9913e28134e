"""Published similarities to search in, and published clusters to assess."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from ebpages.declared.schema import BrokenDeclaration
from ebpages.mapping.definitions.definition import Definition
from ebpages.mapping.definitions.given import in_similarity, with_clusters
from ebpages.mapping.definitions.inputs import TooLittle
from ebpages.mapping.definitions.search import search
from ebpages.mapping.definitions.validation import related_industries, relatedness
from tests.samples.definitions import CLUSTERS, QUICK, planted, same_sets, write_lines

TRUTH, WORLD = planted(noise=0.5)


def similarity_file(folder: Path) -> Path:
    """Industries of a planted cluster are alike, others are not; nothing is said of the last industry."""
    rows = [
        f"{WORLD.industries[one]},{WORLD.industries[other]},{0.8 if TRUTH[one] == TRUTH[other] else -0.1}"
        for one, other in combinations(range(len(TRUTH) - 1), 2)
    ]
    return write_lines(folder, "similarity.csv", "industry,other,value", *rows)


def clusters_file(folder: Path, *more: str) -> Path:
    rows = [f"{code},k{cluster}" for code, cluster in zip(WORLD.industries, TRUTH, strict=True)]
    return write_lines(folder, "clusters.csv", "industry,cluster", *rows[:-2], *more)


def test_clusters_are_looked_for_in_a_given_similarity(tmp_path: Path) -> None:
    given = in_similarity(WORLD, similarity_file(tmp_path))
    found = search(given, replace(QUICK, permutations=2), choose=f"Given/ward/{CLUSTERS + 1}")
    assert same_sets(found.chosen.labels[:-1], TRUTH[:-1])
    assert found.definition.stability is None and found.chance["mean"] is None
    assert search(given, QUICK).chosen.key.matrix == "Given"


def test_given_clusters_are_assessed_and_none_are_looked_for(tmp_path: Path) -> None:
    inputs, labels = with_clusters(WORLD, clusters_file(tmp_path))
    assert inputs.industries == WORLD.industries[:-2]
    found = search(inputs, replace(QUICK, permutations=3), given=labels)
    assert same_sets(found.chosen.labels, TRUTH[:-2])
    assert {candidate.key.method for candidate in found.candidates} == {"given"}
    assert found.chosen.score > found.chance["largest"]
    assert found.definition.stability is None


def test_related_clusters_can_be_asked_to_share_related_industries() -> None:
    similarity = np.full((4, 4), 0.0)
    similarity[0, 2] = similarity[2, 0] = 0.9  # one industry of each cluster is related to the other cluster
    labels = np.array([0, 0, 1, 1], dtype=np.int16)
    assert related_industries(relatedness(similarity, labels), labels)[0, 1] == 0.5
    asked = {
        least: list(Definition("abcd", similarity, labels, None, least).related()) for least in (0.5, 0.6)
    }
    assert [pair.industries for pair in asked[0.5]] == [0.5]
    assert asked[0.6] == []


@pytest.mark.parametrize(
    ("reader", "lines", "said"),
    [
        (in_similarity, ("industry,other,value", "i00,i01,a"), "row 1.*the value is 'a'"),
        (in_similarity, ("industry,other,value", "i00,i01,1", "i01,i00,2"), "row 2.*two similarities"),
        (with_clusters, ("industry,cluster", "i00,a", "i00,b"), "row 2.*is in a and in b"),
    ],
)
def test_what_is_wrong_with_a_given_file_is_said(
    tmp_path: Path, reader: object, lines: tuple[str, ...], said: str
) -> None:
    with pytest.raises(BrokenDeclaration, match=said):
        reader(WORLD, write_lines(tmp_path, "given.csv", *lines))  # type: ignore[operator]


def test_files_of_other_codes_are_too_little(tmp_path: Path) -> None:
    with pytest.raises(TooLittle, match="compare its codes"):
        with_clusters(WORLD, write_lines(tmp_path, "a.csv", "industry,cluster", "x,a", "y,b"))
    with pytest.raises(TooLittle, match="compare its codes"):
        in_similarity(WORLD, write_lines(tmp_path, "b.csv", "industry,other,value", "x,y,1"))
