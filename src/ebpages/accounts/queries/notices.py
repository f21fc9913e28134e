"""Notices in the words of who reads them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.accounts.models import Notice, Person
from ebpages.accounts.notice_kinds import OF_ACCOUNTS, NoticeKind
from ebpages.accounts.reader import Reader
from ebpages.accounts.roles import BY_NAME
from ebpages.accounts.shapes import NoticeView, NoticeWords
from ebpages.faces.capabilities import capabilities
from ebpages.faces.language import active_language

MOST_NOTICES = 200
SIGNER = signing.Signer(salt="ebpages.notices")


@cache
def notice_kinds() -> Mapping[str, NoticeKind]:
    """Those of accounts and of every capability."""
    found = dict(OF_ACCOUNTS)
    for capability in capabilities():
        found |= capability.notices
    return found


def words_of(kind: str, params: Mapping[str, Any]) -> NoticeWords:
    known = notice_kinds()[kind]
    shown = {name: _shown(name, value) for name, value in params.items()}
    return NoticeWords(_(known.subject) % shown, _(known.sentence) % shown, _(known.step))


def _shown(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get(active_language()) or next(iter(value.values()), ""))
    if name == "person":
        found = Person.objects.filter(code=value).first()
        return found.get_full_name() if found else str(value)
    if name == "role":
        return _(BY_NAME[value].title)
    return str(value)


def notices(reader: Reader) -> tuple[NoticeView, ...]:
    """What a person was told, the newest first."""
    rows = Notice.objects.seen_by(reader)[:MOST_NOTICES]
    return tuple(
        NoticeView(
            row.pk, row.at, words_of(row.kind, row.params), address_of(row.path), row.read_at is not None
        )
        for row in rows
    )


def count_unread(reader: Reader) -> int:
    return Notice.objects.seen_by(reader).filter(read_at=None).count()


def address_of(path: str) -> str:
    """A path without its language, in the active one."""
    return f"/{active_language()}{path}" if path else ""


def address_to_stop(person: Person) -> str:
    """Where the e-mails of a person are stopped without signing in."""
    return reverse("accounts:stop_mail", args=[SIGNER.sign(person.code)])


def person_who_stops(signed: str) -> Person | None:
    """None for a link that is not ours."""
    try:
        code = SIGNER.unsign(signed)
    except signing.BadSignature:
        return None
    return Person.objects.filter(code=code, erased_at=None).first()
