"""Ways of transfer and what may stand in the way, as JSON."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from ebpages.accounts.readers import reader_of
from ebpages.exchange import actions
from ebpages.exchange.mechanism_shapes import (
    AssessmentView,
    BarrierRating,
    BarrierSuggestion,
    BarrierView,
    MechanismView,
)
from ebpages.exchange.mechanisms import Answers
from ebpages.exchange.queries import assessments as ratings
from ebpages.exchange.queries import barriers as barrier_queries
from ebpages.exchange.queries.matches import find_own
from ebpages.exchange.queries.mechanisms import answers_of_shown_profile, mechanism_views
from ebpages.faces.api import Language, found, in_language

Degree = Literal["low", "medium", "high"]
YesNo = Literal["yes", "no"]
Values = Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=20)]


class MechanismAnswers(Schema):
    """What is left out is not known."""

    trl: int | None = Field(None, ge=1, le=9)
    protection: Literal["none", "secret_know_how", "applied", "granted"] | None = None
    tacit: Degree | None = None
    receiver: Literal["known", "none"] | None = None
    receiver_competence: Degree | None = None
    receiver_capital: Degree | None = None
    owner_involvement: Degree | None = None
    control: Literal["exit", "share", "keep"] | None = None
    inventor_commitment: YesNo | None = None
    replicable_business: YesNo | None = None
    equipment: YesNo | None = None
    capital_of_owner: YesNo | None = None
    profile: str = Field(
        "", max_length=20, description="Published profile: answers what is left out, where it says it"
    )


class BarrierFilters(Schema):
    """Each may be given more than once: any of its values will do."""

    group: Values = Field([], description="technical, organisational_economic, system")
    level: Values = Field([], description="organisation, joint, system")
    phase: Values = Field([], description="before, development, transfer, application")
    origin: Values = Field([], description="guide, beyond")


def mechanisms(request: HttpRequest, asked: Query[MechanismAnswers], language: Language = "bg") -> Any:
    given = {
        key: str(value) for key, value in asked.model_dump(exclude={"profile"}, exclude_none=True).items()
    }
    return list(mechanism_views({**_of_profile(asked.profile), **given}))


def _of_profile(reference: str) -> Answers:
    """404 for one that is not shown."""
    answers = answers_of_shown_profile(reference) if reference else {}
    return found(None) if answers is None else answers


def barriers(request: HttpRequest, asked: Query[BarrierFilters], language: Language = "bg") -> Any:
    return list(barrier_queries.barriers(asked.model_dump()))


def own_barriers(request: HttpRequest, code: str, language: Language = "bg") -> Any:
    reader = reader_of(request)
    return list(barrier_queries.suggestions(reader, found(find_own(reader, code))))


def assessments(request: HttpRequest, code: str, language: Language = "bg") -> Any:
    reader = reader_of(request)
    return ratings.assessments(reader, found(find_own(reader, code)))


def assess(
    request: HttpRequest, code: str, barrier: str, given: BarrierRating, language: Language = "bg"
) -> Any:
    reader = reader_of(request)
    row = found(find_own(reader, code))
    due = given.due.isoformat() if given.due else ""
    actions.assess_barrier(by=reader, profile=row, barrier=barrier, **{**given.model_dump(), "due": due})
    return ratings.history(reader, row, barrier)[0]


def open_barriers(request: HttpRequest, public_id: str, language: Language = "bg") -> Any:
    return ratings.open_barriers(reader_of(request), public_id)


def add_to(router: Router) -> None:
    """Called before the operation of one profile, whose address would take these names for its reference."""
    router.get(
        "/exchange/mechanisms",
        response=list[MechanismView],
        url_name="mechanisms",
        summary="Which ways of transfer fit what is known of a technology, its owner and its receiver, and why",
    )(in_language(mechanisms))
    router.get(
        "/exchange/barriers",
        response=list[BarrierView],
        url_name="barriers",
        summary="Barriers to a transfer, with what helps against it",
    )(in_language(barriers))
    router.get(
        "/my/profiles/{slug:code}/barriers",
        response=list[BarrierSuggestion],
        url_name="own_barriers",
        summary="Barriers that a profile of mine suggests, with what of it shows them",
    )(in_language(own_barriers))
    router.get(
        "/my/profiles/{slug:code}/assessments",
        response=list[AssessmentView],
        url_name="assessments",
        summary="What my organisation last said of each barrier to a profile of mine",
    )(in_language(assessments))
    router.put(
        "/my/profiles/{slug:code}/assessments/{slug:barrier}",
        response=AssessmentView,
        url_name="assess_barrier",
        summary="Assess a barrier to a profile of mine; what was said before is kept",
    )(in_language(assess))
    router.get(
        "/my/organisations/{slug:public_id}/open-barriers",
        response=list[AssessmentView],
        url_name="open_barriers",
        summary="Barriers that are open, over all profiles of an organisation of mine",
    )(in_language(open_barriers))
