"""Relatedness and complexity: by hand, symmetric, whatever the order; the fast form equal to the plain one."""

import subprocess
import sys
import tracemalloc
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ebpages.mapping.arrays import Booleans, Floats
from ebpages.mapping.kernel import (
    co_occurrence,
    cross_proximity,
    cross_relatedness,
    economic_complexity,
    fitness_complexity,
    presence,
    proximity,
    relatedness,
    relatedness_by_year,
    relatedness_density,
    unwritten,
)

few = settings(max_examples=30, deadline=None)
presences = st.tuples(st.integers(1, 12), st.integers(1, 12)).flatmap(lambda s: arrays(np.bool_, s))
BY_HAND = np.array([[1, 1, 0, 0], [1, 1, 1, 0], [0, 1, 0, 0]], dtype=bool)


def table(regions: int, industries: int, seed: int = 1) -> Floats:
    chance = np.random.default_rng(seed)
    cells = np.floor(chance.lognormal(3, 2, (regions, industries)))
    cells[chance.random(cells.shape) < 0.3] = 0
    return cells


def nested(regions: int, industries: int, seed: int = 1) -> Booleans:
    chance = np.random.default_rng(seed)
    slope = np.linspace(0.9, 0.2, regions)[:, np.newaxis] * np.linspace(1, 0.2, industries)
    present: Booleans = chance.random((regions, industries)) < slope
    present[np.arange(regions), np.arange(regions) % industries] = True  # nobody is without any
    return present


def with_sums(cells: Floats) -> tuple[Floats, Floats, Floats, float]:
    return cells, np.nansum(cells, axis=1), np.nansum(cells, axis=0), float(np.nansum(cells))


def fast_form() -> ModuleType:
    return pytest.importorskip(
        "ebpages.mapping.kernel.fast",
        reason="the extra [fast] is not installed",
        exc_type=ImportError,
    )


def test_presence_is_a_quotient_of_at_least_one_and_the_unknown_shows_none() -> None:
    assert presence(np.array([0.99, 1.0, np.nan, np.inf])).tolist() == [False, True, False, True]
    assert presence(np.array([1.4, 1.5]), 1.5).tolist() == [False, True]


def test_co_occurrence_counts_regions() -> None:
    assert co_occurrence(BY_HAND).tolist() == [[2, 2, 1, 0], [2, 3, 1, 0], [1, 1, 1, 0], [0, 0, 0, 0]]


def test_proximity_is_the_smaller_chance_and_zero_for_what_is_nowhere() -> None:
    third, two_thirds = 1 / 3, 2 / 3
    expected = [[0, two_thirds, 0.5, 0], [two_thirds, 0, third, 0], [0.5, third, 0, 0], [0, 0, 0, 0]]
    assert proximity(BY_HAND) == pytest.approx(np.array(expected))
    assert proximity(BY_HAND, diagonal=1.0).diagonal().tolist() == [1, 1, 1, 0]


def test_density_is_the_share_of_what_is_related_and_unknown_where_nothing_is() -> None:
    density = relatedness_density(BY_HAND, proximity(BY_HAND))
    assert density[0, :3] == pytest.approx([(2 / 3) / (2 / 3 + 1 / 2), 2 / 3, 1.0])
    assert np.isnan(density[:, 3]).all()
    assert density[2, 0] == pytest.approx((2 / 3) / (2 / 3 + 1 / 2))


def test_the_diagonal_makes_an_industry_its_own_evidence() -> None:
    without = relatedness_density(BY_HAND, proximity(BY_HAND))
    with_own = relatedness_density(BY_HAND, proximity(BY_HAND, diagonal=1.0))
    assert with_own[0, 0] == pytest.approx((1 + 2 / 3) / (1 + 2 / 3 + 1 / 2))
    assert (with_own[0, 0] > without[0, 0]) and (with_own[2, 0] < without[2, 0])


def test_cross_relatedness_to_itself_is_relatedness_with_the_diagonal() -> None:
    crossed = cross_proximity(BY_HAND, BY_HAND)
    assert np.array_equal(crossed, proximity(BY_HAND, diagonal=1.0))
    assert np.array_equal(
        cross_relatedness(BY_HAND, crossed), relatedness_density(BY_HAND, crossed), equal_nan=True
    )
    others = np.array([[1], [1], [0]], dtype=bool)
    assert cross_proximity(BY_HAND, others)[:, 0] == pytest.approx([1.0, 2 / 3, 0.5, 0.0])


@few
@given(presences, st.randoms())
def test_proximity_is_symmetric_within_zero_and_one_and_in_any_order(
    present: Booleans, chance: object
) -> None:
    near = proximity(present)
    assert np.array_equal(near, near.T)
    assert ((near >= 0) & (near <= 1)).all()
    order = chance.sample(range(present.shape[1]), present.shape[1])  # type: ignore[attr-defined]
    rows = chance.sample(range(len(present)), len(present))  # type: ignore[attr-defined]
    assert np.array_equal(proximity(present[rows][:, order]), near[np.ix_(order, order)])
    density = relatedness_density(present, near)
    assert (np.isnan(density) | ((density >= 0) & (density <= 1 + 1e-12))).all()


def test_relatedness_knows_no_unit() -> None:
    one, other = relatedness(*with_sums(table(20, 30))), relatedness(*with_sums(table(20, 30) * 8))
    assert np.array_equal(one.presence, other.presence)
    assert np.array_equal(one.density, other.density, equal_nan=True)


def test_eci_is_the_second_eigenvector_of_the_form_that_is_not_symmetric() -> None:
    for shape in ((30, 50), (50, 30)):
        present = nested(*shape)
        diversity, ubiquity = present.sum(axis=1), present.sum(axis=0)
        walk = (present / diversity[:, np.newaxis]) @ (present / ubiquity).T
        values, vectors = np.linalg.eig(walk)
        second = vectors[:, np.argsort(-values.real)[1]].real
        second = (second - second.mean()) / second.std()
        eci = economic_complexity(present).regions
        assert min(np.abs(eci - second).max(), np.abs(eci + second).max()) < 1e-10


@pytest.mark.parametrize("shape", [(30, 50), (50, 30)])
def test_complex_regions_are_diverse_and_complex_industries_are_in_complex_regions(
    shape: tuple[int, int],
) -> None:
    present = nested(*shape)
    eci, pci = economic_complexity(present)
    assert np.corrcoef(eci, present.sum(axis=1))[0, 1] > 0
    mean_of_regions = eci @ present / present.sum(axis=0)
    assert np.corrcoef(pci, mean_of_regions)[0, 1] == pytest.approx(1)
    assert (eci.mean(), eci.std(), pci.mean(), pci.std()) == pytest.approx((0, 1, 0, 1))


def test_empty_regions_and_absent_industries_have_no_complexity_and_change_no_other() -> None:
    present = nested(20, 30)
    wider = np.zeros((22, 31), dtype=bool)
    wider[1:21, :30] = present
    eci, pci = economic_complexity(wider)
    inner = economic_complexity(present)
    assert np.isnan(eci[[0, 21]]).all()
    assert np.isnan(pci[30])
    assert eci[1:21] == pytest.approx(inner.regions)
    assert pci[:30] == pytest.approx(inner.industries)


@pytest.mark.parametrize(
    "present",
    [
        np.ones((4, 5), bool),
        np.eye(4, dtype=bool),
        np.zeros((3, 3), bool),
        np.ones((1, 4), bool),
        np.ones((4, 1), bool),
    ],
    ids=["all alike", "all apart", "nothing", "one region", "one industry"],
)
def test_without_a_single_second_eigenvector_there_is_no_complexity(present: Booleans) -> None:
    eci, pci = economic_complexity(present)
    assert np.isnan(eci).all()
    assert np.isnan(pci).all()


def test_two_unconnected_halves_are_told_apart() -> None:
    present = np.kron(np.eye(2, dtype=int), np.ones((3, 2), dtype=int)).astype(bool)
    present[0, 0] = False
    eci = economic_complexity(present).regions
    assert eci[:3] == pytest.approx(np.full(3, eci[0]))
    assert eci[3:] == pytest.approx(np.full(3, -eci[0]))


def test_complexity_is_the_same_in_any_order() -> None:
    present = nested(25, 40)
    chance = np.random.default_rng(3)
    rows, columns = chance.permutation(25), chance.permutation(40)
    shuffled, plain = economic_complexity(present[rows][:, columns]), economic_complexity(present)
    assert shuffled.regions == pytest.approx(plain.regions[rows])
    assert shuffled.industries == pytest.approx(plain.industries[columns])


def test_fitness_settles_where_each_side_is_made_of_the_other() -> None:
    present = nested(30, 40) | (np.arange(40) < 3)
    found = fitness_complexity(present, rounds=5_000)
    assert found.change <= 1e-10
    fitness = present @ found.industries
    complexity = 1 / (present.T @ (1 / found.regions))
    assert found.regions == pytest.approx(fitness / fitness.mean(), rel=1e-8)
    assert found.industries == pytest.approx(complexity / complexity.mean(), rel=1e-8)
    assert (found.regions.mean(), found.industries.mean()) == pytest.approx((1, 1))


def test_fitness_says_that_it_has_not_settled_and_leaves_out_what_is_empty() -> None:
    present = nested(20, 30)
    present[4], present[:, 7] = False, False
    found = fitness_complexity(present, rounds=3)
    assert (found.rounds, found.change > 1e-10) == (3, True)
    assert np.flatnonzero(np.isnan(found.regions)).tolist() == [4]
    assert np.isnan(found.industries[7])
    assert np.isnan(fitness_complexity(np.zeros((2, 2), bool)).regions).all()


