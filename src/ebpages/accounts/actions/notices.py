"""What people are told, on the site and by e-mail as they chose."""

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from ebpages.accounts import audit
from ebpages.accounts.actions.mail import one_line, write_mail
from ebpages.accounts.models import AT_ONCE, DAILY, NEVER, Notice, OutgoingMail, Person
from ebpages.accounts.queries.notices import address_of, address_to_stop, notice_kinds, words_of
from ebpages.accounts.reader import VISITOR, Reader
from ebpages.faces.action_log import log_when_stored

logger = logging.getLogger(__name__)

MAILED_AGAIN_AFTER = timedelta(days=1)  # the same, unread, so that nobody fills the mailbox of another
DIGEST_FROM = 7  # the hour of the day, in the zone of the site
DIGEST_OF = timedelta(days=3)  # older notices stay on the site only: the digest was not wanted when they came


@transaction.atomic
def notify(
    *, person: Person, kind: str, params: Mapping[str, Any], organisation: str = "", path: str = ""
) -> Notice | None:
    """Tell a person something, within the transaction of what it is about. None where nobody reads it any more.

    params: see NoticeKind. path: where something can be done about it, without the language. Names of people are given as their codes.
    """
    told = Notice.objects.for_writing().filter(
        person=person,
        kind=kind,
        params=dict(params),
        path=path,
        read_at=None,
        at__gt=timezone.now() - MAILED_AGAIN_AFTER,
    )
    if kind not in notice_kinds():
        raise ValueError(f"no capability declares the notice {kind!r}")
    if not person.is_active:
        return None
    is_known = told.exists()
    notice = Notice.objects.create(
        person=person, kind=kind, params=dict(params), organisation_id=organisation or None, path=path
    )
    if person.delivery == AT_ONCE and not is_known:
        _mail_one(notice, person)
    return notice


@transaction.atomic
def mark_read(*, by: Reader, ids: Sequence[int]) -> int:
    """Mark one's own notices as read; all of them where none is named. Returns how many were unread."""
    unread = Notice.objects.for_writing().filter(person=by.person, read_at=None)
    return unread.filter(**({"pk__in": ids} if ids else {})).update(read_at=timezone.now())


@transaction.atomic
def stop_mail(*, person: Person) -> None:
    """Notices go to this person by e-mail no more; asked for by the link of an e-mail, whoever opens it."""
    if person.delivery == NEVER:
        return
    Person.objects.filter(pk=person.pk).update(delivery=NEVER)
    audit.note(
        by=VISITOR, action="notices.stop", kind="person", object_id=person.code, about=person.pk,
        before={"delivery": person.delivery}, after={"delivery": NEVER},
    )  # fmt: skip
    log_when_stored(logger, "notices of %s go out by e-mail no more", person.code)


@task
def send_digests() -> None:
    """For those who want one e-mail a day: what they were told since the last one. Asked again and again; each day's is written once."""
    now = timezone.localtime()
    if now.hour < DIGEST_FROM:
        return
    waiting = Notice.objects.for_writing().filter(
        mailed_at=None, read_at=None, at__gt=now - DIGEST_OF, person__delivery=DAILY, person__is_active=True
    )
    for key in list(waiting.order_by().values_list("person", flat=True).distinct()):
        _mail_digest(Person.objects.get(pk=key), now.date().isoformat())


@transaction.atomic
def _mail_digest(person: Person, day: str) -> None:
    key = f"digest:{person.code}:{day}"
    if OutgoingMail.objects.for_writing().filter(key=key).exists():
        return
    waiting = Notice.objects.for_writing().filter(
        person=person, mailed_at=None, read_at=None, at__gt=timezone.now() - DIGEST_OF
    )
    rows = list(waiting.order_by("id"))
    with translation.override(person.language):
        subject = ngettext("%(n)d new notice", "%(n)d new notices", len(rows)) % {"n": len(rows)}
        _mail(person, subject, "\n\n".join(map(_paragraph, rows)), key)
    waiting.filter(pk__in=[row.pk for row in rows]).update(mailed_at=timezone.now())


def _mail_one(notice: Notice, person: Person) -> None:
    with translation.override(person.language):
        subject = one_line(words_of(notice.kind, notice.params).subject)
        _mail(person, subject, _paragraph(notice), f"notice:{notice.pk}")
    Notice.objects.for_writing().filter(pk=notice.pk).update(mailed_at=timezone.now())


def _mail(person: Person, subject: str, text: str, key: str) -> None:
    """RFC 8058: programs stop these e-mails by a POST to the link; who opens it gets a page with a button."""
    stop = settings.EBPAGES_ADDRESS + address_to_stop(person)
    end = _("You chose to get these notices by e-mail. To stop them:") + f"\n{stop}"
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    write_mail(
        to=person.email, subject=subject, text=f"{text}\n\n{end}", key=key, person=person, headers=headers
    )


def _paragraph(notice: Notice) -> str:
    words = words_of(notice.kind, notice.params)
    link = f"\n{words.step}:\n{settings.EBPAGES_ADDRESS}{address_of(notice.path)}" if notice.path else ""
    return f"{words.sentence}{link}"
