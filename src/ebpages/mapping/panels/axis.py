"""One side of a panel: the codes that stand on it, what is above each, and the tree that they form in a year."""

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from statistics import median_high
from typing import Any, Literal, TypeAlias

import numpy as np

from ebpages.mapping.codes import RULE, cut, is_code
from ebpages.mapping.panels.panel import UnreadablePanel
from ebpages.mapping.tree import ROOT, Tree

WhyUnplaced = Literal["unknown", "aggregate"]
TreeChoice: TypeAlias = (
    "Mapping[str, str] | str"  # a tree of one's own, code -> parent, or one of these words
)
AUTOMATIC, FLAT, NUTS, NACE = "auto", "flat", "nuts", "nace"
MOST_LEVELS = 20


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
        # The usual depth decides, not the deepest: one country with oblasts makes no other country's regions too coarse.
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
        # A group above counts on those below being settled: which of them stand, and which were taken out.
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
        parts: dict[str, list[str]] = {}
        for code in sorted(nodes - {ROOT}):
            parts.setdefault(next(above for above in self.above(code) if above in nodes), []).append(code)
        return {code: tuple(below) for code, below in parts.items()}

    @cached_property
    def _all_parts(self) -> dict[str, tuple[str, ...]]:
        return {**self._own_parts, **self.parts}

    def _depth(self, code: str) -> int:
        return sum(1 for _ in self.above(code))


@dataclass(frozen=True, slots=True)
class Classification:
    """An axis, and the codes that do not stand on it: `unknown`, or an `aggregate` that is no node of its tree.

    unclassified: no classification is known, every code hangs under the root.
    """

    axis: Axis
    unplaced: Mapping[str, WhyUnplaced] = field(default_factory=dict)
    unclassified: bool = False


@dataclass(frozen=True, slots=True)
class Trees:
    """What the codes belong to: a tree of one's own (code -> parent), `auto`, `flat`, and `nuts` for regions or `nace` for industries."""

    regions: TreeChoice = AUTOMATIC
    industries: TreeChoice = AUTOMATIC


def flat(codes: Collection[str]) -> Classification:
    """Codes of no known classification: all hang directly under the root."""
    placed = sorted(set(codes) - {ROOT})
    return Classification(Axis(tuple(placed), dict.fromkeys(placed, ROOT)), unclassified=True)


def by_own_tree(codes: Collection[str], tree: Mapping[str, str], what: str) -> Classification:
    """Codes under the parents that a tree names, code -> parent; a parent without one hangs under the root.

    What the tree names as parts of a code are all its parts. what: names the axis in messages. Raises UnreadablePanel where the
    tree goes round in circles, has too many levels, or holds what is no code.
    """
    parent = {code: above or ROOT for code, above in tree.items() if code != ROOT}
    if strange := [code for code in (*parent, *parent.values()) if not is_code(code)]:
        raise UnreadablePanel(f"the tree of {what}", repr(cut(strange[0])), "it cannot be a code", RULE)
    parent |= {above: ROOT for above in parent.values() if above not in parent and above != ROOT}
    _refuse_circles_and_depth(parent, what)
    known = sorted(set(codes) & parent.keys())
    unplaced: dict[str, WhyUnplaced] = dict.fromkeys(sorted(set(codes) - parent.keys() - {ROOT}), "unknown")
    parts: dict[str, list[str]] = {}
    for code, above in parent.items():
        parts.setdefault(above, []).append(code)
    standing = frozenset(parts) - {ROOT}
    kept = {code: tuple(sorted(below)) for code, below in parts.items()}
    return Classification(Axis(tuple(known), parent, kept, standing), unplaced)


def read_tree(path: Path) -> dict[str, str]:
    """A tree of one's own: a CSV file with the columns `code` and `parent`. Raises UnreadablePanel."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, strict=True)
            rows, names = list(table), table.fieldnames or ()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadablePanel(
            path.name, "the file", f"it cannot be read ({reason})", "Name a CSV file in UTF-8"
        ) from None
    if not {"code", "parent"} <= set(names):
        raise UnreadablePanel(
            path.name, "the header", "it has no columns code and parent", "Write code,parent above the rows"
        )
    if not rows:
        raise UnreadablePanel(path.name, "the rows", "there is none", "Write a row for each code")
    tree: dict[str, str] = {}
    for number, row in enumerate(rows, 1):
        code, parent = (row["code"] or "").strip(), (row["parent"] or "").strip()
        if not code or tree.get(code, parent) != parent:
            problem = f"{code} has two parents, {tree[code]} and {parent}" if code else "there is no code"
            raise UnreadablePanel(
                path.name, f"row {number}", problem, "Write each code once, with one parent"
            )
        tree[code] = parent
    return tree


def _covered(code: str, nodes: Collection[str], parts: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a part is there, itself or through all its own parts."""
    below = parts.get(code, ())
    return code in nodes or (bool(below) and all(_covered(part, nodes, parts) for part in below))


def _refuse_circles_and_depth(parent: Mapping[str, str], what: str) -> None:
    """One walk up from every code; what was walked before is not walked again."""
    depth = {ROOT: 0}
    for start in parent:
        path: list[str] = []
        code = start
        while code not in depth:
            if code in path:
                circle = " under ".join((*path[path.index(code) :], code))
                raise UnreadablePanel(
                    f"the tree of {what}", code, f"it goes round in a circle: {circle}", "Correct a parent"
                )
            path.append(code)
            code = parent[code]
        depth |= {below: number for number, below in enumerate(reversed(path), depth[code] + 1)}
    deepest = max(parent, key=depth.__getitem__, default=ROOT)
    if depth[deepest] > MOST_LEVELS:
        problem = f"it is {depth[deepest]} levels below {ROOT}"
        raise UnreadablePanel(
            f"the tree of {what}", deepest, problem, f"A tree has up to {MOST_LEVELS} levels; leave some out"
        )
