"""Location quotients and what is built on shares: averages, bounds of what is unknown, invariance, agreement over the tree."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ebpages.mapping.arrays import Floats
from ebpages.mapping.kernel import (
    co_agglomeration,
    ellison_glaeser,
    entropy,
    hachman,
    herfindahl,
    industry_shares,
    krugman,
    location_quotient,
    locational_gini,
)

few = settings(max_examples=40, deadline=None)
tables = st.tuples(st.integers(2, 9), st.integers(2, 9)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 50_000).map(float))
)
peopled = tables.map(lambda table: table + 1)


def quotients(table: Floats) -> Floats:
    return location_quotient(table, *margins(table))


def margins(table: Floats) -> tuple[Floats, Floats, float]:
    return table.sum(axis=1), table.sum(axis=0), float(table.sum())


def test_a_quotient_is_a_share_of_a_share() -> None:
    table = np.array([[30.0, 10.0], [20.0, 40.0]])
    assert quotients(table) == pytest.approx(np.array([[1.5, 0.5], [20 * 100 / 3000, 40 * 100 / 3000]]))


def test_totals_are_the_published_ones_and_not_sums_of_cells() -> None:
    table = np.array([[30.0, np.nan], [20.0, 40.0]])
    lq = location_quotient(table, np.array([40.0, 60.0]), np.array([50.0, 50.0]), 100.0)
    assert np.array_equal(lq, [[1.5, np.nan], [20 / 30, 40 / 30]], equal_nan=True)


def test_a_margin_that_is_unknown_or_not_above_zero_gives_no_quotient() -> None:
    lq = location_quotient(np.ones((3, 2)), np.array([0.0, np.nan, 2.0]), np.array([3.0, -1.0]), 6.0)
    assert np.array_equal(np.isnan(lq), [[True, True], [True, True], [False, True]])
    assert np.isnan(location_quotient(np.ones((1, 1)), np.ones(1), np.ones(1), 0.0)).all()


def test_the_share_of_the_whole_in_whole_persons_is_exactly_one() -> None:
    """With floating shares 3 of 49 persons in 21 of 343 would come out below 1 and miss `LQ >= 1`."""
    whole = np.arange(1.0, 400.0)
    lq = location_quotient(whole[:, np.newaxis] * 3, whole * 49, np.array([21.0]), 343.0)
    assert (lq == 1).all()


@few
@given(peopled)
def test_quotients_weighted_by_size_average_to_one(table: Floats) -> None:
    lq, (regions, industries, total) = quotients(table), margins(table)
    assert lq @ industries / total == pytest.approx(np.ones(len(table)))
    assert regions @ lq / total == pytest.approx(np.ones(table.shape[1]))


@few
@given(peopled, st.floats(1e-3, 1e6))
def test_quotients_know_no_unit(table: Floats, unit: float) -> None:
    assert quotients(table * unit) == pytest.approx(quotients(table))


@few
@given(peopled, st.randoms())
def test_the_order_of_regions_and_industries_does_not_matter(table: Floats, chance: object) -> None:
    rows, columns = (chance.sample(range(n), n) for n in table.shape)  # type: ignore[attr-defined]
    shuffled = table[rows][:, columns]
    assert np.array_equal(quotients(shuffled), quotients(table)[rows][:, columns])
    regions, industries, total = margins(table)
    own = krugman(table, regions, industries, total)
    assert krugman(shuffled, regions[rows], industries[columns], total) == pytest.approx(own[rows])
    gini = locational_gini(table, regions)[columns]
    assert locational_gini(shuffled, regions[rows]) == pytest.approx(gini, abs=1e-12)


@few
@given(peopled, st.integers(1, 8))
def test_the_quotient_of_a_parent_is_the_mean_of_its_parts_by_size(table: Floats, parts: int) -> None:
    regions, industries, total = margins(table)
    parts = min(parts, table.shape[1])
    parent = location_quotient(
        table[:, :parts].sum(axis=1, keepdims=True),
        regions,
        industries[:parts].sum(keepdims=True),
        total,
    )
    mean = quotients(table)[:, :parts] @ industries[:parts] / industries[:parts].sum()
    assert parent[:, 0] == pytest.approx(mean)


def test_specialisation_of_a_region_like_the_whole_and_of_one_unlike_it() -> None:
    table = np.array([[10.0, 10.0, 0.0], [0.0, 0.0, 20.0], [10.0, 10.0, 20.0]])
    whole = margins(table)
    assert krugman(table, *whole) == pytest.approx(np.array([1.0, 1.0, 0.0]))
    assert hachman(table, *whole) == pytest.approx(np.array([0.5, 0.5, 1.0]))
    assert herfindahl(table, whole[0]) == pytest.approx(np.array([0.5, 1.0, 0.375]))
    assert herfindahl(table, whole[0], normalised=True) == pytest.approx(np.array([0.25, 1.0, 0.0625]))
    assert entropy(table, whole[0], base=2) == pytest.approx(np.array([1.0, 0.0, 1.5]))


def test_a_region_without_anybody_has_no_specialisation() -> None:
    table = np.array([[0.0, 0.0], [1.0, 3.0]])
    whole = margins(table)
    for found in (
        krugman(table, *whole),
        hachman(table, *whole),
        herfindahl(table, whole[0]),
        entropy(table, whole[0]),
    ):
        assert np.isnan(found).tolist() == [True, False]


def test_an_industry_that_is_nowhere_weighs_nothing() -> None:
    table = np.array([[5.0, 5.0, 0.0], [1.0, 3.0, 0.0]])
    assert hachman(table, *margins(table)) == pytest.approx(
        hachman(table[:, :2], *margins(table)[:1], margins(table)[1][:2], 14.0)
    )


@few
@given(peopled, st.data())
def test_what_is_known_bounds_the_specialisation_of_a_region(table: Floats, data: st.DataObject) -> None:
    hidden = data.draw(arrays(np.bool_, table.shape))
    known, whole = np.where(hidden, np.nan, table), margins(table)
    some = ~hidden.all(axis=1)
    touched = hidden.any(axis=1)
    for index, args in ((krugman, whole), (herfindahl, whole[:1]), (entropy, whole[:1])):
        truth = index(table, *args)
        assert (index(known, *args, known_only=True)[some] <= truth[some] + 1e-12).all()
        assert np.array_equal(np.isnan(index(known, *args)), touched)
        assert np.isnan(index(known, *args, known_only=True))[~some].all()
    assert (hachman(known, *whole, known_only=True)[some] >= hachman(table, *whole)[some] - 1e-12).all()


def test_one_industry_alone_has_no_normalised_herfindahl() -> None:
    assert np.isnan(herfindahl(np.ones((2, 1)), np.ones(2), normalised=True)).all()


def test_an_industry_spread_as_everything_is_has_no_concentration() -> None:
    regions = np.array([10.0, 30.0, 60.0])
    table = np.column_stack([regions / 10, [0.0, 0.0, 7.0], [7.0, 0.0, 0.0]])
    assert locational_gini(table, regions) == pytest.approx(np.array([0.0, 0.4, 0.9]))


def test_concentration_of_an_industry_that_is_nowhere_or_half_known_is_unknown() -> None:
    table = np.array([[0.0, np.nan, 1.0], [0.0, 1.0, 3.0]])
    share = np.array([0.5, 0.5])
    for found in (locational_gini(table, share), ellison_glaeser(table, share, np.full(3, 0.1))):
        assert np.isnan(found).tolist() == [True, True, False]
    pairs = np.isnan(co_agglomeration(table, share))
    assert pairs.tolist() == [[True, True, True], [True, True, True], [True, True, False]]


def test_a_region_without_anybody_does_not_matter_for_concentration() -> None:
    table, regions = np.array([[1.0], [0.0], [3.0]]), np.array([5.0, 0.0, 5.0])
    assert locational_gini(table, regions) == pytest.approx(locational_gini(table[[0, 2]], regions[[0, 2]]))


def test_ellison_glaeser_by_hand() -> None:
    """G = 2 × 0.25² = 0.125; 1 − Σx² = 0.5; (0.125 − 0.05) / (0.5 × 0.9)."""
    table, share = np.array([[75.0], [25.0]]), np.array([0.5, 0.5])
    assert ellison_glaeser(table, share, np.array([0.1])) == pytest.approx([0.075 / 0.45])
    assert np.isnan(ellison_glaeser(table, share, np.array([1.0]))).all()
    assert np.isnan(ellison_glaeser(table, np.array([1.0, 0.0]), np.array([0.1]))).all()


@few
@given(peopled, st.floats(1e-3, 1e3))
def test_co_agglomeration_is_symmetric_and_knows_no_unit(table: Floats, unit: float) -> None:
    share = table.sum(axis=1) / table.sum()
    pairs = co_agglomeration(table, share)
    assert np.array_equal(pairs, pairs.T)
    assert co_agglomeration(table * unit, share) == pytest.approx(pairs, abs=1e-12)
    raw = np.square(industry_shares(table) - share[:, np.newaxis]).sum(axis=0)
    assert pairs.diagonal() == pytest.approx(raw / (1 - np.square(share).sum()), abs=1e-12)


@few
@given(peopled)
def test_indices_keep_within_their_limits(table: Floats) -> None:
    whole = margins(table)
    assert ((krugman(table, *whole) >= 0) & (krugman(table, *whole) <= 2)).all()
    assert ((hachman(table, *whole) > 0) & (hachman(table, *whole) <= 1 + 1e-12)).all()
    gini = locational_gini(table, whole[0])
    assert ((gini >= -1e-12) & (gini < 1)).all()
