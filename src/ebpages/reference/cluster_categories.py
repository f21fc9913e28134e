"""The 51 traded cluster categories of Delgado, Porter and Stern (2016)."""

from dataclasses import dataclass
from functools import cache

from ebpages.reference import vocabulary
from ebpages.reference.vocabulary import Term


@dataclass(frozen=True, slots=True)
class ClusterCategory(Term):
    """`number` is the category's place in the published list, from 1 to 51."""

    number: int


def cluster_category(code: str) -> ClusterCategory:
    return vocabulary.look_up(_index(), code, "cluster category")


@cache
def cluster_categories() -> tuple[ClusterCategory, ...]:
    return tuple(_index().values())


@cache
def _index() -> dict[str, ClusterCategory]:
    return vocabulary.by_code(vocabulary.load("cluster_categories.csv", ClusterCategory))
