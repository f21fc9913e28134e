"""Invented panels whose truth is known, for the tests of suppressed cells."""

from dataclasses import dataclass, replace

import numpy as np

from ebpages.mapping.arrays import Booleans, Floats
from ebpages.mapping.grid import Grid, State
from ebpages.mapping.rounding import EXACT
from ebpages.mapping.tree import ROOT, Tree


@dataclass(frozen=True, slots=True, eq=False)
class Invented:
    """truth: of every node; grid: what is published of it."""

    truth: Floats
    grid: Grid

    def sum_of(self, regions: list[int], industries: list[int]) -> float:
        return float(self.truth[np.ix_(regions, industries)].sum())


def tree(parents: list[int], leaves: int, letter: str, open_: tuple[int, ...] = ()) -> Tree:
    """parents: of every node but the root. open_: parents that have parts which the tree lacks."""
    whole = np.ones(len(parents) + 1, dtype=bool)
    whole[list(open_)] = False
    codes = (*(f"{letter}{node}" for node in range(len(parents))), ROOT)
    return Tree(codes, leaves, np.array([*parents, -1], dtype=np.intp), whole)


def flat(leaves: int, letter: str) -> Tree:
    return tree([leaves] * leaves, leaves, letter)


def published(truth: Floats, hidden: Booleans, regions: Tree, industries: Tree) -> Grid:
    state = np.where(hidden, State.SUPPRESSED, np.where(truth == 0, State.ZERO, State.VALUE)).astype(np.uint8)
    value = np.where(hidden, np.nan, truth)
    # Of a few small figures the rounding that they show by chance is not what these tests are about.
    return Grid(
        "employment", 2014, regions, industries, value, state, np.where(hidden, "c", "").astype(np.str_),
        rounding=(EXACT,),
    )  # fmt: skip


def summed(cells: Floats, hidden: list[tuple[int, int]], margins: bool = True) -> Invented:
    """Cells with their sums as margins, some entries hidden; without margins none of these is published."""
    rows, columns = cells.shape
    truth = np.zeros((rows + 1, columns + 1))
    truth[:rows, :columns] = cells
    truth[-1] = truth.sum(axis=0)
    truth[:, -1] = truth[:, :-1].sum(axis=1)
    covered = np.zeros(truth.shape, dtype=bool)
    for place in hidden:
        covered[place] = True
    if not margins:
        covered[-1], covered[:, -1] = True, True
    return Invented(truth, published(truth, covered, flat(rows, "r"), flat(columns, "i")))


def invented(
    seed: int, *, broken: bool = False, share: float | None = None, rounded: bool = False
) -> Invented:
    """A panel over two drawn trees, some of whose parents have parts that are not in it, with entries hidden at random.

    broken: figures with decimals. share: hidden of all entries. rounded: margins are sums of what is only then rounded.
    """
    chance = np.random.default_rng(seed)
    regions, industries = _drawn_tree(chance, "r"), _drawn_tree(chance, "i")
    truth = _truth(chance, regions, industries, broken or rounded)
    truth = np.round(truth / 7) if rounded else truth
    hidden = chance.random(truth.shape) < (chance.choice([0.05, 0.25, 0.5]) if share is None else share)
    if share is None and chance.random() < 0.3:
        hidden[regions.leaves :] = True
    if share is None and chance.random() < 0.3:
        hidden[:, industries.leaves :] = True
    return Invented(truth, published(truth, hidden, regions, industries))


def _drawn_tree(chance: np.random.Generator, letter: str) -> Tree:
    leaves, middle = int(chance.integers(2, 6)), int(chance.integers(0, 4))
    middle = min(middle, leaves)
    root = leaves + middle
    above = [
        leaves + (leaf if leaf < middle else int(chance.integers(0, max(middle, 1))))
        for leaf in range(leaves)
    ]
    parents = [*(above if middle else [root] * leaves), *[root] * middle]
    if middle > 2:
        parents[leaves] = root - 1
    open_ = tuple(node for node in range(leaves, root + 1) if chance.random() < 0.15)
    return tree(parents, leaves, letter, open_)


def _truth(chance: np.random.Generator, regions: Tree, industries: Tree, broken: bool) -> Floats:
    def sized(*shape: int) -> Floats:
        size = chance.lognormal(3, 2, shape) if broken else chance.integers(0, 60, shape).astype(float)
        return np.where(chance.random(shape) < 0.2, 0.0, size)

    def over_industries(cells: Floats) -> Floats:
        rows = np.zeros((len(cells), len(industries)))
        rows[:, : industries.leaves] = cells
        for node, children in industries.families():
            rows[:, node] = rows[:, children].sum(axis=1)
            if not industries.whole[node]:
                rows[:, node] += sized(len(cells))
        return rows

    truth = np.zeros((len(regions), len(industries)))
    truth[: regions.leaves] = over_industries(sized(regions.leaves, industries.leaves))
    for node, children in regions.families():
        truth[node] = truth[children].sum(axis=0)
        if not regions.whole[node]:
            truth[node] += over_industries(sized(1, industries.leaves))[0]
    return truth


WAYS = ("nearest", "down", "either")
UNITS = (1, 2, 3, 5, 10, 25, 100)
DIGITS = (1, 2, 3)


def rounded_off(seed: int) -> Invented:
    """A panel whose cells and margins were each rounded in a way of their own, the truth being what they were before."""
    chance = np.random.default_rng(seed)
    regions, industries = _drawn_tree(chance, "r"), _drawn_tree(chance, "i")
    truth = _truth(chance, regions, industries, False) * int(chance.choice([1, 1, 7, 43]))
    cells = np.ix_(range(regions.leaves), range(industries.leaves))
    said = _rounded_off(truth, chance)
    said[cells] = _rounded_off(truth[cells], chance)
    hidden = chance.random(truth.shape) < chance.choice([0.05, 0.25, 0.5])
    return Invented(truth, replace(published(said, hidden, regions, industries), rounding=()))


def _rounded_off(truth: Floats, chance: np.random.Generator) -> Floats:
    step = np.full(truth.shape, float(chance.choice(UNITS)))
    if chance.random() < 0.3:
        step = 10.0 ** np.maximum(np.floor(np.log10(np.maximum(truth, 1))) + 1 - chance.choice(DIGITS), 0)
        return np.floor(truth / step + 0.5) * step
    shift = {"nearest": 0.5, "down": 0.0, "either": chance.random(truth.shape)}[str(chance.choice(WAYS))]
    return np.asarray(np.floor(truth / step + shift) * step)
