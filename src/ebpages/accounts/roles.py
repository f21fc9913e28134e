"""The roles: what somebody is on this site or in an organisation, and what that lets them do."""

from ebpages.accounts.permissions import OF_EVERYBODY_SIGNED_IN, OF_ONE_ORGANISATION, Permission

P = Permission


class Role:
    """name: stored with whom it was given to. title, description: English texts of the catalogue.

    of_organisation: it is given for one organisation, and its permissions hold there; else they hold on the whole site.
    """

    name: str
    title: str
    description: str
    of_organisation: bool = False
    permissions: frozenset[Permission] = frozenset()


class Visitor(Role):
    name = "visitor"
    title = "Visitor"
    description = "Reads everything that is public. Needs no account."


class Member(Role):
    name = "member"
    title = "Member of an organisation"
    description = "Sees what the organisation keeps to itself: drafts, contacts, who acts for it."
    of_organisation = True
    permissions = frozenset({P.SEE_INSIDE})


class Editor(Role):
    name = "editor"
    title = "Editor of an organisation"
    description = "Writes and publishes the organisation's page, drafts its offers and requests, works on its transfer cases, and confirms who belongs to it."
    of_organisation = True
    permissions = Member.permissions | {
        P.EDIT_PAGE,
        P.PUBLISH_PAGE,
        P.CONFIRM_MEMBERS,
        P.DRAFT_PROFILES,
        P.WORK_ON_CASES,
    }


class TransferOfficer(Role):
    name = "transfer_officer"
    title = "Transfer officer"
    description = "Does what an editor does for a transfer centre, a university or another intermediary."
    of_organisation = True
    permissions = Editor.permissions


class OrganisationAdministrator(Role):
    name = "administrator"
    title = "Administrator of an organisation"
    description = "Does what an editor does, and decides who acts for the organisation."
    of_organisation = True
    permissions = Editor.permissions | {P.MANAGE_PEOPLE}


class Reviewer(Role):
    name = "reviewer"
    title = "Reviewer"
    description = "Looks at new organisations, at edits, offers and requests, publishes or returns them, takes wrong edits back, decides which rows are one organisation."
    permissions = frozenset({P.REVIEW_PAGES, P.REVERT_PAGES, P.REVIEW_DATA, P.REVIEW_PROFILES})


class AgencyAnalyst(Role):
    name = "analyst"
    title = "Analyst of the agency"
    description = "Does what a reviewer does, decides who may act for an organisation, imports lists, and reads what was done by whom."
    permissions = Reviewer.permissions | {P.DECIDE_CLAIMS, P.IMPORT_LISTS, P.READ_AUDIT}


class SiteAdministrator(Role):
    name = "site_administrator"
    title = "Site administrator"
    description = (
        "Does what an analyst does, gives and takes roles, reads sent e-mails, opens the administration."
    )
    permissions = AgencyAnalyst.permissions | {P.MANAGE_SITE_ROLES, P.READ_MAIL, P.OPEN_ADMINISTRATION}


ROLES: tuple[type[Role], ...] = (
    Visitor,
    Member,
    Editor,
    OrganisationAdministrator,
    TransferOfficer,
    Reviewer,
    AgencyAnalyst,
    SiteAdministrator,
)
BY_NAME = {role.name: role for role in ROLES}
GIVEN = tuple(role for role in ROLES if role is not Visitor)
ORGANISATION_ROLES = tuple(role.name for role in GIVEN if role.of_organisation)
SITE_ROLES = tuple(role.name for role in GIVEN if not role.of_organisation)


def who_may(permission: Permission) -> tuple[type[Role], ...]:
    """The roles that allow something, in their order; every one but the visitor where being signed in is enough."""
    if permission in OF_EVERYBODY_SIGNED_IN:
        return GIVEN
    return tuple(role for role in ROLES if permission in role.permissions)


def check_roles() -> None:
    """Roles of an organisation allow nothing on the whole site, and the other way round; for the tests and at the start."""
    for role in GIVEN:
        strange = (
            role.permissions - OF_ONE_ORGANISATION
            if role.of_organisation
            else role.permissions & OF_ONE_ORGANISATION
        )
        if strange:
            raise ValueError(f"{role.name}: {', '.join(sorted(strange))} is not for a role of this kind")
