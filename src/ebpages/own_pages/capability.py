"""Own pages among the capabilities."""

from collections.abc import Iterable, Iterator

from ebpages.accounts.access import EVERYBODY, SIGNED_IN, Access, AccessTable
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.faces.capabilities import Capability, Panel
from ebpages.faces.shapes import WorkItem
from ebpages.faces.upkeep import Check, KeptFolder
from ebpages.own_pages.notice_kinds import OF_ACTING, OF_PAGES
from ebpages.own_pages.stored_logos import FOLDER

_INSIDE = Access(Permission.SEE_INSIDE, organisation="public_id")
_PEOPLE = Access(Permission.MANAGE_PEOPLE, organisation="public_id")
_ROLES = Access(Permission.MANAGE_PEOPLE, organisation="public_id", confirmed=True)
_DECIDE = Access(Permission.DECIDE_CLAIMS, confirmed=True)
_ACTING: AccessTable = {
    "my_work": SIGNED_IN,
    "organisation": SIGNED_IN,
    "POST organisation": Access(Permission.CLAIM_PAGE),
    "withdraw": SIGNED_IN,
    "document": SIGNED_IN,
    "claims": Access(Permission.DECIDE_CLAIMS),
    "decide": Access(Permission.DECIDE_CLAIMS),
    "POST decide": _DECIDE,
    "people": _INSIDE,
    "invite": _ROLES,
    "withdraw_invitation": _PEOPLE,
    "role": _PEOPLE,
    "POST role": _ROLES,
    "leave": SIGNED_IN,
    "invitation": SIGNED_IN,
}
_EDIT = Access(Permission.EDIT_PAGE, organisation="public_id")
_PUBLISH = Access(Permission.PUBLISH_PAGE, organisation="public_id")
_PAGES: AccessTable = {
    "edit": _EDIT,
    "preview": _INSIDE,
    "publish": _PUBLISH,
    "drop": _EDIT,
    "logo": _EDIT,
    "logo_file": EVERYBODY,
    "history": EVERYBODY,
    "compare": EVERYBODY,
    "revert": _PUBLISH,
    "revert_for_agency": Access(Permission.REVERT_PAGES),
    "next": _INSIDE,
    "answer": _EDIT,
    "contacts": _INSIDE,
    "add_contact": _EDIT,
    "remove_contact": _EDIT,
    "contacts_for_signed_in": SIGNED_IN,
    "members": _INSIDE,
    "add_member": _PUBLISH,
    "end_member": _PUBLISH,
    "answer_membership": Access(Permission.CONFIRM_MEMBERS, organisation="public_id"),
}

_ENTRIES: AccessTable = {
    "new_organisation": Access(Permission.PROPOSE_ORGANISATION),
    "proposal": Access(Permission.PROPOSE_ORGANISATION),
    "change_proposal": Access(Permission.PROPOSE_ORGANISATION),
    "proposals": Access(Permission.REVIEW_PAGES),
    "review": Access(Permission.REVIEW_PAGES),
    "POST review": Access(Permission.REVIEW_PAGES, confirmed=True),
}

_OWN_CLAIMS = Access(Permission.CLAIM_PAGE)
_DECIDED_CLAIMS = Access(Permission.DECIDE_CLAIMS)
_PROPOSE = Access(Permission.PROPOSE_ORGANISATION)
_REVIEW = Access(Permission.REVIEW_PAGES)
_API: AccessTable = {
    "api:my_work": SIGNED_IN,
    "api:my_organisations": SIGNED_IN,
    "api:organisation_claims": _OWN_CLAIMS,
    "api:own_claims": _OWN_CLAIMS,
    "api:own_claim": _OWN_CLAIMS,
    "api:claim_document": Access(Permission.CLAIM_PAGE, or_else=Permission.DECIDE_CLAIMS),
    "api:claims_to_decide": _DECIDED_CLAIMS,
    "api:claim_to_decide": _DECIDED_CLAIMS,
    "api:claim_decision": _DECIDE,
    "api:people": _INSIDE,
    "api:role": _ROLES,
    "api:hand_over": _ROLES,
    "api:leave": SIGNED_IN,
    "api:invitations": _INSIDE,
    "POST api:invitations": _ROLES,
    "api:invitation": _PEOPLE,
    "api:my_invitations": SIGNED_IN,
    "api:my_invitation": SIGNED_IN,
    "api:invitation_answer": SIGNED_IN,
    "api:draft": _INSIDE,
    "POST api:draft": _EDIT,
    "api:preview": _INSIDE,
    "api:logo": _EDIT,
    "api:editions": EVERYBODY,
    "POST api:editions": _PUBLISH,
    "api:edition": EVERYBODY,
    "api:comparison": EVERYBODY,
    "api:revert": _PUBLISH,
    "api:revert_for_agency": Access(Permission.REVERT_PAGES),
    "api:next_steps": _INSIDE,
    "api:readiness_answer": _EDIT,
    "api:members": EVERYBODY,
    "POST api:members": _PUBLISH,
    "api:member": _PUBLISH,
    "api:membership_answer": Access(Permission.CONFIRM_MEMBERS, organisation="public_id"),
    "api:contacts": Access(Permission.SEE_INSIDE, organisation="public_id", or_else=Permission.OWN_ACCOUNT),
    "POST api:contacts": _EDIT,
    "api:contact": _EDIT,
    "api:own_proposals": _PROPOSE,
    "api:own_proposal": _PROPOSE,
    "api:submit_proposal": _PROPOSE,
    "api:proposals": _REVIEW,
    "api:proposal": _REVIEW,
    "api:proposal_decision": Access(Permission.REVIEW_PAGES, confirmed=True),
}


