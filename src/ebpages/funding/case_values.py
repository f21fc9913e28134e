"""Values as people write them in YAML or a request: amounts, per cent, days, counts. A fault says how to mend it."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from ebpages.funding.fault import wrong_value
from ebpages.funding.holdings import WHOLE

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?")
_MOST_DIGITS = 12


def amount(value: Any) -> Any:
    """As it was written: Decimal(float) would turn 409.56 into 409.5599."""
    if value is None or isinstance(value, Decimal):
        return value
    text = str(value)
    if isinstance(value, bool) or not _NUMBER.fullmatch(text):
        raise wrong_value("not_a_number", text)
    number = Decimal(text)
    if number < 0:
        raise wrong_value("below_zero", text)
    if number >= 10**_MOST_DIGITS:
        raise wrong_value("too_large", text, digits=number.adjusted() + 1, most=_MOST_DIGITS)
    return number


def _share(value: Any) -> Any:
    share = amount(value)
    if share is not None and not 0 < share <= WHOLE:
        raise wrong_value("not_a_share", value)
    return share


def _day(value: Any) -> Any:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise wrong_value("not_a_day", value) from None


def day_or_year(value: Any) -> Any:
    """A year as its first and last day."""
    year = str(value)
    if re.fullmatch(r"[12]\d{3}", year):
        return frozenset({date(int(year), 1, 1), date(int(year), 12, 31)})
    return _day(value)


def _count(value: Any) -> Any:
    number = amount(value)
    if number is not None and number != int(number):
        raise wrong_value("not_whole", value)
    return None if number is None else int(number)


def _component(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Amount = Annotated[Decimal, BeforeValidator(amount)]
Share = Annotated[Decimal, BeforeValidator(_share)]
Day = Annotated[date, BeforeValidator(_day)]
DayOrYear = Annotated[date | frozenset[date], BeforeValidator(day_or_year)]
Count = Annotated[int, BeforeValidator(_count)]
ComponentId = Annotated[str, BeforeValidator(_component), Field(min_length=1, max_length=40)]
