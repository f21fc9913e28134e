"""The steps of a search: what each works out, and how they are carried out, kept, and spread over engines.

A step gives the same answer in whatever process it is done.
"""

import re
from collections.abc import Callable, Generator, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np
import pyarrow

from ebpages.mapping.arrays import Floats
from ebpages.mapping.definitions.checkpoint import Arrays, Checkpoint
from ebpages.mapping.definitions.clustering import Labels, Method, candidate_labels
from ebpages.mapping.definitions.similarity import correlation, similarities
from ebpages.mapping.definitions.stability import drawn_regions
from ebpages.mapping.definitions.validation import validation_shares
from ebpages.mapping.runner.run import Engine, run
from ebpages.mapping.runner.task import Task

K = TypeVar("K", bound=Hashable)
Step: TypeAlias = Callable[[Any], Arrays]
# Gives what the step gives for each key, in their order; like `map`.
Mapper: TypeAlias = Callable[[Step, Sequence[Hashable]], Iterable[Arrays]]


class SearchStopped(Exception):
    """The search was asked to stop; what is finished is kept in its folder."""


class Approach(NamedTuple):
    """From what, and how, sets of clusters are found."""

    matrix: str
    method: Method

    def __str__(self) -> str:
        return f"{self.matrix}, {self.method}"


class Finalist(NamedTuple):
    """A set of clusters that is looked for again in every replicate."""

    matrix: str
    method: Method
    number: int

    def __str__(self) -> str:
        return f"{self.matrix}/{self.method}/{self.number}"


