"""How figures were rounded: as somebody states it, or as it shows in the figures; and how far each may be off for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from ebpages.mapping.arrays import Booleans, Floats, Integers
from ebpages.mapping.tree import Tree

_STATED = re.compile(
    r"(?:(?P<measure>[a-z_]+):)?(?:(?P<kind>cells|totals)=)?"
    r"(?:(?P<none>none)|(?P<digits>[1-9])sig|(?P<unit>\d+(?:\.\d+)?)(?P<either>either)?)"
)
FORM = "a unit, as 5 or totals=100; significant digits, as 3sig; 5either if figures were rounded up, down or at random; or none"
# Of one or two figures almost any number divides both: only units that publishers use count.
USUAL = sorted((3, *(unit * 10**power for power in range(9) for unit in (1, 2, 5, 25))), reverse=True)
FEW = 2
DECIMALS = 6
MOST_DIGITS = 9
_DECIMALS_OF_SUMS = 3
# Of a unit: whatever the way of rounding but the nearest multiple, a figure is less than a unit off, so that a 5 is never made of 0.
WITHIN = 1 - 1e-9
STRONG = 1e-6  # the chance of common multiples below which a single publisher's figures count by themselves


@dataclass(frozen=True, slots=True)
class Rounding:
    """unit: in persons, local units or euros, 0 for none. digits: significant ones, 0 for any number. either: to one of the two
    neighbouring multiples, not to the nearest. kind: of which figures, `cells`, `totals` or `all`. measure: empty for all."""

    unit: float
    digits: int = 0
    either: bool = False
    kind: str = "all"
    measure: str = ""

    @classmethod
    def stated(cls, text: str) -> Self:
        """What `wages:totals=100000`, `cells=5either`, `3sig` or `none` says. Raises ValueError."""
        said = _STATED.fullmatch(text)
        if not said or (said["unit"] and float(said["unit"]) == 0):
            raise ValueError(f"{text!r} is no rounding; write {FORM}")
        return cls(
            float(said["unit"] or 0),
            int(said["digits"] or 0),
            bool(said["either"]),
            said["kind"] or "all",
            said["measure"] or "",
        )

    def off(self, values: Floats) -> Floats:
        """How far each figure may lie from what it was before it was rounded; of an unpublished one (NaN), by its unit alone."""
        by_unit = np.full(values.shape, self.unit * (WITHIN if self.either else 0.5))
        if not self.digits:
            return by_unit
        known = np.where(values > 0, values, 1.0)
        last = 10.0 ** (np.floor(np.log10(known) + 1e-12) + 1 - self.digits)
        # Of whole numbers, a figure with fewer digits is not rounded: 7 persons are no 7.0.
        shown = (values > 0) & ((last > 1) | bool((known != np.rint(known)).any()))
        return np.asarray(np.maximum(by_unit, np.where(shown, last / 2, 0.0)))


EXACT = Rounding(0.0)


@dataclass(frozen=True, slots=True)
class FoundRounding:
    """What the figures of a kind have in common. publisher: the country whose figures they are, None for those of all regions."""

    rounding: Rounding
    cells: bool
    publisher: str | None
    rows: Integers
    columns: Integers


@dataclass(frozen=True, slots=True, eq=False)
class OffBy:
    """figures: how far each figure of a grid may be off. found: the roundings that were not stated, where they make figures uncertain."""

    figures: Floats
    found: tuple[FoundRounding, ...]


def off_by(value: Floats, regions: Tree, industries: Tree, measure: str, stated: Sequence[Rounding]) -> OffBy:
    """How far each figure of a grid may be off, by what is stated of its kind, else by what all figures of its kind have in common.

    A kind is the cells, or the margins of one level of both trees. value: shape (region nodes, industry nodes), NaN where nothing is
    published. Rounding that does not show cannot be found: of two even numbers it is supposed, of an odd one it is not.
    """
    off, of_parts = np.zeros(value.shape), np.zeros(value.shape)
    seen, silent = np.zeros(value.shape, dtype=bool), np.zeros(value.shape, dtype=bool)
    publisher = _publishers(regions)
    at_most = _at_most(value, regions, industries)
    found: list[FoundRounding] = []
    for cells, rows, columns in _kinds(regions, industries):
        at = np.ix_(rows, columns)
        own = [
            each
            for each in stated
            if each.measure in ("", measure) and each.kind in ("all", "cells" if cells else "totals")
        ]
        if own:
            off[at] = np.max([each.off(value[at]) for each in own], axis=0)
            of_parts[at] = np.max([each.off(at_most[at]) for each in own], axis=0)
            continue
        seen[at] = True
        common = detected(value[at])
        off[at], of_parts[at] = common.off(value[at]), common.off(at_most[at])
        found.append(FoundRounding(common, cells, None, rows, columns))
        if common == EXACT:
            for node, own_rows, rounding in _of_publishers(value, rows, columns, publisher):
                own_at = np.ix_(own_rows, columns)
                off[own_at] = of_parts[own_at] = rounding.off(value[own_at])
                found.append(FoundRounding(rounding, cells, regions.codes[node], own_rows, columns))
        if not (value[at] > 0).any():
            silent[at] = value[at] == 0
    # Zeros alone show nothing: they may be what the coarsest rounding of all has left. Where all cells are 0, or all margins, they may
    # have been rounded to more than anybody can tell.
    inner = np.zeros(value.shape, dtype=bool)
    inner[: regions.leaves, : industries.leaves] = True
    for side in (inner, ~inner):
        off[silent & side] = off[np.isfinite(off)].max() if (value[side] > 0).any() else np.inf
    if off.any():
        for tree, axes in ((industries, np.transpose), (regions, np.asarray), (industries, np.transpose)):
            _by_sums(tree, axes(value), axes(off), axes(of_parts), axes(seen))
    return OffBy(off, tuple(each for each in found if _matters(each, value, off)))


def _matters(found: FoundRounding, value: Floats, off: Floats) -> bool:
    """Whether a rounding makes any figure uncertain: margins that exact figures add up to are exact all the same."""
    at = np.ix_(found.rows, found.columns)
    return bool(((value[at] > 0) & (off[at] > 0)).any()) and found.rounding != EXACT


def detected(values: Floats) -> Rounding:
    """The coarsest rounding that published figures above 0 allow. They do not show the way of rounding, so a unit is `either`."""
    figures = np.unique(values[values > 0])
    scale = _scale(figures)
    if not len(figures) or not scale:
        return EXACT
    whole = np.rint(figures * scale).astype(np.int64)
    common = int(np.gcd.reduce(whole))
    if len(figures) <= FEW and common > 1:
        common = next(unit for unit in USUAL if unit <= common and common % unit == 0)
    digits = _significant(whole)
    if common == 1 and scale == 1:
        return Rounding(0.0, digits)
    return Rounding(common / scale, digits, either=True)


def _of_publishers(
    value: Floats, rows: Integers, columns: Integers, publisher: Integers
) -> Iterator[tuple[int, Integers, Rounding]]:
    """Countries round whole numbers each in their own way; of a few figures that does not show."""
    figures = np.where(value[np.ix_(rows, columns)] > 0, value[np.ix_(rows, columns)], 0.0)
    whole = np.rint(figures).astype(np.int64)
    common = np.gcd.reduce(whole, axis=1)
    for one in np.unique(publisher[rows]):
        own = publisher[rows] == one
        unit, count = float(np.gcd.reduce(common[own])), np.count_nonzero(figures[own])
        shows = count > FEW and count * np.log(max(unit, 1.0)) > -np.log(STRONG)
        if shows and (figures[own] == whole[own]).all():
            yield int(one), rows[own], Rounding(unit, either=True)


def _at_most(value: Floats, regions: Tree, industries: Tree) -> Floats:
    """Published figures, and for each that is not published the smallest published one above it: it is no more than that."""
    upwards = _below(regions, value)
    found = np.fmin(upwards, _below(industries, value.T).T)
    return np.fmin(found, _below(regions, found))


def _below(tree: Tree, value: Floats) -> Floats:
    """With the nodes of the tree as rows: what is not known of a node is that of the one above it."""
    found = value.copy()
    for node in range(len(tree) - 2, -1, -1):
        found[node] = np.where(np.isnan(found[node]), found[tree.parent[node]], found[node])
    return found


def _by_sums(tree: Tree, value: Floats, off: Floats, of_parts: Floats, seen: Booleans) -> None:
    """What sums tell of margins whose rounding was not stated. value, off, of_parts, seen: with the nodes of the tree as rows; `off` is
    changed. of_parts: how far figures that are not published may be off, which significant digits make the more the larger they are.

    A margin that is the sum of exact figures is exact itself, whatever it is a multiple of. Where rounded parts always add up to their
    margins, these were summed after rounding, and are off by as much as all their parts. Where some parts of every margin are not known,
    so that nobody can add them up, every margin that such a sum can give may be one.
    """
    families = [(node, children) for node, children in tree.families() if tree.whole[node]]
    added, complete = True, False
    for node, children in families:
        known = np.isfinite(value[node]) & np.isfinite(value[children]).all(axis=0)
        equal = np.isclose(value[children].sum(axis=0), value[node], rtol=1e-12, atol=0)
        exact = (off[children] == 0).all(axis=0)
        off[node, known & equal & exact & seen[node]] = 0.0
        added &= bool((equal | ~known | exact).all())
        complete |= bool((known & ~exact).any())
    # Through parents that are not published too: what is above them is a sum of their parts.
    summed_off = np.where(np.isfinite(value), off, of_parts)
    for node, children in families if added else ():
        summed = summed_off[children].sum(axis=0)
        published = np.isfinite(value[node])
        as_sum = seen[node] & published & (complete | _can_be_sum(value[node], value[children]))
        off[node] = np.where(as_sum, np.maximum(off[node], summed), off[node])
        summed_off[node] = np.where(published, off[node], summed)


def _can_be_sum(margins: Floats, parts: Floats) -> Booleans:
    """Whether margins are multiples of what all their parts are multiples of."""
    scale = 10**_DECIMALS_OF_SUMS
    known = np.where(np.isfinite(parts) & (parts < 2**53 / scale), parts, 0.0)
    unit = np.maximum(np.gcd.reduce(np.rint(known * scale).astype(np.int64), axis=None), 1)
    return np.asarray(np.rint(np.nan_to_num(margins) * scale) % unit == 0)


def _kinds(regions: Tree, industries: Tree) -> Iterator[tuple[bool, Integers, Integers]]:
    """Whether it is that of the cells, and the rows and columns of each kind."""
    for row_level, rows in _levels(regions):
        for column_level, columns in _levels(industries):
            yield row_level == column_level == 0, rows, columns


def _levels(tree: Tree) -> Iterator[tuple[int, Integers]]:
    """The leaves as 0, then parents by their distance from the root."""
    level = np.zeros(len(tree), dtype=np.intp)
    for node in range(len(tree) - 1, tree.leaves - 1, -1):
        level[node] = 1 if tree.parent[node] < 0 else level[tree.parent[node]] + 1
    for number in np.unique(level):
        yield int(number), np.flatnonzero(level == number)


def _publishers(regions: Tree) -> Integers:
    """Of each node the outermost group that it is in, which for regions of several countries is the country; the root for all others."""
    found = np.full(len(regions), regions.root)
    for node in range(len(regions) - 2, -1, -1):
        above = regions.parent[node]
        own = node if node >= regions.leaves else regions.root
        found[node] = own if above == regions.root else found[above]
    return found


def _scale(figures: Floats) -> float:
    """What makes all figures whole numbers, by their decimals; 0 where more decimals than anybody prints do not."""
    for decimals in range(DECIMALS + 1):
        scale = 10.0**decimals
        if len(figures) and figures[-1] * scale > 2**53:
            return 0.0
        if (np.abs(figures * scale - np.rint(figures * scale)) <= 1e-14 * figures * scale).all():
            return scale
    return 0.0


def _significant(whole: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]") -> int:
    """The fewest significant digits that all figures have no more of, where some are long enough to show it; else 0."""
    for digits in range(1, MOST_DIGITS + 1):
        longer = whole[whole >= 10**digits]
        if not len(longer):
            return 0
        last = 10 ** (np.floor(np.log10(longer.astype(np.float64))).astype(np.int64) + 1 - digits)
        if (longer % last == 0).all():
            return digits
    return 0
