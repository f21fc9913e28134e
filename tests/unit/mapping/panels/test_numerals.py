"""Numbers as people write them, judged by a whole column."""

import pytest

from ebpages.files.numerals import AMBIGUOUS, judged, parted
from ebpages.mapping.panels.given_numerals import given
from ebpages.mapping.panels.panel import UnreadablePanel


def read(column: list[str], decimal: str = "", thousands: str = "") -> list[object]:
    numerals = judged(column, given(decimal, thousands))
    return [numerals.read(parted(text)[0]) for text in column]


@pytest.mark.parametrize(
    ("column", "numbers"),
    [
        (["850", "1.250", "2.400"], [850.0, AMBIGUOUS, AMBIGUOUS]),
        (["850", "1,250"], [850.0, AMBIGUOUS]),
        (["1.250", "12,5"], [1250.0, 12.5]),
        (["1,250", "12.5"], [1250.0, 12.5]),
        (["1.250", "0.125"], [1.25, 0.125]),
        (["1.250", "12345.678"], [1.25, 12345.678]),
        (["1.250", "1.250.000"], [1250.0, 1250000.0]),
        (["1.250,5", "2.400"], [1250.5, 2400.0]),
        (
            ["1 234,5", "1\N{NO-BREAK SPACE}000", "1\N{NARROW NO-BREAK SPACE}000", "1\N{THIN SPACE}000"],
            [1234.5, 1000.0, 1000.0, 1000.0],
        ),
        (["1'234", "1\N{RIGHT SINGLE QUOTATION MARK}234.5"], [1234.0, 1234.5]),
        (["1 234", "1.250"], [1234.0, AMBIGUOUS]),
        (["12.5", "1.250.000", "2.400"], [12.5, 1250000.0, AMBIGUOUS]),
        (["12 34", "1.25.0", "1,25.000"], [None, None, None]),
    ],
)
def test_a_column_says_which_sign_separates_what(column: list[str], numbers: list[object]) -> None:
    assert read(column) == numbers


def test_a_person_may_say_it() -> None:
    assert read(["1.250"], thousands=".") == read(["1.250"], decimal=",") == [1250.0]
    assert (
        read(["1.250"], decimal=".")
        == read(["1.250"], thousands=",")
        == read(["1.250"], thousands="space")
        == [1.25]
    )
    assert read(["12.5"], thousands=".") == read(["1 234"], thousands="none") == [None]


@pytest.mark.parametrize(("decimal", "thousands"), [(";", ""), ("", "x"), (".", ".")])
def test_signs_that_cannot_be_are_refused(decimal: str, thousands: str) -> None:
    with pytest.raises(UnreadablePanel, match="Give"):
        given(decimal, thousands)
