"""Calls for funding held against many organisations: all at once, and anew when one fact or one call changes."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ebpages.funding.assessment import answer_of, facts_of
from ebpages.funding.call import Terms
from ebpages.funding.case import Case, Enterprise, Figures
from ebpages.funding.case_values import amount
from ebpages.funding.catalogue import call
from ebpages.funding.enterprise_size import size_of
from ebpages.funding.opening import open_on
from ebpages.funding.rules_of_aid import size_rules

ORGANISATIONS, CALLS = 10_000, 200
_DAY = date(2017, 3, 31)


@dataclass(frozen=True, slots=True)
class FundingSpeed:
    """Seconds of one process. all: sizes and all pairs; one_fact: one organisation against all calls; one_call: one call against all."""

    pairs: int
    all: float
    one_fact: float
    one_call: float


def funding_speed(organisations: int = ORGANISATIONS, calls: int = CALLS) -> FundingSpeed:
    found, terms = call("BG16RFOP002-2.009"), list(_many_terms(calls))
    cases = list(_cases(organisations))
    start = time.perf_counter()
    rules = size_rules(_DAY)
    assert rules
    facts = [facts_of(case, size_of(case, rules).possible) for case in cases]
    opened = [open_on(found, each, _DAY).answer for each in terms]
    answers = [[answer_of(each, known) for each in terms] for known in facts]
    whole = time.perf_counter() - start
    assert len(answers) * len(opened) == organisations * calls
    start = time.perf_counter()
    _ = [answer_of(each, facts_of(cases[0], size_of(cases[0], rules).possible)) for each in terms]
    one_fact = time.perf_counter() - start
    start = time.perf_counter()
    _ = [answer_of(terms[0], known) for known in facts]
    return FundingSpeed(organisations * calls, whole, one_fact, time.perf_counter() - start)


def _many_terms(number: int) -> Iterator[Terms]:
    """Copies of the calls for clusters, each with conditions of its own."""
    shipped = [each for name in ("BG16RFOP002-2.009", "BG16RFOP002-1.016") for each in call(name).versions]
    for n in range(number):
        terms = shipped[n % len(shipped)]
        conditions = tuple(each.model_copy() for each in terms.conditions)
        yield terms.model_copy(update={"conditions": conditions})


def _cases(number: int) -> Iterator[Case]:
    chance = random.Random(1)
    for _n in range(number):
        members = chance.randint(3, 30)
        figures = Figures(amount(chance.randint(1, 300)), amount(chance.randint(1, 60_000_000)), None)
        yield Case(
            legal_form=chance.choice(["association", "foundation", "limited", None]),
            established=date(chance.randint(2005, 2017), 1, 1),
            seat=chance.choice(["BG411", "BG421", "BG331", None]),
            stage=chance.choice(["start_up", "developing", "developed", "not_categorised", None]),
            members=members,
            members_in_eligible_sectors=chance.randint(0, members),
            enterprises={"applicant": Enterprise(figures)},
        )


def section(speed: FundingSpeed) -> str:
    return (
        "## Calls for funding\n\n"
        f"Invented organisations ({ORGANISATIONS:,} in a full run) against calls ({CALLS}) with the conditions of the guide's, in one process: the size of each\n"
        "organisation, then yes, no or cannot be told for each pair, without reasons in words.\n\n"
        "| what | seconds |\n| --- | --- |\n"
        f"| all {speed.pairs:,} pairs | {speed.all:.1f} |\n"
        f"| one fact changes: one organisation against all calls | {speed.one_fact:.4f} |\n"
        f"| one call changes: it against all organisations | {speed.one_call:.2f} |\n"
    )
