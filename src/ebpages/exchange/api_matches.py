"""What fits whom, judgements and watches, as JSON."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from ebpages.accounts.readers import reader_of
from ebpages.exchange import actions
from ebpages.exchange.match_shapes import (
    JudgementView,
    Matches,
    MatchVerdict,
    NewWatch,
    OrganisationMatch,
    ProfileMatch,
    WatchView,
)
from ebpages.exchange.models import Profile
from ebpages.exchange.queries import answering
from ebpages.exchange.queries import matches as queries
from ebpages.exchange.queries import watches as watch_queries
from ebpages.faces.api import Language, found, in_language, located

router = Router(tags=["exchange"])


class SwitchedOff(Schema):
    without: list[Annotated[str, Field(max_length=20)]] = Field(
        [], max_length=10, description="Conditions to switch off: role, owner, countries, forms, stage"
    )


@router.get(
    "/exchange/{slug:reference}/matches",
    response=Matches,
    url_name="public_matches",
    summary="Published profiles that answer a published one, with reasons and with what each condition leaves out",
)
@in_language
def public_matches(
    request: HttpRequest, reference: str, asked: Query[SwitchedOff], language: Language = "bg"
) -> Any:
    return found(queries.public_matches(reference, asked.without))


@router.get(
    "/exchange/{slug:reference}/organisations",
    response=list[OrganisationMatch],
    url_name="answering_organisations",
    summary="Organisations that could answer a published profile, by what stands on their pages",
)
@in_language
def organisations(request: HttpRequest, reference: str, language: Language = "bg") -> Any:
    return list(answering.organisations_for(reference))


@router.get(
    "/my/profiles/{slug:code}/matches",
    response=Matches,
    url_name="matches",
    summary="What fits a profile of mine, published or handed in",
)
@in_language
def matches(request: HttpRequest, code: str, asked: Query[SwitchedOff], language: Language = "bg") -> Any:
    return found(queries.own_matches(reader_of(request), _own(request, code), asked.without))


@router.put(
    "/my/profiles/{slug:code}/matches/{slug:reference}",
    response=JudgementView,
    url_name="match",
    summary="Say that a match fits, or why it is not for me",
)
@in_language
def judge(
    request: HttpRequest, code: str, reference: str, given: MatchVerdict, language: Language = "bg"
) -> Any:
    judgement = actions.judge_match(
        by=reader_of(request),
        profile=_own(request, code),
        reference=reference,
        verdict=given.verdict,
        reason=given.reason,
        words=given.words,
    )
    return queries.judgement_view(judgement)


@router.delete(
    "/my/profiles/{slug:code}/matches/{slug:reference}",
    response={204: None},
    url_name="match",
    summary="Take back what was said of a match",
)
@in_language
def take_back(request: HttpRequest, code: str, reference: str, language: Language = "bg") -> Any:
    actions.take_back_judgement(by=reader_of(request), profile=_own(request, code), reference=reference)
    return Status(204, None)


@router.get(
    "/my/organisations/{slug:public_id}/fitting-profiles",
    response=list[ProfileMatch],
    url_name="fitting_profiles",
    summary="Published profiles of others that fit an organisation of mine",
)
@in_language
def fitting_profiles(request: HttpRequest, public_id: str, language: Language = "bg") -> Any:
    return list(answering.profiles_for(reader_of(request), public_id))


@router.get("/my/watches", response=list[WatchView], url_name="watches", summary="What I watch")
@in_language
def watches(request: HttpRequest, language: Language = "bg") -> Any:
    return list(watch_queries.watches(reader_of(request)))


@router.post(
    "/my/watches",
    response={201: WatchView},
    url_name="watches",
    summary="Be told by e-mail of what is new for a profile of mine or a search of the list",
)
@in_language
def start_watch(
    request: HttpRequest, response: HttpResponse, given: NewWatch, language: Language = "bg"
) -> Any:
    row = _own(request, given.profile) if given.profile else None
    watch = actions.start_watch(
        by=reader_of(request), every=given.every, profile=row, question=given.question
    )
    located(response, "watch", watch.code)
    return Status(201, watch_queries.watch_view(reader_of(request), watch))


@router.delete("/my/watches/{slug:code}", response={204: None}, url_name="watch", summary="Stop a watch")
@in_language
def stop_watch(request: HttpRequest, code: str, language: Language = "bg") -> Any:
    reader = reader_of(request)
    actions.stop_watch(by=reader, watch=found(watch_queries.find_watch(reader, code)))
    return Status(204, None)


def _own(request: HttpRequest, code: str) -> Profile:
    return found(queries.find_own(reader_of(request), code))
