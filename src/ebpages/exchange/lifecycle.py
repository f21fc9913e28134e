"""The life of a profile: its id, until when it is shown, what the scores of a review decide."""

import re
from collections.abc import Mapping
from datetime import date

from ebpages.exchange.profile import ReviewRules

DRAFT, IN_REVIEW, ON_HOLD, REJECTED, PUBLISHED, EXPIRED, WITHDRAWN = STATES = (
    "draft", "in_review", "on_hold", "rejected", "published", "expired", "withdrawn",
)  # fmt: skip
PUBLISH, HOLD, REJECT = VERDICTS = ("publish", "hold", "reject")
OF_VERDICT = {PUBLISH: PUBLISHED, HOLD: ON_HOLD, REJECT: REJECTED}
REFERENCE = re.compile(r"(?P<type>[A-Z]{2,3})(?P<country>[A-Z]{2})(?P<day>\d{8})(?P<number>\d{3})")
MOST_A_DAY = 999


def reference(profile_type: str, country: str, on: date, number: int) -> str:
    """The public id, such as TOBG20261130001. number: from 1, among those of the type, country and day. Raises ValueError past three digits."""
    if not 1 <= number <= MOST_A_DAY:
        raise ValueError(f"a day has ids for {MOST_A_DAY} profiles of a type and country")
    return f"{series(profile_type, country, on)}{number:03}"


def series(profile_type: str, country: str, on: date) -> str:
    """What the ids of one type, country and day have in common."""
    return f"{profile_type}{country}{on:%Y%m%d}"


def parts(reference: str) -> tuple[str, str, date, int] | None:
    """Type, country, day and number of an id; None for what can be none."""
    found = REFERENCE.fullmatch(reference)
    try:
        return found and (
            found["type"],
            found["country"],
            date.fromisoformat(found["day"]),
            int(found["number"]),
        )
    except ValueError:
        return None


def shown_until(published: date, months: int) -> date:
    """The first day on which a profile is no longer shown, from its midnight on."""
    month = published.month - 1 + months
    year, month = published.year + month // 12, month % 12 + 1
    for day in range(published.day, 27, -1):  # 31 January leads to 28 February
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, published.day)


def verdict(scores: Mapping[str, int], rules: ReviewRules) -> str:
    """What the scores of all criteria decide. Raises ValueError where one is missing, or not between zero and the most."""
    if {*scores} != {*rules.criteria}:
        raise ValueError(f"a score is needed for each of {', '.join(rules.criteria)}")
    if not all(0 <= score <= rules.most for score in scores.values()):
        raise ValueError(f"a score lies between 0 and {rules.most}")
    total = sum(scores.values())
    if rules.zero_holds and 0 in scores.values() and total >= rules.hold_from:
        return HOLD
    return PUBLISH if total >= rules.publish_from else HOLD if total >= rules.hold_from else REJECT
