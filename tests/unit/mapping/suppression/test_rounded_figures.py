"""Figures that were rounded, or that need not add up: nothing that is called certain is wrong."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ebpages.declared.answer import Answer
from ebpages.mapping.arrays import Floats
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.rounding import Rounding
from ebpages.mapping.rules.apply import apply
from ebpages.mapping.rules.catalogue import SHIPPED, read
from ebpages.mapping.suppression.category_sums import category_table
from ebpages.mapping.suppression.grid_bounds import Method, grid_bounds
from ebpages.mapping.suppression.quotient import location_quotient, share_of_category, share_of_region
from tests.samples.examples import examples
from tests.samples.invented_panels import Invented, published, rounded_off, summed

seeds = st.integers(0, 10**6)
NEAR = 1e-9


def holds(found: Estimates, truth: Floats | float) -> bool:
    known = np.isfinite(truth)
    within = (found.low * (1 - NEAR) - NEAR <= truth) & (truth <= found.high * (1 + NEAR) + NEAR)
    return bool((within | ~known).all())


def quotients(panel: Invented) -> Floats:
    rows, columns = panel.grid.regions.leaves, panel.grid.industries.leaves
    truth = panel.truth
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(
            truth[:rows, :columns] * truth[-1, -1] / np.outer(truth[:rows, -1], truth[-1, :columns])
        )


@examples(18)
@given(seeds)
def test_whatever_was_rounded_and_hidden_the_truth_is_within(seed: int) -> None:
    panel = rounded_off(seed)
    found = grid_bounds(panel.grid)
    assert holds(found, panel.truth)
    table, truth = category_table(found), panel.truth
    rows, columns = panel.grid.regions.leaves, panel.grid.industries.leaves
    assert holds(table.total, truth[-1, -1])
    assert holds(table.region_total, truth[:rows, -1])
    assert holds(location_quotient(table), quotients(panel))
    with np.errstate(invalid="ignore", divide="ignore"):
        assert holds(share_of_region(table), truth[:rows, :columns] / truth[:rows, -1:])
        assert holds(share_of_category(table), truth[:rows, :columns] / truth[-1, :columns])


@examples(12)
@given(seeds)
def test_no_answer_is_certain_and_wrong(seed: int) -> None:
    panel = rounded_off(seed)
    rule_set = read(SHIPPED)["eccp-2021"]
    exact = replace(panel.grid, value=panel.truth, rounding=(Rounding(0),))
    answers = [
        apply(rule_set, {"employment": category_table(grid_bounds(grid))}, panel="p", vintage="v").answer
        for grid in (panel.grid, exact)
    ]
    told, true = answers
    known = np.isfinite(quotients(panel)) & (true != Answer.CANNOT_BE_TOLD)
    assert ((told == Answer.CANNOT_BE_TOLD) | (told == true) | ~known).all()


def test_a_quotient_of_rounded_cells_is_an_interval() -> None:
    panel = summed(np.array([[5.0, 20.0, 35.0], [10.0, 15.0, 80.0]]), [])
    found = location_quotient(category_table(grid_bounds(replace(panel.grid, rounding=()))))
    assert (found.low < found.estimate).all() and (found.estimate < found.high).all()
    stated = location_quotient(category_table(grid_bounds(panel.grid)))
    assert (stated.low == stated.high).all()


def test_bounds_from_rounded_figures_are_not_called_the_tightest() -> None:
    panel = summed(np.array([[5.0, 20.0, 35.0], [10.0, 15.0, 80.0]]), [(0, 1)])
    found = grid_bounds(replace(panel.grid, rounding=(Rounding(5),)))
    assert found.method[0, 1] == Method.PROPAGATED
    assert (found.low[0, 1], found.high[0, 1]) == (12.5, 27.5)


def totals_of_their_own() -> Invented:
    """Thirty regions whose published national totals are a few per cent beside the sums of the regions."""
    chance = np.random.default_rng(7)
    panel = summed(chance.integers(1, 900, (30, 8)).astype(float), [])
    truth = panel.truth.copy()
    truth[-1, :6] = np.round(truth[-1, :6] * [1.02, 0.98, 1.031, 1.004, 0.99, 1.014])
    truth[-1, -1] = truth[-1, :-1].sum()
    hidden = np.zeros(truth.shape, dtype=bool)
    return Invented(truth, published(truth, hidden, panel.grid.regions, panel.grid.industries))


def test_totals_that_differ_from_their_parts_widen_and_the_quotient_against_them_is_within() -> None:
    panel = totals_of_their_own()
    found = grid_bounds(panel.grid)
    named = {("TOTAL", f"i{number}") for number in range(6)}
    assert named <= set(found.contradicted) <= named | {("TOTAL", "TOTAL")}
    table = category_table(found)
    assert holds(location_quotient(table), quotients(panel))
    sums = panel.truth[:30, :8].sum(axis=0)
    assert holds(table.category_total, sums) and holds(table.category_total, panel.truth[-1, :8])
    np.testing.assert_array_equal(table.category_total.estimate, panel.truth[-1, :8])


def test_against_reference_totals_quotients_are_those_of_the_published_figures() -> None:
    panel = totals_of_their_own()
    found = grid_bounds(replace(panel.grid, reference_totals=True))
    assert found.contradicted == ()
    table = category_table(found)
    assert table.totals == "reference"
    located = location_quotient(table)
    assert (located.low == located.high).all()
    np.testing.assert_allclose(located.estimate, quotients(panel), rtol=1e-9)


def test_reference_totals_limit_no_hidden_cell() -> None:
    panel = summed(np.array([[3.0, 5.0], [2.0, 7.0]]), [(0, 0)])
    found = grid_bounds(replace(panel.grid, reference_totals=True))
    assert (found.low[0, 0], found.high[0, 0]) == (0, np.inf)
    assert (found.low[0, 2], found.high[0, 2]) == (8, 8)


def test_a_false_margin_is_named_with_those_that_it_cannot_be_told_from_and_nothing_else_changes() -> None:
    """The column leaves 5 for the hidden cell, the row 65: one of both margins is wrong, and no other figure is in doubt."""
    panel = summed(
        np.random.default_rng(3).integers(4, 90, (6, 5)).astype(float),
        [(0, 1), (2, 3), (3, 4), (4, 2), (6, 5)],
    )
    before = grid_bounds(panel.grid)
    panel.grid.value[0, -1] += 60
    found = grid_bounds(panel.grid)
    assert set(found.contradicted) == {("r0", "TOTAL"), ("TOTAL", "i1")}
    outside = (panel.truth < found.low) | (panel.truth > found.high)
    assert not outside.any()
    moved = np.argwhere((found.low != before.low) | (found.high != before.high)).tolist()
    assert moved == [[0, 1], [0, 5], [6, 1], [6, 5]]


def test_a_margin_that_cells_alone_contradict_is_named_alone() -> None:
    panel = summed(np.random.default_rng(3).integers(4, 90, (6, 5)).astype(float), [(0, 1), (2, 3)])
    panel.grid.value[4, -1] += 25
    assert grid_bounds(panel.grid).contradicted == (("r4", "TOTAL"),)


@examples(9)
@given(seeds)
def test_false_margins_that_show_leave_the_truth_of_everything_else_within(seed: int) -> None:
    chance = np.random.default_rng(seed)
    panel = summed(chance.integers(1, 90, (9, 7)).astype(float), [(0, 1), (2, 3), (3, 4), (4, 2), (4, 3)])
    for region in chance.choice(np.array([1, 5, 6, 7, 8]), 2, replace=False):
        panel.grid.value[region, -1] += 100
    panel.grid.value[-1, 0] += 40
    found = grid_bounds(panel.grid)
    assert holds(found, panel.truth)
