"""Cases of funding: a start-up cluster in Plovdiv, and enterprises that hold one another."""

from datetime import date
from typing import Any

from ebpages.funding.assessment import Assessment, assess
from ebpages.funding.case import Case
from ebpages.funding.case_file import case_of
from ebpages.funding.catalogue import call
from ebpages.funding.enterprise_size import SizeResult, size_of
from ebpages.funding.rules_of_aid import size_rules

FILE = "case.yaml"
DEVELOPMENT, INNOVATION = "BG16RFOP002-2.009", "BG16RFOP002-1.016"
DAY = date(2017, 3, 31)  # on which call 2.009 was open
PLOVDIV = {
    "legal_form": "association", "established": date(2015, 3, 1), "seat": "BG421", "stage": "start_up", "members": 7,
    "members_in_eligible_sectors": 4, "staff": 5, "turnover_eur": 300000, "balance_eur": 200000,
}  # fmt: skip
COSTS = [{"component": 1, "amount_bgn": 300000}, {"component": 2, "amount_bgn": 100000}]


def case(applicant: dict[str, Any] | None = None, **others: Any) -> Case:
    """Of the cluster in Plovdiv; applicant: what differs, None for what is not given."""
    return case_of(FILE, document(applicant, **others))


def document(applicant: dict[str, Any] | None = None, **others: Any) -> dict[str, Any]:
    return {"applicant": {**PLOVDIV, **(applicant or {})}, "costs": COSTS, **others}


def assessed(found: Case, name: str = DEVELOPMENT, day: date = DAY) -> Assessment:
    return assess(FILE, call(name), found, day)


def answers(found: Assessment) -> dict[str, str]:
    return {each.id: each.explained.answer.word for each in found.results}


def group(applicant: tuple[Any, Any, Any], holdings: str, **enterprises: Any) -> SizeResult:
    """applicant and enterprises: staff, turnover and balance; a kind may follow. holdings: "B 60 applicant, applicant 30 C"."""
    given = {
        "applicant": _figures(applicant),
        "enterprises": {name: _figures(each) for name, each in enterprises.items()},
        "holdings": [
            {"of": holder, "in": held, "share": share}
            for holder, share, held in map(str.split, filter(None, holdings.split(", ")))
        ],
    }
    rules = size_rules(DAY)
    assert rules is not None
    return size_of(case_of(FILE, given), rules)


def _figures(given: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(("staff", "turnover_eur", "balance_eur", "kind"), given, strict=False))
