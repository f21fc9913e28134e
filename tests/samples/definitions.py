"""A small world whose clusters are known, for tests of the search for definitions."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ebpages.mapping.definitions.inputs import SearchInputs
from ebpages.mapping.definitions.search import Parameters
from ebpages.mapping.definitions.similarity import input_output, occupational

REGIONS, INDUSTRIES, CLUSTERS = 50, 36, 6
QUICK = Parameters(clusters=(5, 8), bootstraps=6, restarts=3, seed=7, batch=2)


def planted(seed: int = 1, noise: float = 0.2) -> tuple[NDArray[np.intp], SearchInputs]:
    """Industries of a cluster grow in the same regions, buy from one another, and employ the same occupations."""
    chance = np.random.default_rng(seed)
    truth = np.arange(INDUSTRIES) % CLUSTERS
    strength = chance.lognormal(0, 1.2, (REGIONS, CLUSTERS))[:, truth]
    employment = np.round(1000 * strength * chance.lognormal(0, noise, (REGIONS, INDUSTRIES)))
    establishments = np.round(50 * strength * chance.lognormal(0, noise, (REGIONS, INDUSTRIES)))
    flows = np.where(truth[:, None] == truth, 30.0, 1.0) * chance.lognormal(
        0, noise, (INDUSTRIES, INDUSTRIES)
    )
    employed = chance.lognormal(0, 1.2, (CLUSTERS, 20))[truth] * chance.lognormal(0, noise, (INDUSTRIES, 20))
    return truth, inputs(
        {"LC-Emp": employment, "LC-Est": establishments},
        {
            "IO": input_output(flows, flows.sum(axis=0), flows.sum(axis=1)),
            "Occ": occupational(employed),
        },
    )


def random_world(seed: int = 1) -> SearchInputs:
    """Nothing belongs together."""
    return inputs({"LC-Emp": np.random.default_rng(seed).lognormal(5, 1, (REGIONS, INDUSTRIES))}, {})


def inputs(counted: dict[str, NDArray[np.float64]], fixed: dict[str, NDArray[np.float64]]) -> SearchInputs:
    regions, industries = next(iter(counted.values())).shape
    return SearchInputs(
        "sample",
        "2020-01-01",
        2014,
        tuple(f"r{number:02}" for number in range(regions)),
        tuple(f"i{number:02}" for number in range(industries)),
        counted,
        fixed,
    )


def only_employment(given: SearchInputs) -> SearchInputs:
    return replace(given, counted={"LC-Emp": given.counted["LC-Emp"]}, fixed={})


def same_sets(one: NDArray[np.integer], other: NDArray[np.integer]) -> bool:
    """Whether two numberings put the same industries together."""
    return bool(((one[:, None] == one) == (other[:, None] == other)).all())


def write_lines(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
