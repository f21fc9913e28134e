"""The search for definitions in an invented world whose clusters are known: how long it takes, and how well it finds them."""

import os
import platform
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from bench.page import table
from ebpages.mapping.definitions.clustering import candidate_labels
from ebpages.mapping.definitions.inputs import SearchInputs
from ebpages.mapping.definitions.result import Candidate, SearchResult
from ebpages.mapping.definitions.search import Parameters, search
from ebpages.mapping.definitions.similarity import input_output, occupational
from ebpages.mapping.definitions.stability import best_jaccard, mean_stability
from ebpages.mapping.definitions.steps import (
    Approach,
    Batch,
    CandidateStep,
    Finalist,
    ReplicateStep,
    StepInputs,
    matrices,
    on_engine,
)

WORKERS = 2
SEEDS = (11, 12, 13)
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Size:
    regions: int
    industries: int
    planted: int
    clusters: tuple[int, int]
    bootstraps: int


WHOLE = Size(179, 779, 45, (30, 60), 100)
QUICK = Size(60, 150, 12, (8, 16), 10)


def measure_definitions(quick: bool = False) -> dict[str, Any]:
    """The whole search in one world, then Ward alone in others, with noise of several strengths and with none but noise."""
    size = QUICK if quick else WHOLE
    truth, inputs = planted_world(SEEDS[0], size)
    start, used = time.perf_counter(), _processor_seconds()
    found = _searched(inputs, size)
    seconds, used = time.perf_counter() - start, _processor_seconds() - used
    return {
        "measured": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "size": {name: getattr(size, name) for name in Size.__dataclass_fields__},
        "workers": WORKERS,
        "sets": len(found.candidates),
        "seconds": seconds,
        "processor_seconds": used,
        "chosen": str(found.chosen.key),
        "chosen_rand": _rand(truth, found.chosen),
        "chosen_jaccard": float(best_jaccard(truth, found.chosen.labels).mean()),
        "proposals": sum(1 for _ in found.definition.proposals()),
        "matrices": [_row(truth, *each, size) for each in _assessed(found)],
        "noise": [_under_noise(noise, size) for noise in (0.5, 0.8, 1.2)],
        "random": _random_stability(size),
    }


def planted_world(seed: int, size: Size, noise: float = 0.8) -> tuple[NDArray[np.int16], SearchInputs]:
    """Industries of a cluster grow in the same regions, trade more with one another, and employ the same occupations.

    noise: standard deviation of the logarithm of what is each cell's own; regions, industries and clusters differ by about 1.
    """
    chance = np.random.default_rng(seed)
    regions, industries = size.regions, size.industries
    truth = chance.integers(0, size.planted, industries).astype(np.int16)
    strength = (
        chance.lognormal(0, 1, (regions, 1))
        * chance.lognormal(0, 1.2, (regions, size.planted))[:, truth]
        * chance.lognormal(0, noise, (regions, industries))
        * chance.lognormal(5, 1, industries)
    )
    employment = chance.poisson(strength).astype(float)
    establishments = chance.poisson(strength / 20 * chance.lognormal(0, 0.3, strength.shape)).astype(float)
    same = truth[:, None] == truth
    trades = chance.random((industries, industries)) < np.where(same, 0.4, 0.06)
    flows = chance.lognormal(0, 1.5, (industries, industries)) * np.where(same, 12, 1) * trades
    profiles = chance.lognormal(0, 1.5, (size.planted, 90))[truth]
    employed = profiles * chance.lognormal(0, noise, profiles.shape)
    linkages = {
        "IO": input_output(flows, flows.sum(axis=0), flows.sum(axis=1)),
        "Occ": occupational(employed),
    }
    return truth, _inputs({"LC-Emp": employment, "LC-Est": establishments}, linkages)


