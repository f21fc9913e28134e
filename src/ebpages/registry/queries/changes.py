"""What has changed since a moment, for programs that keep a copy."""

from datetime import datetime

from django.utils import timezone

from ebpages.registry import models
from ebpages.registry.search_documents import KIND
from ebpages.registry.shapes import ChangedOrganisation, Changes
from ebpages.search.queries import changes_since, log_token


def changes(*, after: int, since: datetime | None, size: int) -> Changes:
    """Organisations whose last change comes behind a position and not before a moment, in the order of their changes."""
    found = changes_since(KIND, after=after, since=since, most=size + 1)
    ids = [change.object_id for change in found[:size]]
    there = set(models.Organisation.objects.filter(id__in=ids).values_list("id", flat=True))
    heirs = dict(models.PublicId.objects.filter(id__in=ids).exclude(heir=None).values_list("id", "heir"))
    rows = tuple(
        ChangedOrganisation(
            position=change.pk,
            at=timezone.localtime(change.at).isoformat(timespec="seconds"),
            id=change.object_id,
            state="there" if change.object_id in there else "merged" if change.object_id in heirs else "gone",
            heir=heirs.get(change.object_id, ""),
        )
        for change in found[:size]
    )
    return Changes(log_token(), rows, rows[-1].position if rows else after, len(found) > size)
