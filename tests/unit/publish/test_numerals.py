from datetime import date

from ebpages.publish.numerals import write_date, write_number


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert write_number(17307491.5, "bg", 2).replace("\N{NO-BREAK SPACE}", " ") == "17 307 491,50"
    assert write_number(17307491.5, "en", 2) == "17,307,491.50"
    assert write_number(-19, "en") == "−19"
    assert write_number(-0.2, "en") == "0"


def test_days_are_written_as_the_language_writes_them() -> None:
    assert write_date(date(2015, 3, 5), "bg") == "05.03.2015 г."
    assert write_date(date(2015, 3, 5), "en") == "5 March 2015"
