"""Pairwise precision and recall of groups against known truth."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs of records that are together: in the result, in the truth, in both."""

    found: int
    true: int
    both: int

    @property
    def precision(self) -> float:
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.both / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        total = self.found + self.true
        return 2 * self.both / total if total else 1.0

    @property
    def false_pairs(self) -> int:
        return self.found - self.both

    def __add__(self, other: "Score") -> "Score":
        return Score(self.found + other.found, self.true + other.true, self.both + other.both)


NOTHING = Score(0, 0, 0)


def pairs_of(groups: Iterable[Collection[str]]) -> set[Pair]:
    """Every pair of records that one group holds, in a fixed order."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def groups_by(labels: Mapping[str, Hashable]) -> list[list[str]]:
    groups = defaultdict(list)
    for record, label in labels.items():
        groups[label].append(record)
    return list(groups.values())


def score(found: set[Pair], true: set[Pair], left_out: Collection[Pair] = ()) -> Score:
    """Pairs in `left_out` cannot honestly be decided: they count neither way."""
    found, true = found.difference(left_out), true.difference(left_out)
    return Score(len(found), len(true), len(found & true))


def false_merges(groups: Iterable[Collection[str]], truth: Mapping[str, str]) -> int:
    """Groups that hold records of more than one true group."""
    return sum(1 for group in groups if len({truth[record] for record in group}) > 1)


def score_by_kind(
    found: set[Pair], true: set[Pair], kinds: Mapping[str, Collection[str]]
) -> dict[str, Score]:
    """For each kind of noise, the pairs of which at least one record carries it."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in found | true:
        for kind in {kind for record in pair for kind in kinds[record]} or {"none"}:
            counts[kind]["found"] += pair in found
            counts[kind]["true"] += pair in true
            counts[kind]["both"] += pair in found and pair in true
    return {kind: Score(c["found"], c["true"], c["both"]) for kind, c in sorted(counts.items())}
