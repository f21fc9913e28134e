"""Who looks at which pair, who put it off, and who was asked for a second opinion. Decisions are `registry.HumanJudgement`.

A pair is named by its two records, as text and in the order of the alphabet: records are derived.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ebpages.accounts.fates import STAYS, Fate
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.scoped import NOTHING, PrivateModel

LONGEST_QUESTION = 2000


def pair_key(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


class Lease(models.Model):
    """A pair is kept for a person until a time; then others get it."""

    fates: ClassVar[dict[str, Fate]] = {"person": STAYS}

    a = models.CharField(max_length=120)
    b = models.CharField(max_length=120)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    until = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="pair_is_kept_for_one_person"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="lease_names_a_pair_in_one_way"),
        ]


class PutOff(models.Model):
    """A pair that a person wants to see last."""

    fates: ClassVar[dict[str, Fate]] = {"person": STAYS}

    a = models.CharField(max_length=120)
    b = models.CharField(max_length=120)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["a", "b", "person"], name="pair_is_put_off_once_by_a_person")
        ]


class Opinion(PrivateModel):
    """A second opinion on a pair. asked_of: nobody named, any other reviewer. ended_at: since it was given or is not needed any more."""

    fates: ClassVar[dict[str, Fate]] = {"asked_by": STAYS, "asked_of": STAYS}

    a = models.CharField(max_length=120)
    b = models.CharField(max_length=120)
    asked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    asked_of = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    question = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta(PrivateModel.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["a", "b"], condition=Q(ended_at=None), name="one_opinion_is_open_on_a_pair"
            )
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        return Q() if reader.may(Permission.REVIEW_DATA) else NOTHING
