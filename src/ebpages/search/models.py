"""The change log: what every host's index has to read again."""

import uuid

from django.db import models


class Log(models.Model):
    """The one row that stands for the log. Its token tells one database from another, so that an index left over
    from a database that was thrown away is not taken for a current one."""

    token = models.UUIDField(default=uuid.uuid4, editable=False)

    def __str__(self) -> str:
        return str(self.token)


class Change(models.Model):
    """The last change of one object. Positions rise with every change and are never given twice."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_one_change_for_an_object"),
        )
        indexes = (models.Index(fields=["kind", "id"], name="search_change_of_kind"),)

    def __str__(self) -> str:
        return f"{self.id}: {self.kind} {self.object_id}"
