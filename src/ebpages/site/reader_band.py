"""Who is signed in sees their name in the head of every page, in the place where a visitor may sign in.

Pages are worked out and kept as a visitor sees them; what differs is put in as they are handed out, so that being signed in costs
no page anew. The name of a session is remembered for half a minute: it is shown, and nothing is allowed by it.
"""

import re
import time
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

from ebpages.accounts.readers import has_session
from ebpages.faces.language import active_language

Answer = Callable[[HttpRequest], HttpResponseBase]
_PLACE = re.compile(rb"<!--reader-->.*?<!--/reader-->", re.DOTALL)
_REMEMBERED = 30.0  # seconds
_MOST = 2_000
_names: dict[tuple[str, str], tuple[float, str]] = {}  # cookie of a session, language -> until when, name


def reader_band(get_response: Answer) -> Answer:
    """Middleware."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if (
            isinstance(response, HttpResponse)
            and is_page
            and has_session(request)
            and (name := _name(request))
        ):
            band = _band(name, active_language())
            response.content = _PLACE.sub(lambda _match: band, response.content, count=1)
        return response

    return answer


def _name(request: HttpRequest) -> str:
    """Empty for a session that nobody is signed in with. What a page has looked up anyway is as it is now."""
    session, now = (request.COOKIES[settings.SESSION_COOKIE_NAME], active_language()), time.monotonic()
    until, name = _names.get(session, (0.0, ""))
    if until < now or hasattr(request, "_cached_user"):
        name = request.user.get_full_name() if request.user.is_authenticated else ""
        if len(_names) >= _MOST:
            _names.clear()
        _names[session] = now + _REMEMBERED, name
    return name


@lru_cache(maxsize=512)
def _band(name: str, language: str) -> bytes:
    return render_to_string("reader_band.html", {"name": name}).encode()
