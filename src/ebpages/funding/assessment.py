"""A case held against a call on a day: who may apply, and what aid there may be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from ebpages.declared.answer import Answer
from ebpages.funding.aid import DE_MINIMIS, Aid, Basis, Ceiling, Line, aid_of
from ebpages.funding.call import Call, Terms
from ebpages.funding.case import Case
from ebpages.funding.case_file import check_days
from ebpages.funding.condition import NO, OPEN, YES, combine
from ebpages.funding.enterprise_size import SizeResult, size_of
from ebpages.funding.explanation import Explained, explained
from ebpages.funding.fault import BrokenCase, broken
from ebpages.funding.graded import Situation, situations
from ebpages.funding.money import NOTHING, to_bgn
from ebpages.funding.opening import open_on
from ebpages.funding.received_aid import PARTNERSHIP, Left, left_of_ceiling, not_counted
from ebpages.funding.rules_of_aid import DeMinimis, de_minimis, size_rules
from ebpages.funding.sentences import Sentence
from ebpages.reference.size_classes import size_classes


@dataclass(frozen=True, slots=True)
class Result:
    """One condition with its answer. text: the condition in words."""

    id: str
    text: Any  # Text or Sentence, both of which have a name in a language
    explained: Explained
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """aid_bgn: if all that is open is met; null where it cannot be told. least_bgn and most_bgn: bounds of it, whatever turns out of what is
    not known; so the least is nothing while it is open whether the applicant may apply. left: of de minimis, by undertaking."""

    call: Call
    terms: Terms
    day: date
    eligible: Answer
    results: tuple[Result, ...]
    size: SizeResult
    aid_bgn: Decimal | None
    least_bgn: Decimal | None
    most_bgn: Decimal | None
    lines: tuple[Line, ...]
    regulation: DeMinimis | None
    left: tuple[Left, ...]
    costs_bgn: Decimal | None
    assumed: tuple[Sentence, ...]
    not_counted: tuple[Sentence, ...]

    @property
    def left_eur(self) -> Decimal | None:
        return min((each.left_eur for each in self.left), default=None)

    @property
    def own_contribution_bgn(self) -> Decimal | None:
        return None if self.costs_bgn is None or not self.aid_bgn else self.costs_bgn - self.aid_bgn


def day_to_assess(call: Call, today: date) -> date:
    """Today; for a call that has closed the last day on which it was open."""
    closes = call.on(today).closes
    return min(today, closes.last) if closes else today


def assess(file: str, call: Call, case: Case, day: date) -> Assessment:
    """file: what messages call the case. Raises BrokenCase."""
    terms = call.on(day)
    check_days(file, case, day)
    _check_named(file, call, terms, case)
    rules = size_rules(day)
    if rules is None:
        raise broken(file, "day", "no_size_rules", day=day)
    size = size_of(case, rules)
    regulation = de_minimis(day, case.sector)
    left = left_of_ceiling(case, regulation, day) if regulation else ()
    facts = facts_of(case, size.possible)
    results = [
        _opening(call, terms, day),
        *(
            Result(each.id, each.text, explained(each, facts), each.source, each.certainty)
            for each in terms.conditions
        ),
    ]
    every = (
        [
            (each, aid_of(call, terms, case.costs, each, ceiling))
            for ceiling in _ceilings(case, regulation, day)
            for each in situations(case.stage, size.possible, case.seat)
        ]
        if case.costs is not None and terms.components
        else []
    )
    aids = [aid for each, aid in every if _may_be(terms, facts, each)]
    if not terms.conditions:
        unknown = Explained(OPEN, (Sentence("conditions_not_known"),), (Sentence("change_authority"),))
        results.append(
            Result("conditions", Sentence("conditions_text"), unknown, terms.source, terms.certainty)
        )
    if minimum := _minimum(call, terms, case, [aid for _situation, aid in every]):
        results.append(minimum)
    eligible = combine([each.explained.answer for each in results])
    refused = {each.id for each in results if each.explained.answer is NO}
    amounts = {each.amount_bgn for each in aids} or {None}
    known = [each for each in amounts if each is not None]
    least, most = (min(known), max(known)) if len(known) == len(amounts) else (None, None)
    aid = least if least == most else None
    if eligible is not YES and least is not None:
        least = NOTHING
    lines = _lines(call, terms, aids, least, most, aid)
    if eligible is NO:
        aid = NOTHING
        lines, least, most = _refused(call, terms, lines, refused), NOTHING, NOTHING
    return Assessment(
        call, terms, day, eligible, tuple(results), size, aid, least, most, lines,
        regulation, left, None if case.costs is None else sum((each.amount_bgn for each in case.costs), start=NOTHING),
        (*size.assumed, *case.assumed("de_minimis", "sector", "other_aid")),
        not_counted(case, left),
    )  # fmt: skip


def answer_of(terms: Terms, facts: Mapping[str, Any]) -> Answer:
    """Whether the conditions of a call are met, without reasons: for many cases at once."""
    return combine(each.ask(facts) for each in terms.conditions)


def facts_of(case: Case, sizes: tuple[str, ...]) -> Mapping[str, Any]:
    known_size = len(sizes) < len(size_classes())
    return {
        "legal_form": case.legal_form,
        "established": case.established,
        "seat": case.seat,
        "stage": case.stage,
        "members": case.members,
        "members_in_eligible_sectors": case.members_in_eligible_sectors,
        "sector": case.sector,
        "staff": case.enterprises["applicant"].figures.staff,
        "size": frozenset(sizes) if known_size else None,
        "answers": case.answers,
    }


def _check_named(file: str, call: Call, terms: Terms, case: Case) -> None:
    components = [each.id for each in terms.components]
    for n, cost in enumerate(case.costs or (), 1):
        if components and cost.component not in components:
            place, known = f"costs {n}, component", ", ".join(components)
            raise broken(file, place, "no_component", call=call.id, value=cost.component, known=known)
    strange = [name for name in case.answers if name not in terms.asked]
    if strange:
        known = ", ".join(sorted(terms.asked)) or "–"
        faults = (
            (
                f"answers, {name[:60]}",
                Sentence("not_asked", {"call": call.id, "value": name[:60], "known": known}),
            )
            for name in strange[:20]
        )
        raise BrokenCase(file, faults)


def _may_be(terms: Terms, facts: Mapping[str, Any], situation: Situation) -> bool:
    """Whether somebody in this situation may be eligible: aid is told for the case that the applicant is."""
    supposed = {
        **facts,
        "stage": situation.stage,
        "seat": situation.seat,
        "size": frozenset({situation.size}),
    }
    if facts["stage"] and facts["seat"] and facts["size"] and len(facts["size"]) == 1:
        return True
    return answer_of(terms, supposed) is not NO


def _ceilings(case: Case, regulation: DeMinimis | None, day: date) -> list[Ceiling]:
    """All that may be: a form that is not known may be a partnership, of which each partner is tested too."""
    forms = (case.legal_form,) if case.legal_form else (None, PARTNERSHIP)
    of_forms = [
        left_of_ceiling(replace(case, legal_form=each), regulation, day) if regulation else ()
        for each in forms
    ]
    found = [_ceiling(regulation, left) for left in of_forms]
    return found[:1] if found[0] == found[-1] else found


def _ceiling(regulation: DeMinimis | None, left: tuple[Left, ...]) -> Ceiling:
    if regulation is None:
        return Ceiling(None, Basis(DE_MINIMIS, "", "", "unverified"))
    days = f"{regulation.valid_from} – {regulation.valid_to or ''}"
    basis = Basis(regulation.id, days, regulation.source, regulation.certainty)
    return Ceiling(to_bgn(min(each.left_eur for each in left)), basis)


def _opening(call: Call, terms: Terms, day: date) -> Result:
    return Result("open", Sentence("open_text"), open_on(call, terms, day), terms.source, terms.certainty)


def _minimum(call: Call, terms: Terms, case: Case, aids: list[Aid]) -> Result | None:
    """The least grant as a condition; None where the call has none that is known for all that may be."""
    limits = {each.minimum for each in aids} if aids else {terms.grant_bgn.min if terms.grant_bgn else None}
    if limits == {None}:
        return None
    params: dict[str, object] = {"limit": next(each for each in limits if each is not None)}
    if case.costs is None or not aids:
        found = Explained(OPEN, (Sentence("minimum_no_costs", params),), (Sentence("change_costs"),))
    elif {each.below_minimum for each in aids} != {aids[0].below_minimum} or any(
        e.amount_bgn is None for e in aids
    ):
        found = Explained(OPEN, (Sentence("minimum_open", params),), ())
    else:
        before = aids[0].before_minimum or NOTHING
        because = (Sentence("minimum_is", {**params, "aid": before}),)
        missing = (aids[0].minimum or NOTHING) - before
        below = aids[0].below_minimum
        found = Explained(
            NO if below else YES, because, (Sentence("change_more_aid", {"n": missing}),) if below else ()
        )
    return Result("minimum_grant", Sentence("minimum_text"), found, terms.source, terms.certainty)


def _lines(
    call: Call,
    terms: Terms,
    aids: list[Aid],
    least: Decimal | None,
    most: Decimal | None,
    aid: Decimal | None,
) -> tuple[Line, ...]:
    basis = Basis(call.id, terms.id, terms.source, terms.certainty)
    if least is None or most is None:
        shown = aids[0].lines if len(aids) == 1 else ()
        return (*shown, Line(Sentence("aid_unknown"), None, basis))
    if aid is None:
        return (Line(Sentence("between", {"least": least, "most": most}), None, basis),)
    return aids[0].lines


def _refused(call: Call, terms: Terms, lines: tuple[Line, ...], refused: set[str]) -> tuple[Line, ...]:
    """What the aid would be, and that it is nothing, so that the lines still add up."""
    if refused == {"minimum_grant"}:
        return lines
    known = sum((each.amount_bgn for each in lines if each.amount_bgn is not None), start=NOTHING)
    basis = Basis(call.id, terms.id, terms.source, terms.certainty)
    return (*lines, Line(Sentence("not_eligible"), -known, basis))
