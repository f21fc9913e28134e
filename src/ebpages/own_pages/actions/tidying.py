"""What is kept no longer: addresses of who was invited, files that a crash left."""

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

logger = logging.getLogger(__name__)

INVITATIONS_KEPT = timedelta(days=30)  # after they ended, or could be accepted no more
_LEFT_AFTER = timedelta(days=1)  # by then a file has its row


@task
def tidy() -> None:
    """Remove old invitations, and documents that no claim names."""
    before = timezone.now() - INVITATIONS_KEPT
    Invitation.objects.for_writing().filter(Q(ended_at__lt=before) | Q(expires_at__lt=before)).delete()
    for file in (Path(settings.EBPAGES_HOME) / DOCUMENTS).glob("*"):
        is_old = time.time() - file.stat().st_mtime > _LEFT_AFTER.total_seconds()
        if is_old and not ClaimDocument.objects.for_writing().filter(name=file.name).exists():
            file.unlink(missing_ok=True)
            log_when_stored(logger, "a document that no claim names was removed")
