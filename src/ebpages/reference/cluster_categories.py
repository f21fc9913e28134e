"""The 51 traded cluster categories of Delgado, Porter and Stern (2016)."""

from dataclasses import dataclass

from ebpages.reference.vocabulary import Term, look_ups


@dataclass(frozen=True, slots=True)
class ClusterCategory(Term):
    """`number` is the category's place in the published list, from 1 to 51."""

    number: int


cluster_category, cluster_categories = look_ups("cluster_categories.csv", ClusterCategory, "cluster category")
