"""What visitors reported. Permanent: no build and no command removes a row; what was dealt with is marked."""

from typing import ClassVar

from django.db import models

from ebpages.accounts.fates import FOLLOWS, Fate
from ebpages.contact.report import KINDS, LONGEST_EMAIL, LONGEST_PLACE


class Report(models.Model):
    """Something that a visitor told the operator. page, row, value: what it is about, as the form held it.

    subject: the organisation whose page or row it is about. email: where an answer is asked for.
    """

    fates: ClassVar[dict[str, Fate]] = {"subject": FOLLOWS}

    at = models.DateTimeField()
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    message = models.TextField()
    page = models.CharField(max_length=LONGEST_PLACE, blank=True)
    row = models.CharField(max_length=LONGEST_PLACE, blank=True)
    value = models.CharField(max_length=LONGEST_PLACE, blank=True)
    email = models.CharField(max_length=LONGEST_EMAIL, blank=True)
    subject = models.ForeignKey("registry.PublicId", models.PROTECT, null=True, related_name="reports")
    done_at = models.DateTimeField(null=True)
    done_note = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["at"], name="report_by_time")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="report_kind_is_known")
        ]
