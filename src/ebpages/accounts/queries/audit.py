"""What was done by whom, for those who may know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ebpages.accounts.models import AuditEntry
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.roles import BY_NAME, SITE_ROLES
from ebpages.accounts.shapes import AuditPage, AuditView
from ebpages.faces.capabilities import capabilities

PAGE = 50
_CHUNK = 500
# What actions of this room are called; those of capabilities are declared there. Texts of the catalogue.
DONE = {
    "person.add": "Person added",
    "person.address": "E-mail address confirmed",
    "person.change": "Account changed",
    "person.disable": "Account disabled",
    "person.erase": "Account deleted",
    "person.export": "Stored data exported",
    "person.password": "Password changed",
    "person.second_factor": "Second factor changed",
    "audit.export": "Audit taken along as a file",
    "notices.stop": "Notices by e-mail stopped",
    "role.give": "Role given",
    "role.take": "Role taken",
    "token.make": "Key for programs made",
    "token.end": "Key for programs ended",
}


@dataclass(frozen=True, slots=True)
class AuditQuestion:
    """Which entries: those that hold all of it. person: a code, of who acted or whom it concerns. day: by the clock of the site."""

    person: str = ""
    organisation: str = ""
    action: str = ""
    day: date | None = None
    page: int = 1
    size: int = PAGE


def audit_page(reader: Reader, question: AuditQuestion) -> AuditPage:
    """Entries that the reader may see, the newest first."""
    found = _found(reader, question)
    start = (question.page - 1) * question.size
    rows = found.select_related("by", "about", "detail")[start : start + question.size]
    return AuditPage(found.count(), tuple(_view(reader, row) for row in rows), _actions(reader))


def audit_entries(reader: Reader, question: AuditQuestion) -> Iterator[AuditView]:
    rows = _found(reader, question).select_related("by", "about", "detail")
    yield from (_view(reader, row) for row in rows.iterator(chunk_size=_CHUNK))


def _found(reader: Reader, question: AuditQuestion) -> QuerySet[AuditEntry]:
    found = AuditEntry.objects.seen_by(reader).order_by("-id")
    if question.person:
        found = found.filter(Q(by__code=question.person) | Q(about__code=question.person))
    if question.organisation:
        found = found.filter(organisation=question.organisation)
    if question.action:
        found = found.filter(action=question.action)
    if question.day:
        found = found.filter(at__date=question.day)
    return found


def _actions(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Actions that occur among what the reader may see, as a choice."""
    kinds = AuditEntry.objects.seen_by(reader).order_by("action").values_list("action", flat=True).distinct()
    return tuple((action, word_of(action)) for action in kinds)


def word_of(action: str) -> str:
    """What an action is called; its code where nobody has said it."""
    said = DONE | {name: text for c in capabilities() for name, text in c.audited.items()}
    return _(said[action]) if action in said else action


def whom(as_whom: str) -> str:
    """As whom somebody acted: the titles of their roles."""
    parts = as_whom.split(",")
    return ", ".join(_(BY_NAME[part].title) if part in BY_NAME else said(part) for part in parts)


def said(code: str) -> str:
    """A code that an entry holds, in words: they stand in the catalogue alone."""
    return pgettext("audit", code.replace("_", " ")) if code else ""


def _view(reader: Reader, entry: AuditEntry) -> AuditView:
    """Who of the agency acted, and from which network others did, is for the agency alone."""
    detail = getattr(entry, "detail", None)
    sees_all = reader.may(Permission.READ_AUDIT)
    is_own = entry.by_id is not None and entry.by_id == reader.person
    of_agency = not {*entry.as_whom.split(",")}.isdisjoint(SITE_ROLES)
    named = entry.by if entry.by and (sees_all or is_own or not of_agency) else None
    return AuditView(
        number=entry.pk,
        at=timezone.localtime(entry.at).isoformat(timespec="seconds"),
        by=named.code if named else "",
        by_name=named.get_full_name() if named else entry.as_whom,
        as_whom=entry.as_whom,
        action=entry.action,
        done=word_of(entry.action),
        kind=entry.kind,
        object=entry.object_id,
        organisation=entry.organisation,
        about=entry.about.code if entry.about else "",
        about_name=entry.about.get_full_name() if entry.about else "",
        origin=detail.origin if detail and (sees_all or is_own) else "",
        before=detail.before if detail else None,
        after=detail.after if detail else None,
        is_erased=detail is None,
    )
