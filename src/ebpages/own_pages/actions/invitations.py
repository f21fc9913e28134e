"""Invitations to act for an organisation."""

import logging
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions import Refused, Unusable, give_role, must, one_line, write_mail
from ebpages.accounts.models import Person
from ebpages.accounts.permissions import Permission
from ebpages.accounts.queries import confirmed_addresses, owner_of
from ebpages.accounts.reader import Reader
from ebpages.accounts.readers import fingerprint_of, reader_for
from ebpages.accounts.roles import BY_NAME, ORGANISATION_ROLES
from ebpages.accounts.scoped import of_organisation
from ebpages.faces.action_log import log_when_stored
from ebpages.own_pages.actions.telling import tell
from ebpages.own_pages.models.invitations import Invitation
from ebpages.registry.models import PublicId
from ebpages.registry.queries.public_names import leads_to, name_of

logger = logging.getLogger(__name__)

VALID_FOR = timedelta(days=7)
MOST_A_DAY = 20  # invitations of one organisation
MOST_TO_ONE = 3  # of them to one address


@transaction.atomic
def invite(*, by: Reader, organisation: str, email: str, role: str) -> Invitation:
    """Invite somebody by their address; an earlier invitation of it that waits ends. Whether the address has an account shows nowhere.

    Raises Refused.
    """
    subject, address = leads_to(organisation), email.strip().lower()
    must(by, Permission.MANAGE_PEOPLE, subject)
    try:
        validate_email(address)
    except ValidationError:
        raise Unusable(_("Write an address such as name@example.org.")) from None
    if role not in ORGANISATION_ROLES:
        raise Unusable(_("Choose one of the roles."))
    PublicId.objects.select_for_update().get(id=subject)
    now = timezone.now()
    rows = Invitation.objects.for_writing().filter(of_organisation(subject))
    of_today = rows.filter(at__gt=now - timedelta(days=1))
    if of_today.count() >= MOST_A_DAY or of_today.filter(email=address).count() >= MOST_TO_ONE:
        raise Refused(_("So many invitations were sent today that no more can be sent before tomorrow."))
    rows.filter(email=address, state=Invitation.WAITING).update(state=Invitation.WITHDRAWN, ended_at=now)
    token = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                organisation_id=subject, email=address, role=role, fingerprint=fingerprint_of(token),
                invited_by_id=by.person or None, at=now, expires_at=now + VALID_FOR,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_("Somebody has invited this address at this moment.")) from None
    _note(by, "invitation.make", invitation)
    if person := owner_of(address):
        tell(
            person,
            "invitation.made",
            subject,
            f"/my/invitations/{invitation.code}/",
            role=role,
            person=by.code,
        )
    else:
        _write(invitation, token, by.name)
    log_when_stored(logger, "invitation %s to %s", invitation.code, subject)
    return invitation


@transaction.atomic
def withdraw_invitation(*, by: Reader, invitation: Invitation) -> None:
    """Raises Refused."""
    must(by, Permission.MANAGE_PEOPLE, leads_to(invitation.organisation_id))
    _end(invitation, Invitation.WITHDRAWN)
    _note(by, "invitation.withdraw", invitation)


@transaction.atomic
def accept_invitation(*, by: Reader, invitation: Invitation, token: str = "") -> str:
    """Act for the organisation from now on; returns its public id. token: of the link, for who has another address than the one invited.

    Raises Refused.
    """
    _must_be_for(by, invitation, token)
    organisation = leads_to(invitation.organisation_id)
    inviter = reader_for(invitation.invited_by) if invitation.invited_by else None
    if inviter is None or not inviter.may(Permission.MANAGE_PEOPLE, organisation):
        raise Refused(
            _(
                "The person who invited you no longer decides who acts for this organisation. Ask for a new invitation."
            )
        )
    _end(invitation, Invitation.ACCEPTED, by)
    give_role(
        by=inviter, person=Person.objects.get(pk=by.person), role=invitation.role, organisation=organisation
    )
    _note(by, "invitation.accept", invitation)
    path = f"/my/organisations/{organisation}/people/"
    tell(invitation.invited_by, "invitation.accepted", organisation, path, person=by.code)
    return organisation


@transaction.atomic
def decline_invitation(*, by: Reader, invitation: Invitation, token: str = "") -> None:
    """Raises Refused."""
    _must_be_for(by, invitation, token)
    _end(invitation, Invitation.DECLINED)
    _note(by, "invitation.decline", invitation)


def _must_be_for(by: Reader, invitation: Invitation, token: str) -> None:
    addresses = confirmed_addresses(by.person) if by.is_signed_in else ()
    if not addresses:
        raise Refused(_("Confirm your e-mail address first."))
    if invitation.email not in addresses and fingerprint_of(token) != invitation.fingerprint:
        raise Refused(_("This invitation is for another address."))


def _end(invitation: Invitation, state: str, by: Reader | None = None) -> None:
    """A link works once: of two who use it at the same moment the second is refused."""
    now = timezone.now()
    waiting = Invitation.objects.for_writing().filter(pk=invitation.pk, state=Invitation.WAITING)
    if state != Invitation.WITHDRAWN:
        waiting = waiting.filter(expires_at__gt=now)
    if not waiting.update(state=state, ended_at=now, accepted_by=by.person if by else None):
        raise Refused(
            _("This invitation was used or withdrawn, or its seven days have passed. Ask for a new one.")
        )


def _note(by: Reader, action: str, invitation: Invitation) -> None:
    audit.note(
        by=by, action=action, kind="invitation", object_id=invitation.code, organisation=invitation.organisation_id,
        after={"role": invitation.role},
    )  # fmt: skip


def _write(invitation: Invitation, token: str, inviter: str) -> None:
    """To somebody without an account, in the language of who invites them."""
    organisation = name_of(invitation.organisation_id)
    text = _(
        "%(inviter)s invites you to act for %(organisation)s on E-Business Pages. Your role: %(role)s."
    ) % {"inviter": inviter, "organisation": organisation, "role": _(BY_NAME[invitation.role].title)}
    how = _(
        "To accept or decline, open this page within seven days and sign in, or sign up with this address:"
    )
    link = settings.EBPAGES_ADDRESS + reverse("own_pages:invitation", args=[token])
    write_mail(
        to=invitation.email,
        subject=one_line(_("Invitation to act for %(organisation)s") % {"organisation": organisation}),
        text=f"{text}\n\n{how}\n{link}",
        key=f"invitation:{invitation.code}",
    )
