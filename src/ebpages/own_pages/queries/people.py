"""Who acts for an organisation, and who was invited to."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts.models import RoleGrant
from ebpages.accounts.permissions import Permission
from ebpages.accounts.queries import confirmed_addresses
from ebpages.accounts.reader import Reader
from ebpages.accounts.readers import fingerprint_of
from ebpages.accounts.roles import BY_NAME, ORGANISATION_ROLES, OrganisationAdministrator
from ebpages.accounts.scoped import of_organisation
from ebpages.own_pages.models.invitations import Invitation
from ebpages.own_pages.shapes import ActingView, InvitationView
from ebpages.registry.queries.public_names import leading, names_of


def administrators(organisation: str) -> QuerySet[RoleGrant]:
    """Roles of those who decide who acts for an organisation, for actions; who can sign in no more decides nothing."""
    standing = RoleGrant.objects.for_writing().filter(of_organisation(organisation), ended_at=None)
    return standing.filter(role=OrganisationAdministrator.name, person__is_active=True)


def acting(reader: Reader, organisation: str) -> tuple[ActingView, ...]:
    """Who acts for an organisation, since when; those who decide about people first."""
    rows = RoleGrant.objects.seen_by(reader).filter(of_organisation(organisation), ended_at=None)
    shows_addresses = reader.may(Permission.MANAGE_PEOPLE, organisation) or reader.may(
        Permission.DECIDE_CLAIMS
    )
    found = [
        ActingView(
            grant=row.pk,
            name=row.person.get_full_name(),
            email=row.person.email if shows_addresses else "",
            role=row.role,
            role_title=_(BY_NAME[row.role].title),
            since=row.at,
            own=row.person_id == reader.person,
        )
        for row in rows.filter(person__is_active=True).select_related("person")
    ]
    return tuple(sorted(found, key=lambda each: (each.role != OrganisationAdministrator.name, each.since)))


def grant_of(reader: Reader, organisation: str, key: int) -> RoleGrant | None:
    """A role in an organisation that has not ended."""
    rows = RoleGrant.objects.seen_by(reader).filter(of_organisation(organisation), pk=key, ended_at=None)
    return rows.select_related("person", "organisation").first()


def invitations(reader: Reader, organisation: str) -> tuple[InvitationView, ...]:
    """Those of an organisation that wait for an answer, also where their time has passed."""
    rows = Invitation.objects.seen_by(reader).filter(of_organisation(organisation), state=Invitation.WAITING)
    return _views(rows)


def own_invitations(reader: Reader, organisation: str = "") -> tuple[InvitationView, ...]:
    """Those that went to a confirmed address of the reader; to one organisation where it is named."""
    rows = Invitation.objects.seen_by(reader).filter(
        email__in=confirmed_addresses(reader.person), state=Invitation.WAITING, expires_at__gt=timezone.now()
    )
    return _views(rows.filter(of_organisation(organisation)) if organisation else rows)


def invitation(reader: Reader, key: str) -> Invitation | None:
    """key: the token of a link, which opens it to whoever has it, or a code, to those who may see the invitation."""
    by_token = Invitation.objects.for_writing().filter(fingerprint=fingerprint_of(key))
    by_code = Invitation.objects.seen_by(reader).filter(code=key)
    related = ("organisation", "invited_by")
    return by_token.select_related(*related).first() or by_code.select_related(*related).first()


def invitation_view(row: Invitation) -> InvitationView:
    rows = Invitation.objects.for_writing().filter(pk=row.pk)
    return _views(rows)[0]


def role_choices() -> tuple[tuple[str, str, str], ...]:
    """Roles of an organisation: name, title, what they allow."""
    return tuple((name, _(BY_NAME[name].title), _(BY_NAME[name].description)) for name in ORGANISATION_ROLES)


def _views(rows: QuerySet[Invitation]) -> tuple[InvitationView, ...]:
    found = list(rows.select_related("invited_by"))
    led = leading(row.organisation_id for row in found)
    names = names_of(led.values())
    now = timezone.now()
    return tuple(
        InvitationView(
            code=row.code,
            organisation=led[row.organisation_id],
            organisation_name=names[led[row.organisation_id]],
            email=row.email,
            role=row.role,
            role_title=_(BY_NAME[row.role].title),
            role_text=_(BY_NAME[row.role].description),
            invited_by=row.invited_by.get_full_name() if row.invited_by else "",
            at=row.at,
            expires_at=row.expires_at,
            is_open=row.state == Invitation.WAITING and row.expires_at > now,
        )
        for row in found
    )
