"""How far the industries of a region differ from those of the whole: by hand, within limits, bounds of what is unknown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ebpages.mapping.arrays import Floats
from ebpages.mapping.kernel import (
    entropy,
    hachman,
    herfindahl,
    krugman,
    location_quotient,
    locational_gini,
)
from tests.samples.employment import few, margins, peopled


@few
@given(peopled, st.randoms())
def test_the_order_of_regions_and_industries_does_not_matter(table: Floats, chance: object) -> None:
    rows, columns = (chance.sample(range(n), n) for n in table.shape)  # type: ignore[attr-defined]
    shuffled = table[rows][:, columns]
    lq = location_quotient(table, *margins(table))
    assert np.array_equal(location_quotient(shuffled, *margins(shuffled)), lq[rows][:, columns])
    regions, industries, total = margins(table)
    own = krugman(table, regions, industries, total)
    assert krugman(shuffled, regions[rows], industries[columns], total) == pytest.approx(own[rows])
    gini = locational_gini(table, regions)[columns]
    assert locational_gini(shuffled, regions[rows]) == pytest.approx(gini, abs=1e-12)


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


@few
@given(peopled)
def test_indices_keep_within_their_limits(table: Floats) -> None:
    whole = margins(table)
    assert ((krugman(table, *whole) >= 0) & (krugman(table, *whole) <= 2)).all()
    assert ((hachman(table, *whole) > 0) & (hachman(table, *whole) <= 1 + 1e-12)).all()
