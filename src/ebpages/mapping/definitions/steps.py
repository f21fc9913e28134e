"""The work of a search in pieces that any process can do, each with the same answer wherever it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ebpages.mapping.arrays import Floats
from ebpages.mapping.definitions.candidates import Labels, Method, candidate_labels
from ebpages.mapping.definitions.checkpoint import Arrays
from ebpages.mapping.definitions.similarity import correlation, similarities
from ebpages.mapping.definitions.stability import drawn_regions
from ebpages.mapping.definitions.validation import validation_shares


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
class Work:
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
class Candidates:
    """Sets of clusters, for each number of them, and how they validate."""

    work: Work
    numbers: tuple[int, ...]

    def __call__(self, approach: Approach) -> Arrays:
        """labels: shape (numbers, industries). shares: validation shares, shape (numbers, single matrices, 4)."""
        labels = self.work.labels(self._matrices[approach.matrix], approach.method, self.numbers, 0)
        single = [self._matrices[name] for name in (*self.work.counted, *self.work.fixed)]
        return {"labels": labels, "shares": np.stack([validation_shares(single, found) for found in labels])}

    @cached_property
    def _matrices(self) -> Mapping[str, Floats]:
        return matrices(self.work.counted, self.work.fixed)


@dataclass(frozen=True, slots=True, eq=False)
class Replicates:
    """The finalists looked for again in regions that are drawn with replacement; a seed for each replicate."""

    work: Work
    finalists: tuple[Finalist, ...]

    def __call__(self, batch: Batch) -> Arrays:
        """labels: shape (replicates, finalists, industries)."""
        return {"labels": np.stack([self._labels(number) for number in range(batch.first, batch.last + 1)])}

    def _labels(self, replicate: int) -> Labels:
        counted = self.work.counted
        drawn = drawn_regions(len(next(iter(counted.values()))), self.work.seed, replicate)
        found = matrices({name: values[drawn] for name, values in counted.items()}, self.work.fixed)
        return np.concatenate(
            [self.work.labels(found[of.matrix], of.method, (of.number,), replicate) for of in self.finalists]
        )


def matrices(counted: Mapping[str, Floats], fixed: Mapping[str, Floats]) -> dict[str, Floats]:
    """Every similarity matrix that can be made of these: the single ones, then the combinations."""
    return similarities({name: correlation(values) for name, values in counted.items()} | dict(fixed))
