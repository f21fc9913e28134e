"""Calls with facets, one call, the assessment of a case, calls that fit an organisation, and their files."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ebpages.declared.schema import BrokenDeclaration
from ebpages.faces.addresses import asks_only, chosen, cleared, day_of, text, toggled
from ebpages.faces.file_answers import file_answer, file_links
from ebpages.faces.language import active_language
from ebpages.faces.pictures import both_widths
from ebpages.faces.shapes import Chip, FacetGroup, FacetOption
from ebpages.funding import ical, queries
from ebpages.funding.assessment import assess as assessed
from ebpages.funding.assessment import day_to_assess
from ebpages.funding.call import Call
from ebpages.funding.case import KINDS
from ebpages.funding.case_file import case_document, case_of
from ebpages.funding.case_form import Typed, document_of, field_of, shown, typed
from ebpages.funding.catalogue import call as declared_call
from ebpages.funding.example import example
from ebpages.funding.fault import BrokenCase
from ebpages.funding.queries.calls import FACETS
from ebpages.funding.queries.charts import outcome_chart
from ebpages.funding.sentences import fault_text, name_of, value_name
from ebpages.funding.tables import calls_table
from ebpages.limits import MEGABYTE, limit
from ebpages.publish import atom
from ebpages.publish.tables import FORMATS
from ebpages.reference.legal_forms import legal_forms
from ebpages.reference.regions import regions
from ebpages.reference.stages import stages
from ebpages.reference.vocabulary import UnknownCode
from ebpages.registry.queries import MergedInto, organisation
from ebpages.registry.queries.public_names import leads_to

_SECTORS = ("road_freight", "agriculture", "fishery", "general_interest")


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    query = request.GET
    day = day_of(query, "on") or timezone.localdate()
    asked = {key: chosen(query, key) for key in FACETS}
    found = [queries.card(each, day) for each in queries.asked_calls(day, asked)]
    context = {
        "cards": found,
        "day": day,
        "facets": _facet_groups(query, day),
        "chips": _chips(query, asked),
        "clear_url": cleared(query, FACETS),
        "downloads": file_links("funding:calls_file", (), "", formats=FORMATS),
    }
    return render(request, "funding/calls.html", context)


def _facet_groups(query: QueryDict, day: date) -> list[FacetGroup]:
    titles = {
        "standing": _("On this day"), "kind": _("Kind"), "who": _("Who"), "for": _("What for"), "programme": _("Programme"),
    }  # fmt: skip
    groups = []
    for key, counts in queries.facet_counts(day).items():
        on = chosen(query, key)
        options = tuple(
            FacetOption(value, queries.facet_name(key, value), n, value in on, toggled(query, key, value))
            for value, n in counts.most_common()
        )
        groups.append(FacetGroup(key, titles[key], options))
    return groups


def _chips(query: QueryDict, asked: Mapping[str, tuple[str, ...]]) -> list[Chip]:
    titles = {group.key: group.title for group in _facet_groups(query, timezone.localdate())}
    return [
        Chip(titles[key], queries.facet_name(key, value), toggled(query, key, value))
        for key, values in asked.items()
        for value in values
    ]


@require_safe
@asks_only()
def calls_file(request: HttpRequest, file_format: str) -> HttpResponse:
    return file_answer(calls_table(active_language()), file_format)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    return HttpResponse(queries.calendar(_site(request), timezone.localdate()), content_type=ical.MEDIA_TYPE)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(queries.feed(_site(request)).write(), content_type=atom.MEDIA_TYPE)


@require_safe
def call(request: HttpRequest, call: str) -> HttpResponse:
    found = _call(call)
    context: dict[str, Any] = {"call": queries.call_view(found, timezone.localdate())}
    if found.outcome:
        context |= both_widths(outcome_chart(found.outcome))
    return render(request, "funding/call.html", context)


@csrf_exempt  # it only reads, for everybody alike, and a visitor's page sets no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, call: str) -> HttpResponse:
    found = _call(call)
    if request.method != "POST":
        begun = _begun(request.GET)
        day = day_to_assess(found, timezone.localdate())
        return _form(request, found, shown(begun, found.on(day), active_language()), day)
    day, problems = _posted_day(request, found)
    document: Mapping[str, Any] | None = None
    given = typed(request.POST, found.on(day))
    try:
        document = _uploaded(request)
        if document is None:
            document = document_of(given, active_language())
        case = case_of("YAML", document)
        given = shown(document, found.on(day), active_language()) if request.FILES else given
        result = assessed("YAML", found, case, day)
    except BrokenCase as problem:
        problems += [
            (field_of(place, given), f"{_place(place)}{fault_text(fault, active_language())}")
            for place, fault in problem.faults
        ]
    except BrokenDeclaration as problem:
        problems.append(("case", str(problem)))
    if problems:
        return _form(request, found, given, day, problems=problems)
    return _form(request, found, given, day, result=queries.assessment_view(result, document or {}))


@require_safe
def organisation_calls(request: HttpRequest, public_id: str) -> HttpResponse:
    view = organisation(leads_to(public_id), timezone.localdate())
    if view is None or isinstance(view, MergedInto):
        raise Http404("no such organisation")
    context = {"organisation": view, "fits": queries.fits_of(view.id, timezone.localdate())}
    return render(request, "funding/organisation.html", context)


def _call(name: str) -> Call:
    try:
        return declared_call(name)
    except UnknownCode:
        raise Http404("no such call") from None


def _begun(query: QueryDict) -> Mapping[str, Any]:
    """What the form begins with: the example, what the register knows of an organisation, or nothing."""
    if text(query, "example"):
        return example()
    public_id = text(query, "organisation", 12)
    return queries.document_of_organisation(leads_to(public_id)) if public_id else {}


def _posted_day(request: HttpRequest, found: Call) -> tuple[date, list[tuple[str, str]]]:
    written = request.POST.get("on", "").strip()
    usual = day_to_assess(found, timezone.localdate())
    try:
        return (date.fromisoformat(written) if written else usual), []
    except ValueError:
        return usual, [("on", _("This is no day. Write it as 2017-03-31."))]


def _uploaded(request: HttpRequest) -> Mapping[str, Any] | None:
    """The document of a file that was handed in. Raises BrokenDeclaration."""
    file = request.FILES.get("case")
    if file is None:
        return None
    most = limit("yaml_megabytes") * MEGABYTE
    if file.size > most:
        raise BrokenDeclaration(
            "YAML", "the file", f"it is larger than {most:,} bytes", "Leave out what is not needed"
        )
    return case_document("YAML", file.read())


def _place(place: str) -> str:
    """A part of a table by its number; single fields are told by the link."""
    table, _space, n = place.partition(",")[0].partition(" ")
    names = {
        "holdings": _("Holdings"),
        "de_minimis": _("Earlier aid"),
        "enterprises": _("Enterprises"),
        "costs": _("Costs"),
    }
    return f"{names[table]}{' ' + n if n else ''}: " if table in names else ""


def _form(
    request: HttpRequest,
    found: Call,
    given: Typed,
    day: date,
    *,
    problems: list[tuple[str, str]] | None = None,
    result: Any = None,
) -> HttpResponse:
    language, terms = active_language(), found.on(day)
    wrong = dict(problems or ())
    context = {
        "call": queries.call_view(found, day),
        "version": terms.name.name(language),
        "day": day,
        "problems": problems or [],
        "wrong": wrong,
        "result": result,
        "given": given,
        "enterprises": given.shown_rows("enterprises"),
        "holdings": given.shown_rows("holdings"),
        "de_minimis": given.shown_rows("de_minimis"),
        "costs": [
            (each.id, each.name.name(language), given.costs.get(each.id, "")) for each in terms.components
        ],
        "asked": [
            (each.id, each.text.name(language), given.answers.get(each.id, ""))
            for each in terms.conditions
            if each.id in terms.asked
        ],
        "forms": [(each.code, each.name(language)) for each in legal_forms()],
        "regions": [
            (each.code, f"{each.code} {each.name(language)}") for level in (2, 3) for each in regions(level)
        ],
        "stages": [(each.code, each.name(language)) for each in stages()],
        "sectors": [(each, value_name("sector", each, language)) for each in _SECTORS],
        "kinds": [(each, name_of(each, language)) for each in KINDS if each != "company"],
        "yes_and_no": [(each, name_of(each, language)) for each in ("yes", "no")],
        "from_file": bool(request.FILES),
        "action": reverse("funding:assess", args=[found.id]),
    }
    return render(request, "funding/assess.html", context, status=400 if problems else 200)


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
