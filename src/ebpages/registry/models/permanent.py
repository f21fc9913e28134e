"""What cannot be made again: ids given out, and what people decided or said. No build removes any of it.

Other rooms refer to `PublicId` only, with `on_delete=PROTECT`; derived rows come and go beneath it.
"""

from typing import ClassVar

from django.db import models

from ebpages.accounts.fates import FOLLOWS, Fate, OfOrganisation


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


class HumanJudgement(models.Model):
    """What a person decided about two records, until it is withdrawn. Records are named by text, because they are derived."""

    a = models.CharField(max_length=120, db_index=True)
    b = models.CharField(max_length=120, db_index=True)
    relation = models.CharField(max_length=20)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    why = models.TextField()
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(a=models.F("b")), name="human_judgement_is_about_two_records"
            )
        ]


class Contribution(models.Model):
    """One value that an organisation says of itself, until it is withdrawn. `source`: what it rests on, in words."""

    fates: ClassVar[dict[str, Fate]] = {"subject": FOLLOWS}

    subject = models.ForeignKey(PublicId, models.PROTECT, related_name="contributions")
    property = models.CharField(max_length=40)
    value = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    source = models.TextField(blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
