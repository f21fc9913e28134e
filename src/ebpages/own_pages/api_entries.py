"""New organisations, as JSON: proposed, compared with those they may be doubles of, reviewed."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from ebpages.accounts.reader import Reader
from ebpages.accounts.readers import reader_of
from ebpages.faces.api import Key, Language, found, in_language, located
from ebpages.own_pages.queries import entries as queries
from ebpages.own_pages.shapes import NewOrganisation, ProposalView, Review
from ebpages.registry import actions
from ebpages.registry.models import Entry
from ebpages.registry.queries.doubles import Double

router = Router()


class Proposal(Schema):
    """doubles: organisations of the register that it may be a second time, the likeliest first, with why."""

    proposal: ProposalView
    doubles: list[Double]


@router.get(
    "/my/proposals",
    response=list[ProposalView],
    url_name="own_proposals",
    summary="New organisations that the reader proposed and that are not decided",
)
@in_language
def own_proposals(request: HttpRequest, language: Language = "bg") -> list[ProposalView]:
    return list(queries.own_proposals(reader_of(request)))


@router.post(
    "/my/proposals",
    response={201: Proposal},
    url_name="own_proposals",
    summary="Propose a new organisation, as a draft; the answer says which ones it may be a double of",
)
@in_language
def propose(
    request: HttpRequest, response: HttpResponse, organisation: NewOrganisation, language: Language = "bg"
) -> Status[Proposal]:
    reader = reader_of(request)
    row = actions.propose_entry(by=reader, proposed=_proposed(organisation))
    located(response, "own_proposal", row.pk)
    return Status(201, _answer(reader, row))


@router.get(
    "/my/proposals/{int:key}",
    response=Proposal,
    url_name="own_proposal",
    summary="One proposal of the reader, with likely doubles",
)
@in_language
def own_proposal(request: HttpRequest, key: Key, language: Language = "bg") -> Proposal:
    reader = reader_of(request)
    return _answer(reader, _found(reader, key))


@router.put(
    "/my/proposals/{int:key}", response=Proposal, url_name="own_proposal", summary="Change a proposal"
)
@in_language
def change_proposal(
    request: HttpRequest, key: Key, organisation: NewOrganisation, language: Language = "bg"
) -> Proposal:
    reader = reader_of(request)
    row = _found(reader, key)
    return _answer(reader, actions.propose_entry(by=reader, proposed=_proposed(organisation), entry=row.pk))


@router.delete(
    "/my/proposals/{int:key}", response={204: None}, url_name="own_proposal", summary="Withdraw a proposal"
)
@in_language
def withdraw_proposal(request: HttpRequest, key: Key, language: Language = "bg") -> Status[None]:
    reader = reader_of(request)
    row = _found(reader, key)
    if row.state != Entry.WITHDRAWN:
        actions.withdraw_entry(by=reader, entry=row.pk)
    return Status(204, None)


@router.post(
    "/my/proposals/{int:key}/submit",
    response=Proposal,
    url_name="submit_proposal",
    summary="Hand a proposal to those who review",
)
@in_language
def submit_proposal(request: HttpRequest, key: Key, language: Language = "bg") -> Proposal:
    reader = reader_of(request)
    row = _found(reader, key)
    return _answer(reader, actions.submit_entry(by=reader, entry=row.pk))


@router.get(
    "/agency/proposals",
    response=list[ProposalView],
    url_name="proposals",
    summary="Proposals that wait for a review, the oldest first, or the newest decisions",
)
@in_language
def proposals(
    request: HttpRequest, state: Literal["waiting", "decided"] = "waiting", language: Language = "bg"
) -> list[ProposalView]:
    ask = queries.waiting_proposals if state == "waiting" else queries.decided_proposals
    return list(ask(reader_of(request)))


@router.get(
    "/agency/proposals/{int:key}",
    response=Proposal,
    url_name="proposal",
    summary="One proposal with likely doubles, for who reviews it",
)
@in_language
def proposal(request: HttpRequest, key: Key, language: Language = "bg") -> Proposal:
    reader = reader_of(request)
    return _answer(reader, _found(reader, key))


@router.post(
    "/agency/proposals/{int:key}/decision",
    response=Proposal,
    url_name="proposal_decision",
    summary="Publish a proposal, return it, or withdraw it",
)
@in_language
def review(request: HttpRequest, key: Key, review: Review, language: Language = "bg") -> Proposal:
    reader = reader_of(request)
    row = _found(reader, key)
    if review.decision == "publish":
        row = actions.publish_entry(by=reader, entry=row.pk)
    elif review.decision == "return":
        row = actions.return_entry(by=reader, entry=row.pk, reason=review.reason)
    else:
        row = actions.withdraw_entry(by=reader, entry=row.pk, reason=review.reason)
    return _answer(reader, row)


def _proposed(given: NewOrganisation) -> actions.Proposed:
    names = [(name.text, name.language) for name in given.names]
    return actions.Proposed(names, **given.model_dump(exclude={"names"}))


def _answer(reader: Reader, row: Entry) -> Proposal:
    return Proposal(proposal=queries.proposal_view(reader, row), doubles=list(queries.doubles_of(row)))


def _found(reader: Reader, key: int) -> Entry:
    return found(queries.proposal(reader, key))
