"""One side of a panel: the codes that stand on it, what is above each, and the tree that they form in a year."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median_high
from typing import Any

import numpy as np

from ebpages.mapping.tree import ROOT, Tree


@dataclass(frozen=True, eq=False)
class Axis:
    """codes: those of the panel, sorted, without the root. parent: of every code and every code above it, up to the root.

    parts: what a classification says that a code is made of. Where it says nothing the panel's own codes are taken as all parts.
    standing: codes that group others although nothing is published for them. aliases: a publisher's other names of the root.
    """

    codes: tuple[str, ...]
    parent: Mapping[str, str]
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    standing: frozenset[str] = frozenset()
    aliases: tuple[str, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What rows are numbered by: the codes, then the root."""
        return (*self.codes, ROOT)

    @cached_property
    def parents(self) -> frozenset[str]:
        """Codes of the panel that have parts in it, and the root: rows of these are margins."""
        return frozenset(above for code in self.codes for above in self.above(code))

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        return tuple(code for code in self.codes if code not in self.parents)

    def above(self, code: str) -> Iterator[str]:
        """What holds a code, the nearest first, the root last."""
        while code != ROOT:
            code = self.parent[code]
            yield code

    def tree(self, present: Collection[str]) -> Tree:
        """The tree of the codes for which something is published. A group that is neither published nor whole is left out of it.

        A published node is whole where it has all parts that its classification gives it or, where that says nothing, all that the
        panel ever has. A node that is not published stands for the sum of what is below it.
        """
        published = set(present) - set(self.without_parts(present))
        whole = self._standing(published)
        nodes = whole.keys() - {ROOT}
        nearest = {
            code: next(above for above in self.above(code) if above in nodes or above == ROOT)
            for code in nodes
        }
        inner = set(nearest.values()) - {ROOT}
        leaves = sorted(nodes - inner)
        codes = (*leaves, *sorted(inner, key=lambda code: (-self._depth(code), code)), ROOT)
        place = {code: number for number, code in enumerate(codes)}
        parent = np.array([place[nearest[code]] for code in codes[:-1]] + [-1], dtype=np.intp)
        return Tree(codes, len(leaves), parent, np.array([whole[code] for code in codes]))

    def without_parts(self, present: Collection[str]) -> tuple[str, ...]:
        """Codes that have parts elsewhere in the panel and none here, where the leaves are finer than they are.

        A country of which nothing but the whole is known this year is no region beside other countries' regions.
        """
        codes = set(present) - {ROOT}
        childless = codes - {above for code in codes for above in self.above(code)}
        if not childless & self.parents:
            return ()
        usual = median_high(self._depth(code) for code in childless)
        return tuple(sorted(code for code in childless & self.parents if self._depth(code) < usual))

    def as_data(self) -> dict[str, Any]:
        return {
            "codes": self.codes, "parent": dict(self.parent), "parts": dict(self.parts),
            "standing": sorted(self.standing), "aliases": self.aliases,
        }  # fmt: skip

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Axis":
        """What `as_data` gave."""
        parts = {code: tuple(codes) for code, codes in data["parts"].items()}
        standing = frozenset(data["standing"])
        return cls(tuple(data["codes"]), dict(data["parent"]), parts, standing, tuple(data["aliases"]))

    def _standing(self, published: Collection[str]) -> dict[str, bool]:
        """The nodes of a tree, and whether each is whole; the deepest groups are settled first."""
        nodes = {code for code in published if code != ROOT}
        nodes |= {above for code in nodes for above in self.above(code) if above in self.standing}
        groups = nodes & {above for code in nodes for above in self.above(code)}
        whole = {ROOT: True} | dict.fromkeys(nodes - groups, True)
        for code in (*sorted(groups, key=self._depth, reverse=True), ROOT):
            whole[code] = self._whole(code, nodes, published)
            if not whole[code] and code not in published and code != ROOT:
                nodes.discard(code)
                del whole[code]
        return whole

    def _whole(self, code: str, nodes: set[str], published: Collection[str]) -> bool:
        if code == ROOT and code not in published:
            return True
        if code in self.parts:
            return all(_covered(part, nodes, self._all_parts) for part in self.parts[code])
        return code not in published or all(
            _covered(part, nodes, self._own_parts) for part in self._own_parts.get(code, ())
        )

    @cached_property
    def _own_parts(self) -> dict[str, tuple[str, ...]]:
        """The parts of each group as the panel has them over all years."""
        nodes = {
            *self.codes,
            *(above for code in self.codes for above in self.above(code) if above in self.standing),
            ROOT,
        }
        found: dict[str, list[str]] = {}
        for code in sorted(nodes - {ROOT}):
            found.setdefault(next(above for above in self.above(code) if above in nodes), []).append(code)
        return {code: tuple(parts) for code, parts in found.items()}

    @cached_property
    def _all_parts(self) -> dict[str, tuple[str, ...]]:
        return {**self._own_parts, **self.parts}

    def _depth(self, code: str) -> int:
        return sum(1 for _ in self.above(code))


def _covered(code: str, nodes: Collection[str], parts: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a part is there, itself or through all its own parts."""
    below = parts.get(code, ())
    return code in nodes or (bool(below) and all(_covered(part, nodes, parts) for part in below))
