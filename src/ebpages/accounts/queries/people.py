from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from ebpages.accounts.models import Person, RoleGrant
from ebpages.accounts.permissions import Permission
from ebpages.accounts.roles import BY_NAME, ROLES, who_may
from ebpages.accounts.scoped import of_organisation
from ebpages.accounts.shapes import ExamplePerson, RoleRow, RoleTable

# Sentences for what each permission allows; texts of the catalogue.
ALLOWED = {
    Permission.OWN_ACCOUNT: "Keep one's own account: password, second factor, notices, tokens",
    Permission.CLAIM_PAGE: "Ask to act for an organisation",
    Permission.PROPOSE_ORGANISATION: "Propose an organisation that is missing",
    Permission.SEE_INSIDE: "See drafts, private contacts and who acts for the organisation",
    Permission.EDIT_PAGE: "Write the organisation's page",
    Permission.PUBLISH_PAGE: "Publish the organisation's page",
    Permission.CONFIRM_MEMBERS: "Confirm or deny who belongs to it",
    Permission.MANAGE_PEOPLE: "Decide who acts for the organisation",
    Permission.DRAFT_PROFILES: "Write its offers and requests, and hand them in for review",
    Permission.WORK_ON_CASES: "Work on its transfer cases with everything that they hold",
    Permission.DECIDE_CLAIMS: "Decide who may act for any organisation",
    Permission.REVIEW_PAGES: "Publish or return new organisations",
    Permission.REVIEW_DATA: "Decide which rows are one organisation, and answer findings",
    Permission.REVIEW_PROFILES: "Review offers and requests of other organisations",
    Permission.REVERT_PAGES: "Take wrong edits back",
    Permission.IMPORT_LISTS: "Import lists",
    Permission.READ_AUDIT: "Read what was done by whom",
    Permission.READ_MAIL: "Read e-mails that were sent",
    Permission.MANAGE_SITE_ROLES: "Give and take roles on the site",
    Permission.OPEN_ADMINISTRATION: "Open the administration",
}


def role_table() -> RoleTable:
    """Who may do what, as pages show it."""
    return RoleTable(
        roles=tuple((_(role.title), _(role.description)) for role in ROLES),
        rows=tuple(
            RoleRow(_(text), tuple(role in who_may(permission) for role in ROLES))
            for permission, text in ALLOWED.items()
        ),
    )


def person_with(email: str) -> Person | None:
    return Person.objects.filter(email__iexact=email, erased_at=None).first()


def confirmed_addresses(person: int) -> tuple[str, ...]:
    """E-mail addresses that a person has shown to be theirs, in small letters."""
    rows = EmailAddress.objects.filter(user=person, verified=True).order_by("-primary", "email")
    return tuple(address.lower() for address in rows.values_list("email", flat=True))


def owner_of(address: str) -> Person | None:
    """Who has shown that an e-mail address is theirs; nobody else counts as its owner."""
    found = EmailAddress.objects.filter(email__iexact=address, verified=True, user__is_active=True)
    row = found.select_related("user").first()
    return row.user if row else None


def people_who_may(permission: Permission) -> tuple[Person, ...]:
    """Those whose role on the site allows something at this moment."""
    roles = [role.name for role in who_may(permission) if not role.of_organisation]
    grants = RoleGrant.objects.for_writing().filter(role__in=roles, ended_at=None)
    return tuple(Person.objects.filter(is_active=True, pk__in=grants.values("person")))


def people_acting(permission: Permission, organisation: str) -> tuple[Person, ...]:
    """Those whose role in an organisation, or in one that it took over, allows something at this moment."""
    roles = [role.name for role in who_may(permission) if role.of_organisation]
    grants = RoleGrant.objects.for_writing().filter(
        of_organisation(organisation), role__in=roles, ended_at=None
    )
    return tuple(Person.objects.filter(is_active=True, pk__in=grants.values("person")))


def example_people() -> tuple[ExamplePerson, ...]:
    """The example accounts of the demonstration, each with its role in words."""
    people = Person.objects.filter(is_example=True, is_active=True)
    grants = RoleGrant.objects.for_writing().filter(person__in=people, ended_at=None)
    roles = {grant.person_id: grant for grant in grants.order_by("-id")}
    return tuple(_example(person, roles.get(person.pk)) for person in people)


def _example(person: Person, grant: RoleGrant | None) -> ExamplePerson:
    """grant: the first one; in the course of a demonstration others may come to it."""
    if grant is None:
        return ExamplePerson(person.code, _("Somebody without a role"), "")
    return ExamplePerson(person.code, _(BY_NAME[grant.role].title), grant.organisation_id or "")


def example_person(code: str) -> Person | None:
    return Person.objects.filter(code=code, is_example=True, is_active=True).first()
