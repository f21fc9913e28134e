"""Calls as pages and the API show them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.funding.call import Call, Component, Outcome, Terms, rate_text
from ebpages.funding.catalogue import calls
from ebpages.funding.condition import NO, YES
from ebpages.funding.graded import ByFact
from ebpages.funding.money import to_eur
from ebpages.funding.opening import open_on
from ebpages.funding.rules_of_aid import regimes
from ebpages.funding.sentences import cited, money, name_of, value_name, written_day
from ebpages.funding.shapes import (
    CallCard,
    CallComponent,
    CallDisagreement,
    CallOutcome,
    CallRule,
    CallView,
    ComparedRow,
)

FACETS: Mapping[str, str] = {
    "standing": "standing",
    "kind": "kind",
    "who": "who",
    "for": "purposes",
    "programme": "programme",
}


_STANDINGS = ("open", "upcoming", "closed", "not_known")


def standing(call: Call, day: date) -> str:
    found = open_on(call, call.on(day), day)
    if found.answer is YES:
        return "open"
    if found.answer is NO:
        return "upcoming" if found.because[0].key == "open_too_early" else "closed"
    return "not_known"


def standing_name(code: str) -> str:
    return name_of(f"is_{code}", active_language())


def facets_of(call: Call, day: date) -> dict[str, tuple[str, ...]]:
    """The values of each facet; a programme is its own name."""
    return {
        "standing": (standing(call, day),),
        "kind": (call.kind,),
        "who": call.who,
        "for": call.purposes,
        "programme": (call.programme.en,),
    }


def asked_calls(day: date, chosen: Mapping[str, tuple[str, ...]]) -> list[Call]:
    """Those that have one of the values chosen of each facet; by where they stand, then by their closing day, the latest first."""
    found = [
        each
        for each in calls().values()
        if all(set(values) & set(facets_of(each, day)[key]) for key, values in chosen.items() if values)
    ]
    found.sort(key=lambda each: closing_day(each), reverse=True)
    return sorted(found, key=lambda each: _STANDINGS.index(standing(each, day)))


def closing_day(call: Call) -> date:
    terms = call.versions[-1]
    return terms.closes.last if terms.closes else terms.since.last


def facet_counts(day: date) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {key: Counter() for key in FACETS}
    for call in calls().values():
        for key, values in facets_of(call, day).items():
            counts[key].update(values)
    return counts


def facet_name(key: str, value: str) -> str:
    if key == "standing" and value in _STANDINGS:
        return standing_name(value)
    if key == "programme":
        names = {each.programme.en: each.programme for each in calls().values()}
        return names[value].name(active_language()) if value in names else value
    return name_of(value, active_language())


def card(call: Call, day: date) -> CallCard:
    language, terms, code = active_language(), call.on(day), standing(call, day)
    return CallCard(
        call.id,
        call.title.name(language),
        name_of(call.kind, language),
        call.programme.name(language),
        terms.pays.name(language),
        terms.opens.written if terms.opens else "",
        terms.closes.written if terms.closes else "",
        code,
        standing_name(code),
        _budget(terms),
        reverse("funding:call", args=[call.id]),
    )


def call_view(call: Call, day: date) -> CallView:
    language, terms = active_language(), call.versions[-1]
    return CallView(
        card=card(call, day),
        priority=call.priority.name(language) if call.priority else "",
        applicants=terms.applicants.name(language),
        eligible_costs=terms.eligible_costs.name(language) if terms.eligible_costs else "",
        facts=tuple(_facts(terms)),
        conditions=tuple(
            CallRule(each.id, each.text.name(language), each.source, name_of(each.certainty, language))
            for each in terms.conditions
        ),
        components=tuple(_component(each) for each in terms.components),
        versions=tuple(each.name.name(language) for each in call.versions),
        compared=tuple(_compared(call)) if len(call.versions) > 1 else (),
        contradictions=tuple(
            CallDisagreement(
                each.text.name(language),
                tuple(
                    (_stated(each.about, s.value), s.source, name_of(s.certainty, language))
                    for s in each.values
                ),
            )
            for each in call.contradictions
        ),
        outcome=_outcome(call.outcome) if call.outcome else None,
        remarks=tuple(each.name(language) for each in call.remarks),
        source=terms.source,
        certainty=name_of(terms.certainty, language),
        address=call.address or "",
    )


def _stated(about: str, value: str) -> str:
    language = active_language()
    if about in ("opens", "closes"):
        return written_day(value, language)
    return _("EUR %(amount)s") % {"amount": money(value, language)} if about == "budget_eur" else value


def in_bgn(amount: Decimal) -> str:
    """An amount in leva with the same in euro."""
    language = active_language()
    shown = {"bgn": money(amount, language), "eur": money(to_eur(amount), language)}
    return _("BGN %(bgn)s (EUR %(eur)s)") % shown


def _budget(terms: Terms) -> str:
    if terms.budget_bgn is not None:
        return in_bgn(terms.budget_bgn)
    if terms.budget_eur is not None:
        return _("EUR %(amount)s") % {"amount": money(terms.budget_eur, active_language())}
    return ""


def _facts(terms: Terms) -> Iterator[tuple[str, str]]:
    """What a version says, in words; what is not known is said to be so."""
    language, unknown = active_language(), _("not known")
    yield _("Opens"), written_day(terms.opens.written, language) if terms.opens else unknown
    yield _("Closes"), written_day(terms.closes.written, language) if terms.closes else unknown
    yield _("Budget"), _budget(terms) or unknown
    grant = terms.grant_bgn
    yield _("Least grant"), "; ".join(_graded(grant.min if grant else None, in_bgn)) or unknown
    yield _("Largest grant"), "; ".join(_graded(grant.max if grant else None, in_bgn)) or unknown
    duration = terms.duration_months
    yield _("Duration"), _("%(n)s months") % {"n": duration} if duration else unknown


def _graded(value: Decimal | ByFact | None, write: Any) -> list[str]:
    """A value that depends on the applicant, in words: one for each case."""
    if value is None:
        return []
    if not isinstance(value, ByFact):
        return [write(value)]
    language, fact = active_language(), "seat" if value.by == "region" else value.by
    return [
        f"{value_name(fact, key, language)}: {text}"
        for key, part in value.values.items()
        for text in _graded(part, write) or [_("not known")]
    ]


def _component(component: Component) -> CallComponent:
    language = active_language()
    return CallComponent(
        component.id,
        component.name.name(language),
        regimes()[component.regime].name.name(language),
        tuple(value_name("stage", each, language) for each in component.stages),
        tuple(_graded(component.rate, lambda rate: f"{rate_text(rate)}\N{NO-BREAK SPACE}%"))
        or (_("not known"),),
        component.source,
        name_of(component.certainty, language),
    )


def _compared(call: Call) -> Iterator[ComparedRow]:
    language = active_language()
    rows: list[tuple[str, list[str]]] = [
        (_("Known since"), [written_day(each.since.written, language) for each in call.versions]),
        *(
            (label, [dict(_facts(each))[label] for each in call.versions])
            for label, _value in _facts(call.versions[-1])
        ),
        (_("Applicants"), [each.applicants.name(language) for each in call.versions]),
        (
            _("Conditions"),
            [" ".join(c.text.name(language) for c in each.conditions) for each in call.versions],
        ),
        (_("Source"), [cited(each.source, language) for each in call.versions]),
    ]
    for label, values in rows:
        yield ComparedRow(label, tuple(values), len(set(values)) > 1)


def _outcome(outcome: Outcome) -> CallOutcome:
    recomputed = to_eur(outcome.signed_bgn)
    return CallOutcome(
        written_day(outcome.as_of.written, active_language()),
        outcome.submitted,
        outcome.proposed,
        outcome.proposed_bgn,
        to_eur(outcome.proposed_bgn),
        outcome.signed,
        outcome.signed_bgn,
        recomputed,
        recomputed == outcome.signed_eur,
        outcome.source,
    )
