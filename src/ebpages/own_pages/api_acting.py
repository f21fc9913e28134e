"""Who acts for an organisation, as JSON: claims and their documents, people, invitations."""

from typing import Annotated, Literal

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from ninja import File, Form, Router, Status, UploadedFile
from pydantic import Field

from ebpages.accounts.actions import Unusable
from ebpages.accounts.queries import confirmed_addresses
from ebpages.accounts.reader import Reader
from ebpages.accounts.readers import reader_of
from ebpages.faces.api import Key, Language, found, in_language, located
from ebpages.faces.documents import LARGEST, MEDIA_TYPES, UnusableDocument, read_document
from ebpages.faces.shapes import WorkItem
from ebpages.own_pages import actions, queries
from ebpages.own_pages.forms import UNUSABLE
from ebpages.own_pages.models import Claim, Invitation
from ebpages.own_pages.shapes import (
    ActingView,
    ClaimToAct,
    ClaimToDecide,
    Decision,
    InvitationAnswer,
    InvitationView,
    NewClaim,
    NewInvitation,
    OwnOrganisation,
    RoleChange,
)

router = Router()
Aware = Annotated[bool, Field(description="That nobody may be left who decides about people")]


@router.get("/my/work", response=list[WorkItem], url_name="my_work", summary="What waits for the reader")
@in_language
def my_work(request: HttpRequest, language: Language = "bg") -> list[WorkItem]:
    return list(queries.work_of(reader_of(request)))


@router.get(
    "/my/organisations",
    response=list[OwnOrganisation],
    url_name="my_organisations",
    summary="Organisations that the reader acts for",
)
@in_language
def my_organisations(request: HttpRequest, language: Language = "bg") -> list[OwnOrganisation]:
    return list(queries.own_organisations(reader_of(request)))


# claims


@router.post(
    "/organisations/{slug:public_id}/claims",
    response={201: ClaimToAct},
    url_name="organisation_claims",
    summary="Ask to act for an organisation, with words and a document (PDF, PNG or JPEG up to 5 MB)",
)
@in_language
def make_claim(
    request: HttpRequest,
    response: HttpResponse,
    public_id: str,
    claim: Form[NewClaim],
    document: Annotated[UploadedFile | None, File()] = None,
    language: Language = "bg",
) -> Status[ClaimToAct]:
    reader = reader_of(request)
    found(queries.leads_to(public_id))
    try:
        read = read_document(document.read(LARGEST + 1)) if document is not None else None
    except UnusableDocument as problem:
        raise Unusable(str(UNUSABLE[problem.reason])) from None
    made = actions.make_claim(
        by=reader, organisation=public_id, role=claim.role, words=claim.words, document=read
    )
    located(response, "own_claim", made.code)
    return Status(201, queries.claim_view(reader, made))


@router.get(
    "/my/claims",
    response=list[ClaimToAct],
    url_name="own_claims",
    summary="Claims of the reader, newest first",
)
@in_language
def own_claims(request: HttpRequest, language: Language = "bg") -> list[ClaimToAct]:
    return list(queries.own_claims(reader_of(request)))


@router.get(
    "/my/claims/{slug:code}", response=ClaimToAct, url_name="own_claim", summary="One claim of the reader"
)
@in_language
def own_claim(request: HttpRequest, code: str, language: Language = "bg") -> ClaimToAct:
    reader = reader_of(request)
    return queries.claim_view(reader, _own_claim(reader, code))


@router.delete(
    "/my/claims/{slug:code}", response={204: None}, url_name="own_claim", summary="Withdraw a claim"
)
@in_language
def withdraw_claim(request: HttpRequest, code: str, language: Language = "bg") -> Status[None]:
    reader = reader_of(request)
    claim = _own_claim(reader, code)
    if claim.state != Claim.WITHDRAWN:
        actions.withdraw_claim(by=reader, claim=claim)
    return Status(204, None)


