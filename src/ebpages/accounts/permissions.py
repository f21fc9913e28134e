"""What can be allowed. Each permission is either for the whole site or for one organisation at a time."""

from enum import StrEnum


class Permission(StrEnum):
    """Values stand in tokens and in the audit: they never change their meaning, and none is given a second time."""

    # for who is signed in, whatever their role
    OWN_ACCOUNT = "account.own"
    CLAIM_PAGE = "claims.make"
    PROPOSE_ORGANISATION = "organisations.propose"
    # for one organisation
    SEE_INSIDE = "organisation.see_inside"
    EDIT_PAGE = "page.edit"
    PUBLISH_PAGE = "page.publish"
    CONFIRM_MEMBERS = "members.confirm"
    MANAGE_PEOPLE = "organisation.people"
    DRAFT_PROFILES = "profiles.draft"
    WORK_ON_CASES = "cases.work"
    # for the whole site
    DECIDE_CLAIMS = "claims.decide"
    REVIEW_PAGES = "pages.review"
    REVIEW_DATA = "data.review"
    REVIEW_PROFILES = "profiles.review"
    REVERT_PAGES = "pages.revert"
    IMPORT_LISTS = "lists.import"
    READ_AUDIT = "audit.read"
    READ_MAIL = "mail.read"
    MANAGE_SITE_ROLES = "people.manage"
    OPEN_ADMINISTRATION = "administration.open"


OF_EVERYBODY_SIGNED_IN = frozenset(
    {Permission.OWN_ACCOUNT, Permission.CLAIM_PAGE, Permission.PROPOSE_ORGANISATION}
)
OF_ONE_ORGANISATION = frozenset(
    {
        Permission.SEE_INSIDE,
        Permission.EDIT_PAGE,
        Permission.PUBLISH_PAGE,
        Permission.CONFIRM_MEMBERS,
        Permission.MANAGE_PEOPLE,
        Permission.DRAFT_PROFILES,
        Permission.WORK_ON_CASES,
    }
)
