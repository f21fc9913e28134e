"""The API is open: programs on other sites may read it, OPTIONS says how, and HEAD is answered like GET."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from ebpages.accounts.readers import has_session
from ebpages.faces.capabilities import is_asked_by_post

_METHODS = "GET, HEAD, OPTIONS"
_WITH_QUESTIONS = "GET, HEAD, POST, OPTIONS"  # where what is asked is too long for an address

Answer = Callable[[HttpRequest], HttpResponseBase]


def _allowed(methods: str) -> dict[str, str]:
    """What a browser asks before a program on another site sends headers of its own."""
    return {
        "Allow": methods,
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "*",
        "Access-Control-Max-Age": "86400",
    }


def _methods(request: HttpRequest) -> str:
    """What programs of other sites may do: they only read and ask."""
    return _WITH_QUESTIONS if is_asked_by_post(request.path_info.removeprefix("/api/")) else _METHODS


def _another_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """Ninja says it in English and as plain text."""
    told = _("%(method)s does nothing at this address; send %(allowed)s.")
    detail = told % {"method": request.method, "allowed": allowed}
    return JsonResponse({"detail": detail}, status=405, headers={"Allow": allowed})


def open_api(get_response: Answer) -> Answer:
    """Middleware for what lies below /api/. Any site may read what everybody is told; nothing for who sends a key or is signed in."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            return get_response(request)
        if request.method == "OPTIONS":
            methods = _methods(request)
            asked = request.headers.get("Access-Control-Request-Method", "GET")
            return HttpResponse(
                status=204, headers=_allowed(methods) if asked in methods.split(", ") else {"Allow": methods}
            )
        if request.method == "HEAD":
            request.method = "GET"  # `without_content` takes the content away
        response = get_response(request)
        if response.status_code == 405:
            response = _another_method(request, response.headers["Allow"])
        if "Authorization" not in request.headers and not has_session(request):
            response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer
