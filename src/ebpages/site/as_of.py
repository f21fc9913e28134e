"""The register as of an earlier day, at `/as-of/2018-06-01/en/organisations/` or by `?as_of=2018-06-01`.

The day is a prefix of the site, so that every link of a page that is reversed, and every file and answer below it, is of the same day.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.faces.addresses import text
from ebpages.faces.capabilities import capabilities

KEY = "as_of"
_PREFIXED = re.compile(r"/as-of/([^/]{1,20})(/.*)")
_BAD_REQUEST, _UNPROCESSABLE = 400, 422
Answer = Callable[[HttpRequest], HttpResponseBase]


class AsOf:
    """Middleware: reads the day, and leaves it in `request.as_of` for `registry.one_build`. Before whatever reads the path."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        before = get_script_prefix()
        request.as_of_asked = ""
        if prefixed := _PREFIXED.fullmatch(request.path_info):
            request.as_of_asked, request.path_info = prefixed.groups()
            set_script_prefix(f"{before}as-of/{request.as_of_asked}/")
        try:
            response = self.get_response(request)
        finally:
            set_script_prefix(before)
        if getattr(request, "as_of_refused", False) and response.status_code < _BAD_REQUEST:
            response.status_code = _BAD_REQUEST
        return response

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _parts: dict[str, Any]
    ) -> HttpResponseBase | None:
        if request.method not in ("GET", "HEAD") or not _has_earlier_states(request):
            is_read = request.as_of_asked and request.method in ("GET", "HEAD")
            return redirect(_plain(request)) if is_read else None
        named = text(request.GET, KEY)
        if not (asked := named or request.as_of_asked):
            return None
        day = _day(asked)
        if day is None:
            return _refuse(request)
        if named:  # it goes before that of the path, and from here on it is in the path
            rest = request.GET.copy()
            del rest[KEY]
            request.GET, request.META["QUERY_STRING"] = rest, rest.urlencode()
            site = get_script_prefix().removesuffix(f"as-of/{request.as_of_asked}/")
            set_script_prefix(f"{site}as-of/{day.isoformat()}/")
            request.path = get_script_prefix() + request.path_info.removeprefix("/")
        request.as_of, request.address_of_today = day, _plain(request)
        return None


def _has_earlier_states(request: HttpRequest) -> bool:
    match = request.resolver_match
    name = match.view_name if match else ""
    return any(
        each.has_earlier_states and (name.startswith(f"{each.name}:") or name in each.access)
        for each in capabilities()
    )


def _plain(request: HttpRequest) -> str:
    """The same address without the day."""
    query = request.META["QUERY_STRING"]
    return request.path_info + (f"?{query}" if query else "")


def _day(asked: str) -> date | None:
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return None
    return day if day <= timezone.localdate() else None


def _refuse(request: HttpRequest) -> HttpResponseBase | None:
    """Pages show today's content and say so."""
    if request.as_of_asked:
        raise Http404("no such day")
    if request.path_info.startswith("/api/"):
        said = _("`as_of` must be a day that has come, such as 2018-06-01. Give today or an earlier day.")
        return JsonResponse({"detail": said}, status=_UNPROCESSABLE)
    request.as_of_refused = True
    return None
