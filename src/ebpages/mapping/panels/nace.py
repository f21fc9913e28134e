"""Industries as NACE Rev. 2 arranges them: sections, divisions, groups and classes."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from ebpages.mapping.panels.axis import (
    AUTOMATIC,
    FLAT,
    NACE,
    Axis,
    Classification,
    TreeChoice,
    WhyUnplaced,
    by_own_tree,
    flat,
)
from ebpages.mapping.tree import ROOT
from ebpages.reference.industries import industries

_CODE = re.compile(r"([A-U]?)(\d\d)?(\.?\d{1,2})?")
# B-N_S95_X_K: sections B to N and division S95 without section K.
_AGGREGATE = re.compile(r"[A-U](\d\d)?([-_]([A-U](\d\d)?|X))+")


@dataclass(frozen=True, slots=True)
class _Form:
    """lettered: divisions are written C10, not 10."""

    lettered: bool

    def division(self, number: str) -> str:
        return _sections()[number] + number if self.lettered else number

    def fits(self, code: str) -> bool:
        found = _CODE.fullmatch(code)
        if not found or not code:
            return False
        section, division, below = found.groups()
        if not division:
            return bool(section) and not below
        return (
            _sections().get(division) == section if self.lettered else not section and division in _sections()
        )

    def parent(self, code: str) -> str:
        division = code[:3] if self.lettered else code[:2]
        if len(code) == 1:
            return ROOT
        if code == division:
            return _sections()[division[-2:]]
        shorter = code[:-1].rstrip(".")
        return shorter if len(shorter) > len(division) else division


def industry_axis(codes: Collection[str], tree: TreeChoice = AUTOMATIC) -> Classification:
    """tree: code -> parent of one's own; `nace`; `flat`; or `auto`: NACE where more than half of the codes are of its form.

    Divisions may be written C10 or 10, one way in a panel. Sections and divisions stand always, groups only where something is
    published for them. The smallest of Eurostat's aggregates that covers all industries of the panel (B-N_S95_X_K) is its root where no
    row is called TOTAL; TOTAL itself is taken as the sum of the panel's industries. Raises UnreadablePanel for a tree with circles.
    """
    if not isinstance(tree, str):
        return by_own_tree(codes, tree, "industries")
    form = max((_Form(True), _Form(False)), key=lambda form: sum(map(form.fits, codes)))
    fitting = {code for code in codes if form.fits(code)}
    aggregates = {code: _covers(code) for code in sorted(codes) if _AGGREGATE.fullmatch(code)}
    if tree == FLAT or (tree != NACE and 2 * len(fitting) <= len(set(codes) - aggregates.keys() - {ROOT})):
        return flat(codes)
    root = None if ROOT in codes else _root(fitting, aggregates, form)
    partly = {} if root is None else _cut_sections(aggregates[root])
    usable = fitting - partly.keys()
    unplaced: dict[str, WhyUnplaced] = {
        code: "aggregate" if code in aggregates or code in partly else "unknown"
        for code in sorted(set(codes) - usable - {ROOT, root})
    }
    return Classification(_axis(usable, form, partly, aggregates.get(root or ""), root), unplaced)


def _axis(
    codes: Collection[str],
    form: _Form,
    partly: Collection[str],
    covered: frozenset[str] | None,
    root: str | None,
) -> Axis:
    parent = {code: form.parent(code) for each in codes for code in _chain(each, form)}
    parent = {
        code: ROOT if above in partly else above for code, above in parent.items() if code not in partly
    }
    parts = {
        section: tuple(form.division(number) for number in numbers)
        for section, numbers in _divisions().items() if section not in partly
    }  # fmt: skip
    if covered is not None:
        full = tuple(section for section, numbers in _divisions().items() if covered.issuperset(numbers))
        parts[ROOT] = full + tuple(
            form.division(number) for number in sorted(covered) if _sections()[number] in partly
        )
    standing = frozenset(
        code for code in parent if len(code) == 1 or (code[-2:] in _sections() and len(code) <= 3)
    )
    return Axis(tuple(sorted(codes)), parent, parts, standing, (root,) if root else ())


def _root(codes: Collection[str], aggregates: dict[str, frozenset[str]], form: _Form) -> str | None:
    """The smallest aggregate that covers every industry of the panel that has no parts in it."""
    above = {parent for code in codes for parent in _chain(code, form)[1:]}
    needed = frozenset(number for code in codes if code not in above for number in _numbers(code))
    covering = [code for code, numbers in aggregates.items() if needed and needed <= numbers]
    return min(covering, key=lambda code: (len(aggregates[code]), code), default=None)


def _cut_sections(covered: frozenset[str]) -> dict[str, frozenset[str]]:
    """Sections of which only some divisions are covered: they are no nodes under such a root."""
    return {
        section: covered & frozenset(numbers)
        for section, numbers in _divisions().items()
        if covered & frozenset(numbers) and not covered.issuperset(numbers)
    }


def _covers(aggregate: str) -> frozenset[str]:
    """The divisions that one of Eurostat's aggregates covers."""
    taken, _, without = aggregate.partition("_X_")
    return _span(taken) - (_span(without) if without else frozenset())


def _span(text: str) -> frozenset[str]:
    found: set[str] = set()
    for item in text.split("_"):
        first, _, last = item.partition("-")
        numbers = [number for end in (first, last or first) for number in _numbers(end)]
        found |= {number for number in _sections() if numbers and min(numbers) <= number <= max(numbers)}
    return frozenset(found)


def _numbers(code: str) -> tuple[str, ...]:
    """The divisions of a section, or the division that a code is or lies in."""
    if code in _divisions():
        return _divisions()[code]
    number = code.lstrip("ABCDEFGHIJKLMNOPQRSTUX")[:2]
    return (number,) if number in _sections() else ()


def _chain(code: str, form: _Form) -> tuple[str, ...]:
    """An industry's code and those of all industries that hold it: C101, C10, C."""
    return () if code == ROOT else (code, *_chain(form.parent(code), form))


@cache
def _sections() -> dict[str, str]:
    """The section of each division's number."""
    return {industry.code: industry.parent for industry in industries("division")}


@cache
def _divisions() -> dict[str, tuple[str, ...]]:
    """The numbers of the divisions of each section."""
    found: dict[str, list[str]] = {}
    for number, section in _sections().items():
        found.setdefault(section, []).append(number)
    return {section: tuple(numbers) for section, numbers in found.items()}
