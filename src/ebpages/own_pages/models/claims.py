"""Somebody asks to act for an organisation, what they show for it, and what was decided."""

import secrets
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from ebpages.accounts.fates import FOLLOWS, GOES, STAYS, Fate
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.roles import ORGANISATION_ROLES
from ebpages.accounts.scoped import NOTHING, PrivateModel
from ebpages.faces.documents import MEDIA_TYPES

LONGEST_WORDS = 2000
DOCUMENTS = "private/claims"  # below EBPAGES_HOME


def _code() -> str:
    return secrets.token_hex(8)


class Claim(PrivateModel):
    """words: what the person wrote as evidence. reason: of the decision, as the person reads it. grant: the role that an approval gave.

    The domain of the person's address is compared whenever a claim is shown: it is not what somebody wrote.
    """

    PENDING, APPROVED, DENIED, WITHDRAWN, REVOKED = STATES = (
        "pending", "approved", "denied", "withdrawn", "revoked",
    )  # fmt: skip
    fates: ClassVar[dict[str, Fate]] = {"person": GOES, "decided_by": STAYS, "organisation": FOLLOWS}

    code = models.CharField(max_length=16, unique=True, default=_code, editable=False)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="claims")
    organisation = models.ForeignKey("registry.PublicId", models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, default=PENDING)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    grant = models.ForeignKey("accounts.RoleGrant", models.PROTECT, null=True, related_name="+")

    class Meta(PrivateModel.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(state="pending"),
                name="one_claim_waits_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("pending", "approved", "denied", "withdrawn", "revoked")),
                name="claim_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(role__in=ORGANISATION_ROLES), name="claim_is_of_a_role_in_an_organisation"
            ),
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        if reader.may(Permission.DECIDE_CLAIMS):
            return Q()
        return Q(person=reader.person) if reader.is_signed_in else NOTHING


class ClaimDocument(PrivateModel):
    """A file beside a claim. name: of the file in its folder, by which nobody can find it. digest: SHA-256, hexadecimal."""

    claim = models.OneToOneField(Claim, models.CASCADE, primary_key=True, related_name="document")
    name = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in MEDIA_TYPES])
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    @property
    def path(self) -> Path:
        return Path(settings.EBPAGES_HOME) / DOCUMENTS / self.name

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        return Q(claim__in=Claim.objects.seen_by(reader).values("pk"))


@receiver(post_delete, sender=ClaimDocument)
def _remove_file(instance: ClaimDocument, **_: Any) -> None:
    """With the row, whatever removes it, and not before that is sure."""
    transaction.on_commit(lambda: instance.path.unlink(missing_ok=True))
