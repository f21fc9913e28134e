"""A classification as a tree: the parts that statistics are published for, and the parents that sum them up."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ebpages.mapping.arrays import Booleans, Integers

ROOT = "TOTAL"


@dataclass(frozen=True, slots=False, eq=False)
class Tree:
    """codes: the leaves first, then parents, every child before its parent, the root `TOTAL` last.

    parent: for each node the place of its parent, -1 for the root. whole: for each node, whether its children here are all the parts
    that its classification gives it; a margin of a node that is not whole bounds the sum of its children only from above.
    """

    codes: tuple[str, ...]
    leaves: int
    parent: Integers
    whole: Booleans

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def leaf_codes(self) -> tuple[str, ...]:
        return self.codes[: self.leaves]

    @property
    def root(self) -> int:
        return len(self.codes) - 1

    @cached_property
    def place(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(self.codes)}

    def children(self, node: int) -> Integers:
        return np.flatnonzero(self.parent == node)

    def families(self) -> Iterator[tuple[int, Integers]]:
        """Every parent with its children, parents of leaves first, the root last."""
        for node in range(self.leaves, len(self.codes)):
            yield node, self.children(node)

    @cached_property
    def members(self) -> Booleans:
        """Which leaves stand below each node: shape (nodes, leaves)."""
        below = np.eye(len(self.codes), self.leaves, dtype=bool)
        for node, children in self.families():
            below[node] = below[children].any(axis=0)
        return below
