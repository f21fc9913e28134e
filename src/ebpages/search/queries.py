"""Reading the change log."""

from django.db.models import Max

from ebpages.search.index import Position
from ebpages.search.models import Change, Log


class DatabaseLog:
    """The change log as an index follows it."""

    def head(self, kind: str) -> Position:
        """Where the log of one kind of object ends now."""
        token = Log.objects.values_list("token", flat=True).first()
        last = Change.objects.filter(kind=kind).aggregate(last=Max("id"))["last"]
        return Position(str(token or ""), last or 0)

    def changed(self, kind: str, after: int, up_to: int) -> list[str]:
        """The ids of the objects changed after one place in the log, up to another."""
        changes = Change.objects.filter(kind=kind, id__gt=after, id__lte=up_to)
        return list(changes.order_by("id").values_list("object_id", flat=True))
