"""Whether every document and logo that rows name is there and as it was kept."""

from collections.abc import Iterator
from hashlib import sha256

from django.conf import settings

from ebpages.accounts.reader import OPERATOR
from ebpages.faces.upkeep import Check
from ebpages.own_pages.models.claims import ClaimDocument
from ebpages.own_pages.stored_logos import FOLDER, is_whole
from ebpages.registry import models as registry


def checks() -> Iterator[Check]:
    damaged = [
        row.claim.code
        for row in ClaimDocument.objects.seen_by(OPERATOR).select_related("claim")
        if not _is_whole(row)
    ]
    problem = f"missing or changed: those of the claims {', '.join(damaged)}" if damaged else ""
    yield Check(
        "documents of claims", problem, "Put the folder `private` back from a backup." if problem else ""
    )

    logos = registry.Contribution.objects.filter(property="logo", withdrawn_at=None)
    names = sorted(set(logos.values_list("value", flat=True)))
    missing = [name for name in names if not is_whole(settings.EBPAGES_HOME, name)]
    problem = f"missing or changed: {', '.join(name[:12] for name in missing)}" if missing else ""
    yield Check("logos", problem, f"Put the folder `{FOLDER}` back from a backup." if problem else "")


def _is_whole(row: ClaimDocument) -> bool:
    return row.path.is_file() and sha256(row.path.read_bytes()).hexdigest() == row.digest
