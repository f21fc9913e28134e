"""Tables of regions and categories: what is summed, what stays open, and that bounds and rests hold the truth."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.declared.schema import Text
from ebpages.mapping.arrays import Floats
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.category_schemes import Category, CategoryScheme
from ebpages.mapping.category_table import CategoryTable
from ebpages.mapping.grid import State
from ebpages.mapping.suppression.category_sums import category_table
from ebpages.mapping.suppression.grid_bounds import grid_bounds
from ebpages.mapping.suppression.quotient import location_quotient, share_of_category, share_of_region
from ebpages.mapping.tree import Tree
from tests.samples.examples import examples
from tests.samples.invented_panels import (
    Invented,
    flat,
    invented,
    published,
    summed,
    tree,
)

seeds = st.integers(0, 10**6)
few = examples(18)
WORD = Text(bg="дума", en="word")


def scheme(**categories: Sequence[str]) -> CategoryScheme:
    named = tuple(
        Category(code=code, name=WORD, industries=tuple(industries))
        for code, industries in categories.items()
    )
    return CategoryScheme(id="own", version="1", title=WORD, source=WORD, certainty="read", categories=named)


@dataclass(frozen=True)
class KnownTable:
    """A table drawn over an invented panel, and the truth of its cells and totals."""

    table: CategoryTable
    cells: Floats
    region_total: Floats
    category_total: Floats
    total: float


def outermost(of: Tree, codes: Sequence[str]) -> list[int]:
    nodes = {of.place[code] for code in codes}

    def above(node: int) -> set[int]:
        found = set()
        while (node := int(of.parent[node])) >= 0:
            found.add(node)
        return found

    return sorted(node for node in nodes if not above(node) & nodes)


def drawn(panel: Invented, seed: int, rounding: float = 0.0) -> KnownTable:
    chance = np.random.default_rng(seed)
    regions, industries = panel.grid.regions, panel.grid.industries
    columns = [[code] for code in industries.leaf_codes]
    categories = None
    if chance.random() < 0.6:
        columns = [
            list(
                chance.choice(
                    industries.codes[:-1], min(int(chance.integers(1, 4)), len(industries) - 1), False
                )
            )
            for _ in range(3)
        ]
        categories = scheme(**{f"c{number}": codes for number, codes in enumerate(columns)})
    top = int(chance.integers(regions.leaves, len(regions)))
    inside = np.flatnonzero(regions.members[top])
    rows = [[regions.codes[leaf]] for leaf in inside]
    custom = {}
    if chance.random() < 0.5:
        own = [
            regions.codes[leaf] for leaf in chance.choice(inside, chance.integers(1, len(inside) + 1), False)
        ]
        custom = {"own": tuple(own)}
        rows.append(own)
    against = None
    if chance.random() < 0.3:
        against = frozenset(code for codes in columns for code in codes) | {industries.codes[0]}
    table = category_table(
        grid_bounds(panel.grid, rounding=rounding), categories, custom, against, regions.codes[top]
    )
    in_total = outermost(industries, sorted(against) if against else ["TOTAL"])
    across = [outermost(industries, codes) for codes in columns]
    down = [outermost(regions, codes) for codes in rows]
    return KnownTable(
        table,
        np.array([[panel.sum_of(row, column) for column in across] for row in down]),
        np.array([panel.sum_of(row, in_total) for row in down]),
        np.array([panel.sum_of([top], column) for column in across]),
        panel.sum_of([top], in_total),
    )


def assert_holds(found: Estimates, truth: Floats | float, care: float) -> None:
    known = ~np.isnan(truth)
    assert not np.isnan(found.low).any()
    assert not np.isnan(found.high).any()
    assert ((found.low * (1 - care) <= truth) | ~known).all()
    assert ((truth <= found.high * (1 + care)) | ~known).all()
    has = ~np.isnan(found.estimate)
    assert ((found.low <= found.estimate) & (found.estimate <= found.high) | ~has).all()


def assert_all_hold(known: KnownTable, care: float) -> None:
    table = known.table
    assert_holds(table.cells, known.cells, care)
    assert_holds(table.region_total, known.region_total, care)
    assert_holds(table.category_total, known.category_total, care)
    assert_holds(table.total, known.total, care)
    with np.errstate(invalid="ignore", divide="ignore"):
        in_region = known.cells / known.region_total[:, None]
        in_category = known.cells / known.category_total
        located = known.cells * known.total / (known.region_total[:, None] * known.category_total)
    assert_holds(share_of_region(table), in_region, care)
    assert_holds(share_of_category(table), in_category, care)
    assert_holds(location_quotient(table), located, care)
    assert_holds(location_quotient(replace(table, cells=replace(table.cells))), located, care)


@few
@given(seeds)
def test_the_truth_of_cells_totals_shares_and_quotients_is_within(seed: int) -> None:
    assert_all_hold(drawn(invented(seed), seed), care=0)


@few
@given(seeds)
def test_so_it_is_with_figures_that_have_decimals(seed: int) -> None:
    assert_all_hold(drawn(invented(seed, broken=True), seed), care=1e-11)


@few
@given(seeds)
def test_so_it_is_with_figures_that_were_rounded_when_that_is_stated(seed: int) -> None:
    assert_all_hold(drawn(invented(seed, rounded=True), seed, rounding=1.0), care=0)


@few
@given(seeds)
def test_what_lies_beside_each_cell_is_within_its_bounds(seed: int) -> None:
    known = drawn(invented(seed), seed)
    rests, in_region = known.table.remainders, known.region_total[:, None]
    for found, truth in (
        (rests.of_region, in_region - known.cells),
        (rests.of_category, known.category_total - known.cells),
        (rests.elsewhere, known.total - in_region - known.category_total + known.cells),
    ):
        assert ((found.low <= truth) & (truth <= found.high)).all()


def test_own_regions_come_first_then_custom_ones() -> None:
    panel = summed(np.array([[3.0, 5.0], [2.0, 7.0], [1.0, 1.0]]), [])
    found = category_table(grid_bounds(panel.grid), regions={"north": ("r0", "r2")})
    assert found.regions == ("r0", "r1", "r2", "north")
    assert found.cells.low[-1].tolist() == [4, 6]
    assert found.region_total.low[-1] == 10
    assert found.totals == "published"


def test_two_hidden_industries_of_one_category_are_known_together() -> None:
    """Each is between 0 and 12, and both are 12."""
    panel = summed(np.array([[3.0, 5.0, 7.0], [2.0, 7.0, 4.0]]), [(0, 1), (0, 2), (1, 1), (1, 2)])
    found = category_table(grid_bounds(panel.grid), scheme(both=("i1", "i2"), other=("i0",)))
    assert (found.cells.low[0, 0], found.cells.high[0, 0]) == (12, 12)
    assert found.cells.estimate[0, 0] == 12
    assert found.state[:, 0].tolist() == [State.SUPPRESSED, State.SUPPRESSED]


def test_a_parent_stands_for_what_is_below_it_and_makes_it_superfluous() -> None:
    industries = tree([3, 3, 4, 4], 3, "i")
    truth = np.zeros((3, 5))
    truth[:2, :3] = [[3, 4, 50], [8, 2, 60]]
    truth[:, 3], truth[:, 4] = truth[:, :2].sum(axis=1), truth[:, :3].sum(axis=1)
    truth[2] = truth[:2].sum(axis=0)
    hidden = np.zeros(truth.shape, dtype=bool)
    hidden[0, 1] = hidden[0, 0] = True
    grid = published(truth, hidden, flat(2, "r"), industries)
    found = category_table(grid_bounds(grid), scheme(section=("i3", "i0"), parts=("i0", "i1")))
    assert found.cells.low.tolist() == found.cells.high.tolist() == [[7, 7], [10, 10]]
    assert found.state[0].tolist() == [State.VALUE, State.SUPPRESSED]


def test_the_state_of_a_sum_is_that_of_its_least_known_part_and_zero_only_of_zeros() -> None:
    panel = summed(np.array([[0.0, 5.0, 0.0], [2.0, 7.0, 4.0]]), [(1, 1)])
    panel.grid.state[1, 1] = State.MISSING
    found = category_table(grid_bounds(panel.grid), scheme(mixed=("i0", "i1"), nought=("i0", "i2")))
    assert found.state.tolist() == [[State.VALUE, State.ZERO], [State.MISSING, State.VALUE]]


def test_totals_that_nobody_publishes_are_summed_and_said_so() -> None:
    cells = np.array([[3.0, 5.0], [2.0, 7.0]])
    found = category_table(grid_bounds(summed(cells, [], margins=False).grid))
    assert found.totals == "summed"
    assert found.region_total.low.tolist() == found.region_total.high.tolist() == [8, 9]
    assert found.total.estimate == 17


def test_totals_with_a_hidden_part_stay_open_and_their_estimate_is_what_is_known() -> None:
    cells = np.array([[3.0, 5.0], [2.0, 7.0]])
    found = category_table(grid_bounds(summed(cells, [(0, 1)], margins=False).grid))
    assert found.totals == "bounded"
    assert (found.region_total.low[0], found.region_total.high[0], found.region_total.estimate[0]) == (
        3,
        np.inf,
        3,
    )
    assert (found.region_total.low[1], found.region_total.high[1]) == (9, 9)


def test_totals_can_be_taken_against_some_industries_only() -> None:
    panel = summed(np.array([[3.0, 5.0, 100.0], [2.0, 7.0, 100.0]]), [])
    found = category_table(
        grid_bounds(panel.grid), scheme(one=("i0",), two=("i1",)), against=frozenset({"i0", "i1"})
    )
    assert found.region_total.low.tolist() == found.region_total.high.tolist() == [8, 9]
    assert found.total.low == 17
    assert found.totals == "summed"


def test_a_category_outside_the_industries_that_quotients_are_taken_against_is_refused() -> None:
    panel = summed(np.array([[3.0, 5.0], [2.0, 7.0]]), [])
    with pytest.raises(ValueError, match="'one' has parts that are not in the industries"):
        category_table(grid_bounds(panel.grid), scheme(one=("i0", "i1")), against=frozenset({"i0"}))


def test_a_reference_region_leaves_only_the_regions_within_it() -> None:
    regions = tree([4, 4, 5, 5, 6, 6], 4, "r")
    truth = np.zeros((7, 3))
    truth[:4, :2] = [[3, 5], [2, 7], [90, 90], [90, 90]]
    truth[4], truth[5] = truth[:2].sum(axis=0), truth[2:4].sum(axis=0)
    truth[6] = truth[4] + truth[5]
    truth[:, 2] = truth[:, :2].sum(axis=1)
    found = grid_bounds(published(truth, np.zeros(truth.shape, dtype=bool), regions, flat(2, "i")))
    table = category_table(found, reference="r4")
    assert table.regions == ("r0", "r1")
    assert table.total.low == 17
    assert location_quotient(table).low[0, 0] == (3 * 17) / (8 * 5)
    with pytest.raises(ValueError, match="'other' has parts that are not in the reference: r2"):
        category_table(found, regions={"other": ("r1", "r2")}, reference="r4")
    with pytest.raises(ValueError, match="'r9' is no region"):
        category_table(found, reference="r9")


def test_an_industry_that_the_year_does_not_have_leaves_its_category_open() -> None:
    panel = summed(np.array([[3.0, 5.0], [2.0, 7.0]]), [])
    found = category_table(grid_bounds(panel.grid), scheme(one=("i0", "i9"), two=("i1",)))
    assert found.cells.low[:, 0].tolist() == [3, 2]
    assert found.cells.high[:, 0].tolist() == [3, 2], "the published totals leave nothing for it"
    assert found.state[0, 0] == State.MISSING
    unpublished = summed(np.array([[3.0, 5.0], [2.0, 7.0]]), [], margins=False)
    open_ = category_table(grid_bounds(unpublished.grid), scheme(one=("i0", "i9"), two=("i1",)))
    assert np.isinf(open_.cells.high[:, 0]).all()
    assert np.isinf(open_.region_total.high).all()
    assert open_.cells.high[:, 1].tolist() == [5, 7]
    assert open_.totals == "bounded"


def test_a_custom_region_with_a_part_that_the_year_does_not_have_stays_open() -> None:
    unpublished = summed(np.array([[3.0, 5.0], [2.0, 7.0]]), [], margins=False)
    found = category_table(grid_bounds(unpublished.grid), regions={"own": ("r0", "r7")})
    assert found.cells.low[2].tolist() == [3, 5]
    assert np.isinf(found.cells.high[2]).all()
    assert np.isinf(found.category_total.high).all()
    assert (location_quotient(found).low[0] <= 1).all()
