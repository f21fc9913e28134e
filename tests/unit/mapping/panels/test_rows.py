"""What printed values and years say."""

import math

import pytest

from ebpages.mapping.panels.marks import declared_marks
from ebpages.mapping.panels.rows import NOT_A_NUMBER, OPEN_NUMBER, read_value, read_year
from ebpages.reference.flags import Marking


@pytest.mark.parametrize(
    ("text", "number", "flags"),
    [("123", 123, ""), ("123 b", 123, "b"), ("1.5e3", 1500, ""), ("12,5", 12.5, ""), ("7 (p)", 7, "p"), ("0 bc", 0, "bc"), (".5", 0.5, ""),
     ("1 234", 1234, ""), ("1\u202f234,5 p", 1234.5, "p"), ("200 provisional", 200, "p")],
)  # fmt: skip
def test_a_printed_value_is_a_number_with_its_letters(text: str, number: float, flags: str) -> None:
    assert read_value(text) == (number, Marking(flags))


@pytest.mark.parametrize("text", [":", "", ": ", "NA", "nan", ": c"])
def test_a_printed_value_may_be_none(text: str) -> None:
    assert math.isnan(read_value(text.strip())[0])


@pytest.mark.parametrize("text", ["c", ": c", ":c", "(c)", "confidential", "Поверителни данни"])
def test_a_printed_value_may_be_confidential(text: str) -> None:
    value, marking = read_value(text)
    assert math.isnan(value) and marking == Marking("c")


@pytest.mark.parametrize(
    "text",
    [
        "12 34",
        "1_000",
        "1e999",
        "many",
        "5 %",
        "--3",
        "inf",
        "5 K",
        "12 thousand",
        "10-49",
        "<5",
        "s",
        "x",
        "..",
        "-",
    ],
)
def test_what_might_be_another_number_is_none(text: str) -> None:
    assert read_value(text)[0] == NOT_A_NUMBER


@pytest.mark.parametrize("text", ["12,345", "1.250", "1.250 b"])
def test_what_might_be_one_of_two_numbers_is_left_open(text: str) -> None:
    assert read_value(text)[0] == OPEN_NUMBER


def test_a_mark_in_place_of_a_value_means_what_a_person_says() -> None:
    said = declared_marks(
        {"suppressed": ["value=(D)", "value=…"], "zero": ["value=-"], "missing": ["value=N/A"]}
    )
    found = {text: read_value(text, meanings=said) for text in ("(D)", "...", "-", "N/A", "x")}
    assert found["-"] == (0, Marking())
    assert [found[text][1].letters for text in ("(D)", "...", "N/A")] == ["c", "c", ""]
    assert found["x"][0] == NOT_A_NUMBER


def test_a_year_has_four_digits() -> None:
    assert [read_year(text) for text in ("2014", "2014.0", "2014-01-01")] == [2014] * 3
    assert [read_year(text) for text in ("14", "2014-Q1", "2014-06-01", "0014", "2999", "")] == [None] * 6
