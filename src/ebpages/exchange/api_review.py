"""What reviewers read and decide, as JSON."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from ebpages.accounts.readers import reader_of
from ebpages.exchange import actions, queries
from ebpages.exchange.shapes import QueuedProfile, ReviewDecision, ReviewView, ToReview
from ebpages.faces.api import Language, found, in_language

router = Router(tags=["exchange"])


@router.get(
    "/agency/profiles",
    response=list[QueuedProfile],
    url_name="profiles_to_review",
    summary="Versions that wait to be reviewed, the oldest first",
)
@in_language
def queue(request: HttpRequest, language: Language = "bg") -> Any:
    return list(queries.queue(reader_of(request)))


@router.get(
    "/agency/profiles/{slug:code}",
    response=ToReview,
    url_name="profile_to_review",
    summary="The version that waits, with the check, changes, likely doubles and earlier reviews",
)
@in_language
def to_review(request: HttpRequest, code: str, language: Language = "bg") -> Any:
    reader = reader_of(request)
    return found(queries.to_review(reader, found(queries.find_profile(reader, code))))


@router.post(
    "/agency/profiles/{slug:code}/decision",
    response={201: ReviewView},
    url_name="profile_decision",
    summary="Score the version that was read: 10 or more of 20 publish it, 5 to 9 put it on hold, fewer reject it; any 0 keeps it from being published",
)
@in_language
def decide(request: HttpRequest, code: str, given: ReviewDecision, language: Language = "bg") -> Any:
    reader = reader_of(request)
    row = found(queries.find_profile(reader, code) or queries.handed_in_profile(reader, code, given.version))
    actions.decide(
        by=reader,
        profile=row,
        version=given.version,
        scores=given.scores,
        reasons=given.reasons,
        remark=given.remark,
    )
    return Status(201, queries.review_views(reader, row)[0])
