"""A fair share for everyone: so many questions a minute from one network."""

import re
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from ebpages.faces.capabilities import Cost, cost_of, is_asked_by_post
from ebpages.faces.fair_share import count_request
from ebpages.site.errors import too_many_requests

WINDOW = 60  # seconds
# How many of a minute's requests (EBPAGES_RATE) may be of each cost.
SHARES: dict[Cost, float] = {"page": 1, "search": 0.5, "work": 0.2, "write": 0.05}
_FREE = re.compile(r"/(healthz|livez|readyz|metrics|robots\.txt|static/.*)$")
_BEHIND = re.compile(r"/(api|[a-z]{2})/|/")


def rate_limit(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: 429 with Retry-After beyond the share of a network. What a request costs stands in `request.cost`."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        request.cost = _cost(request)
        if settings.EBPAGES_RATE and not _FREE.match(path) and _has_had_its_share(request, request.cost):
            return too_many_requests(request, retry_after=WINDOW - int(time.time()) % WINDOW)
        return get_response(request)

    return answer


def _cost(request: HttpRequest) -> Cost:
    path = _BEHIND.sub("", request.path_info, count=1)
    if request.method not in ("GET", "HEAD", "OPTIONS") and not is_asked_by_post(path):
        return "write"
    return cost_of(path)


def _has_had_its_share(request: HttpRequest, cost: Cost) -> bool:
    share = max(1, int(settings.EBPAGES_RATE * SHARES[cost]))
    return count_request(request, cost, WINDOW) > share