@pytest.mark.parametrize("shape", [(1, 1), (7, 5), (65, 130), (256, 64), (300, 333)])
@pytest.mark.parametrize("diagonal", [0.0, 1.0])
def test_the_fast_form_equals_the_plain_one_to_rounding(shape: tuple[int, int], diagonal: float) -> None:
    fast_form()
    cells = table(*shape)
    cells[0, 0], cells[-1] = np.nan, 0
    given_cells = with_sums(cells)
    plain = relatedness(*given_cells, diagonal=diagonal)
    fast = relatedness(*given_cells, diagonal=diagonal, fast=True)
    assert np.array_equal(plain.lq, fast.lq, equal_nan=True)
    assert np.array_equal(plain.presence, fast.presence)
    assert np.array_equal(plain.proximity, fast.proximity)
    np.testing.assert_allclose(fast.density, plain.density, rtol=1e-12, atol=1e-15)


def test_the_fast_steps_equal_the_plain_ones() -> None:
    fast = fast_form()
    present = nested(300, 90)
    assert np.array_equal(fast.proximity(present, threads=1), proximity(present))
    crossed = cross_proximity(present, nested(300, 37, seed=2))
    for threads in (1, 3):
        np.testing.assert_allclose(
            fast.relatedness_density(present, crossed, threads=threads),
            cross_relatedness(present, crossed),
            rtol=1e-12,
        )


def test_single_precision_decides_presence_in_double() -> None:
    fast_form()
    cells = with_sums(table(270, 70))
    double = relatedness(*cells)
    for fast in (False, True):
        single = relatedness(*cells, dtype=np.float32, fast=fast)
        assert {a.dtype for a in (single.lq, single.proximity, single.density)} == {np.dtype(np.float32)}
        assert np.array_equal(single.presence, double.presence)
        np.testing.assert_allclose(single.density, double.density, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("fast", [False, True])
def test_years_are_mapped_one_after_the_other(fast: bool) -> None:
    if fast:
        fast_form()
    cube = np.stack([table(260, 50, seed) for seed in range(3)])
    totals = cube.sum(axis=2), cube.sum(axis=1), cube.sum(axis=(1, 2))
    found = list(relatedness_by_year(cube, *totals, fast=fast))
    for year, each in enumerate(found):
        alone = relatedness(*with_sums(cube[year]))
        assert np.array_equal(each.lq, alone.lq, equal_nan=True)
        np.testing.assert_allclose(each.density, alone.density, rtol=1e-12)


def test_years_may_come_one_by_one_and_all_totals_must_have_them() -> None:
    years = [table(20, 30, seed) for seed in range(2)]
    regions, industries = [year.sum(axis=1) for year in years], [year.sum(axis=0) for year in years]
    found = list(relatedness_by_year(iter(years), iter(regions), industries, (year.sum() for year in years)))
    assert np.array_equal(found[1].lq, relatedness(*with_sums(years[1])).lq, equal_nan=True)
    with pytest.raises(ValueError, match="shorter"):
        list(relatedness_by_year(years, regions, industries, [1.0]))


def test_years_can_be_written_into_the_same_arrays() -> None:
    fast = fast_form()
    cube = np.stack([table(260, 50, seed) for seed in range(3)])
    totals = cube.sum(axis=2), cube.sum(axis=1), cube.sum(axis=(1, 2))
    into = unwritten(260, 50)
    for year, each in enumerate(fast.relatedness_by_year(cube, *totals, into=into)):
        assert each is into
        np.testing.assert_allclose(into.density, relatedness(*with_sums(cube[year])).density, rtol=1e-12)


@pytest.mark.parametrize("fast", [False, True])
def test_a_cube_takes_no_more_memory_than_a_year(fast: bool) -> None:
    if fast:
        fast_form()
    cube = np.stack([table(300, 100, seed) for seed in range(12)])
    totals = cube.sum(axis=2), cube.sum(axis=1), cube.sum(axis=(1, 2))
    peaks = []
    for years in (2, 12):
        if fast:
            list(
                relatedness_by_year(cube[:1], *(t[:1] for t in totals), fast=True)
            )  # compiled before it is measured
        tracemalloc.start()
        for _ in relatedness_by_year(cube[:years], *(t[:years] for t in totals), fast=fast):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + cube[0].nbytes / 4


def test_without_numba_the_fast_form_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['numba'] = None\n"
        "import numpy as np\n"
        "from ebpages.mapping.kernel import relatedness\n"
        "relatedness(np.ones((2, 2)), np.ones(2), np.ones(2), 4.0)\n"
        "relatedness(np.ones((2, 2)), np.ones(2), np.ones(2), 4.0, fast=True)\n"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False).stderr
    assert "pip install 'ebpages[fast]'" in said.splitlines()[-1]
    assert "FastIsMissing" in said.splitlines()[-1]
