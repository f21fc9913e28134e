"""The search for definitions: candidates from every matrix, by both methods, for every number of clusters; then how stable the best are.

Delgado, Porter and Stern (2016), with the bootstrap over regions that the paper lacks.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ebpages.mapping.definitions.checkpoint import Arrays, Checkpoint, manifest_of
from ebpages.mapping.definitions.clustering import METHODS, Labels
from ebpages.mapping.definitions.definition import Definition
from ebpages.mapping.definitions.inputs import SearchInputs
from ebpages.mapping.definitions.moves import Move, apply_moves
from ebpages.mapping.definitions.result import Candidate, SearchResult
from ebpages.mapping.definitions.similarity import parts_of, parts_of_combinations
from ebpages.mapping.definitions.steps import (
    Approach,
    Batch,
    CandidateStep,
    ChanceStep,
    Finalist,
    Mapper,
    Permutation,
    ReplicateStep,
    StepInputs,
    StepRunner,
    matrices,
)
from ebpages.mapping.definitions.validation import validation_shares
from ebpages.mapping.panels.panel import PanelFinding

INDUSTRIES_PER_CLUSTER = 3  # on average; with fewer there is little that a cluster could say


class UnknownCandidate(LookupError):
    """A set of clusters was chosen that the search does not look at."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """clusters: the least and the largest number. bootstraps: replicates of the regions; 0 leaves stability unknown.

    permutations: searches in permuted regions, which tell what score chance gives. related_industries: the least share of industries
    that related clusters have related to each other. restarts: of k-means. batch: replicates in one step.
    """

    clusters: tuple[int, int] = (30, 60)
    bootstraps: int = 100
    restarts: int = 10
    seed: int = 2016
    batch: int = 5
    permutations: int = 0
    related_industries: float = 0.0

    def __post_init__(self) -> None:
        low, high = self.clusters
        if not 2 <= low <= high:
            raise ValueError(
                f"from {low} to {high} clusters: the least is 2, and the second must not be less"
            )
        if min(self.bootstraps, self.permutations, self.seed) < 0 or self.restarts < 1 or self.batch < 1:
            raise ValueError(
                "bootstraps, permutations and seed must be 0 or more; restarts and batch 1 or more"
            )


def search(
    inputs: SearchInputs,
    parameters: Parameters | None = None,
    *,
    folder: Path | None = None,
    resume: bool = False,
    choose: str = "",
    given: Labels | None = None,
    moves: Sequence[Move] = (),
    mapper: Mapper = map,
    progress: Callable[[int, int, str], None] = lambda done, total, step: None,
    stop: Callable[[], bool] = lambda: False,
) -> SearchResult:
    """Look for sets of clusters, choose the one with the best validation score, and see how stable it is.

    folder: where finished steps are kept; a search that was ended, by whatever means, goes on from there with `resume` and finds
    exactly the same. choose: another set, as "LC-IO/ward/45", than that with the best score among those that co-location has a part
    in; this, `moves` and the numbers of bootstraps and permutations may change between runs. given: the clusters of the industries,
    which are then assessed and none looked for. mapper: `map`, or `on_engine`. progress: told
    (steps done, steps in all, the step) after each. stop: asked after each. Raises OtherCheckpoint, SearchStopped, UnknownCandidate,
    TooLittle.
    """
    parameters = parameters or Parameters()
    numbers, findings = (
        _numbers(parameters.clusters, len(inputs.industries))
        if given is None
        else ((int(given.max()) + 1,), ())
    )
    approaches = _approaches(inputs) if given is None else []
    batches = _batches(parameters) if given is None and inputs.counted else []
    permutations = [Permutation(n) for n in range(1, parameters.permutations + 1)] if inputs.counted else []
    checkpoint = Checkpoint(folder, manifest_of(inputs, _manifest(parameters, numbers, given)), resume=resume)
    runner = StepRunner(
        checkpoint, mapper, len(approaches) + len(batches) + len(permutations), progress, stop
    )
    step_inputs = StepInputs(inputs.counted, inputs.fixed, parameters.restarts, parameters.seed)
    if given is None:
        found = runner.results("candidates", approaches, CandidateStep(step_inputs, numbers))
        candidates = _candidates(approaches, numbers, found)
    else:
        candidates = _given_candidates(inputs, given)
    chosen = _chosen(candidates, choose, inputs)
    if batches:
        finalists = _finalists(candidates, chosen, inputs)
        results = runner.results(_named(finalists), batches, ReplicateStep(step_inputs, finalists))
        candidates = _with_replicates(candidates, finalists, np.concatenate([r["labels"] for r in results]))
        chosen = _chosen(candidates, str(chosen.key), inputs)
    chance = ChanceStep(step_inputs, tuple(a for a in approaches if _regional(a, inputs)), numbers, given)
    by_chance = runner.results("chance", permutations, chance)
    return SearchResult(
        inputs,
        asdict(parameters) | {"clusters": (numbers[0], numbers[-1])},
        tuple(candidates),
        chosen,
        tuple(moves),
        _definition(inputs, chosen, moves, parameters.related_industries),
        (*inputs.findings, *findings),
        np.array([float(each["best"]) for each in by_chance if _regional(chosen.key, inputs)]),
    )


def _numbers(asked: tuple[int, int], industries: int) -> tuple[tuple[int, ...], tuple[PanelFinding, ...]]:
    """The numbers of clusters to try: those asked for, or as many as so few industries allow, down to half of that."""
    low, high = asked
    most = max(industries // INDUSTRIES_PER_CLUSTER, 2)
    if high <= most:
        return tuple(range(low, high + 1)), ()
    least = min(low, max((most + 1) // 2, 2))
    values = {"asked": f"{low}–{high}", "tried": f"{least}–{most}", "industries": str(industries)}
    return tuple(range(least, most + 1)), (PanelFinding("definition_fewer_clusters", "note", values=values),)


def _approaches(inputs: SearchInputs) -> list[Approach]:
    """Those by k-means first, which take longest."""
    names = (*_single(inputs), *parts_of_combinations(_single(inputs)))
    return [Approach(matrix, method) for method in reversed(METHODS) for matrix in names]


def _batches(parameters: Parameters) -> list[Batch]:
    return [
        Batch(first, min(first + parameters.batch - 1, parameters.bootstraps))
        for first in range(1, parameters.bootstraps + 1, parameters.batch)
    ]


def _manifest(parameters: Parameters, numbers: Sequence[int], given: Labels | None) -> dict[str, object]:
    """What candidates depend on; replicates and permutations have files of their own, so that more can be asked for later."""
    return {
        "clusters": f"{numbers[0]}-{numbers[-1]}",
        "restarts": parameters.restarts,
        "seed": parameters.seed,
        **({} if given is None else {"given clusters": " ".join(map(str, given))}),
    }


def _given_candidates(inputs: SearchInputs, given: Labels) -> list[Candidate]:
    """The given clusters, once for each matrix that their relatedness can be looked at by."""
    by_name = matrices(inputs.counted, inputs.fixed)
    shares = validation_shares([by_name[name] for name in _single(inputs)], given)
    number = int(given.max()) + 1
    return [Candidate(Finalist(name, "given", number), given, shares) for name in by_name]


def _candidates(
    approaches: Sequence[Approach], numbers: Sequence[int], results: Sequence[Arrays]
) -> list[Candidate]:
    """Matrix by matrix, in the order in which people think of them, not in that of the work."""
    names = list(dict.fromkeys(approach.matrix for approach in approaches))
    candidates = [
        Candidate(Finalist(approach.matrix, approach.method, number), labels, shares)
        for approach, result in zip(approaches, results, strict=True)
        for number, labels, shares in zip(numbers, result["labels"], result["shares"], strict=True)
    ]
    return sorted(candidates, key=lambda one: (names.index(one.key.matrix), METHODS.index(one.key.method)))


def _chosen(candidates: Sequence[Candidate], name: str, inputs: SearchInputs) -> Candidate:
    """The named one, or the best of those that co-location has a part in. Raises UnknownCandidate."""
    if not name:
        regional = [candidate for candidate in candidates if _regional(candidate.key, inputs)]
        return _best(regional or candidates, inputs)
    for candidate in candidates:
        if str(candidate.key) == name:
            return candidate
    raise UnknownCandidate(
        f"there is no candidate {name!r}; they are called as {candidates[0].key} or {candidates[-1].key}"
    )


def _best(candidates: Sequence[Candidate], inputs: SearchInputs) -> Candidate:
    """That with the best validation score; of equal ones that whose matrix combines most, then the one with the fewest clusters."""

    def rank(candidate: Candidate) -> tuple[float, int, int]:
        parts = parts_of(candidate.key.matrix, _single(inputs))
        return round(candidate.score, 9), len(parts), -candidate.key.number

    return max(candidates, key=rank)


def _finalists(
    candidates: Sequence[Candidate], chosen: Candidate, inputs: SearchInputs
) -> tuple[Finalist, ...]:
    """The best set of each matrix and method, and the chosen one; without those whose matrix does not depend on regions."""
    alike: dict[Approach, list[Candidate]] = {}
    for candidate in candidates:
        alike.setdefault(Approach(candidate.key.matrix, candidate.key.method), []).append(candidate)
    sets = dict.fromkeys([*(_best(each, inputs).key for each in alike.values()), chosen.key])
    return tuple(finalist for finalist in sets if _regional(finalist, inputs))


def _regional(finalist: Finalist | Approach, inputs: SearchInputs) -> bool:
    """Whether the matrix depends on regions: without that a set says nothing of where industries are, nor can be bootstrapped."""
    return not set(parts_of(finalist.matrix, _single(inputs))).isdisjoint(inputs.counted)


def _single(inputs: SearchInputs) -> tuple[str, ...]:
    return (*inputs.counted, *inputs.fixed)


def _named(finalists: Sequence[Finalist]) -> str:
    """Replicates of other finalists have other files."""
    return f"stability {hashlib.sha256(' '.join(map(str, finalists)).encode()).hexdigest()[:12]}"


def _with_replicates(
    candidates: Sequence[Candidate], finalists: Sequence[Finalist], labels: NDArray[np.int16]
) -> list[Candidate]:
    """labels: shape (replicates, finalists, industries)."""
    return [
        replace(candidate, replicates=labels[:, finalists.index(candidate.key)])
        if candidate.key in finalists
        else candidate
        for candidate in candidates
    ]


def _definition(
    inputs: SearchInputs, chosen: Candidate, moves: Sequence[Move], least_related: float
) -> Definition:
    similarity = matrices(inputs.counted, inputs.fixed)[chosen.key.matrix]
    labels = apply_moves(chosen.labels, moves, inputs.industries)
    return Definition(inputs.industries, similarity, labels, chosen.replicates, least_related)
