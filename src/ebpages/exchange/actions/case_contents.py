"""What is written and kept in a case: messages, documents with their versions, tasks with their dates."""

import secrets
from datetime import date
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts.actions import Refused, Unusable, not_allowed
from ebpages.accounts.reader import Reader
from ebpages.exchange.actions.case_telling import tell_side
from ebpages.exchange.actions.cases import (
    locked_case,
    must_be_open,
    must_be_party,
    note_case,
    refuse_unusable_text,
)
from ebpages.exchange.cases.moves import AGREED, SIDES, other_side
from ebpages.exchange.models import (
    AFTER_INTEREST,
    AFTER_NDA,
    CASE_FILES,
    LONGEST_TITLE,
    Case,
    CaseDocument,
    CaseMessage,
    CaseTask,
)
from ebpages.exchange.queries.case_parties import CaseParty
from ebpages.faces.documents import Document, stored_document
from ebpages.files.texts import is_text

MOST_DOCUMENTS, MOST_MESSAGES, MOST_TASKS = 1000, 10_000, 500  # of a case
_LONGEST_TASK = 500


@transaction.atomic
def write_message(*, by: Reader, case: Case, text: str, asks: bool) -> CaseMessage:
    """To the other side, from contact on. asks: it is to answer, and it is its turn. Raises Refused."""
    row, party = _writing(by, case)
    refuse_unusable_text(text)
    if CaseMessage.objects.for_writing().filter(case=row).count() >= MOST_MESSAGES:
        raise Refused(_("A case has at most %(n)s messages.") % {"n": MOST_MESSAGES})
    asks = asks and row.closed_at is None
    message: CaseMessage = CaseMessage.objects.create(
        case=row, side=party.side, organisation_id=party.organisation, text=text.strip(), asks=asks, by_id=by.person or None,
    )  # fmt: skip
    other = other_side(party.side)
    if asks and row.turn != other:
        row.turn, row.turn_at, row.reminded_at, row.escalated_at = other, timezone.now(), None, None
        row.save(update_fields=["turn", "turn_at", "reminded_at", "escalated_at"])
    tell_side(row, other, "case.question" if asks else "case.message")
    note_case(by, "case.message", row, party)
    return message


def add_case_document(
    *, by: Reader, case: Case, title: str, level: str, document: Document, series: str = ""
) -> CaseDocument:
    """series: of the document that it is a new version of. Raises Refused."""
    with stored_document(document, Path(settings.EBPAGES_HOME) / CASE_FILES) as name:
        return _add_document(by, case, title.strip(), level, document, series, name)


@transaction.atomic
def _add_document(
    by: Reader, case: Case, title: str, level: str, document: Document, series: str, name: str
) -> CaseDocument:
    row = locked_case(case)
    party = must_be_party(by, row)
    if row.step != AGREED:
        must_be_open(row)
    if level not in (AFTER_INTEREST, AFTER_NDA):
        raise Unusable(_("Choose who may read the document."))
    if not title or len(title) > LONGEST_TITLE or not title.isprintable() or not is_text(title):
        raise Unusable(_("Write a title of at most %(n)s characters.") % {"n": LONGEST_TITLE})
    of_case = CaseDocument.objects.for_writing().filter(case=row)
    of_series = [each for each in of_case.order_by("number") if each.series == series] if series else []
    earlier = of_series[-1] if of_series else None
    if series and (earlier is None or earlier.side != party.side):
        raise Unusable(_("There is no such document of your side."))
    if earlier is not None and earlier.level == AFTER_NDA and level != AFTER_NDA:
        raise Unusable(
            _("A new version is at least as confidential as the one before. Add it as a document of its own.")
        )
    if of_case.count() >= MOST_DOCUMENTS:
        raise Refused(_("A case has at most %(n)s documents.") % {"n": MOST_DOCUMENTS})
    made: CaseDocument = CaseDocument.objects.create(
        case=row, side=party.side, organisation_id=party.organisation, title=title, level=level,
        series=series or secrets.token_hex(8), number=earlier.number + 1 if earlier else 1, name=name,
        kind=document.kind, size=len(document.content), digest=sha256(document.content).hexdigest(), by_id=by.person or None,
    )  # fmt: skip
    note_case(by, "case.document", row, party, level=level, number=made.number)
    other = other_side(party.side)
    if row.contact_at and (level == AFTER_INTEREST or row.nda_is_in_force):
        tell_side(row, other, "case.document")
    return made


@transaction.atomic
def add_task(*, by: Reader, case: Case, text: str, side: str, due: date | None = None) -> CaseTask:
    """Raises Refused."""
    row, party = _writing(by, case)
    if side not in SIDES:
        raise Unusable(_("Choose who is to do it."))
    if not text.strip() or len(text) > _LONGEST_TASK or not is_text(text):
        raise Unusable(_("Write what is to be done, in at most %(n)s characters.") % {"n": _LONGEST_TASK})
    if CaseTask.objects.for_writing().filter(case=row, done_at=None).count() >= MOST_TASKS:
        raise Refused(_("A case has at most %(n)s open tasks.") % {"n": MOST_TASKS})
    task: CaseTask = CaseTask.objects.create(
        case=row, side=side, organisation_id=party.organisation, text=text.strip(), due=due, by_id=by.person or None,
    )  # fmt: skip
    note_case(by, "case.task", row, party, side=side)
    return task


@transaction.atomic
def finish_task(*, by: Reader, task: CaseTask) -> None:
    """By the side whose it is. Raises Refused."""
    row = locked_case(task.case)
    party = must_be_party(by, row)
    if task.side != party.side:
        raise not_allowed()
    open_row = CaseTask.objects.for_writing().filter(pk=task.pk, done_at=None)
    if not open_row.update(done_at=timezone.now(), done_by=by.person or None):
        raise Refused(_("The task is done already."))
    note_case(by, "case.task_done", row, party, side=task.side)


def _writing(by: Reader, case: Case) -> tuple[Case, CaseParty]:
    """The case, to which both sides may write. Raises Refused."""
    row = locked_case(case)
    party = must_be_party(by, row)
    if row.step != AGREED:
        must_be_open(row)
    if row.contact_at is None:
        raise Refused(_("Both sides write to each other once the owner has answered the interest."))
    return row, party
