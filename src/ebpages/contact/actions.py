"""The only writer of reports."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ebpages.contact.models import Report
from ebpages.contact.report import REPORTS_OF_A_DAY, TooManyReports
from ebpages.faces.action_log import log_when_stored

logger = logging.getLogger(__name__)


@transaction.atomic
def send_report(
    *, kind: str, message: str, language: str, subject: str, page: str, row: str, value: str, email: str
) -> int:
    """Keep what a visitor reports and return its number. subject: a public id, or "". Raises TooManyReports."""
    now = timezone.now()
    if Report.objects.filter(at__gt=now - timedelta(days=1)).count() >= REPORTS_OF_A_DAY:
        raise TooManyReports
    report = Report.objects.create(
        at=now, kind=kind, message=message, language=language, subject_id=subject or None,
        page=page, row=row, value=value, email=email,
    )  # fmt: skip
    log_when_stored(logger, "report %s (%s) about %s", report.pk, kind, subject or "no organisation")
    return int(report.pk)


@transaction.atomic
def mark_done(*, ids: Sequence[int], note: str) -> list[int]:
    """Mark reports as dealt with; returns those that were open."""
    open_ids = list(Report.objects.filter(id__in=ids, done_at=None).values_list("id", flat=True))
    Report.objects.filter(id__in=open_ids).update(done_at=timezone.now(), done_note=note)
    log_when_stored(logger, "reports marked as done: %s", ", ".join(map(str, open_ids)) or "none")
    return open_ids
