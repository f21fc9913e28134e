"""Days and amounts as living sources write them, in many shapes; what is impossible is none."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

# 2026-01-02, with any time and zone behind it; 2.1.2026 and 02/01/2026; 20260102…; 2 January 2026 is no register's.
_SHAPES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:\d{6})?(?!\d)"),
    re.compile(r"(?P<d>\d{1,2}) (?P<month>[A-Z][a-z]+) (?P<y>\d{4})"),
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# As a publisher of daily files has named them: "05..10.2024", "12.12 2023", "02.01.2026", "20220901".
_IN_NAME = re.compile(r"(?<!\d)(\d{1,2})[.\s_]+(\d{1,2})[.\s_]+(\d{4})(?!\d)")
_EARLIEST = 1800


def read_day(text: str) -> date | None:
    """The day that a text begins with or is; None where it names none, or one that no calendar has."""
    for shape in _SHAPES:
        if found := shape.match(text.strip()):
            parts = found.groupdict()
            month = parts.get("m") or (
                str(_MONTHS.index(parts["month"]) + 1) if parts["month"] in _MONTHS else "0"
            )
            return _day(parts["y"], month, parts["d"])
    return None


def day_in_name(name: str) -> str:
    """The one day that the name of a file or resource holds, in ISO form; "" where there is none, or there are several."""
    days = {_day(year, month, day) for day, month, year in _IN_NAME.findall(name)}
    days |= {
        _day(found["y"], found["m"], found["d"])
        for shape in (_SHAPES[0], _SHAPES[2])
        for found in shape.finditer(name)
    }
    days.discard(None)
    return next((day.isoformat() for day in days if day), "") if len(days) == 1 else ""


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year >= _EARLIEST else None


def read_amount(text: str) -> Decimal | None:
    """An amount with a decimal point or comma, whatever spaces stand in it; None for none."""
    plain = re.sub(r"[\s\u00a0\u202f']", "", text)
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None
