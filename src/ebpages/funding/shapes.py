"""What pages and the API show of calls and cases: finished, in the active language."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ebpages.faces.shapes import FacetGroup, TextOrNull


@dataclass(frozen=True, slots=True)
class CallCard:
    """standing: open, upcoming, closed or not_known on the day asked for."""

    id: str
    title: str
    kind: str
    programme: str
    pays: str
    opens: TextOrNull
    closes: TextOrNull
    standing: str
    standing_name: str
    budget: TextOrNull
    url: str


@dataclass(frozen=True, slots=True)
class CallRule:
    id: str
    text: str
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class CallComponent:
    """stages: of clusters that it is open to. rates: in words, one for each size and region."""

    id: str
    name: str
    regime: str
    stages: tuple[str, ...]
    rates: tuple[str, ...]
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One key of a call in each version, in words."""

    label: str
    values: tuple[str, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class CallDisagreement:
    text: str
    values: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class CallOutcome:
    """Amounts in leva as printed, and in euro recomputed at the fixed rate."""

    as_of: str
    submitted: int
    proposed: int
    proposed_bgn: Decimal
    proposed_eur: Decimal
    signed: int
    signed_bgn: Decimal
    signed_eur: Decimal
    agrees: bool
    source: str


@dataclass(frozen=True, slots=True)
class CallView:
    """A call in its newest version, with all versions side by side."""

    card: CallCard
    priority: TextOrNull
    applicants: str
    eligible_costs: TextOrNull
    facts: tuple[tuple[str, str], ...]
    conditions: tuple[CallRule, ...]
    components: tuple[CallComponent, ...]
    versions: tuple[str, ...]
    compared: tuple[ComparedRow, ...]
    contradictions: tuple[CallDisagreement, ...]
    outcome: CallOutcome | None
    remarks: tuple[str, ...]
    source: str
    certainty: str
    address: TextOrNull


@dataclass(frozen=True, slots=True)
class CallList:
    day: str
    cards: tuple[CallCard, ...]
    facets: tuple[FacetGroup, ...]


@dataclass(frozen=True, slots=True)
class FitOfCall:
    """How a call fits an organisation by what the register knows. met, missing, unknown: conditions in words, with why."""

    card: CallCard
    answer: str
    answer_name: str
    met: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, str, str], ...]
    unknown: tuple[tuple[str, str, str], ...]
    assess_url: str


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """What was found of a case, as the API writes it, with what a page adds: names of answers and amounts in words."""

    found: dict[str, Any]
    eligible_name: str
    size_name: str
    aid: str
    aid_eur: str
    own_contribution: str
    ceiling_left: str
    conditions: tuple[dict[str, Any], ...]
    lines: tuple[dict[str, Any], ...]
    additions: tuple[dict[str, Any], ...]
    remarks: tuple[str, ...]
    case_yaml: str
