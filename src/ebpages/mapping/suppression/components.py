"""Which unknowns depend on each other: the parts that an exact answer can be sought in one by one."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from ebpages.mapping.arrays import Booleans, Integers
from ebpages.mapping.suppression.lines import CHILD, PARENT, Lines


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """label: (unknowns,) the component, -1 of unknowns that are fixed or derived. acyclic: (components,).

    kept: (lines + 1,) the lines that tie unknowns together. derived: unpublished margins that only sum up others and limit none of
    them, each with the line that it sums them up in; in batches, each of which sums up what stands in later ones or in components.
    """

    label: Integers
    acyclic: Booleans
    kept: Booleans
    derived: tuple[tuple[Integers, Integers], ...]

    @property
    def sizes(self) -> Integers:
        return np.bincount(self.label[self.label >= 0], minlength=len(self.acyclic))


def components_of(lines: Lines, open_: Booleans) -> Components:
    """open_: (unknowns,) those whose bounds differ; the others tie nothing together."""
    kept = ~lines.implied
    kept[lines.none] = False
    derived = tuple(_derived(lines, open_.copy(), kept))
    tied = open_.copy()
    for margins, _ in derived:
        tied[margins] = False
    count, of_unknown, of_line = connected(lines, tied, kept)
    number, label = np.unique(of_unknown[tied], return_inverse=True)
    unknowns = np.bincount(of_unknown[tied], minlength=count)
    used = np.zeros_like(kept)
    used[lines.line[:, tied]] = True
    held = np.bincount(of_line[used & kept], minlength=count)
    edges = np.bincount(np.tile(of_unknown[tied], 4)[kept[lines.line[:, tied]].ravel()], minlength=count)
    all_labels = np.full(len(open_), -1)
    all_labels[tied] = label
    return Components(all_labels, (edges == unknowns + held - 1)[number], kept, derived)


def _derived(lines: Lines, left: Booleans, kept: Booleans) -> list[tuple[Integers, Integers]]:
    """Take away, again and again, margins that stand in no line but their own; `kept` loses those lines."""
    batches: list[tuple[Integers, Integers]] = []
    while True:
        own = kept[lines.line[PARENT]]
        margins = np.flatnonzero(left & own.any(axis=0) & (kept[lines.line].sum(axis=0) == 1))
        if not len(margins):
            return batches
        lines_of_them = lines.line[PARENT].T[margins][own.T[margins]]
        batches.append((margins, lines_of_them))
        left[margins] = False
        kept[lines_of_them] = False


def connected(lines: Lines, tied: Booleans, kept: Booleans) -> tuple[int, Integers, Integers]:
    unknowns, size = len(tied), len(tied) + len(kept)
    edge = tied & kept[lines.line]
    unknown = np.broadcast_to(np.arange(unknowns), edge.shape)[edge]
    graph = sparse.csr_array(
        (np.ones(len(unknown), bool), (unknown, unknowns + lines.line[edge])), (size, size)
    )
    count, label = connected_components(graph, directed=False)
    return count, label[:unknowns], label[unknowns:]


def exact_with_derived(lines: Lines, found: Components, exact: Booleans) -> Booleans:
    """Carry on to the derived: sums of exact bounds are exact where no two parts depend on each other."""
    done, tied = exact.copy(), found.label >= 0
    open_ = tied.copy()
    for margins, _ in found.derived:
        open_[margins] = True
    shape = (len(exact), len(found.acyclic))
    reach = sparse.csr_array((np.ones(tied.sum()), (np.flatnonzero(tied), found.label[tied])), shape)
    for margins, own in reversed(found.derived):
        parts = _parts(lines, own, open_)
        below = parts @ reach
        together = np.zeros(len(margins), dtype=bool)
        together[np.repeat(np.arange(len(margins)), np.diff(below.indptr))[below.data > 1]] = True
        done[margins] = ~together & (parts @ (~done).astype(np.float64) == 0)
        placed = sparse.csr_array(
            (np.ones(len(margins)), (margins, np.arange(len(margins)))), (shape[0], len(margins))
        )
        reach = reach + placed @ below
    return done


def _parts(lines: Lines, own: Integers, open_: Booleans) -> sparse.csr_array:
    """Which open unknowns are summed up in each of some lines: shape (own, unknowns)."""
    row = np.full(len(lines.lower), -1)
    row[own] = np.arange(len(own))
    found = (row[lines.line[CHILD]] >= 0) & open_
    unknown = np.broadcast_to(np.arange(len(open_)), found.shape)[found]
    rows = row[lines.line[CHILD]][found]
    return sparse.csr_array((np.ones(len(rows)), (rows, unknown)), shape=(len(own), len(open_)))
