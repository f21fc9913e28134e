"""What is kept no longer: addresses of who was invited, files that a crash left, logos that no page has."""

import logging
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from ebpages.faces.action_log import log_when_stored
from ebpages.own_pages.models.claims import DOCUMENTS, ClaimDocument
from ebpages.own_pages.models.invitations import Invitation
from ebpages.own_pages.models.pages import Draft, Edition, SetAside
from ebpages.own_pages.stored_logos import FOLDER
from ebpages.registry.models import Contribution

logger = logging.getLogger(__name__)

INVITATIONS_KEPT = timedelta(days=30)  # after they ended, or could be accepted no more
_LEFT_AFTER = timedelta(days=1)  # by then a file has its row


@task
def tidy() -> None:
    """Remove old invitations, and documents that no claim names, and logos that no page has."""
    before = timezone.now() - INVITATIONS_KEPT
    Invitation.objects.for_writing().filter(Q(ended_at__lt=before) | Q(expires_at__lt=before)).delete()
    home = Path(settings.EBPAGES_HOME)
    for file in filter(_is_old, (home / DOCUMENTS).glob("*")):
        if not ClaimDocument.objects.for_writing().filter(name=file.name).exists():
            file.unlink(missing_ok=True)
            log_when_stored(logger, "a document that no claim names was removed")
    old = list(filter(_is_old, (home / FOLDER).glob("*")))
    named = _named_logos()
    for file in old:
        if file.name not in named and _is_old(
            file
        ):  # which is new again where somebody has sent it meanwhile
            file.unlink(missing_ok=True)
            log_when_stored(logger, "the logo %s, which no page has, was removed", file.name)


def _is_old(file: Path) -> bool:
    return time.time() - file.stat().st_mtime > _LEFT_AFTER.total_seconds()


def _named_logos() -> set[str]:
    """Of every edition, which may be published again, of drafts, and of what was set aside."""
    tables = (Edition.objects.all(), Draft.objects.for_writing(), SetAside.objects.for_writing())
    several = (said for rows in tables for said in rows.values_list("values__logo", flat=True) if said)
    published = Contribution.objects.filter(property="logo", withdrawn_at=None)
    return {each["value"] for said in several for each in said}.union(
        published.values_list("value", flat=True)
    )
