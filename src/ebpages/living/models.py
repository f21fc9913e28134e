"""What is read of the kept editions of living sources, and how each source stands. All of it but the state can be read again from the files."""

from django.db import models


class LivingEdition(models.Model):
    """An edition that is kept and was read. sha256: of its file, so that another content is read again. rows: of the whole file."""

    connector = models.CharField(max_length=40)
    edition = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    made_on = models.CharField(max_length=10, blank=True)
    fetched_at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    left_out = models.JSONField(default=dict)
    notices = models.JSONField(default=list)

    class Meta:
        ordering = ["connector", "edition"]
        constraints = [
            models.UniqueConstraint(fields=["connector", "edition"], name="living_edition_is_read_once")
        ]


class LivingRow(models.Model):
    """A row of an edition that is of use here. subject: whom it is about, as `eik:204244961`, `domain:uni.example`, `project:101060884`."""

    edition = models.ForeignKey(LivingEdition, models.CASCADE, related_name="of_use")
    subject = models.CharField(max_length=120, db_index=True)
    data = models.JSONField()

    class Meta:
        ordering = ["edition__edition", "id"]


class FollowedBody(models.Model):
    """Of whom a source of events is read. by_name: its name was seen to hold the word for cluster; else it is of the register of organisations.

    is_read: whether the editions that were read before it was followed have been read for it too.
    """

    identifier = models.CharField(primary_key=True, max_length=9)
    by_name = models.BooleanField()
    is_read = models.BooleanField(default=False)

    class Meta:
        ordering = ["identifier"]


class LivingFault(models.Model):
    """What could not be fetched or read, until it can. piece: the publisher's file, "" for the source as a whole."""

    connector = models.CharField(max_length=40)
    piece = models.CharField(max_length=300, blank=True)
    edition = models.CharField(max_length=40, blank=True)
    problem = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["connector", "piece"], name="living_fault_of_a_piece_stands_once")
        ]


class LivingSource(models.Model):
    """How a source stands. seen_at: when its publisher last answered; changed_at: when something new came; listed: files that it listed then.

    not_before: when it asked to be asked again.
    """

    connector = models.CharField(primary_key=True, max_length=40)
    seen_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    listed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["connector"]
