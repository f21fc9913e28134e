"""Whether a region reaches a quantile: with numbers as NumPy has it, with bounds exactly as often as can be told."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.mapping.rules.quantile import Truth, reaches_quantile
from tests.samples.examples import examples

QUANTILES = (0.0, 0.25, 0.5, 0.75, 0.8, 0.9, 1.0)
HUGE = 10**6


def held(certain: list[bool], possible: list[bool] | None = None) -> Truth:
    return Truth(np.array(certain)[:, None], np.array(possible or certain)[:, None])


def interpolated(values: list[int], quantile: float) -> Fraction:
    """The quantile as textbooks have it, without rounding."""
    place = Fraction(str(quantile)) * (len(values) - 1)
    ranked, rank = sorted(values), int(place)
    above = ranked[min(rank + 1, len(values) - 1)]
    return ranked[rank] + (place - rank) * (above - ranked[rank])


def outcomes(places: list[tuple[int, int, bool, bool]], quantile: float, strictly: bool) -> list[set[bool]]:
    """Every answer that each region can get, over all ends of all bounds and all ways to be a member."""
    options = [
        [(value, True) for value in {low, high} if possible] + ([] if certain else [(0, False)])
        for low, high, certain, possible in places
    ]
    found: list[set[bool]] = [set() for _ in places]
    for drawn in itertools.product(*options):
        cut = interpolated([value for value, member in drawn if member] or [0], quantile)
        for answers, (value, member) in zip(found, drawn, strict=True):
            if member:
                answers.add(value > cut if strictly else value >= cut)
    return found


@st.composite
def bounded_places(draw: st.DrawFn) -> list[tuple[int, int, bool, bool]]:
    def place() -> tuple[int, int, bool, bool]:
        low = draw(st.integers(0, 4))
        high = draw(st.sampled_from([low, low, low + 1, low + 3, HUGE]))
        certain = draw(st.booleans())
        return low, high, certain, certain or draw(st.booleans())

    return [place() for _ in range(draw(st.integers(1, 5)))]


@given(bounded_places(), st.sampled_from(QUANTILES), st.booleans())
@examples(72)
def test_an_answer_is_told_exactly_when_every_possible_world_gives_it(
    places: list[tuple[int, int, bool, bool]], quantile: float, strictly: bool
) -> None:
    low, high, certain, possible = (list(column) for column in zip(*places, strict=True))
    told = reaches_quantile(
        np.array(low, dtype=float)[:, None],
        np.array([np.inf if value == HUGE else value for value in high])[:, None],
        held(certain, possible),
        quantile,
        strictly=strictly,
    )
    for number, worlds in enumerate(outcomes(places, quantile, strictly)):
        if certain[number]:
            assert told.certain[number, 0] == (worlds == {True})
        if possible[number]:
            assert told.possible[number, 0] == (True in worlds)


@pytest.mark.parametrize("strictly", [False, True])
@pytest.mark.parametrize("quantile", QUANTILES)
def test_numbers_without_bounds_are_answered_as_numpy_answers_them(quantile: float, strictly: bool) -> None:
    random = np.random.default_rng(7)
    values = random.integers(0, 40, (53, 30)).astype(float)
    member = values > random.integers(0, 20, 30)
    told = reaches_quantile(values, values, Truth(member, member), quantile, strictly=strictly)
    for column in range(values.shape[1]):
        inside = member[:, column]
        cut = np.percentile(values[inside, column], 100 * quantile)
        expected = values[inside, column] > cut if strictly else values[inside, column] >= cut
        assert (told.certain[inside, column] == expected).all()
        assert (told.possible[inside, column] == expected).all()


def test_a_region_alone_is_at_its_own_quantile_and_not_above_it() -> None:
    one = np.array([[5.0]])
    assert reaches_quantile(one, one, held([True]), 0.9, strictly=False).certain.all()
    assert not reaches_quantile(one, one, held([True]), 0.9, strictly=True).possible.any()


def test_columns_do_not_see_one_another() -> None:
    random = np.random.default_rng(3)
    low = random.integers(0, 9, (20, 6)).astype(float)
    high = low + random.integers(0, 3, (20, 6))
    possible = random.random((20, 6)) < 0.9
    member = Truth(possible & (random.random((20, 6)) < 0.8), possible)
    whole = reaches_quantile(low, high, member, 0.75, strictly=False)
    for column in range(6):
        part = np.s_[:, column : column + 1]
        alone = reaches_quantile(
            low[part], high[part], Truth(member.certain[part], member.possible[part]), 0.75, strictly=False
        )
        assert (alone.certain == whole.certain[part]).all()
        assert (alone.possible == whole.possible[part]).all()
