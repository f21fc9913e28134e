"""Whether every document that a profile names is there and as it was kept."""

from collections.abc import Iterator
from hashlib import sha256

from ebpages.accounts.reader import OPERATOR
from ebpages.exchange.models import Attachment
from ebpages.faces.upkeep import Check


def checks() -> Iterator[Check]:
    rows = Attachment.objects.seen_by(OPERATOR).select_related("profile")
    damaged = [row.profile.code for row in rows if not _is_whole(row)]
    problem = f"missing or changed: those of the profiles {', '.join(damaged)}" if damaged else ""
    yield Check(
        "documents of profiles", problem, "Put the folder `private` back from a backup." if problem else ""
    )


def _is_whole(row: Attachment) -> bool:
    return row.path.is_file() and sha256(row.path.read_bytes()).hexdigest() == row.digest
