"""Statistics as fetched: every vintage is kept as it was, and none is ever changed."""

from django.db import models


class StatisticsVintage(models.Model):
    """One release of a data set, or the part of it that `query` names.

    began: the first moment that `vintage` means, for putting vintages in order. codes: [[dimension, [[code, bg, en], …]], …],
    lists because a database may put the keys of an object in another order. digest: of the cells.
    """

    provider = models.CharField(max_length=200)
    code = models.CharField(max_length=100)
    query = models.CharField(max_length=500, blank=True)
    vintage = models.CharField(max_length=40)
    began = models.DateTimeField()
    codes = models.JSONField()
    dimension_titles = models.JSONField(default=dict)
    title_bg = models.CharField(max_length=500, blank=True)
    title_en = models.CharField(max_length=500, blank=True)
    unit_bg = models.CharField(max_length=300, blank=True)
    unit_en = models.CharField(max_length=300, blank=True)
    attribution_bg = models.CharField(max_length=500, blank=True)
    attribution_en = models.CharField(max_length=500, blank=True)
    licence_bg = models.CharField(max_length=500, blank=True)
    licence_en = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    source_bg = models.CharField(max_length=2000, blank=True)
    source_en = models.CharField(max_length=2000, blank=True)
    certainty = models.CharField(max_length=20)
    fragment = models.BooleanField(default=False)
    prepared = models.BooleanField(default=False)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    fetched_at = models.DateTimeField()
    fetched_by = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    known = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()

    class Meta:
        ordering = ["code", "began", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "code", "query", "vintage"], name="vintage_is_stored_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(code="") & ~models.Q(vintage="") & ~models.Q(provider=""),
                name="vintage_is_named",
            ),
        ]
        indexes = [models.Index(fields=["code", "began"], name="vintage_in_order")]


class StatisticsObservation(models.Model):
    """One cell. position: its place in the cube, counted through the last dimension first, so that codes stand once.

    A cell without a value is missing; a cell that does not exist has no row.
    """

    vintage = models.ForeignKey(StatisticsVintage, models.CASCADE, related_name="observations")
    position = models.PositiveBigIntegerField()
    value = models.FloatField(null=True)
    flags = models.CharField(max_length=52, blank=True)

    class Meta:
        ordering = ["vintage", "position"]
        constraints = [
            models.UniqueConstraint(fields=["vintage", "position"], name="observation_is_stored_once"),
            models.CheckConstraint(
                condition=models.Q(flags__regex=r"^[A-Za-z]*$"), name="observation_flags_are_letters"
            ),
        ]
