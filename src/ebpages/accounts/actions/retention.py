"""What has been kept for long enough goes: once an hour, by the times of EBPAGES_RETENTION."""

import logging
from datetime import timedelta
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from ebpages.accounts.actions.own_account import remove_unconfirmed
from ebpages.accounts.models import AuditDetails, Notice, OutgoingMail, SharedCache
from ebpages.accounts.sessions import SessionStore
from ebpages.faces.action_log import log_when_stored

logger = logging.getLogger(__name__)

NEWEST_FILES = 500  # e-mails written to files, where no server is set


@task
def tidy() -> None:
    """Each step stands alone, so that one that is interrupted is taken up an hour later."""
    now = timezone.now()
    before = {what: now - timedelta(days=days) for what, days in settings.EBPAGES_RETENTION.items()}
    details, _ = AuditDetails.objects.for_writing().filter(entry__at__lt=before["audit"]).delete()
    over = Q(state__in=(OutgoingMail.SENT, OutgoingMail.FAILED)) | OutgoingMail.uncertain()
    mails, _ = OutgoingMail.objects.for_writing().filter(over, written_at__lt=before["mail"]).delete()
    Notice.objects.for_writing().filter(at__lt=before["notices"]).delete()
    remove_unconfirmed(before=before["unconfirmed"])
    SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    SharedCache.objects.filter(expires__lt=now).delete()
    _keep_newest_files()
    if details or mails:
        log_when_stored(
            logger,
            "details of %s entries of the audit and %s e-mails have been kept for long enough",
            details,
            mails,
        )


def _keep_newest_files() -> None:
    folder = Path(settings.EBPAGES_HOME) / "mail"
    files = sorted(folder.iterdir()) if folder.is_dir() else []  # their names begin with the moment
    for file in files[:-NEWEST_FILES]:
        file.unlink(missing_ok=True)
