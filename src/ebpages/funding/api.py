"""Calls, and what is assessed of a case, as JSON: the contents of the pages at their own addresses."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from ebpages.faces.api import Language, found, in_language
from ebpages.faces.shapes import RequestBody
from ebpages.funding import queries
from ebpages.funding.as_json import assessment_json, size_json
from ebpages.funding.assessment import assess, day_to_assess
from ebpages.funding.call import Call, Kind, Purpose, Who
from ebpages.funding.case import Case
from ebpages.funding.case_file import case_of
from ebpages.funding.catalogue import call as declared_call
from ebpages.funding.enterprise_size import size_of
from ebpages.funding.fault import BrokenCase
from ebpages.funding.rules_of_aid import size_rules
from ebpages.funding.shapes import CallCard, CallView, FitOfCall
from ebpages.reference.vocabulary import UnknownCode
from ebpages.registry.queries.public_names import leads_to, name_of

router = Router(tags=["funding"])
MOST_ROWS = 2_000


class CaseBody(RequestBody):
    """A case with the keys of its file; what is left out is not known. on: the day of the assessment."""

    applicant: dict[str, Any] = Field(default_factory=dict)
    enterprises: dict[str, Any] = Field(default_factory=dict, max_length=MOST_ROWS)
    holdings: list[dict[str, Any]] | None = Field(None, max_length=MOST_ROWS)
    de_minimis: list[dict[str, Any]] | None = Field(None, max_length=MOST_ROWS)
    costs: list[dict[str, Any]] | None = Field(None, max_length=MOST_ROWS)
    answers: dict[str, Any] = Field(default_factory=dict, max_length=MOST_ROWS)
    on: date | None = None


class CallFilters(Schema):
    """Each filter keeps calls that have one of its values."""

    on: date | None = Field(None, description="The day that `standing` is of; today when left out")
    standing: list[Literal["open", "upcoming", "closed", "not_known"]] = Field(
        default_factory=list, max_length=4
    )
    kind: list[Kind] = Field(default_factory=list, max_length=3)
    who: list[Who] = Field(default_factory=list, max_length=5)
    for_: list[Purpose] = Field(default_factory=list, alias="for", max_length=6)
    programme: list[str] = Field(default_factory=list, max_length=10)


@router.get("/funding", response=list[CallCard], url_name="calls", summary="Calls for funding")
@in_language
def calls(
    request: HttpRequest,
    asked: Query[CallFilters],
    language: Language = "bg",
) -> list[CallCard]:
    day = asked.on or timezone.localdate()
    chosen = {
        "standing": asked.standing, "kind": asked.kind, "who": asked.who, "for": asked.for_, "programme": asked.programme,
    }  # fmt: skip
    found_calls = queries.asked_calls(day, {key: tuple(values) for key, values in chosen.items()})
    return [queries.card(each, day) for each in found_calls]


@router.get("/funding/calls/{call}", response=CallView, url_name="call", summary="One call with its versions")
@in_language
def one_call(request: HttpRequest, call: str, language: Language = "bg") -> CallView:
    return queries.call_view(_call(call), timezone.localdate())


@router.post(
    "/funding/calls/{call}/assess",
    response=dict[str, Any],
    url_name="assess",
    summary="Whether a case may apply to a call, and what aid it may get, line by line",
)
@in_language
def assess_case(request: HttpRequest, call: str, body: CaseBody, language: Language = "bg") -> dict[str, Any]:
    """Answers what `ebpages funding assess` answers; nothing is stored."""
    asked = _call(call)
    day = body.on or day_to_assess(asked, timezone.localdate())
    try:
        return assessment_json(assess("body", asked, _case(body), day), language)
    except BrokenCase as problem:
        raise HttpError(422, str(problem)) from None


@router.post(
    "/funding/size",
    response=dict[str, Any],
    url_name="size",
    summary="How large an enterprise is, with all whose figures count",
)
@in_language
def size(request: HttpRequest, body: CaseBody, language: Language = "bg") -> dict[str, Any]:
    """Recommendation 2003/361/EC. Answers what `ebpages funding size` answers; nothing is stored."""
    rules = size_rules(body.on or timezone.localdate())
    if rules is None:
        raise HttpError(422, _("No rules of size are known for the day. Ask for a later one."))
    return size_json(size_of(_case(body), rules), language)


@router.get(
    "/funding/organisations/{public_id}",
    response=list[FitOfCall],
    url_name="funding_organisation",
    summary="Which calls fit an organisation, by what the register knows",
)
@in_language
def organisation(request: HttpRequest, public_id: str, language: Language = "bg") -> list[FitOfCall]:
    owner = leads_to(public_id)
    found(name_of(owner))
    return list(queries.fits_of(owner, timezone.localdate()))


def _call(name: str) -> Call:
    try:
        return declared_call(name)
    except UnknownCode as problem:
        raise HttpError(404, _("There is no call “%(name)s”.") % {"name": name}) from problem


def _case(body: CaseBody) -> Case:
    try:
        return case_of("body", body.model_dump(exclude={"on"}))
    except BrokenCase as problem:
        raise HttpError(422, str(problem)) from None
