"""Contacts that do not stand on the page."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ebpages.accounts.reader import Reader
from ebpages.accounts.scoped import of_organisation
from ebpages.own_pages.contact_kinds import EMAIL, ORGANISATION, PERSON, PHONE, SIGNED_IN
from ebpages.own_pages.models import Contact
from ebpages.own_pages.page_shapes import ContactView

KINDS = {
    EMAIL: gettext_noop("E-mail address"),
    PHONE: gettext_noop("Telephone"),
    PERSON: gettext_noop("Person"),
}
AUDIENCES = {
    SIGNED_IN: gettext_noop("everybody who is signed in"),
    ORGANISATION: gettext_noop("only those who act for the organisation"),
}


def contacts(reader: Reader, public_id: str) -> tuple[ContactView, ...]:
    """Those that the reader may see."""
    return _views(Contact.objects.seen_by(reader).filter(of_organisation(public_id)))


def contact_of(reader: Reader, public_id: str, key: int) -> Contact | None:
    found: Contact | None = Contact.objects.seen_by(reader).filter(of_organisation(public_id), pk=key).first()
    return found


def has_contacts_for_signed_in(public_id: str) -> bool:
    """That there are some is no secret; which, only who is signed in learns."""
    rows = Contact.objects.for_writing().filter(of_organisation(public_id), audience=SIGNED_IN)
    return rows.exists()


def _views(rows: Iterable[Contact]) -> tuple[ContactView, ...]:
    return tuple(
        ContactView(row.pk, row.kind, _(KINDS[row.kind]), row.value, row.audience, _(AUDIENCES[row.audience]))
        for row in rows
    )


def contact_kinds(codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((code, _(KINDS[code])) for code in codes)


def contact_audiences(codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((code, _(AUDIENCES[code])) for code in codes)
