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
    names = [APPLICANT]
    if case.legal_form == PARTNERSHIP:
        names += sorted({each.holder for each in case.holdings if each.held == APPLICANT})
    return tuple(_left(case, name, undertakings[name], regulation, day) for name in names)


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
