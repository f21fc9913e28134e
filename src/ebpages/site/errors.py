"""What a visitor gets when something cannot be answered: a page, or for the API the same in JSON."""

import logging
import sys
from functools import lru_cache

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ebpages.faces.language import active_language
from ebpages.faces.unavailable import trouble_of

logger = logging.getLogger(__name__)

RETRY_AFTER = 30  # seconds, for what may be over in a minute or last until somebody comes
COLLECT = "Run `ebpages manage collectstatic --no-input --ignore 'redoc*'`, then restart the site."
# What pages ask the database for by themselves; the page about a failure must not.
_WITHOUT_DATABASE = {"built_at": None, "built_from": (), "cited_state": "", "missing": ()}
STATUS_TEXTS = {
    400: gettext_noop("Bad request"),
    403: gettext_noop("Forbidden"),
    404: gettext_noop("Not found"),
    429: gettext_noop("Too many requests"),
    500: gettext_noop("Server error"),
    503: gettext_noop("Cannot be served now; try again later"),
}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    request.GET = QueryDict()  # it may be what could not be read, and the page would read it again
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    return _answer(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 404)


def too_many_requests(request: HttpRequest, *, retry_after: int, text: str = "") -> HttpResponse:
    """retry_after: seconds until the next question is welcome. text: of what there is too much; in general without."""
    return _later(request, 429, retry_after, text)


def too_busy(request: HttpRequest, *, retry_after: int, text: str) -> HttpResponse:
    """retry_after: seconds until there may be a place. text: what everybody is waiting for."""
    return _later(request, 503, retry_after, text)


def unavailable(request: HttpRequest, text: str = "") -> HttpResponse:
    """text: what exactly cannot be had now; the page says it in general without."""
    response = _plain_if_need_be(request, 503, text)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Must itself never fail. What broke may still be no mistake of ours: outside of views, nobody has asked yet."""
    problem = sys.exc_info()[1]
    if trouble_of(problem) or not _has_style_sheets():
        return unavailable(request)
    return _plain_if_need_be(request, 500, "")


def is_lack_of_style_sheets(problem: BaseException | None) -> bool:
    return isinstance(problem, ValueError) and "staticfiles manifest" in str(problem)


def _has_style_sheets() -> bool:
    try:
        return bool(staticfiles_storage.url("site.css"))
    except Exception:  # noqa: BLE001 - not gathered, or their list is damaged or cannot be read
        return False


def _plain_if_need_be(request: HttpRequest, status: int, text: str) -> HttpResponse:
    """A page with the look of the others, or in its place one that needs nothing: no style sheet, no database, no catalogue."""
    reference = getattr(request, "reference", "")
    if request.path_info.startswith("/api/"):
        return JsonResponse(
            {"detail": text or _(STATUS_TEXTS[status]), "reference": reference}, status=status
        )
    try:
        context = {"reference": reference, **_WITHOUT_DATABASE, **({"text": text} if text else {})}
        return _answer(request, status, **context)
    except Exception as problem:  # whatever broke the page may break its template too
        if is_lack_of_style_sheets(problem):  # known, and the same for every page
            logger.warning("the page that says %s has no look. %s", status, COLLECT)
        else:
            logger.exception("the page that says %s cannot be shown", status)
        content = render_to_string("plain.html", {"status": status, "reference": reference})
        return HttpResponse(content, status=status)


def _later(request: HttpRequest, status: int, retry_after: int, text: str = "") -> HttpResponse:
    """Cheap, since it is given when there is too much to do: the page is written once, and not for this address."""
    if request.path_info.startswith("/api/"):
        detail = text or _(STATUS_TEXTS[status])
        response: HttpResponse = JsonResponse({"detail": detail, "retry_after": retry_after}, status=status)
    else:
        response = HttpResponse(_page(status, active_language(), retry_after, text), status=status)
    response.headers["Retry-After"] = str(retry_after)
    response._has_been_logged = True  # by Django, which would take a lack of places for a fault of ours
    return response


@lru_cache(maxsize=256)
def _page(status: int, language: str, retry_after: int, text: str) -> str:
    context = {"retry_after": retry_after, **({"text": text} if text else {})}
    with translation.override(language):
        return render_to_string(f"{status}.html", context)


def _answer(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return JsonResponse({"detail": _(STATUS_TEXTS[status]), **context}, status=status)
    return render(request, f"{status}.html", context, status=status)
