"""The API is open: programs on other sites may read it, OPTIONS says how, and HEAD is answered like GET."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from ebpages.accounts.readers import has_session

_METHODS = "GET, HEAD, OPTIONS"
# What a browser asks before a program on another site sends headers of its own. Other sites' programs only read.
_ALLOWED = {
    "Allow": _METHODS,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}

Answer = Callable[[HttpRequest], HttpResponseBase]


def open_api(get_response: Answer) -> Answer:
    """Middleware for what lies below /api/. Any site may read what everybody is told; nothing for who sends a key or is signed in."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            return get_response(request)
        if request.method == "OPTIONS":
            changes = request.headers.get("Access-Control-Request-Method", "GET") not in ("GET", "HEAD")
            return HttpResponse(status=204, headers={"Allow": _METHODS} if changes else _ALLOWED)
        if request.method == "HEAD":
            request.method = "GET"  # `without_content` takes the content away
        response = get_response(request)
        if "Authorization" not in request.headers and not has_session(request):
            response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer
