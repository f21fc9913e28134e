"""Who is signed in sees their name in the head of every page, in the place where a visitor may sign in.

Pages are worked out and kept as a visitor sees them; what differs is put in as they are handed out, so that being signed in costs
no page anew.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

from ebpages.accounts.readers import has_session

Answer = Callable[[HttpRequest], HttpResponseBase]
_PLACE = re.compile(rb"<!--reader-->.*?<!--/reader-->", re.DOTALL)


def reader_band(get_response: Answer) -> Answer:
    """Middleware."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if not (isinstance(response, HttpResponse) and is_page and has_session(request)):
            return response
        if request.user.is_authenticated:
            band = render_to_string("reader_band.html", {"name": request.user.get_full_name()}).encode()
            response.content = _PLACE.sub(lambda _match: band, response.content, count=1)
        return response

    return answer
