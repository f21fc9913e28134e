"""A page that cannot be served for now is 503 and says so, whatever is out of order; nothing of it is a mistake of the program."""

import logging
from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ebpages.faces.places import RETRY_AFTER, NoPlace
from ebpages.faces.unavailable import TooManyRequests, Trouble, Unavailable, trouble_of
from ebpages.publish.checksums import Damaged
from ebpages.site.errors import too_busy, too_many_requests, unavailable

logger = logging.getLogger(__name__)

_BUSY = gettext_noop(
    "Many visitors are asking for pages that take long to work out. Please try again in a few seconds."
)
_DAMAGED = gettext_noop(
    "These data are damaged on our side and are not shown. The operator finds in the log which file it is and what to do."
)
Answer = Callable[[HttpRequest], HttpResponseBase]


def out_of_order(get_response: Answer) -> Answer:
    """Middleware: what a view cannot answer because the database or the disk does not let it. What says that it is less is not kept."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if getattr(connection, "reading_only", None):
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
    # A trace says nothing that the sentence does not, unless tables are missing that should be there.
    logger.error("%s: %s", " ".join(str(problem).split()), trouble, exc_info=trouble is Trouble.NO_TABLES)
    return unavailable(request)
