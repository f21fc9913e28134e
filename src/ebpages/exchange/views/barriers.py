"""Barriers to a transfer: the catalogue for everybody, and what people say of their own."""

from collections.abc import Iterator, Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from ebpages.accounts.actions import Refused
from ebpages.accounts.permissions import Permission
from ebpages.accounts.readers import reader_of
from ebpages.exchange import actions
from ebpages.exchange.barriers import barrier_rules
from ebpages.exchange.mechanism_shapes import AssessmentView
from ebpages.exchange.models import Profile
from ebpages.exchange.queries import assessments as ratings
from ebpages.exchange.queries import barriers as queries
from ebpages.exchange.queries import own
from ebpages.exchange.queries.matches import find_own
from ebpages.faces.addresses import chosen, cleared, toggled
from ebpages.faces.language import active_language
from ebpages.faces.pictures import both_widths
from ebpages.faces.shapes import Chip, FacetGroup, FacetOption
from ebpages.registry.queries.public_names import leads_to, name_of


@require_safe
def barriers(request: HttpRequest) -> HttpResponse:
    query = request.GET
    asked = {key: chosen(query, key) for key in queries.FACETS}
    context = {
        "barriers": list(queries.barriers(asked)),
        "facets": [_group(query, key, asked) for key in queries.FACETS],
        "chips": list(_chips(query, asked)),
        "clear_url": cleared(query, queries.FACETS),
        "strange": list(_strange(query, asked)),
        "sources": [each.name(active_language()) for each in barrier_rules().sources.values()],
    }
    return render(request, "exchange/barriers.html", context)


@require_safe
def own_barriers(request: HttpRequest, code: str) -> HttpResponse:
    reader, row = reader_of(request), _own(request, code)
    chart = ratings.change_chart(reader, row)
    suggested = list(queries.suggestions(reader, row))
    named = {each.barrier.code for each in suggested}
    context = {
        "profile": own.own_view(reader, row),
        "organisation": leads_to(row.organisation_id),
        "may_edit": reader.may(Permission.DRAFT_PROFILES, leads_to(row.organisation_id)),
        "suggestions": suggested,
        "others": [each for each in queries.barriers({}) if each.code not in named],
        "assessments": ratings.assessments(reader, row),
        **(both_widths(chart) if chart else {}),
    }
    return render(request, "exchange/own_barriers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, code: str, barrier: str) -> HttpResponse:
    """What was said of one barrier before, and the form to say it anew."""
    reader, row, posted, problem = reader_of(request), _own(request, code), request.POST, ""
    if barrier not in barrier_rules().barriers:
        raise Http404("no such barrier")
    if request.method == "POST":
        try:
            actions.assess_barrier(
                by=reader,
                profile=row,
                barrier=barrier,
                likelihood=_rating(posted.get("likelihood", "")),
                impact=_rating(posted.get("impact", "")),
                **{name: posted.get(name, "") for name in ("level", "state", "owner", "measure", "due")},
            )
        except Refused as refused:
            problem = str(refused)
        else:
            messages.success(request, _("Noted. What was said before is kept."))
            return redirect("exchange:own_barriers", code)
    before = ratings.history(reader, row, barrier)
    rules, at = barrier_rules(), active_language()
    context = {
        "profile": own.own_view(reader, row),
        "barrier": queries.barrier_view(rules.barriers[barrier]),
        "may_edit": reader.may(Permission.DRAFT_PROFILES, leads_to(row.organisation_id)),
        "history": before,
        "typed": posted if problem else _as_typed(before, rules.barriers[barrier].level),
        "ratings": [(str(each), str(each)) for each in range(1, 6)],
        "levels": [(code, text.name(at)) for code, text in rules.levels.items()],
        "states": list(ratings.state_names().items()),
        "problem": problem,
    }
    return render(request, "exchange/assess.html", context, status=400 if problem else 200)


@require_safe
def open_barriers(request: HttpRequest, public_id: str) -> HttpResponse:
    found = ratings.open_barriers(reader_of(request), public_id)
    context = {"name": name_of(public_id), "assessments": found}
    return render(request, "exchange/open_barriers.html", context)


def _own(request: HttpRequest, code: str) -> Profile:
    row = find_own(reader_of(request), code)
    if row is None:
        raise Http404("no such profile")
    return row


def _rating(text: str) -> int:
    """0, which is none, for what is no number."""
    return int(text) if text in tuple("12345") else 0


def _as_typed(before: Sequence[AssessmentView], level: str) -> Mapping[str, str]:
    if not before:
        return {"level": level, "state": "open"}
    last = before[0]
    return {
        "likelihood": str(last.likelihood),
        "impact": str(last.impact),
        "level": last.level,
        "state": last.state,
        "owner": last.owner,
        "measure": last.measure,
        "due": last.due.isoformat() if last.due else "",
    }


def _title(key: str) -> str:
    return {
        "group": pgettext("barrier", "Kind"),
        "level": pgettext("barrier", "Who can act"),
        "phase": pgettext("barrier", "When to look at it"),
        "origin": pgettext("barrier", "Named by"),
    }[key]


def _names(key: str) -> dict[str, str]:
    rules, at = barrier_rules(), active_language()
    if key == "origin":
        return {
            queries.GUIDE: pgettext("barrier", "the guide"),
            queries.BEYOND: pgettext("barrier", "others only"),
        }
    declared = {"group": rules.groups, "level": rules.levels, "phase": rules.phases}[key]
    return {code: text.name(at) for code, text in declared.items()}


def _group(query: QueryDict, key: str, asked: Mapping[str, Sequence[str]]) -> FacetGroup:
    names = _names(key)
    options = (
        FacetOption(value, names[value], count, value in asked[key], toggled(query, key, value))
        for value, count in queries.counts(key, asked).items()
        if count or value in asked[key]
    )
    return FacetGroup(key, _title(key), tuple(options))


def _chips(query: QueryDict, asked: Mapping[str, Sequence[str]]) -> Iterator[Chip]:
    for key, values in asked.items():
        for value in values:
            yield Chip(_title(key), _names(key).get(value, value), toggled(query, key, value))


def _strange(query: QueryDict, asked: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for key in query:
        if key not in asked:
            yield _("The list knows no filter “%(key)s”; it was passed over.") % {"key": key}
    for key, values in asked.items():
        for value in values:
            if value not in _names(key):
                yield _("“%(value)s” is no value of the filter “%(filter)s”.") % {
                    "value": value, "filter": _title(key)
                }  # fmt: skip
