"""Writing the change log."""

from collections.abc import Iterable
from itertools import islice
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from ebpages.faces.bulk_insert import insert
from ebpages.search.models import Change, Log

_BATCH = 500


def hold_writers() -> None:
    """Let no other writer of the log in before the transaction ends."""
    Log.objects.select_for_update().get_or_create(id=1)


def has_changes_in_hand() -> bool:
    """Whether this transaction has noted changes, which are undone with it if it fails."""
    return any(each[1] is _is_stored for each in connection.run_on_commit)


def _is_stored() -> None:
    pass


@transaction.atomic
def record_changes(*, kind: str, ids: Iterable[str]) -> None:
    """Note that these objects were written, changed or removed; call it in the transaction that does so.

    Writers wait for one another here: a position that became visible after a higher one would be passed over by an
    index that had already read the higher one. Only the last change of an object is kept, so the log stays small.
    """
    hold_writers()
    transaction.on_commit(_is_stored)
    changed, now = dict.fromkeys(ids), timezone.now()
    before = Change.objects.filter(kind=kind)
    if len(changed) <= _BATCH:
        before.filter(object_id__in=changed).delete()
    elif changed.keys() >= set(before.values_list("object_id", flat=True)):  # as after a build
        before.delete()
    else:
        remaining = iter(changed)
        while batch := list(islice(remaining, _BATCH)):
            before.filter(object_id__in=batch).delete()
    insert(Change, ({"kind": kind, "object_id": object_id, "at": now} for object_id in changed))


def renew_log() -> None:
    """Let every index be written anew: the database is another one than it was when they followed its log."""
    Log.objects.update(token=uuid4())
