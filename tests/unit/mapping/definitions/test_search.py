"""The whole search: what it finds, that it can be stopped and resumed, and what it refuses."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ebpages.mapping.category_schemes import read_scheme
from ebpages.mapping.definitions.checkpoint import OtherCheckpoint
from ebpages.mapping.definitions.inputs import SearchInputs, TooLittle
from ebpages.mapping.definitions.moves import Move
from ebpages.mapping.definitions.result import SearchResult, scheme_of, write_result
from ebpages.mapping.definitions.search import Parameters, UnknownCandidate, search
from ebpages.mapping.definitions.steps import SearchStopped, on_engine
from tests.samples.definitions import (
    CLUSTERS,
    QUICK,
    only_employment,
    planted,
    same_sets,
)


@pytest.fixture(scope="module")
def world() -> SearchInputs:
    return planted(noise=0.5)[1]


@pytest.fixture(scope="module")
def found(world: SearchInputs) -> SearchResult:
    return search(world, QUICK)


def text(found: SearchResult) -> str:
    return json.dumps(found.as_dict(), sort_keys=True)


@pytest.mark.parametrize("method", ["ward", "k-means"])
def test_what_was_planted_is_found_and_is_stable(world: SearchInputs, method: str) -> None:
    found = search(world, QUICK, choose=f"LC-IO-Occ/{method}/{CLUSTERS}")
    assert same_sets(found.chosen.labels, planted()[0])
    assert found.chosen.score > 0.95
    assert min(cluster.stability or 0 for cluster in found.definition.clusters()) > 0.8


def test_a_set_that_says_nothing_of_regions_is_chosen_only_by_name() -> None:
    _, given = planted(seed=3, noise=1.0)
    found = search(given, replace(QUICK, bootstraps=0))
    best = max(found.candidates, key=lambda candidate: candidate.score)
    assert best.key.matrix == "IO-Occ"
    assert best.score > found.chosen.score
    assert "LC" in found.chosen.key.matrix
    assert search(given, replace(QUICK, bootstraps=0), choose=str(best.key)).chosen.key == best.key


def test_the_best_score_is_chosen_and_of_equal_ones_that_which_combines_most(found: SearchResult) -> None:
    regional = [candidate for candidate in found.candidates if "LC" in candidate.key.matrix]
    best = max(candidate.score for candidate in regional)
    equal = [str(candidate.key) for candidate in regional if candidate.score == best]
    assert len({name.split("/")[0] for name in equal}) > 1
    assert str(found.chosen.key) in equal
    assert found.chosen.key.matrix == "LC-IO-Occ"


def test_every_matrix_is_tried_by_both_methods_for_every_number(found: SearchResult) -> None:
    sets = {(c.key.matrix, c.key.method, c.key.number) for c in found.candidates}
    names = ("LC-Emp", "LC-Est", "IO", "Occ", "LC", "LC-IO", "LC-Occ", "IO-Occ", "LC-IO-Occ")
    assert sets == {(m, method, k) for m in names for method in ("ward", "k-means") for k in (5, 6, 7, 8)}


def test_the_best_of_every_matrix_and_method_is_bootstrapped_unless_regions_do_not_matter(
    found: SearchResult,
) -> None:
    assessed = [c.key for c in found.candidates if c.replicates is not None]
    assert {(of.matrix, of.method) for of in assessed} == {
        (matrix, method)
        for matrix in ("LC-Emp", "LC-Est", "LC", "LC-IO", "LC-Occ", "LC-IO-Occ")
        for method in ("ward", "k-means")
    }


def test_a_set_from_linkages_alone_has_no_stability_over_regions(world: SearchInputs) -> None:
    chosen = search(world, QUICK, choose="IO/ward/6")
    assert chosen.definition.stability is None
    assert all(cluster.stability is None for cluster in chosen.definition.clusters())


def test_progress_counts_every_step_to_the_last(world: SearchInputs) -> None:
    told: list[tuple[int, int]] = []
    search(only_employment(world), QUICK, progress=lambda done, total, step: told.append((done, total)))
    assert told == [(done, 5) for done in range(1, 6)]  # one matrix by two methods, three batches


@pytest.mark.parametrize("steps", [1, 4, 18, 20])
def test_a_search_that_was_stopped_finds_the_same_when_it_is_resumed(
    world: SearchInputs, found: SearchResult, tmp_path: Path, steps: int
) -> None:
    asked = iter(range(1, 100))
    with pytest.raises(SearchStopped, match=f"stopped after {steps} of 21 steps"):
        search(world, QUICK, folder=tmp_path, stop=lambda: next(asked) == steps)
    worked: list[Any] = []

    def counting(step: Any, keys: Any) -> Any:
        worked.extend(keys)
        return map(step, keys)

    again = search(world, QUICK, folder=tmp_path, resume=True, mapper=counting)
    assert text(again) == text(found)
    assert len(worked) == 21 - steps


def test_ctrl_c_loses_no_finished_step(world: SearchInputs, found: SearchResult, tmp_path: Path) -> None:
    def interrupted(done: int, total: int, step: str) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        search(world, QUICK, folder=tmp_path, progress=interrupted)
    assert len(list(tmp_path.glob("candidates-*.npz"))) == 5
    assert text(search(world, QUICK, folder=tmp_path, resume=True)) == text(found)


def test_a_damaged_step_is_done_again(world: SearchInputs, found: SearchResult, tmp_path: Path) -> None:
    search(world, QUICK, folder=tmp_path)
    for number, step in enumerate(sorted(tmp_path.glob("*.npz"))):
        step.write_bytes(step.read_bytes()[: number * 40])
    assert text(search(world, QUICK, folder=tmp_path, resume=True)) == text(found)


def test_a_finished_search_can_be_given_more_replicates_other_choices_and_moves(
    world: SearchInputs, tmp_path: Path
) -> None:
    search(world, QUICK, folder=tmp_path)
    more = replace(QUICK, bootstraps=8)
    worked: list[Any] = []

    def counting(step: Any, keys: Any) -> Any:
        worked.extend(keys)
        return map(step, keys)

    again = search(world, more, folder=tmp_path, resume=True, mapper=counting)
    assert [str(key) for key in worked] == ["replicates 7 to 8"]
    assert text(again) == text(search(world, more))


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"parameters": replace(QUICK, seed=8)}, "seed"),
        ({"parameters": replace(QUICK, clusters=(5, 9))}, "clusters"),
        ({"parameters": replace(QUICK, restarts=4)}, "restarts"),
        ({"inputs": "employment"}, "LC-Emp"),
        ({"inputs": "year"}, "panel"),
        ({"inputs": "linkages"}, "IO, Occ"),
    ],
)
def test_steps_of_another_search_are_refused_and_say_what_differs(
    world: SearchInputs, tmp_path: Path, changed: dict[str, Any], named: str
) -> None:
    search(world, QUICK, folder=tmp_path)
    others = {
        "employment": replace(world, counted={**world.counted, "LC-Emp": world.counted["LC-Emp"] + 1}),
        "year": replace(world, year=2015),
        "linkages": replace(world, fixed={}),
    }
    given = others.get(changed.get("inputs", ""), world)
    with pytest.raises(OtherCheckpoint, match=rf"differs in {named}\. "):
        search(given, changed.get("parameters", QUICK), folder=tmp_path, resume=True)


def test_a_folder_in_use_is_taken_up_only_when_asked(world: SearchInputs, tmp_path: Path) -> None:
    search(world, QUICK, folder=tmp_path)
    with pytest.raises(OtherCheckpoint, match=r"keeps this search already\. Ask to resume it"):
        search(world, QUICK, folder=tmp_path)


def test_a_folder_whose_manifest_is_broken_is_refused(world: SearchInputs, tmp_path: Path) -> None:
    (tmp_path / "search.json").write_text("{", encoding="utf-8")
    with pytest.raises(OtherCheckpoint, match="cannot be read"):
        search(world, QUICK, folder=tmp_path, resume=True)


def test_processes_find_what_one_finds(world: SearchInputs) -> None:
    given = only_employment(world)
    assert text(search(given, QUICK, mapper=on_engine("pool", 2))) == text(search(given, QUICK))


def test_the_runner_in_this_process_finds_the_same(world: SearchInputs, found: SearchResult) -> None:
    assert text(search(world, QUICK, mapper=on_engine("in-process", 1))) == text(found)


def test_accepted_moves_change_the_definition_and_nothing_else(
    world: SearchInputs, found: SearchResult
) -> None:
    one, beside = found.inputs.industries[0], found.inputs.industries[1]
    after = search(world, QUICK, moves=[Move(one, beside)])
    codes = {member.industry: member.cluster for member in after.definition.memberships()}
    assert codes[one] == codes[beside]
    assert after.as_dict()["candidates"] == found.as_dict()["candidates"]
    assert after.as_dict()["moves"] == [{"industry": one, "beside": beside}]
    (proposal,) = [item for item in after.definition.proposals() if item.industry == one]
    assert proposal.own < proposal.other  # it would be sent back, but only a person does that


def test_moves_that_leave_one_cluster_are_refused(world: SearchInputs) -> None:
    codes = world.industries
    with pytest.raises(TooLittle, match="one cluster"):
        search(world, QUICK, moves=[Move(code, codes[0]) for code in codes[1:]])


def test_few_industries_get_fewer_clusters_and_it_is_said(world: SearchInputs) -> None:
    found = search(only_employment(world), Parameters(bootstraps=0, restarts=1))
    assert {candidate.key.number for candidate in found.candidates} == set(range(6, 13))
    (finding,) = found.findings
    assert (finding.kind, finding.severity) == ("definition_fewer_clusters", "note")
    assert finding.values == {"asked": "30–60", "tried": "6–12", "industries": "36"}


def test_without_replicates_stability_stays_unknown(world: SearchInputs) -> None:
    found = search(only_employment(world), replace(QUICK, bootstraps=0))
    assert all(candidate.replicates is None for candidate in found.candidates)
    assert found.definition.stability is None


def test_an_unknown_choice_says_how_candidates_are_called(world: SearchInputs) -> None:
    with pytest.raises(UnknownCandidate, match="called as LC-Emp/ward/5 or LC-Emp/k-means/8"):
        search(only_employment(world), QUICK, choose="LC-Emp/Ward/8")


@pytest.mark.parametrize("wrong", [{"clusters": (1, 5)}, {"clusters": (9, 5)}, {"restarts": 0}, {"seed": -1}])
def test_impossible_parameters_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"or more|the least is 2"):
        Parameters(**wrong)


def test_everything_is_written_and_the_categories_can_be_read_again(
    found: SearchResult, tmp_path: Path
) -> None:
    scheme = scheme_of(found, id="found-here")
    files = {path.name: path for path in write_result(found, tmp_path / "new", scheme)}
    assert {"definitions.json", "categories.yaml", "candidates.csv", "clusters.csv"} <= set(files)
    written = json.loads(files["definitions.json"].read_text(encoding="utf-8"))
    assert written["chosen"] == str(found.chosen.key)
    assert len(written["industries"]) == len(found.inputs.industries)
    again = read_scheme(files["categories.yaml"])
    assert again == scheme
    assert sorted(code for category in again.categories for code in category.industries) == sorted(
        found.inputs.industries
    )


def test_unknown_cells_do_not_stop_a_search(world: SearchInputs) -> None:
    given = only_employment(world)
    values = given.counted["LC-Emp"].copy()
    values[np.random.default_rng(3).random(values.shape) < 0.2] = np.nan
    found = search(replace(given, counted={"LC-Emp": values}), QUICK, choose="LC-Emp/ward/6")
    assert same_sets(found.chosen.labels, planted()[0])
