"""Who asked for a job, where nobody signs in: the browser keeps a number that cannot be guessed, from its first order on."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ebpages.faces.fair_share import count_request
from ebpages.faces.unavailable import TooManyRequests
from ebpages.jobs.actions import KEPT
from ebpages.jobs.models import Job

COOKIE = "__Host-asker" if settings.CSRF_COOKIE_SECURE else "asker"
HOUR = 3600  # seconds
JOBS_OF_ONE_ADDRESS = 20  # an hour, so that nobody has a queue of their own by throwing the cookie away


def asker_of(request: HttpRequest) -> str:
    """The owner of what this browser asked for; "" where it has not asked for anything."""
    try:
        return f"visitor:{request.get_signed_cookie(COOKIE, max_age=KEPT)}"
    except (KeyError, BadSignature):
        return ""


def ask(request: HttpRequest, enqueue: Callable[[str], Job]) -> HttpResponse:
    """Lead to the job that `enqueue` makes or finds for this owner. Raises TooManyRequests."""
    if count_request(request, "job", HOUR) > JOBS_OF_ONE_ADDRESS:
        raise TooManyRequests(
            _("Too many orders came from your network in a short time. Please try again in an hour."), HOUR
        )
    owner = asker_of(request) or f"visitor:{secrets.token_urlsafe(24)}"
    response = redirect("jobs:job", enqueue(owner).pk)
    response.set_signed_cookie(
        COOKIE,
        owner.removeprefix("visitor:"),
        max_age=KEPT,
        httponly=True,
        samesite="Lax",
        secure=settings.CSRF_COOKIE_SECURE,
    )
    return response
