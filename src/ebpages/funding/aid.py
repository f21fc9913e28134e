"""The aid that a project may get, in leva: by component, under the de minimis ceiling and the least and largest grant."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ebpages.funding.call import Call, Component, Terms
from ebpages.funding.case import Cost
from ebpages.funding.graded import Situation, grade
from ebpages.funding.money import NOTHING, down
from ebpages.funding.rules_of_aid import Certainty, regimes
from ebpages.funding.sentences import Sentence

DE_MINIMIS = "de_minimis"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a line rests on. rule: what is applied. version: of the call, or the days from which a regulation is in force."""

    rule: str
    version: str
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Line:
    """What is added, or taken off where it is below zero; None where it cannot be told. All lines together are the aid."""

    sentence: Sentence
    amount_bgn: Decimal | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What is left of the de minimis ceiling, in leva; None where no regulation is known."""

    left_bgn: Decimal | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Aid:
    """amount_bgn: None where a rate is not known. below_minimum: it would be less than the least grant, and is nothing."""

    amount_bgn: Decimal | None
    lines: tuple[Line, ...]
    minimum: Decimal | None
    before_minimum: Decimal | None
    below_minimum: bool


def aid_of(call: Call, terms: Terms, costs: Iterable[Cost], situation: Situation, ceiling: Ceiling) -> Aid:
    """Aid grows with costs and falls with aid received before; each step cuts off and none adds."""
    lines: list[Line] = []
    sums: dict[bool, list[Decimal | None]] = {True: [], False: []}
    for component, rows in _by_component(terms, costs):
        for_component = _component_lines(call, terms, component, rows, situation)
        lines += for_component
        amounts = [each.amount_bgn for each in for_component]
        sums[component.regime == DE_MINIMIS].append(
            None if None in amounts else sum((each for each in amounts if each), start=NOTHING)
        )
    small, other = _sum(sums[True]), _sum(sums[False])
    if small is not None and small > 0:
        if ceiling.left_bgn is None:
            lines.append(Line(Sentence("no_de_minimis"), None, ceiling.basis))
            small = None
        elif small > ceiling.left_bgn:
            sentence = Sentence("above_de_minimis", {"left": ceiling.left_bgn})
            lines.append(Line(sentence, ceiling.left_bgn - small, ceiling.basis))
            small = ceiling.left_bgn
    return _within_limits(call, terms, situation, _sum([small, other]), lines)


def _within_limits(
    call: Call, terms: Terms, situation: Situation, amount: Decimal | None, lines: list[Line]
) -> Aid:
    basis = _basis(call, terms, terms.source, terms.certainty)
    limit = grade(terms.grant_bgn.max, situation) if terms.grant_bgn else None
    minimum = grade(terms.grant_bgn.min, situation) if terms.grant_bgn else None
    if amount is None:
        return Aid(None, tuple(lines), minimum, None, below_minimum=False)
    if limit is not None and amount > limit:
        lines.append(Line(Sentence("above_maximum", {"limit": limit}), limit - amount, basis))
        amount = limit
    if minimum is None or amount >= minimum:
        return Aid(amount, tuple(lines), minimum, amount, below_minimum=False)
    lines.append(Line(Sentence("below_minimum", {"limit": minimum}), -amount, basis))
    return Aid(NOTHING, tuple(lines), minimum, amount, below_minimum=True)


def _by_component(terms: Terms, costs: Iterable[Cost]) -> list[tuple[Component, list[Cost]]]:
    rows: dict[str, list[Cost]] = defaultdict(list)
    for each in costs:
        rows[each.component].append(each)
    return [(each, rows[each.id]) for each in terms.components if each.id in rows]


def _component_lines(
    call: Call, terms: Terms, component: Component, costs: list[Cost], situation: Situation
) -> list[Line]:
    cost = sum((each.amount_bgn for each in costs), start=NOTHING)
    basis = _basis(call, terms, component.source, component.certainty, component)
    params: dict[str, object] = {"id": component.id, "cost": cost}
    if component.stages and situation.stage not in component.stages:
        return [Line(Sentence("component_closed", {**params, "stage": situation.stage}), NOTHING, basis)]
    rate = grade(component.rate, situation)
    if rate is None:
        return [Line(Sentence("component_open_rate", params), None if cost else NOTHING, basis)]
    most = regimes()[component.regime].most
    rate = rate if most is None else min(rate, most)
    aid = down(rate * cost)
    lines = [Line(Sentence("component", {**params, "rate": rate}), aid, basis)]
    # Aid from elsewhere for the same costs counts towards the highest intensity (Regulation (EU) No 651/2014, Article 8).
    other = sum((each.other_aid_bgn for each in costs), start=NOTHING)
    if other:
        sentence = Sentence("other_aid", {"id": component.id, "other": other})
        lines.append(Line(sentence, -min(aid, other), basis))
    return lines


def _basis(
    call: Call, terms: Terms, source: str, certainty: Certainty, component: Component | None = None
) -> Basis:
    rule = f"{call.id}, component {component.id}" if component else call.id
    return Basis(rule, terms.id, source, certainty)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    total = NOTHING
    for each in amounts:
        if each is None:
            return None
        total += each
    return total
