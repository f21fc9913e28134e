"""Files that people handed in and that are to become editions of lists."""

import secrets
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from ebpages.accounts.fates import STAYS, Fate
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.scoped import NOTHING, PrivateModel
from ebpages.files.table import ending_of

FILES = "private/imports"  # below EBPAGES_HOME
TAKING_BACK = "list_take_back"  # the kind of its job


def key_of_taking_back(name: str, folder: str) -> str:
    """Of the job that takes an edition back."""
    return f"{name} {folder}"[:64]


def _code() -> str:
    return secrets.token_hex(8)


class ListUpload(PrivateModel):
    """name: of the list that it becomes. given: its mapping, as source.yaml has it. preview: what the pages show of the file, made when
    it was mapped. job: the task that reads or imports it. result: of the last reading. problem: why the last work failed, in the language of whoever handed the file in."""

    MAPPED, CHECKED, IMPORTED = STATES = ("mapped", "checked", "imported")
    CHECK, IMPORT = WORK = ("check", "import")
    fates: ClassVar[dict[str, Fate]] = {"person": STAYS}

    code = models.CharField(max_length=16, unique=True, default=_code, editable=False)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    file_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    name = models.CharField(max_length=40)
    given = models.JSONField(default=dict)
    preview = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=MAPPED)
    job = models.UUIDField(null=True)
    result = models.JSONField(default=dict)
    problem = models.TextField(blank=True)

    class Meta(PrivateModel.Meta):
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("mapped", "checked", "imported")), name="upload_state_is_known"
            )
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        return Q() if reader.may(Permission.IMPORT_LISTS) else NOTHING

    @property
    def path(self) -> Path:
        return Path(settings.EBPAGES_HOME) / FILES / f"{self.code}{ending_of(self.file_name)}"


@receiver(post_delete, sender=ListUpload)
def _remove_file(instance: ListUpload, **_: object) -> None:
    instance.path.unlink(missing_ok=True)
