"""Which calls fit an organisation, by what the register knows of it."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.urls import reverse
from pydantic_core import PydanticCustomError

from ebpages.faces.language import active_language
from ebpages.funding.as_json import because, change
from ebpages.funding.assessment import Result, answer_of
from ebpages.funding.case_values import day_or_year
from ebpages.funding.catalogue import calls
from ebpages.funding.condition import NO, OPEN, YES, Facts
from ebpages.funding.explanation import explained
from ebpages.funding.queries.calls import card, closing_day, standing
from ebpages.funding.sentences import name_of
from ebpages.funding.shapes import FitOfCall
from ebpages.reference.settlements import find_settlements
from ebpages.registry.models import LegalEntity, Statement

_STATED = ("stage", "members", "seat", "founded")
_ORDER = {YES: 0, OPEN: 1, NO: 2}


def facts_of_organisation(public_id: str) -> dict[str, Any]:
    """What all lists that speak of it agree on; where they differ, and what they do not say, is not known."""
    stated: dict[str, set[str]] = defaultdict(set)
    found = Statement.objects.filter(record__organisation=public_id, property__in=_STATED)
    for name, value in found.values_list("property", "value"):
        stated[name].add(value)
    forms = set(
        LegalEntity.objects.filter(organisation=public_id)
        .exclude(legal_form="")
        .values_list("legal_form", flat=True)
    )
    seats = {town.region for text in stated["seat"] for town in find_settlements(text)}
    members, year = _only(stated["members"]), _only(stated["founded"])
    return {
        "legal_form": _only(forms),
        "stage": _only(stated["stage"]),
        "seat": _only(seats),
        "members": int(members) if members and members.isdecimal() else None,
        "established": _established(year),
        "answers": {},
    }


def fits_of(public_id: str, day: date) -> tuple[FitOfCall, ...]:
    """Calls with conditions: those still to come first, then those whose conditions are met best, the latest first."""
    facts, language = facts_of_organisation(public_id), active_language()
    fits = []
    for call in calls().values():
        terms = call.versions[-1]
        if not terms.conditions:
            continue
        results = [
            Result(each.id, each.text, explained(each, facts), each.source, each.certainty)
            for each in terms.conditions
        ]
        answer = answer_of(terms, facts)

        def sentences(wanted: Any, results: list[Result] = results) -> list[Result]:
            return [each for each in results if each.explained.answer is wanted]

        fit = FitOfCall(
            card(call, day),
            answer.word,
            name_of(answer.word, language),
            tuple((each.text.name(language), because(each, language)) for each in sentences(YES)),
            tuple(
                (each.text.name(language), because(each, language), change(each, language))
                for each in sentences(NO)
            ),
            tuple(
                (each.text.name(language), because(each, language), change(each, language))
                for each in sentences(OPEN)
            ),
            f"{reverse('funding:assess', args=[call.id])}?organisation={public_id}",
        )
        past = standing(call, day) == "closed"
        fits.append(((past, _ORDER[answer], len(fit.missing), -closing_day(call).toordinal()), fit))
    return tuple(fit for _key, fit in sorted(fits, key=lambda each: each[0]))


def document_of_organisation(public_id: str) -> dict[str, Any]:
    """What a form of a case begins with."""
    facts: Facts = facts_of_organisation(public_id)
    known = ("legal_form", "stage", "seat", "members", "established")
    given = {key: facts[key] for key in known if facts[key] is not None}
    if isinstance(given.get("established"), frozenset):
        given["established"] = min(given["established"]).year
    return {"applicant": given}


def _established(written: str | None) -> date | frozenset[date] | None:
    try:
        return day_or_year(written) if written else None
    except PydanticCustomError:
        return None


def _only(values: set[str]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None