def definitions_section(measured: dict[str, Any]) -> list[str]:
    """For docs/benchmarks.md."""
    size = measured["size"]
    low, high = size["clusters"]
    rows = [
        (
            row["matrix"],
            row["method"],
            f"{row['number']}",
            f"{row['score']:.3f}",
            f"{row['rand']:.3f}",
            f"{row['planted_rand']:.3f}",
            "" if row["stability"] is None else f"{row['stability']:.3f}",
        )
        for row in measured["matrices"]
    ]
    noise = [
        (f"{row['noise']:g}", f"{row['all']:.3f}", f"{row['employment']:.3f}") for row in measured["noise"]
    ]
    return [
        "## Cluster definitions",
        "",
        f"Measured on {measured['measured']} ({measured['machine']}). An invented world of {size['regions']} regions and {size['industries']} industries in",
        f"{size['planted']} clusters: all matrices, Ward and k-means, {low} to {high} clusters, {size['bootstraps']} bootstraps of the best set of each matrix and",
        f"method, with {measured['workers']} processes: **{measured['seconds']:.0f} s** ({measured['processor_seconds']:.0f} s of processor time) for {measured['sets']} sets.",
        f"Chosen by the validation score: {measured['chosen']}; adjusted Rand index with the planted clusters {measured['chosen_rand']:.3f}, mean Jaccard",
        f"coefficient of a planted cluster with its nearest found one {measured['chosen_jaccard']:.3f}; {measured['proposals']} industries proposed for a move.",
        "",
        *table(
            (
                "similarity",
                "method",
                "best number",
                "validation score",
                "Rand",
                f"Rand at {size['planted']}",
                "stability",
            ),
            rows,
        ),
        "",
        "The validation score tells good matrices from bad ones better than it tells the number of clusters: along the numbers of one matrix it is",
        "nearly flat. Stability is the mean over industries of how much of their cluster is found again; linkages do not depend on regions.",
        "",
        f"Ward with {size['planted']} clusters as each cell's own noise grows, mean of {len(SEEDS)} worlds, adjusted Rand index:",
        "",
        *table(("noise", "LC-IO-Occ", "LC-Emp"), noise),
        "",
        f"In {size['regions']} regions where nothing belongs together, the {size['planted']} clusters that Ward finds have a stability of {measured['random']:.3f}.",
        "",
    ]


def _searched(inputs: SearchInputs, size: Size) -> SearchResult:
    return search(inputs, Parameters(size.clusters, size.bootstraps), mapper=on_engine("pool", WORKERS))


def _processor_seconds() -> float:
    """Of this process and of those that it has waited for; unlike the clock it does not depend on what else the machine does."""
    spent = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def _inputs(counted: dict[str, Numbers], fixed: dict[str, Numbers]) -> SearchInputs:
    regions, industries = counted["LC-Emp"].shape
    return SearchInputs(
        "invented",
        "",
        2000,
        tuple(f"r{number:04}" for number in range(regions)),
        tuple(f"i{number:04}" for number in range(industries)),
        counted,
        fixed,
    )


def _assessed(found: SearchResult) -> Iterator[tuple[Candidate, list[Candidate]]]:
    """The best set of each matrix and method, each with all sets like it."""
    alike: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in found.candidates:
        alike.setdefault((candidate.key.matrix, candidate.key.method), []).append(candidate)
    for several in alike.values():
        bootstrapped = [each for each in several if each.replicates is not None]
        yield max(bootstrapped or several, key=lambda each: each.score), several


def _row(truth: NDArray[np.int16], best: Candidate, several: list[Candidate], size: Size) -> dict[str, Any]:
    at_planted = next(each for each in several if each.key.number == size.planted)
    return {
        **best.key._asdict(),
        "score": best.score,
        "rand": _rand(truth, best),
        "planted_rand": _rand(truth, at_planted),
        "stability": None if best.replicates is None else mean_stability(best.labels, best.replicates),
    }


def _rand(truth: NDArray[np.int16], candidate: Candidate) -> float:
    return float(adjusted_rand_score(truth, candidate.labels))


def _under_noise(noise: float, size: Size) -> dict[str, float]:
    worlds = [planted_world(seed, size, noise) for seed in SEEDS]
    return {
        "noise": noise,
        "all": _ward_rand(worlds, "LC-IO-Occ", size.planted),
        "employment": _ward_rand(worlds, "LC-Emp", size.planted),
    }


def _ward_rand(worlds: list[tuple[NDArray[np.int16], SearchInputs]], matrix: str, number: int) -> float:
    found = []
    for truth, inputs in worlds:
        similarity = matrices(inputs.counted, inputs.fixed)[matrix]
        labels = candidate_labels(similarity, "ward", (number,), restarts=1, seed=(0,))[0]
        found.append(adjusted_rand_score(truth, labels))
    return float(np.mean(found))


def _random_stability(size: Size) -> float:
    """Of clusters that are not there."""
    employment = np.random.default_rng(SEEDS[0]).lognormal(5, 1, (size.regions, size.industries))
    work = StepInputs({"LC-Emp": employment}, {}, restarts=1, seed=SEEDS[0])
    labels = CandidateStep(work, (size.planted,))(Approach("LC-Emp", "ward"))["labels"][0]
    again = ReplicateStep(work, (Finalist("LC-Emp", "ward", size.planted),))(Batch(1, size.bootstraps))
    return mean_stability(labels, again["labels"][:, 0])
