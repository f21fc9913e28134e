"""What printed values and years say."""

import math

import pytest

from ebpages.mapping.panels.rows import read_value, read_year


@pytest.mark.parametrize(
    ("text", "number", "flags"),
    [("123", 123, ""), ("123 b", 123, "b"), ("1.5e3", 1500, ""), ("12,5", 12.5, ""), ("7 (p)", 7, "p"), ("0 bc", 0, "bc"), (".5", 0.5, "")],
)  # fmt: skip
def test_a_printed_value_is_a_number_with_its_letters(text: str, number: float, flags: str) -> None:
    assert read_value(text) == (number, flags)


@pytest.mark.parametrize("text", [":", "", ": ", "NA", "nan", ": c"])
def test_a_printed_value_may_be_none(text: str) -> None:
    found = read_value(text.strip())
    assert found is not None
    assert math.isnan(found[0])


@pytest.mark.parametrize("text", ["12,345", "1 234", "1_000", "1e999", "many", "5 %", "--3", "inf"])
def test_what_might_be_another_number_is_none(text: str) -> None:
    assert read_value(text) is None


def test_a_year_has_four_digits() -> None:
    assert [read_year(text) for text in ("2014", "2014.0", "2014-01-01")] == [2014] * 3
    assert [read_year(text) for text in ("14", "2014-Q1", "2014-06-01", "0014", "2999", "")] == [None] * 6
