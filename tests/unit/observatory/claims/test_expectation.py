import math

import pytest
from pydantic import ValidationError

from ebpages.declared.interval import Interval, exactly
from ebpages.observatory.claims.expectation import Expectation


def expect(**given: object) -> Expectation:
    return Expectation.model_validate(given)


@pytest.mark.parametrize(
    ("given", "agreeing", "differing"),
    [
        ({"is": 243}, [243], [242, 244]),
        ({"is": "5.7"}, [5.66, 5.7, 5.7449], [5.64, 5.76]),
        ({"is": 11}, [10.6, 11.4], [10.4, 11.6]),
        ({"is": 33, "precision": "0.1"}, [33, 33.04], [33.3, 32.9]),
        ({"about": 2000}, [1800, 2200], [1799, 2201]),
        ({"more_than": 50}, [50.1], [50, 3]),
        ({"less_than": 10}, [9.9], [10, 11]),
        ({"at_least": 1}, [1, 2], [0]),
        ({"at_most": 9}, [9, 0], [10]),
        ({"between": [6, 7]}, [6, 7], [5, 8]),
    ],
)
def test_one_number_agrees_or_differs(
    given: dict[str, object], agreeing: list[float], differing: list[float]
) -> None:
    assert {expect(**given).verdict(exactly(value)) for value in agreeing} == {"agrees"}
    assert {expect(**given).verdict(exactly(value)) for value in differing} == {"differs"}


def test_what_holds_for_a_part_of_the_possible_values_cannot_be_told() -> None:
    assert expect(**{"is": 42}).verdict(Interval(33, 58)) == "cannot_be_told"
    assert expect(**{"is": 63}).verdict(Interval(63, math.inf)) == "cannot_be_told"
    assert expect(more_than=50).verdict(Interval(33, 80)) == "cannot_be_told"


def test_what_holds_for_every_possible_value_agrees_whatever_is_missing() -> None:
    assert expect(at_least=1).verdict(Interval(1, 26)) == "agrees"
    assert expect(more_than=0).verdict(Interval(6, 8)) == "agrees"


def test_what_holds_for_no_possible_value_differs_whatever_is_missing() -> None:
    assert expect(**{"is": 20}).verdict(Interval(33, 58)) == "differs"


def test_it_says_how_far_the_nearest_value_is() -> None:
    assert expect(**{"is": 82}).off_by(exactly(74)) == -8
    assert expect(between=[6, 7]).off_by(Interval(9, 12)) == 2


def test_codes_agree_when_all_are_certain_and_differ_when_one_is_impossible() -> None:
    expected = expect(includes=["a", "b"])
    assert expected.verdict_of_codes(frozenset("abc"), frozenset("abc")) == "agrees"
    assert expected.verdict_of_codes(frozenset("a"), frozenset("abc")) == "cannot_be_told"
    assert expected.verdict_of_codes(frozenset("a"), None) == "cannot_be_told"
    assert expected.verdict_of_codes(frozenset("a"), frozenset("ac")) == "differs"


def test_a_day_agrees_differs_or_leaves_sources_in_conflict() -> None:
    assert expect(day="2017-04-28").verdict_of_days(["2017-04-28"]) == "agrees"
    assert expect(day="2018-11").verdict_of_days(["2018-11-30", "2018-11"]) == "agrees"
    assert expect(day="2017-04-28").verdict_of_days(["2017-04-30"]) == "differs"
    assert expect(day="2017-04-28").verdict_of_days(["2017-04-28", "2017-04-30"]) == "sources_conflict"


def test_printed_digits_decide_the_precision() -> None:
    assert expect(**{"is": "8849179.63"}).decimals == 2
    assert expect(**{"is": "17307491.00"}).decimals == 2
    assert expect(**{"is": 3000}).decimals == 0


@pytest.mark.parametrize(
    "given", [{}, {"is": 1, "about": 2}, {"between": [7, 6]}, {"is": "many"}, {"precision": 1}]
)
def test_what_says_nothing_or_two_things_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        expect(**given)
