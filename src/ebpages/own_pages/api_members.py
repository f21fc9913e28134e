"""Members of a cluster and contacts that do not stand on the page, as JSON."""

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from ebpages.accounts.readers import reader_of
from ebpages.faces.api import Key, Language, found, in_language, located
from ebpages.own_pages import actions, queries
from ebpages.own_pages.contact_kinds import EVERYBODY
from ebpages.own_pages.page_shapes import ContactView, MembersView
from ebpages.own_pages.shapes import MembershipAnswer, NewContact, NewMember

router = Router()


@router.get(
    "/organisations/{slug:public_id}/members",
    response=MembersView,
    url_name="members",
    summary="Who belongs to an organisation, and to whom it belongs, with who confirms it",
)
@in_language
def members(request: HttpRequest, public_id: str, language: Language = "bg") -> MembersView:
    """Those that deny it are seen by the two alone."""
    return _members(request, public_id)


@router.post(
    "/organisations/{slug:public_id}/members",
    response={201: MembersView},
    url_name="members",
    summary="Name a member; an organisation of the register is asked to confirm it",
)
@in_language
def add_member(
    request: HttpRequest, response: HttpResponse, public_id: str, member: NewMember, language: Language = "bg"
) -> Status[MembersView]:
    actions.add_member(
        by=reader_of(request), cluster=public_id, member=member.member, name=member.name, kind=member.kind
    )
    located(response, "members", public_id)
    return Status(201, _members(request, public_id))


@router.delete(
    "/organisations/{slug:public_id}/members/{int:key}",
    response={204: None},
    url_name="member",
    summary="Name a member no longer",
)
@in_language
def end_member(request: HttpRequest, public_id: str, key: Key, language: Language = "bg") -> Status[None]:
    reader = reader_of(request)
    if membership := queries.membership_of(reader, public_id, key):
        actions.end_member(by=reader, membership=membership)
    return Status(204, None)


@router.put(
    "/organisations/{slug:public_id}/members/{int:key}/answer",
    response=MembersView,
    url_name="membership_answer",
    summary="Say, for the member, whether it belongs to the cluster; `key` is that of `clusters`",
)
@in_language
def answer_membership(
    request: HttpRequest, public_id: str, key: Key, answer: MembershipAnswer, language: Language = "bg"
) -> MembersView:
    reader = reader_of(request)
    membership = found(queries.membership_of(reader, public_id, key))
    actions.answer_membership(by=reader, membership=membership, confirmed=answer.confirmed)
    return _members(request, public_id)


def _members(request: HttpRequest, public_id: str) -> MembersView:
    reader = reader_of(request)
    return MembersView(queries.members_of(reader, public_id), queries.clusters_of(reader, public_id))


@router.get(
    "/organisations/{slug:public_id}/contacts",
    response=list[ContactView],
    url_name="contacts",
    summary="Contacts that do not stand on the page, as far as the reader may see them",
)
@in_language
def contacts(request: HttpRequest, public_id: str, language: Language = "bg") -> list[ContactView]:
    found(queries.leads_to(public_id))
    return list(queries.contacts(reader_of(request), public_id))


@router.post(
    "/organisations/{slug:public_id}/contacts",
    response={201: list[ContactView]},
    url_name="contacts",
    summary="Add a contact: for the page's draft, for who is signed in, or for the organisation's own people",
)
@in_language
def add_contact(
    request: HttpRequest,
    response: HttpResponse,
    public_id: str,
    contact: NewContact,
    language: Language = "bg",
) -> Status[list[ContactView]]:
    reader = reader_of(request)
    if contact.audience == EVERYBODY:
        actions.add_public_contact(by=reader, organisation=public_id, value=contact.value)
    else:
        actions.add_contact(
            by=reader,
            organisation=public_id,
            kind=contact.kind,
            value=contact.value,
            audience=contact.audience,
        )
    located(response, "draft" if contact.audience == EVERYBODY else "contacts", public_id)
    return Status(201, list(queries.contacts(reader, public_id)))


@router.delete(
    "/organisations/{slug:public_id}/contacts/{int:key}",
    response={204: None},
    url_name="contact",
    summary="Remove a contact",
)
@in_language
def remove_contact(request: HttpRequest, public_id: str, key: Key, language: Language = "bg") -> Status[None]:
    reader = reader_of(request)
    if contact := queries.contact_of(reader, public_id, key):
        actions.remove_contact(by=reader, contact=contact)
    return Status(204, None)
