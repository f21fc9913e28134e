"""Which way of transfer fits: twelve questions in an address, answered without signing in."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ebpages.exchange.mechanisms import Answers, mechanism_rules
from ebpages.exchange.queries.mechanisms import answers_of_shown_profile, mechanism_views
from ebpages.faces.addresses import changed, text
from ebpages.faces.language import active_language
from ebpages.faces.shapes import Chip

PROFILE = "profile"
_MARKS = {"fits": "valid", "possible": "conditional", "cannot_be_told": "unknown", "does_not_fit": "lapsed"}


@require_safe
def mechanisms(request: HttpRequest) -> HttpResponse:
    query, questions = request.GET, mechanism_rules().questions
    if empty := {key: "" for key in (*questions, PROFILE) if key in query and not text(query, key)}:
        return redirect(request.path + changed(query, **empty).rstrip("?"))
    reference = text(query, PROFILE, 20)
    of_profile = answers_of_shown_profile(reference) if reference else None
    if of_profile and not any(key in query for key in questions):
        return redirect(request.path + changed(query, **of_profile))
    answers = {key: value for key in questions if (value := text(query, key)) in _codes(key)}
    views = mechanism_views(answers)
    context = {
        "questions": list(_questions(answers)),
        "strange": list(_strange(query, is_profile_known=of_profile is not None)),
        "reference": reference if of_profile is not None else "",
        "chips": list(_chips(query, answers)),
        "clear_url": request.path,
        "groups": [
            (code, mark, mechanism_rules().answers[code].name(active_language()), found)
            for code, mark in _MARKS.items()
            if (found := [each for each in views if each.answer == code])
        ],
        "sources": [each.title.name(active_language()) for each in mechanism_rules().sources.values()],
    }
    return render(request, "exchange/mechanisms.html", context)


def _codes(key: str) -> list[str]:
    return [each.code for each in mechanism_rules().questions[key].values]


def _questions(answers: Answers) -> Iterator[dict[str, Any]]:
    at = active_language()
    for each in mechanism_rules().questions.values():
        yield {
            "id": each.code,
            "label": each.asks.name(at),
            "help": each.help.name(at),
            "options": [(option.code, option.name(at)) for option in each.values],
            "chosen": answers.get(each.code, ""),
        }


def _chips(query: QueryDict, answers: Answers) -> Iterator[Chip]:
    at = active_language()
    for key, value in answers.items():
        question = mechanism_rules().questions[key]
        yield Chip(
            question.name.name(at).capitalize(), question.value_name(value, at), changed(query, **{key: ""})
        )


def _strange(query: QueryDict, *, is_profile_known: bool) -> Iterator[str]:
    """A sentence for each part of the address that answers nothing."""
    questions = mechanism_rules().questions
    for key in query:
        value = text(query, key)
        if key == PROFILE:
            if not is_profile_known:
                yield _("No published profile has the id “%(id)s”.") % {"id": value}
        elif key not in questions:
            yield _("There is no question “%(key)s”; it was passed over.") % {"key": key}
        elif value not in _codes(key):
            yield _("“%(value)s” is no answer to “%(question)s” It was passed over.") % {
                "value": value, "question": questions[key].asks.name(active_language())
            }  # fmt: skip
