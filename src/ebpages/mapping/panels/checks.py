"""What is wrong with the codes, the cells and the margins of files that were read."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal

import numpy as np

from ebpages.mapping.arrays import Floats, Integers
from ebpages.mapping.codes import cut
from ebpages.mapping.grid import Grid
from ebpages.mapping.panels.axis import AUTOMATIC, Axis, Classification, TreeChoice
from ebpages.mapping.panels.cells import Cells, Duplicates, known_codes
from ebpages.mapping.panels.findings import FindingLog, number
from ebpages.mapping.panels.observations import CodeBook, MeasureYear, ObservationArray, Observations
from ebpages.mapping.panels.rows import marking_of
from ebpages.mapping.rounding import FoundRounding, Rounding
from ebpages.mapping.suppression.grid_bounds import grid_bounds
from ebpages.mapping.tree import ROOT, Tree

Side = Literal["regions", "industries"]
# Millions, hundreds of thousands … thousandths: what values may have been rounded to.
_STEPS = tuple(10.0**power for power in range(6, -4, -1))
_ENOUGH = 20  # values, to tell what they are rounded to
_SUMMING = 1e-9  # of a sum: what adding floats may lose


def report_axis(
    log: FindingLog, side: Side, classification: Classification, book: CodeBook, choice: TreeChoice
) -> None:
    """Codes that stand on no axis, a total under another name, and that no classification is known."""
    one = {"regions": "region", "industries": "industry"}[side]
    tree = {"regions": "NUTS", "industries": "NACE Rev. 2"}[side] if isinstance(choice, str) else "--tree"
    for code, why in classification.unplaced.items():
        first, rows = book.first[book.numbers[code]], book.counts[book.numbers[code]]
        kind = "aggregate_aside" if why == "aggregate" else f"unknown_{one}"
        log.add(kind, **first, rows=rows, code=code, tree=tree)
    for code in classification.axis.aliases:
        log.add("total_by_aggregate", code=code)
    if classification.unclassified and choice == AUTOMATIC:
        log.add("own_codes", axis=side, option=side)


def report_unusable_codes(log: FindingLog, observations: Observations) -> None:
    """Codes that cannot stand in addresses."""
    _report_codes(log, "unusable_code", observations.unusable_codes)


def report_unknown_flags_and_measures(log: FindingLog, observations: Observations) -> None:
    """One finding for each mark, and each code of a measure, that is not known, of the first row that has it."""
    book = observations.flags
    with_mark: dict[str, list[int]] = {}
    for place, text in enumerate(book.texts):
        for mark in marking_of(text).unknown:
            with_mark.setdefault(mark, []).append(place)
    for mark, places in sorted(with_mark.items()):
        rows = sum(book.counts[place] for place in places)
        log.add("unknown_flag", **book.first[places[0]], flag=cut(mark), rows=rows)
    _report_codes(log, "unknown_measure", observations.unknown_measures)


def report_mixed_vintages(log: FindingLog, book: CodeBook, vintage: str) -> str:
    """The vintage of most rows, or the one that is given; every other one is a finding."""
    stated = {text: number for text, number in book.numbers.items() if text}
    main = vintage or max(stated, key=lambda text: book.counts[stated[text]], default="")
    for text, place in stated.items():
        if text != main:
            log.add("mixed_vintages", **book.first[place], vintage=main, other=text, rows=book.counts[place])
    return main


def report_duplicates(
    log: FindingLog,
    first: ObservationArray,
    duplicates: Duplicates,
    key: MeasureYear,
    regions: Axis,
    industries: Axis,
    files: Sequence[str],
    flags: Sequence[str],
) -> None:
    """A finding for each observation beyond the first of a cell. flags: texts by the numbers of observations."""

    def printed(observation: Any) -> str:
        value = float(observation["value"])
        return f": {flags[observation['flag']]}".rstrip() if np.isnan(value) else number(value)

    def both(place: int) -> dict[str, Any]:
        one, other = first[duplicates.cell[place]], duplicates.observations[place]
        return {
            "region": regions.names[one["region"]], "industry": industries.names[one["industry"]],
            "measure": key[0], "year": key[1], "row": int(one["row"]), "file": files[one["file"]], "first": printed(one), "second": printed(other),
            "second_row": int(other["row"]), "second_file": files[other["file"]],
        }  # fmt: skip

    log.add_each("duplicate_same", np.flatnonzero(duplicates.same), both)
    log.add_each("duplicate_differs", np.flatnonzero(~duplicates.same), both)


def report_left_out(
    log: FindingLog, side: Side, axis: Axis, places: Integers, cells: Cells, key: MeasureYear
) -> None:
    """Codes that have rows in a year and yet are not in it."""
    one = {"regions": "region", "industries": "industry"}[side]
    known = known_codes(axis, places, cells)

    def where(code: str) -> dict[str, Any]:
        return {"measure": key[0], "year": key[1], one: code}

    for place in np.unique(places):
        if (code := axis.names[place]) not in known and code != ROOT:
            log.add(f"{one}_left_out", **where(code))
    for code in axis.without_parts(known):
        log.add("whole_without_parts", **where(code), code=code)


class FoundRoundings:
    """Roundings that nobody stated, by measure, publisher and kind of figures, with the years in which they show."""

    def __init__(self) -> None:
        self._years: dict[tuple[str, str, str, Rounding], set[int]] = {}

    def add(self, grid: Grid, found: Iterable[FoundRounding]) -> None:
        for each in found:
            key = grid.measure, each.publisher or "", "cells" if each.cells else "totals", each.rounding
            self._years.setdefault(key, set()).add(grid.year)

    def report(self, log: FindingLog) -> None:
        for (measure, publisher, figures, rounding), years in self._years.items():
            log.add(
                "digits_found" if rounding.digits else "rounding_found", publisher, measure=measure, axis=figures,
                unit=rounding.unit, digits=rounding.digits, years=", ".join(map(str, sorted(years))),
            )  # fmt: skip


def report_contradicted(log: FindingLog, grid: Grid, named: Collection[tuple[str, str]]) -> None:
    """A finding for each margin that limits nothing, since it contradicts others. named: those that a finding is of already."""
    if grid.reference_totals or not _has_margins(grid):
        return
    # By propagation alone: linear programmes find more, and take too long for every year of a panel that is only loaded.
    for region, industry in grid_bounds(grid, largest=0).contradicted:
        if (region, industry) not in named:
            value = float(grid.value[grid.regions.place[region], grid.industries.place[industry]])
            log.add("contradicted", region, industry, grid.year, grid.measure, value=value)


def report_margins(log: FindingLog, grid: Grid, found: Floats) -> set[tuple[str, str]]:
    """A finding for each margin below the sum of its known parts, or above that of all its parts, by more than rounding explains; gives
    the codes of these margins. found: how far each figure may be off."""
    if grid.reference_totals or not _has_margins(grid):
        return set()
    off = np.full(grid.value.shape, rounding(grid.value) / 2)
    if grid.rounding or np.isfinite(grid.value).sum() >= _ENOUGH:
        # What is only found and not stated is taken for rounding to the nearest: bounds allow for more, a finding is a question.
        off = np.maximum(off, found if grid.rounding else found / 2)
    by_regions = _report_margins(log, grid, "regions", grid.regions, grid.value, off)
    return by_regions | _report_margins(log, grid, "industries", grid.industries, grid.value.T, off.T)


def _has_margins(grid: Grid) -> bool:
    leaves = (slice(grid.regions.leaves), slice(grid.industries.leaves))
    return bool(np.isfinite(grid.value).sum() > np.isfinite(grid.value[leaves]).sum())


def rounding(values: Floats) -> float:
    """The largest power of ten that all values are multiples of, from a million to a thousandth; 0 where there is none.

    Of a few values it is 1: they may be round by chance.
    """
    known = values[np.isfinite(values) & (values != 0)]
    if len(known) < _ENOUGH:
        return 1.0
    for step in _STEPS:
        times = known / step
        # 0.001 is no binary fraction: multiples of it come out a little beside a whole number.
        if (np.abs(times - np.rint(times)) <= 1e-9 * np.maximum(np.abs(times), 1)).all():
            return step
    return 0.0


def _report_codes(log: FindingLog, kind: str, book: CodeBook) -> None:
    """One finding for each code of a book, of the first row that has it."""
    for code, rows, first in zip(book.texts, book.counts, book.first, strict=True):
        log.add(kind, **first, code=code, rows=rows)


def _report_margins(
    log: FindingLog, grid: Grid, side: Side, tree: Tree, value: Floats, off: Floats
) -> set[tuple[str, str]]:
    """value: with the nodes of the tree as its rows. off: how far each figure may be off because it was rounded."""
    named = set()
    across = (grid.industries if side == "regions" else grid.regions).codes
    for node, parts in tree.families():
        margin, below = value[node], value[parts]
        known = np.isfinite(below)
        total = np.where(known, below, 0.0).sum(axis=0)
        room = off[node] + np.where(known, off[parts], 0.0).sum(axis=0) + _SUMMING * np.abs(total)
        # A part that is not known may add anything to the sum: only where all are known can a margin be too large.
        lower, upper = margin < total - room, known.all(axis=0) & (margin > total + room) & tree.whole[node]
        for kind, places in (("margin_below_parts", lower), ("margin_above_parts", upper)):
            for place in np.flatnonzero(places):
                region, industry = tree.codes[node], across[place]
                if side == "industries":
                    region, industry = industry, region
                named.add((region, industry))
                log.add(
                    kind,
                    region,
                    industry,
                    grid.year,
                    grid.measure,
                    margin=float(margin[place]),
                    parts=float(total[place]),
                    axis=side,
                    number=int(known[:, place].sum()),
                )
    return named
