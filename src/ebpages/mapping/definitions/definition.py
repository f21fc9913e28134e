"""One set of clusters closely looked at: how related it is within and between, how stable, and what is doubtful in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ebpages.mapping.arrays import Booleans, Floats, Integers
from ebpages.mapping.definitions.clustering import Labels
from ebpages.mapping.definitions.stability import Stability, stability, together
from ebpages.mapping.definitions.validation import (
    Relatedness,
    mean_of,
    misplaced,
    nearest_other,
    related_clusters,
    related_industries,
    relatedness,
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """wcr, bcr: mean similarity inside, and with the other clusters; None for one of a single industry, which has no inside.

    related: codes of the clusters to which its BCR is in the top tenth of all pairs. stability: mean, minimum and tenth percentile
    of the best Jaccard coefficient with a cluster of each replicate; None where the similarity does not depend on regions.
    """

    code: str
    industries: tuple[str, ...]
    wcr: float | None
    bcr: float | None
    related: tuple[str, ...]
    stability: float | None
    stability_min: float | None
    stability_low: float | None


@dataclass(frozen=True, slots=True)
class Membership:
    """An industry in its cluster. nearest: the other cluster that it is closest to. together: in what share of the replicates it is
    with the other industries of its cluster, on average; None as in Cluster."""

    industry: str
    cluster: str
    wcr: float | None
    nearest: str
    nearest_bcr: float
    together: float | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """An industry that is closer to another cluster than to its own: for a person to decide.

    beside: the industry of that cluster that it is most similar to; what a file of moves names. own, other: mean similarities.
    """

    industry: str
    beside: str
    cluster: str
    to: str
    own: float
    other: float


@dataclass(frozen=True, slots=True)
class RelatedPair:
    """Two clusters whose BCR is in the top tenth of all pairs. industries: the share of their industries that is related to the other."""

    cluster: str
    related: str
    bcr: float
    industries: float


@dataclass(frozen=True, eq=False)
class Definition:
    """similarity: the matrix that the clusters were found from. replicates: of each the clusters, shape (replicates, industries).

    least_related: the least share of their industries that related clusters have related to each other; 0 asks nothing."""

    industries: Sequence[str]
    similarity: Floats
    labels: Labels
    replicates: NDArray[np.int16] | None = None
    least_related: float = 0.0

    @property
    def codes(self) -> list[str]:
        """Of the clusters: c01, c02 … in the order of their first industries."""
        return [f"c{number:02}" for number in range(1, int(self.labels.max()) + 2)]

    @cached_property
    def relatedness(self) -> Relatedness:
        return relatedness(self.similarity, self.labels)

    @cached_property
    def stability(self) -> Stability | None:
        return None if self.replicates is None else stability(self.labels, self.replicates)

    def members(self, cluster: int) -> Integers:
        return np.flatnonzero(self.labels == cluster)

    def clusters(self) -> Iterator[Cluster]:
        related, stable = self._related, self.stability
        for number, code in enumerate(self.codes):
            between = np.delete(self.relatedness.between[number], number)
            yield Cluster(
                code,
                tuple(self.industries[place] for place in self.members(number)),
                _told(self.relatedness.within[number]),
                _told(between.mean()) if len(between) else None,
                tuple(self.codes[other] for other in np.flatnonzero(related[number])),
                _told(stable.mean[number]) if stable else None,
                _told(stable.minimum[number]) if stable else None,
                _told(stable.low[number]) if stable else None,
            )

    def memberships(self) -> Iterator[Membership]:
        codes, nearest = self.codes, nearest_other(self.relatedness)
        for place, industry in enumerate(self.industries):
            yield Membership(
                industry,
                codes[self.labels[place]],
                _told(self.relatedness.within_industry[place]),
                codes[nearest[place]],
                float(self.relatedness.between_industry[place, nearest[place]]),
                None if self._together is None else _told(self._together[place]),
            )

    def proposals(self) -> Iterator[Proposal]:
        codes, nearest = self.codes, nearest_other(self.relatedness)
        for place in np.flatnonzero(misplaced(self.relatedness)).tolist():
            there = self.members(nearest[place])
            yield Proposal(
                self.industries[place],
                self.industries[there[self.similarity[place, there].argmax()]],
                codes[self.labels[place]],
                codes[nearest[place]],
                float(self.relatedness.within_industry[place]),
                float(self.relatedness.between_industry[place, nearest[place]]),
            )

    def related(self) -> Iterator[RelatedPair]:
        codes, between = self.codes, self.relatedness.between
        for one, other in zip(*np.nonzero(np.triu(self._related, 1)), strict=True):
            share = float(self._related_industries[one, other])
            yield RelatedPair(codes[one], codes[other], float(between[one, other]), share)

    def central(self, cluster: int, number: int) -> list[str]:
        """The industries that are closest to the rest of their cluster."""
        members = self.members(cluster)
        order = np.argsort(-np.nan_to_num(self.relatedness.within_industry[members]), kind="stable")
        return [self.industries[place] for place in members[order[:number]]]

    @cached_property
    def _related(self) -> Booleans:
        enough: Booleans = self._related_industries >= self.least_related
        return related_clusters(self.relatedness.between) & enough

    @cached_property
    def _related_industries(self) -> Floats:
        return related_industries(self.relatedness, self.labels)

    @cached_property
    def _together(self) -> Floats | None:
        if self.replicates is None:
            return None
        same: Booleans = self.labels[:, None] == self.labels
        np.fill_diagonal(same, False)
        return mean_of((together(self.replicates) * same).sum(axis=1), same.sum(axis=1))


def _told(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
