"""Who exhibits where."""

from django.db import models


class Exhibitor(models.Model):
    """An organisation at a fair. It is named by its public id, which outlasts every build of the registry."""

    fair = models.CharField(max_length=40)
    organisation = models.ForeignKey("registry.PublicId", models.PROTECT)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["fair", "organisation"], name="fairs_exhibits_once"),)
