"""A label holds up to its last day and may be renewed for as long as its scheme allows."""

from datetime import date

import pytest

from ebpages.observatory.figures.label_state import days_between, label_state, months_later


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2018-07-01", "valid"),
        ("2018-07-02", "renewable"),
        ("2019-07-01", "renewable"),
        ("2019-07-02", "lapsed"),
    ],
)
def test_a_label_lapses_the_day_after_and_cannot_be_renewed_after_a_year(on: str, state: str) -> None:
    assert label_state("ecei:bronze", "2018-07-01", date.fromisoformat(on)) == state


def test_a_scheme_whose_rule_is_not_known_promises_no_renewal() -> None:
    assert label_state("nobody:gold", "2018-07-01", date(2018, 7, 2)) == "lapsed"


def test_a_label_without_a_day_is_neither_valid_nor_lapsed() -> None:
    assert label_state("ecei:bronze", "", date(2018, 7, 2)) == "unknown"


def test_months_end_where_the_month_does() -> None:
    assert months_later(date(2015, 8, 31), 6) == date(2016, 2, 29)
    assert months_later(date(2015, 12, 15), 1) == date(2016, 1, 15)


def test_days_keep_the_end_of_the_month_and_close_with_the_last_day() -> None:
    days = days_between(date(2014, 12, 31), date(2016, 3, 5), 6)
    assert [d.isoformat() for d in days] == ["2014-12-31", "2015-06-30", "2015-12-31", "2016-03-05"]
