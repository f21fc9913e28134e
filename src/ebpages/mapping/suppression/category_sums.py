"""Categories and custom regions summed up from a bounded grid, with all that they are sums of and a part of between bounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ebpages.mapping.arrays import Booleans, Codes, Floats
from ebpages.mapping.bounds import Bounds, Estimates
from ebpages.mapping.category_schemes import CategoryScheme
from ebpages.mapping.category_table import CategoryTable, Remainders, Totals
from ebpages.mapping.grid import Grid, State
from ebpages.mapping.suppression.grid_bounds import GridBounds, Method
from ebpages.mapping.suppression.portions import Portions, Selection, Sums, each_leaf, portions, selection
from ebpages.mapping.tree import ROOT, Tree


def category_table(
    grid_bounds: GridBounds,
    scheme: CategoryScheme | None = None,
    regions: Mapping[str, tuple[str, ...]] | None = None,
    against: frozenset[str] | None = None,
    reference: str = ROOT,
) -> CategoryTable:
    """The panel's own regions, then the custom ones, by category; without a scheme by the panel's own industries.

    regions: code of a custom region -> codes of regions or their parents. They are appended: quantiles over the regions of such a
    table count their parts twice. against: the industries whose sum is a region's total, of which all categories must be part;
    None: all of them. reference: the region node that quotients are taken against; only regions within it are in the table.

    A parent among the codes stands for all below it. Sums of nodes are also limited by what their parents leave beside the others.
    A code that the grid does not have in this year stands for something unknown, in a total that is not published as well.
    Raises ValueError where a category is not within `against`, a custom region not within the reference, or that not in the grid.
    """
    layout = _layout(grid_bounds, scheme, regions or {}, against, reference)
    by_category = _by_category(layout)
    found = _by_region(layout, by_category)
    estimate = _summed(_summed(grid_bounds.estimate.T, layout.columns).T, [*layout.rows, layout.whole])
    against_estimate = _summed(
        _summed(grid_bounds.estimate.T, [layout.total]).T, [*layout.rows, layout.whole]
    )[:, 0]
    cells, total = _estimates(found.cells, estimate[:-1]), _estimates(found.total, against_estimate[-1])
    region_total = _estimates(found.region_total, against_estimate[:-1])
    category_total = _estimates(found.category_total, estimate[-1])
    return CategoryTable(
        measure=grid_bounds.grid.measure,
        year=grid_bounds.grid.year,
        regions=tuple(row.code for row in layout.rows),
        categories=tuple(column.code for column in layout.columns),
        cells=cells,
        region_total=region_total,
        category_total=category_total,
        total=total,
        state=selected_states(
            selected_states(node_states(grid_bounds.grid, layout.published).T, layout.columns).T, layout.rows
        ),
        totals=_kind(layout, region_total, category_total, total),
        worked_out=Remainders(found.of_region, found.of_category, found.elsewhere, cells, total),
        contradicted=grid_bounds.contradicted,
        sums_hold=not layout.off_by.any(),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Layout:
    """rows, columns: of the table; total: the industries that quotients are taken against, whole: the region."""

    grid_bounds: GridBounds
    rows: Sequence[Selection]
    columns: Sequence[Selection]
    total: Selection
    whole: Selection

    @property
    def regions(self) -> Tree:
        return self.grid_bounds.grid.regions

    @property
    def industries(self) -> Tree:
        return self.grid_bounds.grid.industries

    @property
    def published(self) -> Booleans:
        return np.equal(self.grid_bounds.method, Method.PUBLISHED)

    @property
    def off_by(self) -> Floats:
        return self.grid_bounds.off_by

    def off_by_industries(self, chosen: Selection) -> Floats:
        """How far the sum of some industries may be off, by region node."""
        return np.asarray(self.off_by[:, chosen.nodes].sum(axis=1))

    @property
    def against_all(self) -> bool:
        return bool(self.total.nodes.tolist() == [self.industries.root])


def _layout(
    grid_bounds: GridBounds,
    scheme: CategoryScheme | None,
    custom: Mapping[str, tuple[str, ...]],
    against: frozenset[str] | None,
    reference: str,
) -> _Layout:
    regions, industries = grid_bounds.grid.regions, grid_bounds.grid.industries
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
    return _Layout(grid_bounds, [*each_leaf(regions, regions.place[reference]), *own], columns, total, whole)


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


def _by_category(layout: _Layout) -> _ByCategory:
    nodes = layout.grid_bounds.turned
    sums, root = Sums(layout.industries, nodes, layout.off_by.T), layout.industries.root
    found = portions(sums, layout.columns, root)
    total = portions(sums, [layout.total], root).part
    if not layout.against_all:
        found = Portions(found.part, _beside(sums, layout) & total.less(found.part))
    absent = [bool(column.absent) for column in layout.columns]
    published = layout.published[:, layout.total.nodes].all(axis=1) & np.full(1, not layout.total.absent)
    found, total = _with_absent(found, total, np.array(absent), published)
    return _ByCategory(found.part.turned, found.rest.turned, total.turned)


def _beside(sums: Sums, layout: _Layout) -> Bounds:
    """At the least the industries that are in the total and not in a category."""
    inside = layout.total.covered(sums.tree)
    leaves = np.arange(len(inside)) < sums.tree.leaves
    others = [
        Selection(column.code, np.flatnonzero(inside & leaves & ~column.covered(sums.tree)))
        for column in layout.columns
    ]
    slack = 2 * sums.off_by.sum(axis=0)
    low = portions(sums, others, sums.tree.root).part.low - slack
    return Bounds(np.maximum(low, 0.0), np.full_like(low, np.inf))


@dataclass(frozen=True, slots=True, eq=False)
class _ByRegion:
    cells: Bounds
    region_total: Bounds
    category_total: Bounds
    total: Bounds
    of_region: Bounds
    of_category: Bounds
    elsewhere: Bounds


def _by_region(layout: _Layout, industry: _ByCategory) -> _ByRegion:
    top, rows = int(layout.whole.nodes[0]), [*layout.rows, layout.whole]
    absent = np.array([bool(row.absent) for row in rows])
    published = layout.published[top]
    off_of_total = layout.off_by_industries(layout.total)[:, None]
    off = np.stack([layout.off_by_industries(column) for column in layout.columns], axis=1)

    def over(nodes: Bounds, off_by: Floats, known: Booleans) -> tuple[Portions, Bounds]:
        found = portions(Sums(layout.regions, nodes, off_by), rows, top)
        return _with_absent(found, found.part[-1:], absent, known)

    categories = np.array([published[column.nodes].all() and not column.absent for column in layout.columns])
    cells, category_total = over(industry.part, off, categories)
    beside, _ = over(industry.rest, off + off_of_total, np.zeros(len(categories), dtype=bool))
    totals, total = over(industry.total, off_of_total, np.full(1, published[layout.total.nodes].all()))
    # Of rounded figures a total may lie below its part, and a reference total anywhere: what lies beside the part is then less certain.
    in_row = 2 * np.stack([layout.off_by[row.nodes].sum() for row in layout.rows])[:, None]
    in_column = 2 * off.sum(axis=0)
    of_region = _apart(beside.part[:-1] & totals.part[:-1].less(cells.part[:-1]), in_row)
    of_category = _apart(cells.rest[:-1], in_column)
    elsewhere = _apart(beside.rest[:-1], 4 * layout.off_by.sum())
    # A quotient of which a total may lie below the part has another turn than those that the formulas know, unless nothing is said
    # of what lies elsewhere.
    open_ = np.isneginf(of_region.low) | np.isneginf(of_category.low)
    return _ByRegion(
        cells=cells.part[:-1],
        region_total=totals.part[:-1, 0],
        category_total=category_total[0],
        total=total[0, 0],
        of_region=of_region,
        of_category=of_category,
        elsewhere=Bounds(np.where(open_, -np.inf, elsewhere.low), np.where(open_, np.inf, elsewhere.high)),
    )


def _apart(rest: Bounds, by: Floats) -> Bounds:
    """A rest that may be less than nothing has no lower end: the formulas of quotients know only those that are 0 or more."""
    if not np.any(by):
        return rest
    low = rest.low - by
    return Bounds(np.where((low < 0) & (by > 0), -np.inf, low), rest.high + by)


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


def _estimates(bounds: Bounds, estimate: Floats) -> Estimates:
    return Estimates(bounds.low, bounds.high, estimate=np.clip(estimate, bounds.low, bounds.high))


def _kind(layout: _Layout, *totals: Estimates) -> Totals:
    top, published = int(layout.whole.nodes[0]), layout.published
    own = [published[np.ix_(row.nodes, layout.total.nodes)].all() for row in (*layout.rows, layout.whole)]
    of_categories = [published[top, column.nodes].all() for column in layout.columns]
    if layout.grid_bounds.grid.reference_totals:
        return "reference"
    given = not any(each.absent for each in (*layout.rows, *layout.columns, layout.total))
    if given and layout.against_all and all(own) and all(of_categories):
        return "published"
    if all(np.allclose(each.low, each.high, rtol=1e-9, atol=0) for each in totals):
        return "summed"
    return "bounded"


def node_states(grid: Grid, published: Booleans) -> Codes:
    """Of every node its own state where it is published, else what is known of its parts, in the tree where that is more."""
    states = np.where(published, grid.state, np.minimum(grid.state, State.SUPPRESSED)).astype(np.uint8)
    states[grid.regions.leaves :][~published[grid.regions.leaves :]] = State.MISSING
    states[:, grid.industries.leaves :][~published[:, grid.industries.leaves :]] = State.MISSING
    _rise(grid.industries, states.T, published.T)
    _rise(grid.regions, states, published)
    return states


def selected_states(states: Codes, selections: Sequence[Selection]) -> Codes:
    """Of each selection the least known of its nodes, along the first axis."""
    found = [
        states[chosen.nodes[0]]
        if chosen.single and not chosen.absent
        else _together(states[chosen.nodes], bool(chosen.absent))
        for chosen in selections
    ]
    return np.stack(found)


def _rise(tree: Tree, states: Codes, published: Booleans) -> None:
    for node, children in tree.families():
        together = _together(states[children], not tree.whole[node])
        states[node] = np.where(published[node], states[node], np.maximum(states[node], together))


def _together(parts: Codes, others: bool) -> Codes:
    """others: there are parts of which nothing is said."""
    if others or not len(parts):
        return np.full(parts.shape[1:], State.MISSING, dtype=np.uint8)
    least = parts.min(axis=0)
    return np.asarray(np.where(least >= State.ZERO, parts.max(axis=0), least), dtype=np.uint8)
