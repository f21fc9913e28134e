"""De minimis aid that an undertaking has had, and what is left of the ceiling."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ebpages.funding.case import APPLICANT, Case
from ebpages.funding.enterprise_size import single_undertakings
from ebpages.funding.rules_of_aid import DeMinimis
from ebpages.funding.sentences import Sentence

PARTNERSHIP = "civil_partnership"


@dataclass(frozen=True, slots=True)
class Left:
    """name: whose undertaking it is. lines: each aid with whether it counts."""

    name: str
    undertaking: frozenset[str]
    received_eur: Decimal
    left_eur: Decimal
    lines: tuple[Sentence, ...]


def left_of_ceiling(case: Case, regulation: DeMinimis, day: date) -> tuple[Left, ...]:
    """Of the applicant's single undertaking and, in a civil-law partnership, of each partner's. The least of them counts."""
    undertakings = single_undertakings(case)
    names = {undertakings[APPLICANT]: APPLICANT}
    if case.legal_form == PARTNERSHIP:
        for name in sorted({each.holder for each in case.holdings if each.held == APPLICANT}):
            names.setdefault(undertakings[name], name)
    return tuple(_left(case, name, undertaking, regulation, day) for undertaking, name in names.items())


def not_counted(case: Case, found: tuple[Left, ...]) -> tuple[Sentence, ...]:
    """Aid to those who are in none of the undertakings, so that nobody takes it for counted."""
    return tuple(
        Sentence("received_not_counted", {"name": each.receiver, "amount": each.amount_eur, "day": each.day})
        for each in case.de_minimis
        if found and not any(each.receiver in left.undertaking for left in found)
    )


def _left(case: Case, name: str, undertaking: frozenset[str], regulation: DeMinimis, day: date) -> Left:
    first = regulation.window.first_day(day)
    counted = [each for each in case.de_minimis if each.receiver in undertaking]
    received = sum((each.amount_eur for each in counted if each.day >= first), start=Decimal(0))

    def lines() -> Iterator[Sentence]:
        for each in counted:
            params = {"name": each.receiver, "amount": each.amount_eur, "day": each.day, "first": first}
            yield Sentence("received" if each.day >= first else "received_outside", params)

    left = max(Decimal(0), regulation.ceiling_eur - received)
    return Left(name, undertaking, received, left, tuple(lines()))
