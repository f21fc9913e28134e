"""Round figures and hide cells of invented panels over random trees: whether anything that is called certain is wrong."""

import os
import platform
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from bench.page import table
from ebpages.declared.answer import Answer
from ebpages.mapping.arrays import Booleans, Floats
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.grid import Grid
from ebpages.mapping.rounding import EXACT
from ebpages.mapping.rules.apply import apply
from ebpages.mapping.rules.catalogue import SHIPPED, read
from ebpages.mapping.rules.rule_set import RuleSet
from ebpages.mapping.suppression.category_sums import category_table
from ebpages.mapping.suppression.grid_bounds import LARGEST, grid_bounds
from ebpages.mapping.suppression.quotient import location_quotient
from ebpages.mapping.tree import ROOT, Tree

HIDDEN = 200_000
UNITS = (1, 1, 2, 3, 5, 10, 25, 100, 1000)
NEAR = 1e-9
EVERY = 25  # panel is small, and bounded with linear programmes, which take nearly all the time


def measure_rounding(quick: bool = False) -> dict[str, Any]:
    """Counts over as many panels as it takes to hide 200,000 cells."""
    start, wanted = time.perf_counter(), HIDDEN // 50 if quick else HIDDEN
    rule_set = read(SHIPPED)["eccp-2021"]
    count: dict[str, float] = {}
    panels = 0
    while count.get("hidden", 0) < wanted:
        panels += 1
        for name, number in _once(panels, rule_set).items():
            count[name] = count.get(name, 0.0) + number
    return {
        "measured": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "panels": panels,
        "minutes": (time.perf_counter() - start) / 60,
        **count,
    }


def _once(seed: int, rule_set: RuleSet) -> dict[str, float]:
    chance = np.random.default_rng(seed)
    leaves = 40 if seed % EVERY else 12
    regions, industries = _tree(chance, "r", leaves), _tree(chance, "i", leaves)
    truth = _summed(chance, regions, industries)
    cells = np.ix_(range(regions.leaves), range(industries.leaves))
    said = _rounded(truth, chance)
    said[cells] = _rounded(truth[cells], chance)
    hidden = chance.random(truth.shape) < chance.choice([0.1, 0.4, 0.7])
    state = np.where(hidden, 1, np.where(said == 0, 2, 3)).astype(np.uint8)
    grid = Grid(
        "employment",
        2014,
        regions,
        industries,
        np.where(hidden, np.nan, said),
        state,
        np.full(truth.shape, ""),
    )
    found = grid_bounds(grid, largest=0 if seed % EVERY else LARGEST)
    exact = grid_bounds(replace(grid, value=truth, rounding=(EXACT,)))
    by_cell, exactly = category_table(found), category_table(exact)
    quotient, true = location_quotient(by_cell), location_quotient(exactly).estimate
    told, right = (
        apply(rule_set, {"employment": each}, panel="", vintage="").answer for each in (by_cell, exactly)
    )
    certain = told != Answer.CANNOT_BE_TOLD
    return {
        "hidden": float(hidden[cells].sum()),
        "hidden outside": float((hidden & ~_within(found, truth))[cells].sum()),
        "figures": float((~hidden).sum()),
        "figures outside": float((~hidden & ~_within(found, truth)).sum()),
        "quotients": float(true.size),
        "quotients outside": float((~_within(quotient, true) & np.isfinite(true)).sum()),
        "told": float(certain.sum()),
        "told wrong": float((certain & (told != right)).sum()),
    }


def _within(found: Estimates, truth: Floats) -> Booleans:
    return (found.low * (1 - NEAR) - NEAR <= truth) & (truth <= found.high * (1 + NEAR) + NEAR)


def _tree(chance: np.random.Generator, letter: str, most: int) -> Tree:
    """Up to three levels, and from 5 to so many leaves."""
    leaves, groups = int(chance.integers(5, most + 1)), int(chance.integers(0, 6))
    root = leaves + groups
    above = np.sort(np.append(np.arange(groups), chance.integers(0, max(groups, 1), leaves - groups)))
    parent = np.concatenate(
        [above + leaves if groups else np.full(leaves, root), np.full(groups, root), [-1]]
    )
    codes = (*(f"{letter}{node}" for node in range(root)), ROOT)
    return Tree(codes, leaves, parent.astype(np.intp), np.ones(root + 1, dtype=bool))


def _summed(chance: np.random.Generator, regions: Tree, industries: Tree) -> Floats:
    truth = np.zeros((len(regions), len(industries)))
    size = np.floor(chance.lognormal(chance.uniform(3, 7), 1.5, (regions.leaves, industries.leaves)))
    truth[: regions.leaves, : industries.leaves] = np.where(chance.random(size.shape) < 0.1, 0.0, size)
    for node, children in industries.families():
        truth[:, node] = truth[:, children].sum(axis=1)
    for node, children in regions.families():
        truth[node] = truth[children].sum(axis=0)
    return truth


def _rounded(truth: Floats, chance: np.random.Generator) -> Floats:
    """To a unit or to significant digits, to the nearest, down or at random."""
    step = np.full(truth.shape, float(chance.choice(UNITS)))
    if chance.random() < 0.25:
        digits = chance.integers(1, 4)
        step = 10.0 ** np.maximum(np.floor(np.log10(np.maximum(truth, 1))) + 1 - digits, 0)
        return np.asarray(np.floor(truth / step + 0.5) * step)
    shift = (0.5, 0.0, chance.random(truth.shape))[int(chance.integers(3))]
    return np.asarray(np.floor(truth / step + shift) * step)


def rounding_section(measured: dict[str, Any]) -> Iterator[str]:
    yield from (
        "## Rounded figures",
        "",
        f"{measured['panels']:,.0f} invented panels over random trees of up to three levels. Their cells and their margins are each rounded in a way that is drawn:",
        "to 1, 2, 3, 5, 10, 25, 100 or 1,000, to the nearest multiple, down, or up or down at random, or to one to three significant digits; then figures are hidden. Nothing is said",
        "of the rounding: it is looked for. Every twenty-fifth panel is small and bounded with linear programmes, the others by propagation. The truth is what cells, totals and quotients were before; answers are those of `eccp-2021`. *Outside* and *wrong* must be 0.",
        f"Measured on {measured['measured']} ({measured['machine']}, {measured['minutes']:.0f} minutes).",
        "",
    )
    rows = [
        (what, f"{measured[name]:,.0f}", f"{measured[f'{name} {wrong}']:,.0f}")
        for what, name, wrong in (
            ("hidden cells", "hidden", "outside"),
            ("published figures", "figures", "outside"),
            ("location quotients", "quotients", "outside"),
            ("certain answers", "told", "wrong"),
        )
    ]
    yield from (*table(("", "number", "outside, or wrong"), rows), "")
