"""What score chance gives: the same search in permuted regions."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ebpages.mapping.definitions.search import search
from tests.samples.definitions import QUICK, only_employment, planted, random_world

PERMUTED = replace(QUICK, bootstraps=0, permutations=4)


def test_pure_noise_has_a_high_score_and_is_not_better_than_chance() -> None:
    found = search(random_world(), PERMUTED)
    assert found.chosen.score > 0.9
    assert found.chance["least"] <= found.chosen.score <= found.chance["largest"] + 0.02
    assert found.chance["as_good"] > 1 / 5


def test_what_was_planted_is_better_than_chance() -> None:
    found = search(planted(noise=0.5)[1], PERMUTED)
    assert found.chosen.score > found.chance["largest"]
    assert found.chance["as_good"] == 1 / 5  # no search of four, and the search itself
    assert found.as_dict()["by_chance"]["permutations"] == 4


def test_permuted_industries_keep_their_sizes_under_every_measure(tmp_path: Path) -> None:
    inputs = planted()[1]
    seen: list[Any] = []

    def looking(step: Any, keys: Any) -> Any:
        seen.append(step)
        return map(step, keys)

    search(inputs, PERMUTED, mapper=looking)
    permuted = seen[-1]._permuted(1)
    for name, values in inputs.counted.items():
        assert np.array_equal(np.sort(permuted[name], axis=0), np.sort(values, axis=0))
        assert not np.array_equal(permuted[name], values)
    same = np.lexsort(inputs.counted["LC-Emp"].T), np.lexsort(permuted["LC-Emp"].T)
    assert not np.array_equal(*same)


def test_more_permutations_go_on_from_those_that_are_kept(tmp_path: Path) -> None:
    inputs, worked = only_employment(planted()[1]), list[str]()

    def counting(step: Any, keys: Any) -> Any:
        worked.extend(map(str, keys))
        return map(step, keys)

    search(inputs, replace(PERMUTED, permutations=2), folder=tmp_path)
    again = search(inputs, PERMUTED, folder=tmp_path, resume=True, mapper=counting)
    assert worked == ["permutation 3", "permutation 4"]
    assert np.array_equal(again.by_chance, search(inputs, PERMUTED).by_chance)


def test_without_permutations_and_of_a_set_without_regions_nothing_is_said_of_chance() -> None:
    inputs = planted()[1]
    assert search(inputs, replace(PERMUTED, permutations=0)).chance["mean"] is None
    assert search(inputs, PERMUTED, choose="IO/ward/6").chance["mean"] is None
