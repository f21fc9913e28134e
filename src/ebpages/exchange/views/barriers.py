"""Barriers to a transfer: the catalogue for everybody, and what one's own profile suggests."""

from collections.abc import Iterator, Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from ebpages.accounts.permissions import Permission
from ebpages.accounts.readers import reader_of
from ebpages.exchange.barriers import barrier_rules
from ebpages.exchange.queries import barriers as queries
from ebpages.exchange.queries import own
from ebpages.exchange.queries.matches import find_own
from ebpages.faces.addresses import chosen, cleared, toggled
from ebpages.faces.language import active_language
from ebpages.faces.shapes import Chip, FacetGroup, FacetOption
from ebpages.registry.queries.public_names import leads_to


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
    reader = reader_of(request)
    row = find_own(reader, code)
    if row is None:
        raise Http404("no such profile")
    context = {
        "profile": own.own_view(reader, row),
        "may_edit": reader.may(Permission.DRAFT_PROFILES, leads_to(row.organisation_id)),
        "suggestions": list(queries.suggestions(reader, row)),
    }
    return render(request, "exchange/own_barriers.html", context)


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
