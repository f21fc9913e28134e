"""What people do with their own account: change it, and end it."""

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions.people import Refused, end_access, not_allowed, take_role
from ebpages.accounts.fates import GOES
from ebpages.accounts.models import AuditDetails, OutgoingMail, Person, RoleGrant
from ebpages.accounts.permissions import Permission
from ebpages.accounts.queries.own_account import everything_about
from ebpages.accounts.reader import Reader
from ebpages.accounts.scoped import PrivateModel
from ebpages.faces.action_log import log_when_stored

logger = logging.getLogger(__name__)


@transaction.atomic
def change_account(*, by: Reader, name: str, language: str, delivery: str) -> None:
    """Change how one is called, spoken to and told."""
    after = {"name": name, "language": language, "delivery": delivery}
    before = Person.objects.filter(pk=by.person).values(*after).get()
    if before == after:
        return
    Person.objects.filter(pk=by.person).update(**after)
    audit.note(
        by=by,
        action="person.change",
        kind="person",
        object_id=by.code,
        about=by.person,
        before=before,
        after=after,
    )
    log_when_stored(logger, "person %s changed their account", by.code)


@transaction.atomic
def take_account_along(*, by: Reader) -> dict[str, Any]:
    """All that is stored of a person, for them; that they took it is noted, since somebody else may have sat at their session."""
    stored = everything_about(by)
    audit.note(by=by, action="person.export", kind="person", object_id=by.code, about=by.person)
    log_when_stored(logger, "person %s took along what is stored of them", by.code)
    return stored


@transaction.atomic
def note_export_of_audit(*, by: Reader, filters: Mapping[str, str]) -> None:
    """Before a file with what others did leaves the site. filters: which of it."""
    audit.note(by=by, action="audit.export", kind="audit", object_id="", after=dict(filters))
    log_when_stored(logger, "%s took along a file of the audit", by.code)


@transaction.atomic
def erase_person(*, by: Reader, person: Person) -> None:
    """Empty what is stored of a person; the code by which public rows name them stays, and says nothing of who it was. Raises Refused."""
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from allauth.socialaccount.models import SocialAccount

    if person.pk != by.person and not by.may(Permission.MANAGE_SITE_ROLES):
        raise not_allowed()
    if person.is_example:
        raise Refused(_("This is an example account, which stays for the next visitor."))
    addresses = {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}
    for grant in RoleGrant.objects.for_writing().filter(person=person, ended_at=None):
        take_role(by=by, grant=grant)
    end_access(person)
    person.tokens.for_writing().delete()
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=person).delete()
    for model, field in _rows_that_go():
        model.objects.for_writing().filter(**{field: person}).delete()
    for model, field in _rows_of_addresses():
        for address in addresses:
            model.objects.for_writing().filter(**{f"{field}__iexact": address}).delete()
    audit.note(by=by, action="person.erase", kind="person", object_id=person.code, about=person.pk)
    AuditDetails.objects.for_writing().filter(entry__about=person).delete()
    Person.objects.filter(pk=person.pk).update(
        email=f"erased-{person.code}@invalid", name="", password="", last_login=None, is_active=False,
        is_example=False, erased_at=timezone.now(),
    )  # fmt: skip
    log_when_stored(logger, "person %s erased", person.code)


def _rows_that_go() -> Iterator[tuple[type[PrivateModel], str]]:
    """Tables of any room whose rows are removed with a person, as their fates say, and the key by which they name the person."""
    for model in apps.get_models():
        for field, fate in getattr(model, "fates", {}).items():
            if fate == GOES:
                yield model, field


def _rows_of_addresses() -> Iterator[tuple[type[PrivateModel], str]]:
    """Tables whose rows hold an e-mail address, whether or not its owner had an account when they were written."""
    for model in apps.get_models():
        if field := getattr(model, "address_field", ""):
            yield model, field


@transaction.atomic
def remove_unconfirmed(*, email: str = "", before: datetime | None = None) -> int:
    """Remove accounts whose address nobody ever confirmed, so that it stays free for its owner. How many there were.

    Nobody was ever signed in with one. email: of one alone, before somebody signs up with it; before: made earlier than this.
    """
    from allauth.account.models import EmailAddress

    confirmed = EmailAddress.objects.filter(verified=True).values("user")
    stale = Person.objects.filter(last_login=None, erased_at=None, is_example=False).exclude(pk__in=confirmed)
    if email:
        stale = stale.filter(email__iexact=email)
    if before:
        stale = stale.filter(joined_at__lt=before)
    keys = list(stale.values_list("pk", flat=True))
    OutgoingMail.objects.for_writing().filter(person__in=keys).delete()
    Person.objects.filter(pk__in=keys).delete()
    if keys:
        log_when_stored(logger, "%s accounts removed whose address was not confirmed", len(keys))
    return len(keys)
