"""The outbox: an e-mail is written in the transaction that causes it, and sent once, by the worker."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from ebpages.accounts.actions.people import Refused
from ebpages.accounts.models import OutgoingMail, Person
from ebpages.faces.action_log import log_when_stored

logger = logging.getLogger(__name__)

RETRIES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))
LONGEST_SUBJECT, LONGEST_PROBLEM = 200, 300
_NONE: Mapping[str, str] = MappingProxyType({})


def one_line(text: str) -> str:
    """A subject of what people wrote: line breaks, and marks that show as nothing, are left out of their names."""
    return "".join(filter(str.isprintable, " ".join(text.split())))


def write_mail(
    *,
    to: str,
    subject: str,
    text: str,
    key: str,
    person: Person | None = None,
    headers: Mapping[str, str] = _NONE,
    due_at: datetime | None = None,
) -> OutgoingMail:
    """Put an e-mail into the outbox, in the active language; a second one with the same key is the first. Raises Refused.

    text: paragraphs parted by empty lines; addresses of this site become links. person: who gets it, where they have an account.
    """
    if standing := OutgoingMail.objects.for_writing().filter(key=key).first():
        return standing
    for name, value in {"to": to, "subject": subject, **headers}.items():
        if not (name + value).isprintable():
            raise Refused(_("“%(value)s” is not one line of text.") % {"value": value})
    try:
        validate_email(to)
    except ValidationError:
        told = _("“%(email)s” is no e-mail address; write one such as name@example.org.")
        raise Refused(told % {"email": to}) from None
    about = {"subject": subject, "text": text.strip(), "person": person, "address": settings.EBPAGES_ADDRESS}
    mail = OutgoingMail(
        to=to,
        person=person,
        subject=subject[:LONGEST_SUBJECT],
        text=render_to_string("accounts/mail/frame.txt", about).strip() + "\n",
        html=render_to_string("accounts/mail/frame.html", about),
        headers=dict(headers),
        key=key,
        due_at=due_at or timezone.now(),
    )
    try:
        with transaction.atomic():
            mail.save(force_insert=True)
            deliver.enqueue()
    except IntegrityError:  # the same was written at the same moment
        return OutgoingMail.objects.for_writing().get(key=key)
    log_when_stored(logger, "e-mail %s waits (%s)", mail.pk, key.partition(":")[0])
    return mail


@task
def deliver() -> None:
    """Send what is due. Put into the queue with each e-mail, and again and again for those that could not be sent at once."""
    due = OutgoingMail.objects.for_writing().filter(state=OutgoingMail.WAITING, due_at__lte=timezone.now())
    for key in list(due.values_list("pk", flat=True)):
        _deliver(key)


def _deliver(key: int) -> None:
    """Whoever sets the state sends. It is committed before, so that a crash while sending leads to no second e-mail."""
    rows = OutgoingMail.objects.for_writing().filter(pk=key)
    now = timezone.now()
    taken = rows.filter(state=OutgoingMail.WAITING).update(
        state=OutgoingMail.SENDING, attempts=F("attempts") + 1, due_at=now
    )
    if not taken:
        return
    mail = rows.get()
    try:
        _message(mail).send()
    except (OSError, ValueError) as problem:  # what mail servers say is an OSError too
        _note_failure(mail, problem)
        return
    emptied = (
        {"text": "", "html": ""}
        if mail.key.startswith(OutgoingMail.WITH_CODE) and not settings.EBPAGES_DEMONSTRATION
        else {}
    )
    rows.update(state=OutgoingMail.SENT, sent_at=timezone.now(), problem="", **emptied)
    log_when_stored(logger, "e-mail %s sent", key)


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        settings.DEFAULT_FROM_EMAIL,
        [mail.to],
        headers={"Auto-Submitted": "auto-generated", **mail.headers},
    )
    message.attach_alternative(mail.html, "text/html")
    return message


def _note_failure(mail: OutgoingMail, problem: Exception) -> None:
    """What a server says often holds the receiver's address, which no log shall hold."""
    rows = OutgoingMail.objects.for_writing().filter(pk=mail.pk)
    kind = type(problem).__name__
    said = " ".join(f"{kind}: {problem}".split())[:LONGEST_PROBLEM]
    if mail.attempts > len(RETRIES):
        rows.update(state=OutgoingMail.FAILED, problem=said)
        logger.error("e-mail %s is given up after %s attempts: %s", mail.pk, mail.attempts, kind)
        return
    again = timezone.now() + RETRIES[mail.attempts - 1]
    rows.update(state=OutgoingMail.WAITING, due_at=again, problem=said)
    logger.warning("e-mail %s could not be sent and is tried again at %s: %s", mail.pk, again, kind)
