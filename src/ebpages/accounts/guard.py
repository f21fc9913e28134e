"""Nobody comes to a view that the table of access does not open to them. Asked once, for every address, before the view."""

import logging
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import reauthentication
from csp.constants import NONE
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from ebpages.accounts.access import EVERYBODY, Access
from ebpages.accounts.kept_form import keep
from ebpages.accounts.reader import Reader
from ebpages.accounts.readers import has_session, reader_of
from ebpages.faces.forms import is_our_form

logger = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponseBase]
SAFE = ("GET", "HEAD", "OPTIONS")
TABLE = "ebpages.site.access.access_table"  # the room that knows every address


class Guard:
    """Middleware."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        access = access_to(match.view_name if match else "", request.method or "GET")
        if _may_be_forged(request):
            return _said(
                403, _("Send the token of our forms as X-CSRFToken, or a key as Authorization: Bearer …")
            )
        if access == EVERYBODY:
            return None
        reader = reader_of(request)
        if access is not None and allows(access, reader, kwargs):
            return _confirmation(request) if access.confirmed and reader.scopes is None else None
        logger.info("%s may not open %s", reader.code or "a visitor", match.view_name if match else "this")
        return _refusal(request, reader, access)


def _may_be_forged(request: HttpRequest) -> bool:
    """Whether another site may have made a browser ask the API to change something. Pages are checked by Django's own middleware."""
    return (
        request.path_info.startswith("/api/")
        and request.method not in SAFE
        and "Authorization" not in request.headers
        and has_session(request)
        and not is_our_form(request)
    )


@cache
def _table() -> Mapping[str, Access]:
    table: Mapping[str, Access] = import_string(TABLE)()
    return table


def access_to(name: str, method: str) -> Access | None:
    """What an address asks for a method; None where nobody has said it, which opens it to nobody."""
    table = _table()
    if method not in SAFE and (changing := table.get(f"POST {name}")):
        return changing
    return table.get(name)


def allows(access: Access, reader: Reader, parts: Mapping[str, Any]) -> bool:
    """parts: of the address, among them the public id of the organisation."""
    if access.permission is None:
        return True
    if access.or_else and reader.may(access.or_else):
        return True
    if access.organisation:
        return reader.may(access.permission, str(parts[access.organisation]))
    return reader.may(access.permission) or bool(reader.where(access.permission))


def _confirmation(request: HttpRequest) -> HttpResponseBase | None:
    """Where to say once more who one is; None for who has lately. On pages, what was sent is done afterwards."""
    if not reauthentication.is_reauthentication_required(request, app=""):
        return None
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:
        raise PermissionDenied
    door = methods[0]["url"]
    if request.path_info.startswith("/api/"):
        return _said(
            403,
            _("Confirm first that it is you, at %(address)s, and send this again; or send a key.")
            % {"address": settings.EBPAGES_ADDRESS + door},
        )
    return reauthentication.suspend_request(request, door)


def _refusal(request: HttpRequest, reader: Reader, access: Access | None) -> HttpResponseBase:
    if request.path_info.startswith("/api/"):
        if not reader.is_signed_in:
            return _said(401, _("Send a token: Authorization: Bearer …"))
        asked = [each for each in (access.permission, access.or_else) if each] if access else []
        if reader.scopes is not None and reader.scopes.isdisjoint(asked):
            sentence = _("The scopes of this token do not hold %(scopes)s; make one that does.")
            return _said(403, sentence % {"scopes": " / ".join(asked)})
        return _said(403, _("Your role does not allow this."))
    if not reader.is_signed_in:
        back = request.get_full_path() if request.method in ("GET", "HEAD") else ""
        if keep(request):
            back = reverse("accounts:kept_form")
        return redirect(reverse("account_login") + (f"?{urlencode({'next': back})}" if back else ""))
    raise PermissionDenied


def _said(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"detail": sentence}, status=status)


def keep_private(get_response: Answer) -> Answer:
    """Middleware: what somebody signed in was shown is kept by no cache and framed by nobody."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        signed_in = has_session(request) or "Authorization" in request.headers
        if signed_in and not request.path_info.startswith("/static/"):
            if isinstance(response, HttpResponse) and response.has_header("ETag"):
                del response.headers["ETag"]
            response.headers["Cache-Control"] = "private, no-store"
            if not getattr(
                response, "xframe_options_exempt", False
            ):  # by `framed_by_anybody`: it shows nothing of who is signed in
                response.headers["X-Frame-Options"] = "DENY"
                response._csp_replace = {"frame-ancestors": [NONE]}
            if (
                settings.SESSION_COOKIE_NAME in response.cookies
                and not response.cookies[settings.SESSION_COOKIE_NAME].value
            ):
                response.headers["Clear-Site-Data"] = '"cache"'  # somebody signed out
        return response

    return answer
