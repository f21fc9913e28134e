"""How large an enterprise is, with those that it holds and that hold it (Recommendation 2003/361/EC, Annex)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from ebpages.funding.case import APPLICANT, Case, Figures
from ebpages.funding.holdings import (
    MAJORITY,
    PARTNER,
    WHOLE,
    held_jointly,
    linked_groups,
    public_share,
)
from ebpages.funding.rules_of_aid import SizeCeiling, SizeRules
from ebpages.funding.sentences import Sentence

Relation = Literal["own", "linked", "partner"]
Standing = Literal["autonomous", "partner", "linked"]
LARGE = "large"
PUBLIC = frozenset({"public_body", "small_local_authority"})
# From 25 to 50 % these are no partners, if they are not linked with the enterprise (Article 3(2), second subparagraph).
INVESTORS = frozenset(
    {"venture_capital", "business_angel", "university", "institutional_investor", "small_local_authority"}
)


@dataclass(frozen=True, slots=True)
class Addition:
    """What one enterprise adds. share: per cent of its figures; figures: the part that is added."""

    name: str
    relation: Relation
    share: Decimal
    figures: Figures


@dataclass(frozen=True, slots=True)
class SizeResult:
    """possible: sizes that it may have, the smallest first; one where it can be told. aggregated: null where a part is not known."""

    possible: tuple[str, ...]
    standing: Standing
    aggregated: Figures
    additions: tuple[Addition, ...]
    remarks: tuple[Sentence, ...]
    rule: str
    single_undertaking: tuple[str, ...]
    assumed: tuple[Sentence, ...]

    @property
    def size(self) -> str:
        return self.possible[0] if len(self.possible) == 1 else "cannot_be_told"


@dataclass(frozen=True, slots=True)
class Group:
    """Whose figures count: each with its relation and per cent."""

    parts: Mapping[str, tuple[Relation, Decimal]]
    passed_over: tuple[Sentence, ...]
    linked: frozenset[str]


def size_of(case: Case, rules: SizeRules) -> SizeResult:
    group = group_of(case)
    additions = tuple(_additions(case, group, lambda each: case.enterprises[each].figures))
    remarks = [*group.passed_over]
    possible = _sizes(case, group, rules)
    if len(case.enterprises[APPLICANT].earlier) and len(possible) == 1:
        remarks.append(Sentence("two_years", {"size": possible[0]}))
    exempt = {name for name, each in case.enterprises.items() if each.kind == "small_local_authority"}
    public = public_share(APPLICANT, case.holdings, _of_kind(case, PUBLIC), exempt)
    if public >= PARTNER:
        possible = (LARGE,)
        remarks.append(Sentence("public_control", {"share": public}))
    relations = {relation for relation, _share in group.parts.values()}
    return SizeResult(
        possible,
        "linked" if "linked" in relations else "partner" if "partner" in relations else "autonomous",
        _total(each.figures for each in additions),
        additions,
        tuple(remarks),
        rules.id,
        tuple(sorted(group.linked)),
        case.assumed("holdings", "earlier"),
    )


def single_undertakings(case: Case) -> Mapping[str, frozenset[str]]:
    """Each enterprise with those that are one undertaking with it (Article 2(2) of the de minimis regulations).

    What has nothing in common but a public body is not linked (recital 4 of Regulation (EU) 2023/2831).
    """
    return linked_groups(case.enterprises, case.holdings, _of_kind(case, PUBLIC))


def group_of(case: Case) -> Group:
    """The applicant and what is linked with it in full; groups that are its partners by their share, each once, at the highest."""
    groups = single_undertakings(case)
    linked = groups[APPLICANT]
    parts: dict[str, tuple[Relation, Decimal]] = {
        name: ("own" if name == APPLICANT else "linked", WHOLE)
        for name in (APPLICANT, *sorted(linked - {APPLICANT}))
    }
    passed_over: list[Sentence] = []
    for other in _neighbours(case, linked, groups):
        downstream = held_jointly(linked, other, case.holdings)
        upstream, excepted = _held_by(case, other, linked)
        if excepted >= PARTNER:
            name = min(name for name in other if case.enterprises[name].kind in INVESTORS)
            kind = case.enterprises[name].kind
            passed_over.append(Sentence("investor", {"name": name, "share": excepted, "kind": kind}))
        share = max(downstream, upstream)
        if PARTNER <= share <= MAJORITY:
            parts |= dict.fromkeys(sorted(other), ("partner", share))
    return Group(parts, tuple(passed_over), linked)


def _neighbours(
    case: Case, linked: frozenset[str], groups: Mapping[str, frozenset[str]]
) -> Iterator[frozenset[str]]:
    """Groups that hold, or are held, immediately; public bodies are no enterprises whose figures count."""
    seen: set[frozenset[str]] = {linked}
    public = _of_kind(case, frozenset({"public_body"}))
    for each in case.holdings:
        for one, other in ((each.holder, each.held), (each.held, each.holder)):
            if one in linked and other not in public and groups[other] not in seen:
                seen.add(groups[other])
                yield groups[other]


def _held_by(case: Case, holders: frozenset[str], linked: frozenset[str]) -> tuple[Decimal, Decimal]:
    """The share that a group holds, and the one that the exception for investors leaves out."""
    share = held_jointly(holders, linked, case.holdings)
    direct = {each.holder for each in case.holdings if each.holder in holders and each.held in linked}
    if all(case.enterprises[name].kind in INVESTORS for name in direct):
        return Decimal(0), share
    return share, Decimal(0)


def _of_kind(case: Case, kinds: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name, each in case.enterprises.items() if each.kind in kinds)


def _additions(case: Case, group: Group, figures: Callable[[str], Figures]) -> Iterator[Addition]:
    for name, (relation, share) in group.parts.items():
        yield Addition(name, relation, share, _part(figures(name), share))


def _part(figures: Figures, share: Decimal) -> Figures:
    def part(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * share / WHOLE

    return Figures(part(figures.staff), part(figures.turnover_eur), part(figures.balance_eur))


def _total(parts: Iterable[Figures], missing: Decimal | None = None) -> Figures:
    """missing: what stands for a figure that is not known; None leaves the sum unknown."""
    figures = list(parts)

    def total(values: Sequence[Decimal | None]) -> Decimal | None:
        filled = [missing if value is None else value for value in values]
        return (
            None
            if None in filled
            else sum((value for value in filled if value is not None), start=Decimal(0))
        )

    return Figures(
        total([each.staff for each in figures]),
        total([each.turnover_eur for each in figures]),
        total([each.balance_eur for each in figures]),
    )


def _sizes(case: Case, group: Group, rules: SizeRules) -> tuple[str, ...]:
    """What is not known may be anything from nothing to without bound: sizes grow with figures, so the two ends decide."""
    names = [*(each.id for each in rules.ceilings), LARGE]
    least, most = (
        names.index(_size_at(case, group, rules, end)) for end in (Decimal(0), Decimal("Infinity"))
    )
    return tuple(names[least : most + 1])


def _size_at(case: Case, group: Group, rules: SizeRules, missing: Decimal) -> str:
    """A ceiling is passed, or met again, only when it has been for two years on end (Article 4(2))."""
    years = len(case.enterprises[APPLICANT].earlier)
    totals = [_total_of_year(case, group, year, missing) for year in range(years, -1, -1)]
    for ceiling in rules.ceilings:
        within = [_is_within(figures, ceiling) for figures in totals]
        state = within[0]
        for before, now in pairwise(within):
            state = now if before == now else state
        if state:
            return ceiling.id
    return LARGE


def _total_of_year(case: Case, group: Group, year: int, missing: Decimal) -> Figures:
    def figures(name: str) -> Figures:
        enterprise = case.enterprises[name]
        given = (enterprise.figures, *enterprise.earlier)
        return given[year] if year < len(given) else Figures()

    return _total((each.figures for each in _additions(case, group, figures)), missing)


def _is_within(figures: Figures, ceiling: SizeCeiling) -> bool:
    staff, turnover, balance = figures.staff, figures.turnover_eur, figures.balance_eur
    assert staff is not None
    assert turnover is not None
    assert balance is not None
    return staff < ceiling.staff_below and (
        turnover <= ceiling.turnover_eur or balance <= ceiling.balance_eur
    )
