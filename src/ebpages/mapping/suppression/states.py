"""What is known of sums: of an unpublished margin, of a category, of a region put together from others."""

from collections.abc import Sequence

import numpy as np

from ebpages.mapping.arrays import Booleans, Codes
from ebpages.mapping.grid import Grid, State
from ebpages.mapping.suppression.selection import Selection
from ebpages.mapping.tree import Tree


def node_states(grid: Grid, published: Booleans) -> Codes:
    """Of every node its own state where it is published, else what is known of its parts, in the tree where that is more."""
    states = np.where(published, grid.state, np.minimum(grid.state, State.SUPPRESSED)).astype(np.uint8)
    states[grid.regions.leaves :][~published[grid.regions.leaves :]] = State.MISSING
    states[:, grid.industries.leaves :][~published[:, grid.industries.leaves :]] = State.MISSING
    _rise(grid.industries, states.T, published.T)
    _rise(grid.regions, states, published)
    return states


def selected_states(states: Codes, selections: Sequence[Selection]) -> Codes:
    """Of each selection the least known of its nodes, along the first axis."""
    found = [
        states[chosen.nodes[0]]
        if chosen.single and not chosen.absent
        else _together(states[chosen.nodes], bool(chosen.absent))
        for chosen in selections
    ]
    return np.stack(found)


def _rise(tree: Tree, states: Codes, published: Booleans) -> None:
    for node, children in tree.families():
        together = _together(states[children], not tree.whole[node])
        states[node] = np.where(published[node], states[node], np.maximum(states[node], together))


def _together(parts: Codes, others: bool) -> Codes:
    """others: there are parts of which nothing is said."""
    if others or not len(parts):
        return np.full(parts.shape[1:], State.MISSING, dtype=np.uint8)
    least = parts.min(axis=0)
    return np.asarray(np.where(least >= State.ZERO, parts.max(axis=0), least), dtype=np.uint8)
