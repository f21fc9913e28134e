"""Relatedness of years; the fast form equal to the plain one."""

import subprocess
import sys
import tracemalloc
from types import ModuleType

import numpy as np
import pytest

from ebpages.mapping.arrays import Floats
from ebpages.mapping.kernel import (
    cross_proximity,
    cross_relatedness,
    proximity,
    relatedness,
    relatedness_by_year,
    unwritten,
)
from tests.samples.employment import nested


def table(regions: int, industries: int, seed: int = 1) -> Floats:
    chance = np.random.default_rng(seed)
    cells = np.floor(chance.lognormal(3, 2, (regions, industries)))
    cells[chance.random(cells.shape) < 0.3] = 0
    return cells


def with_sums(cells: Floats) -> tuple[Floats, Floats, Floats, float]:
    return cells, np.nansum(cells, axis=1), np.nansum(cells, axis=0), float(np.nansum(cells))


def fast_form() -> ModuleType:
    return pytest.importorskip(
        "ebpages.mapping.kernel.fast",
        reason="the extra [fast] is not installed",
        exc_type=ImportError,
    )


def test_relatedness_knows_no_unit() -> None:
    one, other = relatedness(*with_sums(table(20, 30))), relatedness(*with_sums(table(20, 30) * 8))
    assert np.array_equal(one.presence, other.presence)
    assert np.array_equal(one.density, other.density, equal_nan=True)


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
    fast_form()
    cube = np.stack([table(260, 50, seed) for seed in range(3)])
    totals = cube.sum(axis=2), cube.sum(axis=1), cube.sum(axis=(1, 2))
    into = unwritten(260, 50)
    with pytest.raises(ValueError, match="only the fast form"):
        next(relatedness_by_year(cube, *totals, into=into))
    for year, each in enumerate(relatedness_by_year(cube, *totals, fast=True, into=into)):
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
