"""Reading the change log."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connections, router

from ebpages.search.index import Position
from ebpages.search.models import Change, Log

_HEAD = """
    SELECT (SELECT token FROM search_log ORDER BY id LIMIT 1), (SELECT MAX(id) FROM search_change WHERE kind = %s)
"""


def changes_since(kind: str, *, after: int, since: datetime | None, most: int) -> Sequence[Change]:
    """Objects of a kind whose last change comes behind a position of the log, and not before a time; in the order of their changes."""
    changes = Change.objects.filter(kind=kind, id__gt=after).order_by("id")
    if since is not None:
        changes = changes.filter(at__gte=since)
    return list(changes[:most])


def newest_changes(kind: str, *, most: int) -> Sequence[Change]:
    """The objects of a kind that changed last, the newest first."""
    return list(Change.objects.filter(kind=kind).order_by("-id")[:most])


def log_token() -> str:
    """Tells the log of one database from that of another."""
    return str(Log.objects.values_list("token", flat=True).first() or "")


class DatabaseLog:
    """The change log as an index follows it."""

    def head(self, kind: str) -> Position:
        """Where the log of one kind of object ends now."""
        # asked several times by every search, and put together by the ORM it takes longer than the rest of a search
        with connections[router.db_for_read(Change)].cursor() as cursor:
            cursor.execute(_HEAD, [kind])
            token, last = cursor.fetchone()
        return Position(str(UUID(str(token))) if token else "", last or 0)

    def changed(self, kind: str, after: int, up_to: int) -> list[str]:
        """The ids of the objects changed after one place in the log, up to another."""
        changes = Change.objects.filter(kind=kind, id__gt=after, id__lte=up_to)
        return list(changes.order_by("id").values_list("object_id", flat=True))
