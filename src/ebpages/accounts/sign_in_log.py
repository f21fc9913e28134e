"""What happens at the doors: a line in the log for who came in by what, and that somebody did not; and an entry of the audit for what
changes how one comes in. An address of a person is never written; the number of the request leads to the line of the proxy."""

import logging
from typing import Any

from allauth.account import signals as of_accounts
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as of_factors
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from ebpages.accounts import audit
from ebpages.accounts.models import Person
from ebpages.accounts.readers import reader_for
from ebpages.faces.fair_share import client_address, network_of

logger = logging.getLogger(__name__)


@receiver(of_accounts.user_logged_in)
def _came_in(request: HttpRequest, user: Person, **_: Any) -> None:
    methods = ", ".join(each["method"] for each in get_authentication_records(request, user))
    logger.info("%s signed in (%s)", user.code, methods or "no method")


@receiver(user_logged_out)
def _went_out(user: Person | None, **_: Any) -> None:
    if user is not None:
        logger.info("%s signed out", user.code)


@receiver(user_login_failed)
def _was_refused(**_: Any) -> None:
    logger.warning("signing in failed: wrong address or password")


@receiver(of_factors.authentication_failed)
def _had_a_wrong_factor(user: Person, **_: Any) -> None:
    logger.warning("signing in of %s failed: wrong second factor", user.code)


@receiver([
    of_accounts.login_code_rejected, of_accounts.password_reset_code_rejected, of_accounts.email_verification_code_rejected
])  # fmt: skip
def _typed_a_wrong_code(**_: Any) -> None:
    logger.warning("a code from an e-mail was typed in wrong")


@receiver([of_accounts.password_changed, of_accounts.password_reset, of_accounts.password_set])
def _has_a_new_password(request: HttpRequest, user: Person, **_: Any) -> None:
    _note(request, user, "person.password")
    logger.info("the password of %s was changed", user.code)


@receiver([of_factors.authenticator_added, of_factors.authenticator_removed, of_factors.authenticator_reset])
def _changed_a_factor(request: HttpRequest, user: Person, authenticator: Any, **_: Any) -> None:
    _note(request, user, "person.second_factor", authenticator.type)
    logger.info("a second factor of %s was changed (%s)", user.code, authenticator.type)


@receiver(of_accounts.email_confirmed)
def _confirmed_an_address(request: HttpRequest, email_address: Any, **_: Any) -> None:
    """The first one is when an account begins: one that is not confirmed goes without a trace."""
    _note(request, email_address.user, "person.address")
    logger.info("%s confirmed an address", email_address.user.code)


def _note(request: HttpRequest, user: Person, action: str, what: str = "") -> None:
    """By the person, whose session begins only afterwards where a code or a passkey has let them in."""
    by = reader_for(user, origin=network_of(client_address(request)))
    audit.note(
        by=by,
        action=action,
        kind="person",
        object_id=user.code,
        about=user.pk,
        after={"what": what} if what else None,
    )
