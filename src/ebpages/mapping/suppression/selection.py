"""Nodes of a tree that are counted together: a category of industries, or a region put together from others."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ebpages.mapping.arrays import Booleans, Integers
from ebpages.mapping.tree import Tree


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """code: as results name it. nodes: none of them below another. absent: codes that the tree does not have in this year."""

    code: str
    nodes: Integers
    absent: frozenset[str] = frozenset()

    @property
    def single(self) -> bool:
        return len(self.nodes) == 1

    def covered(self, tree: Tree, sums_hold: bool = True) -> Booleans:
        """Of each node whether all of it is selected; where sums hold, a parent is if all its children are and there are no others."""
        found = np.zeros(len(tree), dtype=bool)
        found[self.nodes] = True
        for node in range(len(tree) - 2, -1, -1):
            found[node] |= found[tree.parent[node]]
        for node, children in tree.families():
            found[node] |= sums_hold & tree.whole[node] & found[children].all()
        return found


def selection(tree: Tree, code: str, members: Iterable[str]) -> Selection:
    """A parent among the members stands for all below it, and makes members below it superfluous."""
    wanted = frozenset(members)
    nodes = [tree.place[member] for member in wanted if member in tree.place]
    chosen = np.zeros(len(tree), dtype=bool)
    chosen[nodes] = True
    outermost = [node for node in sorted(nodes) if not _any_above(tree, node, chosen)]
    return Selection(code, np.array(outermost, dtype=np.intp), wanted - tree.place.keys())


def each_leaf(tree: Tree, below: int) -> list[Selection]:
    return [Selection(tree.codes[leaf], np.array([leaf])) for leaf in np.flatnonzero(tree.members[below])]


def _any_above(tree: Tree, node: int, chosen: Booleans) -> bool:
    above = tree.parent[node]
    while above >= 0:
        if chosen[above]:
            return True
        above = tree.parent[above]
    return False
