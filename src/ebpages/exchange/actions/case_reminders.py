"""Whose turn it is and does not act is reminded once; later their intermediary is asked to help. Tasks are recalled before their date."""

import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from ebpages.exchange.actions.case_telling import known_other, tell_organisations, tell_side
from ebpages.exchange.actions.cases import locked_case
from ebpages.exchange.cases.moves import case_table
from ebpages.exchange.models import CASE_FILES, Case, CaseAgreement, CaseDocument, CaseIntermediary, CaseTask

_LEFT_AFTER = 86_400  # seconds; by then a file has its row


@task
def remind_of_cases() -> None:
    """Asked again and again."""
    table, now = case_table(), timezone.now()
    waiting = Case.objects.for_writing().filter(closed_at=None)
    for step in table.steps.values():
        if step.days is None:
            continue
        of_step = waiting.filter(step=step.code)
        late = timedelta(days=step.days + table.reminders.remind_after)
        for each in of_step.filter(turn_at__lt=now - late, reminded_at=None):
            _remind(each)
        very_late = timedelta(days=step.days + table.reminders.escalate_after)
        for each in of_step.filter(turn_at__lt=now - very_late, escalated_at=None):
            _escalate(each)
    soon = timezone.localdate() + timedelta(days=table.reminders.task_before)
    tasks = CaseTask.objects.for_writing().filter(
        done_at=None, due__lte=soon, reminded_at=None, case__closed_at=None
    )
    for each in tasks.select_related("case"):
        _recall(each)
    remove_left_case_files()


@transaction.atomic
def _remind(case: Case) -> None:
    """Whoever sets the mark tells: of two workers only one."""
    unchanged = Case.objects.for_writing().filter(pk=case.pk, turn_at=case.turn_at, reminded_at=None)
    if unchanged.update(reminded_at=timezone.now()):
        tell_side(case, case.turn, "case.late")


@transaction.atomic
def _escalate(case: Case) -> None:
    row = locked_case(case)
    if row.escalated_at is not None or row.turn_at != case.turn_at or row.closed_at:
        return
    row.escalated_at = timezone.now()
    row.save(update_fields=["escalated_at"])
    helpers = CaseIntermediary.objects.for_writing().filter(case=row, state=CaseIntermediary.ACCEPTED)
    for each in helpers:
        tell_organisations(row, [each.organisation_id], "case.escalated", other=known_other(row, each.side))


@transaction.atomic
def _recall(task: CaseTask) -> None:
    if CaseTask.objects.for_writing().filter(pk=task.pk, reminded_at=None).update(reminded_at=timezone.now()):
        tell_side(task.case, task.side, "case.task_due")


def remove_left_case_files() -> None:
    """Files that a crash left without a row."""
    for file in (Path(settings.EBPAGES_HOME) / CASE_FILES).glob("*"):
        is_old = time.time() - file.stat().st_mtime > _LEFT_AFTER
        rows = (CaseDocument.objects, CaseAgreement.objects)
        if is_old and not any(each.for_writing().filter(name=file.name).exists() for each in rows):
            file.unlink(missing_ok=True)
