"""Which classification the codes of a panel belong to, and which of them do not fit it."""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Literal, TypeAlias

from ebpages.mapping.panels.axis import Axis
from ebpages.mapping.panels.codes import RULE, cut, is_code
from ebpages.mapping.panels.unusable import UnreadablePanel
from ebpages.mapping.tree import ROOT

Aside = Literal["unknown", "aggregate"]
Chosen: TypeAlias = "Mapping[str, str] | str"  # a tree of one's own, or one of these words
AUTOMATIC, FLAT, NUTS, NACE = "auto", "flat", "nuts", "nace"
MOST_LEVELS = 20


@dataclass(frozen=True, slots=True)
class Classified:
    """aside: codes that do not stand on the axis, and why: `unknown`, or an `aggregate` that is no node of its tree.

    own: no classification is known, every code hangs under the root.
    """

    axis: Axis
    aside: Mapping[str, Aside] = field(default_factory=dict)
    own: bool = False


@dataclass(frozen=True, slots=True)
class Trees:
    """What the codes belong to: a tree of one's own (code -> parent), `auto`, `flat`, and `nuts` for regions or `nace` for industries."""

    regions: Chosen = AUTOMATIC
    industries: Chosen = AUTOMATIC


def flat(codes: Collection[str]) -> Classified:
    """Codes of no known classification: all hang directly under the root."""
    own = sorted(set(codes) - {ROOT})
    return Classified(Axis(tuple(own), dict.fromkeys(own, ROOT)), own=True)


def by_own_tree(codes: Collection[str], tree: Mapping[str, str], what: str) -> Classified:
    """Codes under the parents that a tree names, code -> parent; a parent without one hangs under the root.

    What the tree names as parts of a code are all its parts. what: names the axis in messages. Raises UnreadablePanel where the
    tree goes round in circles, has too many levels, or holds what is no code.
    """
    parent = {code: above or ROOT for code, above in tree.items() if code != ROOT}
    if strange := [code for code in (*parent, *parent.values()) if not is_code(code)]:
        raise UnreadablePanel(f"the tree of {what}", repr(cut(strange[0])), "it cannot be a code", RULE)
    parent |= {above: ROOT for above in parent.values() if above not in parent and above != ROOT}
    _refuse_circles(parent, what)
    _refuse_depth(parent, what)
    known = sorted(set(codes) & parent.keys())
    aside: dict[str, Aside] = dict.fromkeys(sorted(set(codes) - parent.keys() - {ROOT}), "unknown")
    parts: dict[str, list[str]] = {}
    for code, above in parent.items():
        parts.setdefault(above, []).append(code)
    standing = frozenset(parts) - {ROOT}
    kept = {code: tuple(sorted(below)) for code, below in parts.items()}
    return Classified(Axis(tuple(known), parent, kept, standing), aside)


def read_tree(path: Path) -> dict[str, str]:
    """A tree of one's own: a CSV file with the columns `code` and `parent`. Raises UnreadablePanel."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, strict=True)
            rows, names = list(table), table.fieldnames or ()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        told = getattr(error, "strerror", None) or error
        raise UnreadablePanel(
            path.name, "the file", f"it cannot be read ({told})", "Name a CSV file in UTF-8"
        ) from None
    if not {"code", "parent"} <= set(names):
        raise UnreadablePanel(
            path.name, "the header", "it has no columns code and parent", "Write code,parent above the rows"
        )
    if not rows:
        raise UnreadablePanel(path.name, "the rows", "there is none", "Write a row for each code")
    tree: dict[str, str] = {}
    for number, row in enumerate(rows, 1):
        code, parent = (row["code"] or "").strip(), (row["parent"] or "").strip()
        if not code or tree.get(code, parent) != parent:
            problem = f"{code} has two parents, {tree[code]} and {parent}" if code else "there is no code"
            raise UnreadablePanel(
                path.name, f"row {number}", problem, "Write each code once, with one parent"
            )
        tree[code] = parent
    return tree


def _refuse_circles(parent: Mapping[str, str], what: str) -> None:
    settled = {ROOT}
    for start in parent:
        path: list[str] = []
        code = start
        while code not in settled:
            if code in path:
                circle = " under ".join((*path[path.index(code) :], code))
                raise UnreadablePanel(
                    f"the tree of {what}", code, f"it goes round in a circle: {circle}", "Mend a parent"
                )
            path.append(code)
            code = parent[code]
        settled.update(path)


def _refuse_depth(parent: Mapping[str, str], what: str) -> None:
    depth = {ROOT: 0}
    for start in parent:
        path = [start]
        while path[-1] not in depth:
            path.append(parent[path[-1]])
        for above, code in pairwise(reversed(path)):
            depth[code] = depth[above] + 1
    deepest = max(parent, key=depth.__getitem__, default=ROOT)
    if depth[deepest] > MOST_LEVELS:
        problem = f"it stands {depth[deepest]} levels below {ROOT}"
        raise UnreadablePanel(
            f"the tree of {what}", deepest, problem, f"A tree has up to {MOST_LEVELS} levels; leave some out"
        )
