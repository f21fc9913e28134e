"""A page that cannot be served for now is 503 and says so, whatever is out of order; nothing of it is a mistake of the program."""

import logging
from collections.abc import Callable
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ebpages.faces.places import RETRY_AFTER, NoPlace
from ebpages.faces.unavailable import (
    TooManyRequests,
    Trouble,
    Unavailable,
    nothing_can_be_stored,
    trouble_of,
)
from ebpages.publish.checksums import Damaged
from ebpages.site.errors import too_busy, too_many_requests, unavailable

logger = logging.getLogger(__name__)

_BUSY = gettext_noop(
    "Many visitors are asking for pages that take long to work out. Please try again in a few seconds."
)
_DAMAGED = gettext_noop(
    "These data are damaged on our side and are not shown. The operator finds in the log which file it is and what to do."
)
_NOT_SENT = gettext_noop(
    "Part of the site is out of order, and what you sent was not stored. Go back to the form, and send it again in a few minutes."
)
Answer = Callable[[HttpRequest], HttpResponseBase]


def out_of_order(get_response: Answer) -> Answer:
    """Middleware: what a view cannot answer because the database or the disk does not let it. What says that it is less is not kept."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if nothing_can_be_stored():
            add_never_cache_headers(response)
        return response

    answer.process_exception = _answer_instead  # type: ignore[attr-defined]
    return answer


def _answer_instead(request: HttpRequest, problem: Exception) -> HttpResponse | None:
    """None for what is a mistake of the program, which Django goes on to answer."""
    if isinstance(problem, NoPlace):
        return too_busy(request, retry_after=RETRY_AFTER, text=_(_BUSY))
    if isinstance(problem, Damaged):
        logger.error("%s: %s", request.path_info, problem)
        return unavailable(request, _(_DAMAGED))
    if isinstance(problem, Unavailable):
        logger.error("%s: %s", request.path_info, problem.__context__ or problem)
        return unavailable(request, str(problem))
    if isinstance(problem, TooManyRequests):
        return too_many_requests(request, retry_after=problem.retry_after, text=str(problem))
    trouble = trouble_of(problem)
    if trouble is None:
        return None
    said = " ".join(str(problem).split())
    logger.error("%s: %s", said, trouble)
    if trouble is Trouble.NO_TABLES:  # of one that should be there a trace says more than the sentence
        _write_trace(said)
    return unavailable(request, _(_NOT_SENT) if request.method == "POST" else "")


@lru_cache(maxsize=64)
def _write_trace(said: str) -> None:
    """Once for each sentence: a site without tables must not fill the disk with traces."""
    logger.error("%s", said, exc_info=True)
