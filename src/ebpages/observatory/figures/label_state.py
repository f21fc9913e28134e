"""Whether a label holds on a day: valid, lapsed but still renewable, or lapsed."""

import calendar
from datetime import date
from typing import Literal

from ebpages.reference.labels import label_scheme
from ebpages.reference.vocabulary import UnknownCode

LabelState = Literal["valid", "renewable", "lapsed", "unknown"]
STATES: tuple[LabelState, ...] = ("valid", "renewable", "lapsed", "unknown")


def label_state(label: str, until: str, on: date) -> LabelState:
    """label: scheme and level, "ecei:bronze". until: the last day that it is valid, ISO, empty where it is not known.

    How long after its end a label may be renewed is its scheme's rule; where that is not known it counts as lapsed.
    """
    if not until:
        return "unknown"
    last = date.fromisoformat(until)
    if on <= last:
        return "valid"
    months = _months_to_renew(label)
    return "renewable" if months and on <= months_later(last, months) else "lapsed"


def _months_to_renew(label: str) -> int | None:
    scheme, _, level = label.partition(":")
    try:
        return label_scheme(scheme).level(level).months_to_renew
    except UnknownCode:
        return None


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_between(first: date, last: date, step_months: int) -> tuple[date, ...]:
    """Days from the first on, a step apart, the last day included. The end of a month stays the end of a month."""
    days = []
    month_end = first.day == calendar.monthrange(first.year, first.month)[1]
    for count in range(1200 // step_months):
        day = months_later(first, count * step_months)
        if month_end:
            day = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        if day >= last:
            break
        days.append(day)
    return (*days, last)
