"""Contacts that do not stand on the page: for who is signed in, or for the organisation's own people."""

import logging

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions import Refused, Unusable, must
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.faces.action_log import log_when_stored
from ebpages.faces.language import active_language
from ebpages.own_pages.actions.drafts import Saved, change_draft, with_values
from ebpages.own_pages.contact_kinds import AUDIENCES, CONTACT_KINDS, EMAIL, PHONE
from ebpages.own_pages.models import LONGEST_CONTACT, Contact
from ebpages.own_pages.page import Value, Values
from ebpages.registry import own_properties
from ebpages.registry.queries.public_names import leads_to

logger = logging.getLogger(__name__)

MOST_CONTACTS = 100


def add_contact(*, by: Reader, organisation: str, kind: str, value: str, audience: str) -> Contact:
    """Raises Refused."""
    value = " ".join(value.split())
    if kind not in CONTACT_KINDS or audience not in AUDIENCES:
        raise Unusable(_("Choose the kind of contact and who may see it."))
    if not value:
        raise Unusable(_("Write the contact."))
    if len(value) > LONGEST_CONTACT:
        raise Unusable(_("The contact may have at most %(most)s characters.") % {"most": LONGEST_CONTACT})
    if kind == EMAIL and not own_properties.EMAIL.fullmatch(value):
        raise Unusable(_("This is no e-mail address; write one such as office@example.org."))
    if kind == PHONE and not own_properties.TELEPHONE.fullmatch(value):
        raise Unusable(_("This is no telephone number; write one such as +359 2 000 0000."))
    try:
        return _add_contact(by=by, organisation=organisation, kind=kind, value=value, audience=audience)
    except IntegrityError:
        raise Refused(_("This contact is in the list already.")) from None


@transaction.atomic
def _add_contact(*, by: Reader, organisation: str, kind: str, value: str, audience: str) -> Contact:
    must(by, Permission.EDIT_PAGE, organisation)
    if Contact.objects.for_writing().filter(organisation=organisation).count() >= MOST_CONTACTS:
        raise Refused(_("A list holds at most %(most)s contacts.") % {"most": MOST_CONTACTS})
    made: Contact = Contact.objects.create(
        organisation_id=organisation, kind=kind, value=value, audience=audience, by_id=by.person or None
    )
    _note(by, "contact.add", made)
    return made


def add_public_contact(*, by: Reader, organisation: str, value: str) -> Saved:
    """Into the draft of the page: everybody sees it once that is published. Raises Refused."""
    value = " ".join(value.split())
    if problem := own_properties.problem_with("contact_public", value, reader=active_language()):
        raise Unusable(problem)

    def change(values: Values) -> Values:
        return with_values(values, "contact_public", (*values.get("contact_public", ()), Value(value)))

    return change_draft(by=by, organisation=organisation, change=change)


@transaction.atomic
def remove_contact(*, by: Reader, contact: Contact) -> None:
    """Raises Refused."""
    must(by, Permission.EDIT_PAGE, leads_to(contact.organisation_id))
    _note(by, "contact.remove", contact)
    Contact.objects.for_writing().filter(pk=contact.pk).delete()


def _note(by: Reader, action: str, contact: Contact) -> None:
    """Who reads the audit learns that there is a contact, and not which."""
    audit.note(
        by=by, action=action, kind="contact", object_id=str(contact.pk), organisation=contact.organisation_id,
        after={"kind": contact.kind, "audience": contact.audience},
    )  # fmt: skip
    log_when_stored(
        logger, "%s: contact %s of %s, by %s", action, contact.pk, contact.organisation_id, by.code
    )
