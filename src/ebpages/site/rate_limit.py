"""A fair share for everyone: so many questions a minute from one address, for the pages and calls that search, count and draw."""

import re
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from ebpages.faces.capabilities import capabilities
from ebpages.faces.fair_share import count_request
from ebpages.site.errors import too_many_requests

LIMITED = re.compile(rf"^/(api|[a-z]{{2}}/({'|'.join(part for c in capabilities() for part in c.limited)}))/")
WINDOW = 60  # seconds


def rate_limit(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: 429 with Retry-After beyond EBPAGES_RATE requests in a minute; 0 means no limit.

    Each worker process counts for itself, so the true limit is at most that many times the number of workers.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        if (
            settings.EBPAGES_RATE
            and LIMITED.match(request.path_info)
            and count_request(request, "rate", WINDOW) > settings.EBPAGES_RATE
        ):
            return too_many_requests(request, retry_after=WINDOW - int(time.time()) % WINDOW)
        return get_response(request)

    return answer
