"""Complexity and fitness: eigenvectors by another form, in any order, and what has none."""

import numpy as np
import pytest

from ebpages.mapping.arrays import Booleans
from ebpages.mapping.kernel import (
    complexity_outlook,
    economic_complexity,
    fitness_complexity,
    outlook_gain,
    proximity,
    relatedness_density,
)
from tests.samples.employment import nested


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


def test_the_gain_of_an_industry_is_what_the_outlook_is_more_with_it() -> None:
    present = nested(12, 20)
    near, pci = proximity(present), economic_complexity(present).industries

    def outlook(of: Booleans) -> float:
        return float(complexity_outlook(of, relatedness_density(of, near), pci)[3])

    gain = outlook_gain(present, near, relatedness_density(present, near), pci)[3]
    for industry in np.flatnonzero(~present[3] & present.any(axis=0)):
        more = present.copy()
        more[3, industry] = True
        assert gain[industry] == pytest.approx(outlook(more) - outlook(present))
    assert np.isnan(gain[present[3] | ~present.any(axis=0)]).all()
    assert np.isnan(complexity_outlook(present, near[:12] * np.nan, pci * np.nan)).all()
