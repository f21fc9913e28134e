"""Whose case is assessed: an applicant, its enterprises and holdings, aid that it has had, and what its project costs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from ebpages.declared.answer import Answer
from ebpages.funding.holdings import Holding
from ebpages.funding.sentences import Sentence

APPLICANT = "applicant"
Kind = Literal[
    "company",
    "venture_capital",
    "business_angel",
    "university",
    "institutional_investor",
    "small_local_authority",
    "public_body",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one year; None: not known. staff: annual work units."""

    staff: Decimal | None = None
    turnover_eur: Decimal | None = None
    balance_eur: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Enterprise:
    """earlier: figures of the years before, the latest first."""

    figures: Figures
    kind: Kind = "company"
    earlier: tuple[Figures, ...] = ()


@dataclass(frozen=True, slots=True)
class AidReceived:
    day: date
    amount_eur: Decimal
    receiver: str = APPLICANT


@dataclass(frozen=True, slots=True)
class Cost:
    """other_aid_bgn: aid from elsewhere for the same costs."""

    component: str
    amount_bgn: Decimal
    other_aid_bgn: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Case:
    """legal_form, seat and stage are codes of the vocabularies; None: not known. established: the first and
    last day of the year where only that is known. enterprises: with the applicant's own.

    costs: None where they are not told. answers: by the id of a condition that nothing else answers. left_out: what was not given and is
    read as none.
    """

    legal_form: str | None = None
    established: date | frozenset[date] | None = None
    seat: str | None = None
    stage: str | None = None
    members: int | None = None
    members_in_eligible_sectors: int | None = None
    sector: str | None = None
    enterprises: Mapping[str, Enterprise] = field(default_factory=lambda: {APPLICANT: Enterprise(Figures())})
    holdings: tuple[Holding, ...] = ()
    de_minimis: tuple[AidReceived, ...] = ()
    costs: tuple[Cost, ...] | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()

    @property
    def founded(self) -> date | None:
        """The first day on which it may have been established."""
        return min(self.established) if isinstance(self.established, frozenset) else self.established

    def assumed(self, *keys: str) -> tuple[Sentence, ...]:
        """What is read as none, in words: such an assumption may turn out wrong."""
        return tuple(Sentence(f"assumed_{key}") for key in keys if key in self.left_out)
