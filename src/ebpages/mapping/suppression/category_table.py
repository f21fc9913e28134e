"""Tables of regions and categories from bounded grids: cells and totals between bounds, and what lies beside each cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ebpages.mapping.arrays import Booleans, Floats
from ebpages.mapping.bounded import Bounded, Method
from ebpages.mapping.category_schemes import CategoryScheme
from ebpages.mapping.category_table import Interval, Totals
from ebpages.mapping.suppression.portions import Bounds, Portions, Sums, portions
from ebpages.mapping.suppression.rests import RestedTable, Rests
from ebpages.mapping.suppression.selection import Selection, each_leaf, selection
from ebpages.mapping.suppression.states import node_states, selected_states
from ebpages.mapping.tree import ROOT, Tree


def category_table(
    bounded: Bounded,
    scheme: CategoryScheme | None = None,
    regions: Mapping[str, tuple[str, ...]] | None = None,
    against: frozenset[str] | None = None,
    reference: str = ROOT,
) -> RestedTable:
    """The panel's own regions, then the custom ones, by category; without a scheme by the panel's own industries.

    regions: code of a custom region -> codes of regions or their parents. They are appended: quantiles over the regions of such a
    table count their parts twice. against: the industries whose sum is a region's total, of which all categories must be part;
    None: all of them. reference: the region node that quotients are taken against; only regions within it are in the table.

    A parent among the codes stands for all below it. Sums of nodes are also limited by what their parents leave beside the others.
    A code that the grid does not have in this year stands for something unknown, in a total that is not published as well.
    Raises ValueError where a category is not within `against`, a custom region not within the reference, or that not in the grid.
    """
    asked = _asked(bounded, scheme, regions or {}, against, reference)
    by_category = _by_category(asked)
    found = _by_region(asked, by_category)
    estimate = _summed(_summed(bounded.estimate.T, asked.columns).T, [*asked.rows, asked.whole])
    against_estimate = _summed(_summed(bounded.estimate.T, [asked.total]).T, [*asked.rows, asked.whole])[:, 0]
    cells, total = _interval(found.cells, estimate[:-1]), _interval(found.total, against_estimate[-1])
    region_total = _interval(found.region_total, against_estimate[:-1])
    category_total = _interval(found.category_total, estimate[-1])
    return RestedTable(
        measure=bounded.grid.measure,
        year=bounded.grid.year,
        regions=tuple(row.code for row in asked.rows),
        categories=tuple(column.code for column in asked.columns),
        cells=cells,
        region_total=region_total,
        category_total=category_total,
        total=total,
        state=selected_states(
            selected_states(node_states(bounded.grid, asked.published).T, asked.columns).T, asked.rows
        ),
        totals=_kind(asked, region_total, category_total, total),
        rests=None if asked.off_by else found.rests,
        given=(cells, total),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """rows, columns: of the table; total: the industries that quotients are taken against, whole: the region."""

    bounded: Bounded
    rows: Sequence[Selection]
    columns: Sequence[Selection]
    total: Selection
    whole: Selection

    @property
    def regions(self) -> Tree:
        return self.bounded.grid.regions

    @property
    def industries(self) -> Tree:
        return self.bounded.grid.industries

    @property
    def published(self) -> Booleans:
        return np.equal(self.bounded.method, Method.PUBLISHED)

    @property
    def off_by(self) -> float:
        return self.bounded.off_by

    @property
    def against_all(self) -> bool:
        return bool(self.total.nodes.tolist() == [self.industries.root])

    @property
    def widest(self) -> int:
        """How many figures, at the most, a number of the table sums up along the industries."""
        return max(len(each.nodes) for each in (*self.columns, self.total))


def _asked(
    bounded: Bounded,
    scheme: CategoryScheme | None,
    custom: Mapping[str, tuple[str, ...]],
    against: frozenset[str] | None,
    reference: str,
) -> _Asked:
    regions, industries = bounded.grid.regions, bounded.grid.industries
    if reference not in regions.place:
        raise ValueError(f"the reference {reference!r} is no region of this year")
    whole = selection(regions, reference, [reference])
    total = selection(industries, ROOT, [ROOT] if against is None else against)
    own = [selection(regions, code, codes) for code, codes in custom.items()]
    columns = (
        [selection(industries, each.code, each.industries) for each in scheme.categories]
        if scheme
        else each_leaf(industries, industries.root)
    )
    if reference != ROOT:
        _refuse_outside(regions, own, whole, "the region", "the reference")
    if against is not None:
        _refuse_outside(
            industries, columns, total, "the category", "the industries that quotients are taken against"
        )
    return _Asked(bounded, [*each_leaf(regions, regions.place[reference]), *own], columns, total, whole)


def _refuse_outside(tree: Tree, given: Sequence[Selection], within: Selection, what: str, where: str) -> None:
    covered = within.covered(tree)
    for each in given:
        outside = [tree.codes[node] for node in each.nodes if not covered[node]]
        outside += sorted(each.absent - within.absent)
        if outside:
            raise ValueError(f"{what} {each.code!r} has parts that are not in {where}: {', '.join(outside)}")


@dataclass(frozen=True, slots=True, eq=False)
class _ByCategory:
    """part, rest: of every region node by category, shape (region nodes, categories); total: (region nodes, 1)."""

    part: Bounds
    rest: Bounds
    total: Bounds


def _by_category(asked: _Asked) -> _ByCategory:
    nodes = Bounds(asked.bounded.low, asked.bounded.high).turned
    sums, root = Sums(asked.industries, nodes, asked.off_by), asked.industries.root
    found = portions(sums, asked.columns, root)
    total = portions(sums, [asked.total], root).part
    if not asked.against_all:
        found = Portions(found.part, _beside(sums, asked) & total.less(found.part))
    absent = [bool(column.absent) for column in asked.columns]
    published = asked.published[:, asked.total.nodes].all(axis=1) & np.full(1, not asked.total.absent)
    found, total = _with_absent(found, total, np.array(absent), published)
    return _ByCategory(found.part.turned, found.rest.turned, total.turned)


def _beside(sums: Sums, asked: _Asked) -> Bounds:
    """At the least the industries that are in the total and not in a category."""
    inside = asked.total.covered(sums.tree)
    leaves = np.arange(len(inside)) < sums.tree.leaves
    others = [
        Selection(column.code, np.flatnonzero(inside & leaves & ~column.covered(sums.tree)))
        for column in asked.columns
    ]
    slack = sums.off_by * len(sums.tree)
    low = portions(sums, others, sums.tree.root).part.low - slack
    return Bounds(np.maximum(low, 0.0), np.full_like(low, np.inf))


@dataclass(frozen=True, slots=True, eq=False)
class _ByRegion:
    cells: Bounds
    region_total: Bounds
    category_total: Bounds
    total: Bounds
    rests: Rests


def _by_region(asked: _Asked, industry: _ByCategory) -> _ByRegion:
    top, rows = int(asked.whole.nodes[0]), [*asked.rows, asked.whole]
    absent = np.array([bool(row.absent) for row in rows])
    published = asked.published[top]

    def over(nodes: Bounds, figures: int, known: Booleans) -> tuple[Portions, Bounds]:
        found = portions(Sums(asked.regions, nodes, asked.off_by * figures), rows, top)
        return _with_absent(found, found.part[-1:], absent, known)

    categories = np.array([published[column.nodes].all() and not column.absent for column in asked.columns])
    cells, category_total = over(industry.part, asked.widest, categories)
    beside, _ = over(industry.rest, 2 * asked.widest, np.zeros(len(categories), dtype=bool))
    totals, total = over(industry.total, asked.widest, np.full(1, published[asked.total.nodes].all()))
    of_region = beside.part[:-1] & totals.part[:-1].less(cells.part[:-1])
    return _ByRegion(
        cells=cells.part[:-1],
        region_total=totals.part[:-1, 0],
        category_total=category_total[0],
        total=total[0, 0],
        rests=Rests(of_region, cells.rest[:-1], beside.rest[:-1]),
    )


def _with_absent(
    found: Portions, whole: Bounds, absent: Booleans, published: Booleans
) -> tuple[Portions, Bounds]:
    """Where some selections have codes that the grid lacks: those can be anything that a published whole leaves.

    whole: shape (1, ...), published: of its entries.
    """
    if not absent.any():
        return found, whole
    whole = Bounds(whole.low, np.where(published, whole.high, np.inf))
    part = Bounds(found.part.low, np.where(absent[:, None], np.inf, found.part.high))
    rest = Bounds(found.rest.low, np.full_like(found.rest.high, np.inf)) & whole.less(part)
    part = part & whole.less(rest)
    return Portions(part, rest & whole.less(part)), whole


def _summed(values: Floats, selections: Sequence[Selection]) -> Floats:
    """Along the first axis what is known of each selection, NaN where nothing is."""
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    return np.stack(
        [
            np.where(known[each.nodes].any(axis=0), filled[each.nodes].sum(axis=0), np.nan)
            for each in selections
        ]
    )


def _interval(bounds: Bounds, estimate: Floats) -> Interval:
    return Interval(np.clip(estimate, bounds.low, bounds.high), bounds.low, bounds.high)


def _kind(asked: _Asked, *totals: Interval) -> Totals:
    top, published = int(asked.whole.nodes[0]), asked.published
    own = [published[np.ix_(row.nodes, asked.total.nodes)].all() for row in (*asked.rows, asked.whole)]
    of_categories = [published[top, column.nodes].all() for column in asked.columns]
    given = not any(each.absent for each in (*asked.rows, *asked.columns, asked.total))
    if given and asked.against_all and all(own) and all(of_categories):
        return "published"
    if all(np.allclose(each.low, each.high, rtol=1e-9, atol=0) for each in totals):
        return "summed"
    return "bounded"
