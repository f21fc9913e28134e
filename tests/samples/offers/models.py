"""An offer refers to its organisation as every capability does: by its public id, which no build removes."""

from django.db import models


class Offer(models.Model):
    organisation = models.ForeignKey("registry.PublicId", models.PROTECT, related_name="offers")
    text = models.TextField()

    def __str__(self) -> str:
        return self.text
