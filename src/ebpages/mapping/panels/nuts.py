"""Regions as NUTS arranges them: by the beginning of their codes."""

import re
from collections.abc import Collection
from functools import cache

from ebpages.mapping.panels.axis import (
    AUTOMATIC,
    FLAT,
    NUTS,
    Axis,
    Classification,
    TreeChoice,
    WhyUnplaced,
    by_own_tree,
    flat,
)
from ebpages.mapping.tree import ROOT
from ebpages.reference.countries import countries
from ebpages.reference.regions import regions

# NUTS writes Greece and the United Kingdom in its own way, and covers all of Turkey.
_OF_NUTS = ("EL", "UK", "TR")
_REGION = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")
_AGGREGATE = re.compile(r"(EU|EA|EEA|EFTA)\d*(_\w+)?")
_EXTRA_REGIO = re.compile(r"[A-Z]{2}Z{1,3}")


def region_axis(codes: Collection[str], tree: TreeChoice = AUTOMATIC) -> Classification:
    """tree: code -> parent of one's own; `nuts`; `flat`; or `auto`: NUTS where more than half of the codes are of its form.

    Countries stand above their regions always, NUTS 1 regions only where something is published for them. What Bulgaria's regions
    are made of is known; of other countries the panel's own regions are taken as all. Raises UnreadablePanel for a tree with circles.
    """
    if not isinstance(tree, str):
        return by_own_tree(codes, tree, "regions")
    fitting = {code for code in codes if _fits(code)}
    aggregates = {code for code in codes if _AGGREGATE.fullmatch(code)}
    if tree == FLAT or (tree != NUTS and 2 * len(fitting) <= len(set(codes) - aggregates - {ROOT})):
        return flat(codes)
    parent = {code: code[:-1] if len(code) > 2 else ROOT for each in fitting for code in _chain(each)}
    unplaced: dict[str, WhyUnplaced] = {
        code: "aggregate" if code in aggregates else "unknown"
        for code in sorted(set(codes) - fitting - {ROOT})
    }
    standing = frozenset(code[:2] for code in fitting)
    return Classification(Axis(tuple(sorted(fitting)), parent, _parts_of_bulgaria(), standing), unplaced)


def is_extra_regio(code: str) -> bool:
    """What a country attributes to no region of its own: CZZZ."""
    return bool(_EXTRA_REGIO.fullmatch(code)) and _fits(code)


def _fits(code: str) -> bool:
    return (
        code != ROOT
        and bool(_REGION.fullmatch(code))
        and code[:2] in _known_countries()
        and not _AGGREGATE.fullmatch(code)
    )


def _chain(code: str) -> tuple[str, ...]:
    """A region's code and those of all regions that hold it: BG41, BG4, BG."""
    return tuple(code[:length] for length in range(len(code), 1, -1))


@cache
def _known_countries() -> frozenset[str]:
    return frozenset((*_OF_NUTS, *(country.code for country in countries() if country.europe)))


@cache
def _parts_of_bulgaria() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for region in regions():
        if region.parent:
            found.setdefault(region.parent, []).append(region.code)
    return {code: tuple(parts) for code, parts in found.items()}
