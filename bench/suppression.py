"""Hide known cells of real statistics: how often a point answer is wrong, and whether intervals hold the truth."""

import os
import platform
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from bench.page import table
from ebpages.mapping.arrays import Booleans, Floats
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.grid import Grid, State
from ebpages.mapping.suppression.category_sums import category_table
from ebpages.mapping.suppression.grid_bounds import grid_bounds
from ebpages.mapping.suppression.quotient import location_quotient
from ebpages.mapping.tree import ROOT, Tree

SBS = Path(__file__).parents[2] / "shared" / "data" / "sbs_persons_employed_nuts2_nace2.parquet"
YEAR = 2014
SEEDS = (1, 2, 3, 4, 5)
SHARE = 0.08  # of the cells that are hidden
PRIMARY = 0.04  # of the cells that are hidden for being small, before others are hidden to protect them
THRESHOLDS = (1.0, 1.5)
VARIANTS = {
    "random": "8 % of the cells at random",
    "small": "the smallest cells, and others to protect them",
    "without": "8 % at random, no margins published",
}


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Regions and industries of which every cell is known, with the margins that they sum to. truth: of every node."""

    regions: Tree
    industries: Tree
    truth: Floats

    @property
    def shape(self) -> tuple[int, int]:
        return self.regions.leaves, self.industries.leaves

    def cells(self, nodes: Floats) -> Floats:
        return nodes[: self.regions.leaves, : self.industries.leaves]


def measure_suppression(quick: bool = False) -> dict[str, Any]:
    """Everything measured, by variant; empty where the statistics are not there."""
    if not SBS.exists():
        return {}
    block = known_block(YEAR)
    seeds = SEEDS[:1] if quick else SEEDS
    return {
        "measured": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "year": YEAR,
        "regions": block.shape[0],
        "industries": block.shape[1],
        "countries": len(block.regions) - block.regions.leaves - 1,
        "seeds": len(seeds),
        "variants": {
            name: _added(
                [measure_once(block, hide(block, name, seed), margins=name != "without") for seed in seeds]
            )
            for name in VARIANTS
        },
    }


def known_block(year: int) -> Block:
    """What stays when, again and again, the region or industry with the largest share of unknown cells is taken out."""
    rows = duckdb.execute(
        "SELECT geo, nace, v FROM read_parquet($1) WHERE year = $2 AND v IS NOT NULL", [str(SBS), year]
    ).fetchall()
    regions, industries = sorted({row[0] for row in rows}), sorted({row[1] for row in rows})
    cells = np.full((len(regions), len(industries)), np.nan)
    row_of, column_of = ({code: place for place, code in enumerate(codes)} for codes in (regions, industries))
    for region, industry, value in rows:
        cells[row_of[region], column_of[industry]] = value
    kept, columns = np.ones(len(regions), dtype=bool), np.ones(len(industries), dtype=bool)
    while (unknown := np.isnan(cells) & kept[:, None] & columns).any():
        of_region, of_industry = unknown.sum(axis=1) / columns.sum(), unknown.sum(axis=0) / kept.sum()
        if of_region.max() >= of_industry.max():
            kept[of_region.argmax()] = False
        else:
            columns[of_industry.argmax()] = False
    names = [region for region, stays in zip(regions, kept, strict=True) if stays]
    divisions = [industry for industry, stays in zip(industries, columns, strict=True) if stays]
    return with_margins(names, divisions, cells[np.ix_(kept, columns)])


def with_margins(regions: Sequence[str], industries: Sequence[str], cells: Floats) -> Block:
    """Margins by country, and totals, all of them sums of the cells."""
    down, across = _tree(regions, 2), _tree(industries, 0)
    truth = np.zeros((len(down), len(across)))
    truth[: len(regions), : len(industries)] = cells
    for node, children in across.families():
        truth[:, node] = truth[:, children].sum(axis=1)
    for node, children in down.families():
        truth[node] = truth[children].sum(axis=0)
    return Block(down, across, truth)


def _tree(codes: Sequence[str], letters: int) -> Tree:
    """Parents by the first letters of the codes; none but the root without letters."""
    groups = sorted({code[:letters] for code in codes}) if letters else []
    root = len(codes) + len(groups)
    above = [len(codes) + groups.index(code[:letters]) if letters else root for code in codes]
    parent = np.array([*above, *[root] * len(groups), -1])
    return Tree((*codes, *groups, ROOT), len(codes), parent, np.ones(root + 1, dtype=bool))


def hide(block: Block, variant: str, seed: int) -> Booleans:
    """Which cells are not published: shape (regions, industries)."""
    chance = np.random.default_rng(seed)
    if variant != "small":
        return chance.random(block.shape) < SHARE
    cells = block.cells(block.truth)
    order = np.where(cells > 0, cells, np.inf) * chance.uniform(0.9, 1.1, cells.shape)
    hidden = order <= np.quantile(order[cells > 0], PRIMARY)
    return _protected(block, hidden, order)


def _protected(block: Block, hidden: Booleans, order: Floats) -> Booleans:
    """Hide the smallest other cell of every sum that has a single hidden one, until no cell can be had by taking away."""
    country = block.regions.parent[: block.regions.leaves].copy()
    country[np.bincount(country)[country] == 1] = block.regions.root  # those of one region protect each other
    hidden, open_ = hidden.copy(), True
    while open_:
        open_ = False
        for region in range(block.shape[0]):
            open_ |= _protect(hidden, order, np.array([region]), np.arange(block.shape[1]))
        for industry in range(block.shape[1]):
            for group in np.unique(country):
                open_ |= _protect(hidden, order, np.flatnonzero(country == group), np.array([industry]))
    return hidden


def _protect(hidden: Booleans, order: Floats, rows: Any, columns: Any) -> bool:
    at = np.ix_(rows, columns)
    others = np.where(hidden[at], np.inf, order[at])
    if hidden[at].sum() != 1 or not np.isfinite(others).any():
        return False
    row, column = np.unravel_index(others.argmin(), others.shape)
    hidden[rows[row], columns[column]] = True
    return True


def measure_once(block: Block, hidden: Booleans, *, margins: bool) -> dict[str, float]:
    """Counts over all cells of what each way of answering gets wrong, and of what intervals leave open."""
    covered = np.zeros(block.truth.shape, dtype=bool)
    block.cells(covered)[:] = hidden
    for country, regions in block.regions.families():
        if len(regions) == 1:
            covered[country] = covered[regions[0]]
    if not margins:
        covered[block.regions.leaves :], covered[:, block.industries.leaves :] = True, True
    start = time.perf_counter()
    found = grid_bounds(_published(block, covered))
    by_cell = category_table(found)
    located = location_quotient(by_cell)
    seconds = time.perf_counter() - start
    truth = _located(block.cells(block.truth))
    zeros, with_totals = (
        _located(np.where(hidden, 0.0, block.cells(block.truth))),
        np.where(hidden, 0.0, truth),
    )
    count = {"cells": float(hidden.size), "hidden": float(hidden.sum()), "seconds": seconds}
    for threshold in THRESHOLDS:
        yes = truth >= threshold
        certain, possible = located.low >= threshold, located.high >= threshold
        count |= {
            f"zeros wrong {threshold}": float(((zeros >= threshold) != yes).sum()),
            f"zeros, true totals wrong {threshold}": float(((with_totals >= threshold) != yes).sum()),
            f"fitted wrong {threshold}": float(((_filled(located.estimate) >= threshold) != yes).sum()),
            f"told yes {threshold}": float(certain.sum()),
            f"told no {threshold}": float((~possible).sum()),
            f"told wrong {threshold}": float(((certain & ~yes) | (~possible & yes)).sum()),
            f"open {threshold}": float((~certain & possible).sum()),
        }
    width = (by_cell.cells.high - by_cell.cells.low)[hidden] / np.maximum(
        block.cells(block.truth)[hidden], 1.0
    )
    return count | {
        "cells missed": float((~_within(by_cell.cells, block.cells(block.truth))).sum()),
        "quotients missed": float((~_within(located, truth)).sum()),
        "recovered": float((width == 0).sum()),
        "endless": float(np.isinf(located.high).sum()),
        "width": float(np.median(width)) if len(width) else 0.0,
    }


def _published(block: Block, covered: Booleans) -> Grid:
    state = np.where(covered, State.SUPPRESSED, np.where(block.truth == 0, State.ZERO, State.VALUE))
    value, flag = np.where(covered, np.nan, block.truth), np.where(covered, "c", "").astype(np.str_)
    return Grid("employment", YEAR, block.regions, block.industries, value, state.astype(np.uint8), flag)


def _located(cells: Floats) -> Floats:
    """Against sums of the cells, as other programs do; 0 where nobody is employed at all."""
    region, industry = cells.sum(axis=1)[:, None], cells.sum(axis=0)
    below = region * industry
    return np.divide(cells * cells.sum(), below, out=np.zeros_like(cells), where=below > 0)


def _filled(estimate: Floats) -> Floats:
    return np.where(np.isnan(estimate), 0.0, estimate)


def _within(found: Estimates, truth: Floats) -> Booleans:
    return (found.low <= truth) & (truth <= found.high)


def _added(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """Counts over all runs; of width and seconds the mean."""
    total = {name: sum(run[name] for run in runs) for name in runs[0]}
    return total | {name: total[name] / len(runs) for name in ("width", "seconds")}


def suppression_section(measured: dict[str, Any]) -> Iterator[str]:
    yield from ("## Suppressed cells", "")
    if not measured:
        yield from ("Not measured: the statistics for it are not part of the project and were not there.", "")
        return
    yield from _introduction(measured)
    for threshold in THRESHOLDS:
        rows = [_answers(name, counts, threshold) for name, counts in measured["variants"].items()]
        yield from (f"LQ ≥ {threshold:g}, in per cent of all cells:", "")
        heads = (
            "hidden",
            "zeros: wrong",
            "true totals: wrong",
            "fitted: wrong",
            "told yes",
            "told no",
            "told wrong",
            "cannot be told",
        )
        yield from (*table(heads, rows), "")
    rows = [_intervals(name, counts) for name, counts in measured["variants"].items()]
    heads = (
        "hidden", "cells hidden", "cells outside", "LQ outside", "recovered exactly",
        "median width of a hidden cell", "LQ without upper bound", "seconds",
    )  # fmt: skip
    yield from (*table(heads, rows), "")


def _introduction(measured: dict[str, Any]) -> Iterator[str]:
    place = f"{measured['regions']} regions of {measured['countries']} countries and {measured['industries']} divisions"
    yield from (
        f"Eurostat's persons employed by NUTS 2 region and NACE division in {measured['year']}: {place}",
        "of which every cell is known, with their sums as margins: country by division, region, division, total. Cells are hidden",
        f"({measured['seeds']} seeds), with them the margin of a country of one region, and LQ against all regions is asked for. *Zeros*: hidden cells",
        "count as 0, in the totals as well, as in other programs; beside it with the true totals, which are known only where they are",
        "published. *Fitted*: our point estimates; a cell that nothing limits has none, and counts as no. The rest are our intervals:",
        "*told wrong* and *outside* must be 0. In the second variant the smallest 4 % are hidden, then others until no region, division",
        f"of a country or division has a single hidden cell. Measured on {measured['measured']} ({measured['machine']}).",
        "",
    )


def _answers(variant: str, counts: dict[str, float], threshold: float) -> tuple[str, ...]:
    names = (
        "zeros wrong",
        "zeros, true totals wrong",
        "fitted wrong",
        "told yes",
        "told no",
        "told wrong",
        "open",
    )
    shares = (100 * counts[f"{name} {threshold}"] / counts["cells"] for name in names)
    return VARIANTS[variant], *(f"{share:.2f}" for share in shares)


def _intervals(variant: str, counts: dict[str, float]) -> tuple[str, ...]:
    hidden, width = max(counts["hidden"], 1.0), counts["width"]
    return (
        VARIANTS[variant],
        f"{100 * counts['hidden'] / counts['cells']:.1f} %",
        f"{counts['cells missed']:.0f}",
        f"{counts['quotients missed']:.0f}",
        f"{100 * counts['recovered'] / hidden:.0f} %",
        "none" if width is None or np.isinf(width) else f"{width:.1f} times the cell",
        f"{100 * counts['endless'] / counts['cells']:.0f} %",
        f"{counts['seconds']:.2f}",
    )