class Batch(NamedTuple):
    """Replicates from `first` to `last`; they are numbered from 1."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"replicates {self.first} to {self.last}"


@dataclass(frozen=True, slots=True, eq=False)
class StepInputs:
    """What all steps share. counted, fixed: as in SearchInputs. restarts, seed: of k-means; the seed is of the draws, too."""

    counted: Mapping[str, Floats]
    fixed: Mapping[str, Floats]
    restarts: int
    seed: int

    def labels(self, similarity: Floats, method: Method, numbers: tuple[int, ...], replicate: int) -> Labels:
        """Shape (numbers, industries)."""
        return candidate_labels(
            similarity, method, numbers, restarts=self.restarts, seed=[self.seed, replicate]
        )


@dataclass(frozen=True, eq=False)
class CandidateStep:
    """Sets of clusters, for each number of them, and how they validate."""

    inputs: StepInputs
    numbers: tuple[int, ...]

    def __call__(self, approach: Approach) -> Arrays:
        """labels: shape (numbers, industries). shares: validation shares, shape (numbers, single matrices, 4)."""
        labels = self.inputs.labels(self._matrices[approach.matrix], approach.method, self.numbers, 0)
        single = [self._matrices[name] for name in (*self.inputs.counted, *self.inputs.fixed)]
        return {
            "labels": labels,
            "shares": np.stack([validation_shares(single, clusters) for clusters in labels]),
        }

    @cached_property
    def _matrices(self) -> Mapping[str, Floats]:
        return matrices(self.inputs.counted, self.inputs.fixed)


@dataclass(frozen=True, slots=True, eq=False)
class ReplicateStep:
    """The finalists looked for again in regions that are drawn with replacement; a seed for each replicate."""

    inputs: StepInputs
    finalists: tuple[Finalist, ...]

    def __call__(self, batch: Batch) -> Arrays:
        """labels: shape (replicates, finalists, industries)."""
        return {"labels": np.stack([self._labels(number) for number in range(batch.first, batch.last + 1)])}

    def _labels(self, replicate: int) -> Labels:
        counted = self.inputs.counted
        drawn = drawn_regions(len(next(iter(counted.values()))), self.inputs.seed, replicate)
        by_name = matrices({name: values[drawn] for name, values in counted.items()}, self.inputs.fixed)
        return np.concatenate(
            [
                self.inputs.labels(by_name[finalist.matrix], finalist.method, (finalist.number,), replicate)
                for finalist in self.finalists
            ]
        )


class Permutation(NamedTuple):
    """A search in regions that are permuted; they are numbered from 1."""

    number: int

    def __str__(self) -> str:
        return f"permutation {self.number}"


@dataclass(frozen=True, slots=True, eq=False)
class ChanceStep:
    """The same search where nothing belongs together: the regions of every industry are permuted, so that it keeps its sizes and
    loses its neighbours. given: clusters that are assessed in place of a search."""

    inputs: StepInputs
    approaches: tuple[Approach, ...]
    numbers: tuple[int, ...]
    given: Labels | None

    def __call__(self, permutation: Permutation) -> Arrays:
        """best: the best validation score that was found."""
        permuted = StepInputs(
            self._permuted(permutation.number), self.inputs.fixed, self.inputs.restarts, self.inputs.seed
        )
        by_name = matrices(permuted.counted, permuted.fixed)
        single = [by_name[name] for name in (*permuted.counted, *permuted.fixed)]
        if self.given is not None:
            return {"best": np.array(validation_shares(single, self.given).mean())}
        sets = (
            clusters
            for matrix, method in self.approaches
            for clusters in permuted.labels(by_name[matrix], method, self.numbers, permutation.number)
        )
        return {"best": np.array(max(validation_shares(single, clusters).mean() for clusters in sets))}

    def _permuted(self, number: int) -> dict[str, Floats]:
        # The 1 keeps these draws apart from those of a replicate of the same number.
        chance = np.random.default_rng([self.inputs.seed, number, 1])
        regions, industries = next(iter(self.inputs.counted.values())).shape
        order = chance.permuted(np.tile(np.arange(regions)[:, None], industries), axis=0)
        return {
            name: np.take_along_axis(values, order, axis=0) for name, values in self.inputs.counted.items()
        }


@dataclass
class StepRunner:
    """Carries out steps: what is kept is not done again, and every finished one is kept and told at once.

    total: steps of the whole search. progress, stop: as `search` has them.
    """

    checkpoint: Checkpoint
    mapper: Mapper
    total: int
    progress: Callable[[int, int, str], None]
    stop: Callable[[], bool]
    done: int = 0

    def results(self, name: str, keys: Sequence[K], step: Step) -> list[Arrays]:
        """What the step gives for each key, in their order. Raises SearchStopped."""
        results = {key: kept for key in keys if (kept := self.checkpoint.load(_file(name, key))) is not None}
        for key in results:
            self._count(key)
        for key, arrays in self._carried_out([key for key in keys if key not in results], step):
            self.checkpoint.keep(_file(name, key), arrays)
            results[key] = arrays
            self._count(key)
        return [results[key] for key in keys]

    def _carried_out(self, keys: Sequence[K], step: Step) -> Iterator[tuple[K, Arrays]]:
        """However this ends, no process goes on working for it."""
        if keys:
            arrays: Any = self.mapper(step, keys)
            with closing(arrays) if isinstance(arrays, Generator) else nullcontext():
                yield from zip(keys, arrays, strict=True)

    def _count(self, key: Hashable) -> None:
        self.done += 1
        self.progress(self.done, self.total, str(key))
        if self.done < self.total and self.stop():
            raise SearchStopped(f"stopped after {self.done} of {self.total} steps")


def on_engine(engine: Engine, workers: int) -> Mapper:
    """Steps as tasks of the runner: side by side in a pool of processes, or on Spark."""

    def mapped(step: Step, keys: Sequence[Hashable]) -> Iterator[Arrays]:
        tasks = [Task(0, str(key), number) for number, key in enumerate(keys)]
        for table in run(tasks, _Keyed(step, tuple(keys)), engine=engine, workers=workers):
            yield _arrays(table)

    return mapped


def matrices(counted: Mapping[str, Floats], fixed: Mapping[str, Floats]) -> dict[str, Floats]:
    """Every similarity matrix that can be made of these: the single ones, then the combinations."""
    return similarities({name: correlation(values) for name, values in counted.items()} | dict(fixed))


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A step as work of the runner: the replicate of a task is the place of its key."""

    step: Step
    keys: tuple[Hashable, ...]

    def __call__(self, task: Task) -> pyarrow.Table:
        arrays = self.step(self.keys[task.replicate])
        return pyarrow.table(
            {
                "name": list(arrays),
                "type": [array.dtype.str for array in arrays.values()],
                "shape": [list(array.shape) for array in arrays.values()],
                "data": pyarrow.array([array.tobytes() for array in arrays.values()], pyarrow.large_binary()),
            }
        )


def _arrays(table: pyarrow.Table) -> Arrays:
    return {
        row["name"]: np.frombuffer(row["data"], dtype=row["type"]).reshape(row["shape"])
        for row in table.to_pylist()
    }


def _file(name: str, key: Hashable) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", f"{name} {key}")
