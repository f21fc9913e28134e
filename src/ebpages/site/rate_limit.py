"""A fair share for everyone: so many questions a minute from one network, and so many changes of one person.

Colleagues behind one address do not wait for one another: what they change is counted for each, once it is known who is signed in. Until
then a request with the cookie of a session counts among the changes of its network, of which there may be ten times as many.
"""

import re
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from ebpages.accounts.readers import has_session
from ebpages.faces.capabilities import Cost, cost_of, is_asked_by_post
from ebpages.faces.fair_share import count, count_request
from ebpages.site.errors import too_many_requests

WINDOW = 60  # seconds
# How many of a minute's requests (EBPAGES_RATE) may be of each cost.
SHARES: dict[Cost, float] = {"page": 1, "search": 0.5, "work": 0.2, "write": 0.05}
_OF_A_NETWORK_WITH_SESSIONS = 0.5
_FREE = re.compile(r"/(healthz|livez|readyz|metrics|robots\.txt|static/.*)$")
_BEHIND = re.compile(r"/(api|[a-z]{2})/|/")


Answer = Callable[[HttpRequest], HttpResponseBase]


def rate_limit(get_response: Answer) -> Answer:
    """Middleware: 429 with Retry-After beyond the share of a network. What a request costs stands in `request.cost`."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        request.cost = _cost(request)
        if settings.EBPAGES_RATE and not _FREE.match(path) and _network_had_its_share(request):
            return _come_back(request)
        return get_response(request)

    return answer


def changes_of_one(get_response: Answer) -> Answer:
    """Middleware, once it is known who asks: 429 beyond the changes of one person."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if settings.EBPAGES_RATE and _is_change_with_session(request):
            person = request.user.code if request.user.is_authenticated else ""
            number = count(f"write {person}", WINDOW) if person else count_request(request, "write", WINDOW)
            if number > _share(SHARES["write"]):
                return _come_back(request)
        return get_response(request)

    return answer


def _cost(request: HttpRequest) -> Cost:
    path = _BEHIND.sub("", request.path_info, count=1)
    if request.method not in ("GET", "HEAD", "OPTIONS") and not is_asked_by_post(path):
        return "write"
    return cost_of(path)


def _network_had_its_share(request: HttpRequest) -> bool:
    if _is_change_with_session(request):
        return count_request(request, "session", WINDOW) > _share(_OF_A_NETWORK_WITH_SESSIONS)
    return count_request(request, request.cost, WINDOW) > _share(SHARES[request.cost])


def _is_change_with_session(request: HttpRequest) -> bool:
    return request.cost == "write" and has_session(request)


def _share(part: float) -> int:
    return max(1, int(settings.EBPAGES_RATE * part))


def _come_back(request: HttpRequest) -> HttpResponseBase:
    return too_many_requests(request, retry_after=WINDOW - int(time.time()) % WINDOW)