@router.get(
    "/my/claims/{slug:code}/document",
    url_name="claim_document",
    summary="The document of a claim, for who made it and for who decides it",
    openapi_extra={"responses": {200: {"content": {kind: {} for kind in MEDIA_TYPES.values()}}}},
)
@in_language
def claim_document(request: HttpRequest, code: str, language: Language = "bg") -> HttpResponseBase:
    document = found(queries.document_of(reader_of(request), code))
    if not document.path.exists():
        found(None)
    name = f"claim-{code}.{document.kind}"
    return FileResponse(
        document.path.open("rb"), as_attachment=True, filename=name, content_type=MEDIA_TYPES[document.kind]
    )


@router.get(
    "/agency/claims",
    response=list[ClaimToAct],
    url_name="claims_to_decide",
    summary="Claims that wait, the oldest first, or the newest decisions",
)
@in_language
def claims_to_decide(
    request: HttpRequest, state: Literal["waiting", "decided"] = "waiting", language: Language = "bg"
) -> list[ClaimToAct]:
    ask = queries.waiting_claims if state == "waiting" else queries.decided_claims
    return list(ask(reader_of(request)))


@router.get(
    "/agency/claims/{slug:code}",
    response=ClaimToDecide,
    url_name="claim_to_decide",
    summary="One claim with its evidence",
)
@in_language
def claim_to_decide(request: HttpRequest, code: str, language: Language = "bg") -> ClaimToDecide:
    reader = reader_of(request)
    return _to_decide(reader, found(queries.claim(reader, code)))


@router.post(
    "/agency/claims/{slug:code}/decision",
    response=ClaimToDecide,
    url_name="claim_decision",
    summary="Approve a claim, deny it, or take an approval back",
)
@in_language
def decide_claim(
    request: HttpRequest, code: str, decision: Decision, language: Language = "bg"
) -> ClaimToDecide:
    reader = reader_of(request)
    claim = found(queries.claim(reader, code))
    if decision.decision == "revoke":
        actions.revoke_claim(by=reader, claim=claim, reason=decision.reason)
    else:
        approve = decision.decision == "approve"
        actions.decide_claim(by=reader, claim=claim, approve=approve, reason=decision.reason)
    return _to_decide(reader, found(queries.claim(reader, code)))


def _own_claim(reader: Reader, code: str) -> Claim:
    claim = queries.claim(reader, code)
    return found(claim if claim and claim.person_id == reader.person else None)


def _to_decide(reader: Reader, claim: Claim) -> ClaimToDecide:
    view = queries.claim_view(reader, claim)
    return ClaimToDecide(
        claim=view,
        emails=tuple(confirmed_addresses(claim.person_id)),
        evidence=queries.address_evidence(claim.person_id, view.organisation),
        people=queries.acting(reader, view.organisation),
        others=tuple(
            each
            for each in queries.waiting_claims(reader)
            if each.organisation == view.organisation and each.code != view.code
        ),
    )


# people


@router.get(
    "/organisations/{slug:public_id}/people",
    response=list[ActingView],
    url_name="people",
    summary="Who acts for an organisation",
)
@in_language
def people(request: HttpRequest, public_id: str, language: Language = "bg") -> list[ActingView]:
    return list(queries.acting(reader_of(request), public_id))


@router.put(
    "/organisations/{slug:public_id}/people/{int:key}",
    response=list[ActingView],
    url_name="role",
    summary="Give somebody another role in place of theirs; `key` is their `grant`",
)
@in_language
def change_role(
    request: HttpRequest, public_id: str, key: Key, change: RoleChange, language: Language = "bg"
) -> list[ActingView]:
    reader = reader_of(request)
    grant = found(queries.grant_of(reader, public_id, key))
    actions.change_role(by=reader, grant=grant, role=change.role, aware=change.aware)
    return list(queries.acting(reader, public_id))


@router.delete(
    "/organisations/{slug:public_id}/people/{int:key}",
    response={204: None},
    url_name="role",
    summary="End somebody's role",
)
@in_language
def end_role(
    request: HttpRequest, public_id: str, key: Key, aware: Aware = False, language: Language = "bg"
) -> Status[None]:
    reader = reader_of(request)
    if grant := queries.grant_of(reader, public_id, key):
        actions.end_role(by=reader, grant=grant, aware=aware)
    return Status(204, None)


