"""Arranges the rows that were read: which codes are whose parts, and what is wrong with codes, cells and margins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ebpages.mapping.arrays import Integers
from ebpages.mapping.grid import MEASURES
from ebpages.mapping.panels.axis import Axis
from ebpages.mapping.panels.cells import Cells, grid_of, known_codes
from ebpages.mapping.panels.classification import AUTOMATIC, Chosen, Classified, Trees
from ebpages.mapping.panels.code_book import CodeBook
from ebpages.mapping.panels.duplicates import say_duplicates
from ebpages.mapping.panels.findings import Gathered, number, worst
from ebpages.mapping.panels.industry_axis import industry_axis
from ebpages.mapping.panels.margins import say_margins
from ebpages.mapping.panels.observing import Observed
from ebpages.mapping.panels.panel import PanelHead
from ebpages.mapping.panels.panel_as_read import ArrangedRows, ReadPanel
from ebpages.mapping.panels.published_rows import Slice
from ebpages.mapping.panels.region_axis import is_extra_regio, region_axis
from ebpages.mapping.panels.unusable import UnreadablePanel
from ebpages.mapping.tree import ROOT

# A grid of this many nodes takes some gigabytes: more than that is a column of something else.
MOST_NODES = 200_000_000


def arranged(
    observed: Observed,
    trees: Trees,
    head: Mapping[str, Any],
    files: Sequence[str],
    progress: Callable[[str, int, int], None],
) -> ReadPanel:
    """The panel of what was read, with all its findings. Raises UnreadablePanel where no cell can be placed."""
    gathered = observed.gathered
    regions = region_axis(observed.regions.texts, _with_parents(trees.regions, observed.region_parents))
    industries = industry_axis(
        observed.industries.texts, _with_parents(trees.industries, observed.industry_parents)
    )
    _say_codes(gathered, "regions", "region", regions, observed.regions, trees.regions)
    _say_codes(gathered, "industries", "industry", industries, observed.industries, trees.industries)
    observed.say_unusable_codes()
    observed.say_unknown_flags()
    observed.say_unknown_measures()
    vintage = observed.say_mixed_vintages(str(head["vintage"]))
    for code in regions.axis.codes:
        if not regions.own and isinstance(trees.regions, str) and is_extra_regio(code):
            gathered.add("extra_regio", region=code)
    _refuse_too_large(files, regions.axis, industries.axis)
    rows = ArrangedRows(observed, regions.axis, industries.axis)
    panel = ReadPanel(
        PanelHead(**{**head, "vintage": vintage}, measures=(), years=(), regions=regions.axis.leaves, industries=industries.axis.leaves),
        regions.axis, industries.axis, rows,
    )  # fmt: skip
    there = []
    for done, of in enumerate(observed.rows, 1):
        if _check(panel, rows, of, files, gathered):
            there.append(of)
        progress("checking", done, len(observed.rows))
    if not there:
        raise UnreadablePanel(
            files[0],
            "the rows",
            *worst(gathered.all())
            or ("no cell of them has a value", "See whether the columns are the right ones"),
        )
    measured = {name: tuple(sorted(year for measure, year in there if measure == name)) for name in MEASURES}
    measured = {name: years for name, years in measured.items() if years}
    panel.head = replace(
        panel.head,
        measures=tuple(measured),
        years=tuple(sorted({year for _, year in there})),
        measured=measured,
    )
    panel.findings = gathered.all()
    return panel


def _check(panel: ReadPanel, rows: ArrangedRows, of: Slice, files: Sequence[str], gathered: Gathered) -> bool:
    """Gather what is wrong with a measure in a year; whether it has any cells."""
    regions, industries = panel.regions.names, panel.industries.names

    def told(row: Any) -> dict[str, Any]:
        return {
            "region": regions[row["region"]], "industry": industries[row["industry"]], "measure": of[0], "year": of[1],
            "row": int(row["row"]), "file": files[row["file"]],
        }  # fmt: skip

    def printed(row: Any) -> str:
        return (
            f": {rows.flags[row['flag']]}".rstrip() if np.isnan(row["value"]) else number(float(row["value"]))
        )

    by_cell = rows.by_cell(of)
    say_duplicates(gathered, *by_cell, told, printed)
    cells = rows.used(*by_cell)
    _say_left_out(gathered, "region", panel.regions, cells.region, cells, of)
    _say_left_out(gathered, "industry", panel.industries, cells.industry, cells, of)
    grid = grid_of(*of, panel.regions, panel.industries, cells)
    if grid is not None:
        say_margins(gathered, grid)
    return grid is not None


def _say_codes(
    gathered: Gathered, axis: str, side: str, classified: Classified, book: CodeBook, chosen: Chosen
) -> None:
    """Findings about codes: those that stand on no axis, a total under another name, and that no classification is known."""
    own_tree = not isinstance(chosen, str)
    for code, why in classified.aside.items():
        first, rows = book.first[book.numbers[code]], book.counts[book.numbers[code]]
        tree = "--tree" if own_tree else {"region": "NUTS", "industry": "NACE Rev. 2"}[side]
        kind = "aggregate_aside" if why == "aggregate" else f"unknown_{side}"
        gathered.add(kind, **first, rows=rows, code=code, tree=tree)
    for code in classified.axis.aliases:
        gathered.add("total_by_aggregate", code=code)
    if classified.own and chosen == AUTOMATIC:
        gathered.add("own_codes", axis=axis, option=axis)


def _say_left_out(
    gathered: Gathered, side: str, axis: Axis, places: Integers, cells: Cells, of: Slice
) -> None:
    """Codes that have rows in a year and yet are not in it."""
    known = known_codes(axis, places, cells)
    where: dict[str, Any] = {"measure": of[0], "year": of[1]}
    for place in np.unique(places):
        if (code := axis.names[place]) not in known and code != ROOT:
            gathered.add(f"{side}_left_out", **{**where, side: code})
    for code in axis.without_parts(known):
        gathered.add("whole_without_parts", **{**where, side: code}, code=code)


def _with_parents(chosen: Chosen, column: Mapping[str, str]) -> Chosen:
    """The tree that is given, else that of a column of parents, else none of one's own."""
    return column if column and chosen == AUTOMATIC else chosen


def _refuse_too_large(files: Sequence[str], regions: Axis, industries: Axis) -> None:
    nodes = len(regions.names) * len(industries.names)
    if nodes > MOST_NODES:
        problem = f"{len(regions.names):,} regions and {len(industries.names):,} industries make {nodes:,} cells a year"
        raise UnreadablePanel(files[0], "the codes", problem, f"See --column; {MOST_NODES:,} can be kept")
