"""What is selected under a node of a tree, and all else under it: bounds of both, from the bounds of every node."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ebpages.mapping.arrays import Booleans, Floats, Integers
from ebpages.mapping.bounds import CARE, Bounds
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


@dataclass(frozen=True, slots=True, eq=False)
class Portions:
    """part: the sum of what is selected; rest: the top without it. Shape (selections, ...)."""

    part: Bounds
    rest: Bounds


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Bounds of every node of a tree, shape (nodes, ...). off_by: of each figure, how far it may lie from what it sums up."""

    tree: Tree
    nodes: Bounds
    off_by: Floats

    def slack(self, node: int) -> Floats:
        """How far a node may lie from the sum of its children."""
        return np.asarray(self.off_by[node] + self.off_by[self.tree.children(node)].sum(axis=0))


def portions(sums: Sums, selections: Sequence[Selection], top: int) -> Portions:
    """Of each selection the portion under the node `top`."""
    sums_hold = not sums.off_by.any()
    # Bounds of a node come from all its margins, and may be wider than those of its children together, or narrower. Both are right:
    # they are met first, so that a portion of whole nodes is never wider than the nodes.
    risen = Sums(sums.tree, _risen(sums), sums.off_by)
    own, others = risen.nodes[top], _others(risen, top)
    parts, rests = [], []
    for chosen in selections:
        if chosen.single:
            part, rest = risen.nodes[chosen.nodes[0]], others[chosen.nodes[0]]
        else:
            split = _split(risen, top, chosen.covered(risen.tree, sums_hold=sums_hold))
            part, rest = split.part, split.rest.widened(split.slack)
        parts.append(part)
        rests.append(rest)
    part = _stacked(parts)
    return Portions(part, _stacked(rests) & own.less(part))


def _risen(sums: Sums) -> Bounds:
    """Every parent at least the sum of its children's bounds, and no more than that where it has no others."""
    low, high = sums.nodes.low.copy(), sums.nodes.high.copy()
    for node, children in sums.tree.families():
        summed = Bounds(low[children], high[children]).sum().widened(sums.slack(node))
        low[node] = np.minimum(np.maximum(low[node], summed.low), sums.nodes.high[node])
        if sums.tree.whole[node]:
            high[node] = np.maximum(np.minimum(high[node], summed.high), low[node])
    return Bounds(low, high)


def _others(sums: Sums, top: int) -> Bounds:
    """For every node below the top what the top is without it, worked out from the top down."""
    tree, nodes = sums.tree, sums.nodes
    rest = Bounds(np.zeros_like(nodes.low), np.zeros_like(nodes.high))
    below = {top}
    # From the top down: what the top is without a child is what it is without the parent, and what the parent is without the child.
    # The parent's own bounds limit the second part, which sums of siblings alone would leave open where one of them is not known.
    for node, children in reversed(list(tree.families())):
        if node in below:
            below.update(children.tolist())
            beside = _siblings(nodes[children], bool(tree.whole[node])).widened(sums.slack(node))
            beside &= nodes[node].less(nodes[children])
            rest.low[children] = rest.low[node] + beside.low
            rest.high[children] = rest.high[node] + beside.high
    return rest


def _siblings(children: Bounds, whole: bool) -> Bounds:
    """For each child the sum of the others."""
    # Sum less own, not n sums of n - 1: for 300 regions that is 300 times less. An open end cannot be taken away from a sum (inf - inf
    # is NaN): ends are counted, and a child is open unless it is the only one that has none.
    total = children.low.sum(axis=0)
    low = total - children.low
    endless = np.isinf(children.high)
    finite = np.where(endless, 0.0, children.high)
    most = finite.sum(axis=0)
    high = np.where(whole & (endless.sum(axis=0) == endless), most - finite, np.inf)
    if not children.whole_numbers:
        low, high = low - CARE * total, high + CARE * most
    return Bounds(np.maximum(low, 0.0), np.maximum(high, 0.0))


@dataclass(frozen=True, slots=True, eq=False)
class _Split:
    """part: the sum of the covered nodes; rest: of all others; slack: how far the node may lie from both together."""

    part: Bounds
    rest: Bounds
    slack: Floats


def _split(sums: Sums, node: int, covered: Booleans) -> _Split:
    """A node's two portions, each also limited by what the node leaves beside the other."""
    tree, nodes, own = sums.tree, sums.nodes, sums.nodes[node]
    zero = np.zeros_like(own.low)
    if covered[node]:
        return _Split(own, Bounds(zero, zero), zero)
    if not _touched(tree, node, covered):
        return _Split(Bounds(zero, zero), own, zero)
    children = tree.children(node)
    mixed = np.array(
        [not covered[child] and _touched(tree, child, covered) for child in children], dtype=bool
    )
    part = nodes[children[covered[children]]].sum()
    rest = nodes[children[~covered[children] & ~mixed]].sum()
    slack = sums.slack(node)
    for child in children[mixed]:
        inside = _split(sums, child, covered)
        part, rest, slack = part + inside.part, rest + inside.rest, slack + inside.slack
    # Parts that the tree lacks belong to the rest, so that it has no upper end of its own; the part keeps its bounds.
    if not tree.whole[node]:
        rest = Bounds(rest.low, np.full_like(rest.high, np.inf))
    return _Split(part & own.less(rest).widened(slack), rest & own.less(part).widened(slack), slack)


def _touched(tree: Tree, node: int, covered: Booleans) -> bool:
    return bool((covered[: tree.leaves] & tree.members[node]).any())


def _stacked(bounds: Sequence[Bounds]) -> Bounds:
    return Bounds(np.stack([each.low for each in bounds]), np.stack([each.high for each in bounds]))


def _any_above(tree: Tree, node: int, chosen: Booleans) -> bool:
    above = tree.parent[node]
    while above >= 0:
        if chosen[above]:
            return True
        above = tree.parent[above]
    return False
