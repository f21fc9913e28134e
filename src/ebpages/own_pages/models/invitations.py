"""Somebody who acts for an organisation asks somebody else to."""

import secrets
from typing import ClassVar

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ebpages.accounts.fates import FOLLOWS, STAYS, Fate
from ebpages.accounts.models import LONGEST_EMAIL
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.roles import ORGANISATION_ROLES
from ebpages.accounts.scoped import NOTHING, PrivateModel, of_organisations


def _code() -> str:
    return secrets.token_hex(8)


class Invitation(PrivateModel):
    """email: in small letters. fingerprint: of the token that the link of the e-mail holds; the token itself is kept nowhere."""

    WAITING, ACCEPTED, DECLINED, WITHDRAWN = STATES = ("waiting", "accepted", "declined", "withdrawn")
    fates: ClassVar[dict[str, Fate]] = {
        "organisation": FOLLOWS, "invited_by": STAYS, "accepted_by": STAYS,
    }  # fmt: skip

    address_field = "email"

    code = models.CharField(max_length=16, unique=True, default=_code, editable=False)
    organisation = models.ForeignKey("registry.PublicId", models.PROTECT, related_name="+")
    email = models.EmailField(max_length=LONGEST_EMAIL)
    role = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=WAITING)
    ended_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta(PrivateModel.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(state="waiting"),
                name="one_invitation_waits_of_an_address",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "accepted", "declined", "withdrawn")),
                name="invitation_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(role__in=ORGANISATION_ROLES), name="invitation_is_to_a_role_in_an_organisation"
            ),
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        """Those who decide who acts for the organisation, and who has confirmed the address that it went to."""
        if not reader.is_signed_in:
            return NOTHING
        theirs = reader.where(Permission.MANAGE_PEOPLE)
        addresses = EmailAddress.objects.filter(user=reader.person, verified=True).values("email")
        return of_organisations(theirs) | Q(email__in=addresses)
