"""Dates, units and spaces for print."""

from datetime import date

import pytest

from ebpages.publish.typography import amount, day, readable, set_text


@pytest.mark.parametrize(
    ("value", "bg", "en"),
    [
        (date(2018, 4, 2), "2 април 2018 г.", "2 April 2018"),
        ("2018-04-22", "22 април 2018 г.", "22 April 2018"),
        ("2018-04", "април 2018 г.", "April 2018"),
        ("2018", "2018 г.", "2018"),
        ("2018-13", "2018-13", "2018-13"),
        ("spring 2018", "spring 2018", "spring 2018"),
    ],
)
def test_a_date_is_written_in_words_that_no_line_breaks(value: date | str, bg: str, en: str) -> None:
    for language, written in (("bg", bg), ("en", en)):
        spaced = written if written == value else written.replace(" ", "\u00a0")
        assert day(value, language) == spaced


def test_a_number_keeps_its_unit() -> None:
    assert set_text("0,78 % от БВП през 2016 г.", "bg") == "0,78\u00a0% от БВП през 2016\u00a0г."
    assert set_text("0.78 % of GDP", "en") == "0.78\u00a0% of GDP"


def test_a_word_of_one_letter_does_not_end_a_line_in_bulgarian() -> None:
    assert set_text("клъстери в България и по света", "bg") == "клъстери в\u00a0България и\u00a0по света"
    assert set_text("a cluster", "en") == "a cluster"


def test_what_cannot_be_printed_is_left_out() -> None:
    assert set_text("a\x00b\u202ec\ud800d\u00ad\n", "en") == "abcd\u00ad\n"


def test_a_count_is_grouped_and_other_texts_stay() -> None:
    assert amount("1379", "bg") == "1\u00a0379"
    assert amount("63 %", "en") == "63 %"


def test_the_letters_of_an_escaped_address_can_be_read() -> None:
    assert readable("https://move-it.eu/bg/%D0%BA%D0%BB/") == "https://move-it.eu/bg/кл/"


@pytest.mark.parametrize("text", ["100%", "a%20b", "/%FF%FE/"])
def test_what_escapes_no_letters_stays_as_it_is(text: str) -> None:
    assert readable(text) == text
