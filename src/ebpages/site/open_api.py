"""The API is open: programs on other sites may read it, OPTIONS says how, and HEAD is answered like GET."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

_METHODS = "GET, HEAD, OPTIONS"
# What a browser asks before a program on another site sends headers of its own. Every operation only reads.
_ALLOWED = {
    "Allow": _METHODS,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}

Answer = Callable[[HttpRequest], HttpResponseBase]


def open_api(get_response: Answer) -> Answer:
    """Middleware for what lies below /api/. Answers to who sends no key hold nothing of anybody's own, so any site may read them."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            return get_response(request)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=_ALLOWED)
        if request.method == "HEAD":
            request.method = "GET"  # `without_content` takes the content away
        response = get_response(request)
        if "Authorization" not in request.headers:
            response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer
