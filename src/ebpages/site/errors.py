"""What a visitor gets when something cannot be answered: a page, or for the API the same in JSON."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language

STATUS_TEXTS = {
    400: "Bad request",
    403: "Forbidden",
    404: "Not found",
    429: "Too many requests",
    500: "Server error",
    503: "Busy",
}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    request.GET = QueryDict()  # it may be what could not be read, and the page would read it again
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 404)


def too_many_requests(request: HttpRequest, *, retry_after: int) -> HttpResponse:
    """retry_after: seconds until the next question is welcome."""
    return _later(request, 429, retry_after)


def too_busy(request: HttpRequest, *, retry_after: int) -> HttpResponse:
    """retry_after: seconds until there may be a place."""
    return _later(request, 503, retry_after)


def server_error(request: HttpRequest) -> HttpResponse:
    """Must itself never fail: if even the page for errors cannot be shown, say it in plain text."""
    try:
        return _answer(request, 500)
    except Exception:  # noqa: BLE001 - whatever broke the page may break its template too
        return HttpResponse(_("Server error"), status=500, content_type="text/plain; charset=utf-8")


def _later(request: HttpRequest, status: int, retry_after: int) -> HttpResponse:
    """Cheap, since it is given when there is too much to do: the page is written once, and not for this address."""
    if request.path_info.startswith("/api/"):
        response = _answer(request, status, retry_after=retry_after)
    else:
        response = HttpResponse(_page(status, active_language(), retry_after), status=status)
    response.headers["Retry-After"] = str(retry_after)
    response._has_been_logged = True  # by Django, which would take a lack of places for a fault of ours
    return response


@lru_cache(maxsize=256)
def _page(status: int, language: str, retry_after: int) -> str:
    with translation.override(language):
        return render_to_string(f"{status}.html", {"retry_after": retry_after})


def _answer(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return JsonResponse({"detail": STATUS_TEXTS[status], **context}, status=status)
    return render(request, f"{status}.html", context, status=status)
