"""Keys with which programs act for a person."""

import logging
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions.people import Refused
from ebpages.accounts.models import ApiToken
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.readers import fingerprint_of
from ebpages.faces.action_log import log_when_stored

logger = logging.getLogger(__name__)
MOST = 20  # of one person at a time
LONGEST_DAYS = 366


@transaction.atomic
def make_token(*, by: Reader, name: str, scopes: Iterable[str], days: int) -> tuple[ApiToken, str]:
    """Make a key; it is returned once and stored nowhere. scopes: names of permissions. Raises Refused."""
    chosen = sorted(set(scopes))
    if not by.may(Permission.OWN_ACCOUNT) or by.scopes is not None:
        raise Refused(_("A key is made by a person who is signed in."))
    if unknown := sorted(set(chosen) - set(Permission)):
        raise Refused(_("There is no permission “%(name)s”.") % {"name": unknown[0]})
    if not chosen:
        raise Refused(_("Choose what the key may be used for."))
    if not name.strip() or len(name) > ApiToken._meta.get_field("name").max_length:
        raise Refused(_("Give the key a name of 1 to 80 characters, by which you know it again."))
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(_("A key lasts 1 to %(most)s days.") % {"most": LONGEST_DAYS})
    standing = ApiToken.objects.for_writing().filter(
        person=by.person, ended_at=None, expires_at__gt=timezone.now()
    )
    if standing.count() >= MOST:
        raise Refused(_("Nobody has more than %(most)s keys at a time. End one first.") % {"most": MOST})
    key = f"ebp_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        person_id=by.person,
        name=name.strip(),
        prefix=key[:12],
        fingerprint=fingerprint_of(key),
        scopes=chosen,
        expires_at=timezone.now() + timedelta(days=days),
    )
    audit.note(
        by=by,
        action="token.make",
        kind="token",
        object_id=str(token.pk),
        about=by.person,
        after={"scopes": chosen, "days": days},
    )
    log_when_stored(logger, "token %s made for %s", token.pk, by.code)
    return token, key


@transaction.atomic
def end_token(*, by: Reader, token: int) -> None:
    """End a key of one's own. Raises Refused."""
    ended = ApiToken.objects.seen_by(by).filter(pk=token, ended_at=None).update(ended_at=timezone.now())
    if not ended:
        raise Refused(_("There is no such key, or it was ended before."))
    audit.note(by=by, action="token.end", kind="token", object_id=str(token), about=by.person)
    log_when_stored(logger, "token %s ended", token)