_AUDITED = {
    "claim.make": "Asked to act for an organisation",
    "claim.withdraw": "Request to act withdrawn",
    "claim.approve": "Request to act approved",
    "claim.deny": "Request to act denied",
    "claim.revoke": "Approval of a request taken back",
    "invitation.make": "Invitation sent",
    "invitation.withdraw": "Invitation withdrawn",
    "invitation.accept": "Invitation accepted",
    "invitation.decline": "Invitation declined",
    "page.draft": "Draft of a page saved",
    "page.drop_draft": "Draft of a page deleted",
    "page.publish": "Page published",
    "page.revert": "Earlier edition published again",
    "contact.add": "Contact added",
    "contact.remove": "Contact removed",
    "members.say": "Member named",
    "members.end": "Member removed",
    "members.confirm": "Membership confirmed",
    "members.deny": "Membership denied",
    "readiness.answer": "Question on readiness answered",
    "entry.propose": "New organisation proposed",
    "entry.submit": "New organisation sent for review",
    "entry.withdraw": "Proposal of an organisation withdrawn",
    "entry.publish": "New organisation published",
    "entry.return": "Proposal of an organisation returned",
}


def state() -> str:
    """Its own pages are never kept; what it adds to those of the registry is noted in the log of changes, which is part of their state."""
    return ""


def work(reader: Reader) -> Iterator[WorkItem]:
    from ebpages.own_pages.queries.editing import work_of_pages
    from ebpages.own_pages.queries.entries import work_of_entries
    from ebpages.own_pages.queries.members import work_of_members
    from ebpages.own_pages.queries.work import work_of_acting

    yield from work_of_acting(reader)
    yield from work_of_members(reader)
    yield from work_of_pages(reader)
    yield from work_of_entries(reader)


def panels(public_id: str) -> Iterator[Panel]:
    from ebpages.own_pages.queries.panels import panels as added

    yield from added(public_id)


def members(public_id: str) -> Iterable[str]:
    from ebpages.own_pages.queries.members import confirmed_members

    return confirmed_members(public_id)


def unanswered(public_id: str) -> Iterator[str]:
    from ebpages.own_pages.queries.members import public_members

    return (each.name for each in public_members(public_id) if each.url and each.state == "said")


def check() -> None:
    from ebpages.own_pages.completeness import check_asked
    from ebpages.own_pages.readiness import check_rules

    check_asked()
    check_rules()


def verify() -> Iterator[Check]:
    from ebpages.own_pages.queries.checks import checks

    yield from checks()


CAPABILITY = Capability(
    name="own_pages",
    state=state,
    access={**_ACTING, **_PAGES, **_ENTRIES, **_API},
    costs=dict.fromkeys(
        ("my/proposals", "my/organisations/new", "agency/proposals", "agency/organisations"), "search"
    ),
    kept=(KeptFolder("private"), KeptFolder(FOLDER)),
    check=check,
    verify=verify,
    panels=panels,
    members=members,
    unanswered=unanswered,
    work=work,
    audited=_AUDITED,
    notices={**OF_ACTING, **OF_PAGES},
)
