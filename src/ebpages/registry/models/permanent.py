"""What cannot be made again: ids given out, and what people decided or said. No build removes any of it.

Other rooms refer to `PublicId` only, with `on_delete=PROTECT`; derived rows come and go beneath it.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ebpages.accounts.fates import FOLLOWS, Fate, OfOrganisation
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.scoped import NOTHING, PrivateModel


class PublicId(models.Model):
    """A public id ever given out. It leads to the organisation of this id; or, once another organisation took it over,
    to that one, its heir; where there is neither, its organisation has left the lists until it comes back.

    anchor: the record that the id was derived from. records: those that it was first given to, with which it stays.
    """

    fates: ClassVar[dict[str, Fate]] = {"heir": OfOrganisation(merged="leads to the heir of its heir")}

    id = models.CharField(primary_key=True, max_length=12)
    heir = models.ForeignKey("self", models.PROTECT, null=True, related_name="forerunners")
    anchor = models.CharField(max_length=120)
    records = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(id=models.F("heir")), name="public_id_is_not_its_own_heir"
            )
        ]


class Signed(models.Model):
    """What a person said, until it is withdrawn; it stays stored."""

    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class HumanJudgement(Signed):
    """What a person decided about two records, until it is withdrawn. Records are named by text, because they are derived."""

    a = models.CharField(max_length=120, db_index=True)
    b = models.CharField(max_length=120, db_index=True)
    relation = models.CharField(max_length=20)
    why = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(a=models.F("b")), name="human_judgement_is_about_two_records"
            )
        ]


class FindingAnswer(Signed):
    """What a person did about a finding. It counts while the finding says what it said then: `seen`, a digest of that.

    answer: mended at the source, accepted as it is, or sent to the publisher of the list.
    """

    MENDED, ACCEPTED, SENT = ANSWERS = ("mended", "accepted", "sent")

    finding = models.CharField(max_length=32)
    seen = models.CharField(max_length=64)
    answer = models.CharField(max_length=10)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding"], condition=Q(withdrawn_at=None), name="finding_has_one_answer"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=("mended", "accepted", "sent")), name="finding_answer_is_known"
            ),
        ]


class Contribution(Signed):
    """One value that an organisation says of itself, until it is withdrawn. `source`: what it rests on, in words."""

    fates: ClassVar[dict[str, Fate]] = {"subject": FOLLOWS}

    subject = models.ForeignKey(PublicId, models.PROTECT, related_name="contributions")
    property = models.CharField(max_length=40)
    value = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]


class Entry(PrivateModel):
    """An organisation that no list names, as its own people entered it. Published, it is read by builds like a row of a list.

    names: pairs of text and language. by: who proposed it, as public rows name a person. reason: why it was returned or withdrawn.
    organisation: the public id that it was published under.
    """

    DRAFT, SUBMITTED, PUBLISHED, RETURNED, WITHDRAWN = STATES = (
        "draft", "submitted", "published", "returned", "withdrawn",
    )  # fmt: skip
    fates: ClassVar[dict[str, Fate]] = {"organisation": FOLLOWS}

    names = models.JSONField(default=list)
    kind = models.CharField(max_length=40)
    country = models.CharField(max_length=2)
    identifier_kind = models.CharField(max_length=20, blank=True)
    identifier = models.CharField(max_length=60, blank=True)
    seat = models.CharField(max_length=200, blank=True)
    website = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=200, db_index=True)
    at = models.DateTimeField()
    is_example = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="draft", db_index=True)
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    organisation = models.ForeignKey(PublicId, models.PROTECT, null=True, related_name="entries")

    class Meta(PrivateModel.Meta):
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("draft", "submitted", "published", "returned", "withdrawn")),
                name="entry_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(organisation__isnull=False),
                name="published_entry_has_a_public_id",
            ),
            models.UniqueConstraint(
                fields=["identifier_kind", "identifier"],
                condition=Q(state__in=("submitted", "published")) & ~Q(identifier=""),
                name="one_entry_has_an_identifier",
            ),
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        """Those who review see what was handed in, but no draft; each person their own."""
        own = Q(by=f"person:{reader.code}") if reader.is_signed_in else NOTHING
        handed_in = ~Q(state="draft") & Q(submitted_at__isnull=False)
        return own | handed_in if reader.may(Permission.REVIEW_PAGES) else own