@router.post(
    "/organisations/{slug:public_id}/people/{int:key}/hand-over",
    response={204: None},
    url_name="hand_over",
    summary="Let somebody decide about people in the reader's place",
)
@in_language
def hand_over(request: HttpRequest, public_id: str, key: Key, language: Language = "bg") -> Status[None]:
    reader = reader_of(request)
    actions.hand_over(by=reader, grant=found(queries.grant_of(reader, public_id, key)))
    return Status(204, None)


@router.delete(
    "/my/organisations/{slug:public_id}",
    response={204: None},
    url_name="leave",
    summary="Act for an organisation no longer",
)
@in_language
def leave(
    request: HttpRequest, public_id: str, aware: Aware = False, language: Language = "bg"
) -> Status[None]:
    reader = reader_of(request)
    if queries.leads_to(public_id) in reader.organisations:
        actions.leave(by=reader, organisation=public_id, aware=aware)
    return Status(204, None)


# invitations


@router.get(
    "/organisations/{slug:public_id}/invitations",
    response=list[InvitationView],
    url_name="invitations",
    summary="Invitations of an organisation that wait, for who decides about its people",
)
@in_language
def invitations(request: HttpRequest, public_id: str, language: Language = "bg") -> list[InvitationView]:
    return list(queries.invitations(reader_of(request), public_id))


@router.post(
    "/organisations/{slug:public_id}/invitations",
    response={201: InvitationView},
    url_name="invitations",
    summary="Invite somebody by their e-mail address",
)
@in_language
def invite(
    request: HttpRequest,
    response: HttpResponse,
    public_id: str,
    invitation: NewInvitation,
    language: Language = "bg",
) -> Status[InvitationView]:
    made = actions.invite(
        by=reader_of(request), organisation=public_id, email=invitation.email, role=invitation.role
    )
    located(response, "invitation", public_id, made.code)
    return Status(201, queries.invitation_view(made))


@router.get(
    "/organisations/{slug:public_id}/invitations/{slug:code}",
    response=InvitationView,
    url_name="invitation",
    summary="One invitation of an organisation",
)
@in_language
def one_invitation(
    request: HttpRequest, public_id: str, code: str, language: Language = "bg"
) -> InvitationView:
    listed = queries.invitations(reader_of(request), public_id)
    return found(next((each for each in listed if each.code == code), None))


@router.delete(
    "/organisations/{slug:public_id}/invitations/{slug:code}",
    response={204: None},
    url_name="invitation",
    summary="Withdraw an invitation",
)
@in_language
def withdraw_invitation(
    request: HttpRequest, public_id: str, code: str, language: Language = "bg"
) -> Status[None]:
    reader = reader_of(request)
    if any(each.code == code for each in queries.invitations(reader, public_id)):
        actions.withdraw_invitation(by=reader, invitation=found(queries.invitation(reader, code)))
    return Status(204, None)


@router.get(
    "/my/invitations",
    response=list[InvitationView],
    url_name="my_invitations",
    summary="Invitations to a confirmed address of the reader",
)
@in_language
def my_invitations(request: HttpRequest, language: Language = "bg") -> list[InvitationView]:
    return list(queries.own_invitations(reader_of(request)))


@router.get(
    "/my/invitations/{slug:key}",
    response=InvitationView,
    url_name="my_invitation",
    summary="One invitation; `key` is its code, or what the link of an e-mail ends with",
)
@in_language
def my_invitation(request: HttpRequest, key: str, language: Language = "bg") -> InvitationView:
    return queries.invitation_view(_invitation(request, key))


@router.post(
    "/my/invitations/{slug:key}/answer",
    response={204: None},
    url_name="invitation_answer",
    summary="Accept an invitation, or decline it",
)
@in_language
def answer_invitation(
    request: HttpRequest, key: str, answer: InvitationAnswer, language: Language = "bg"
) -> Status[None]:
    ways = actions.accept_invitation if answer.accept else actions.decline_invitation
    ways(by=reader_of(request), invitation=_invitation(request, key), token=key)
    return Status(204, None)


def _invitation(request: HttpRequest, key: str) -> Invitation:
    return found(queries.invitation(reader_of(request), key))
