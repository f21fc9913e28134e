"""The API is open: programs on other sites may read it, OPTIONS says how, and HEAD is answered like GET."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

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


def open_api(get_response: Answer) -> Answer:
    """Middleware for what lies below /api/. Answers to who sends no key hold nothing of anybody's own, so any site may read them."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            return get_response(request)
        if request.method == "OPTIONS":
            posts = is_asked_by_post(request.path_info.removeprefix("/api/"))
            return HttpResponse(status=204, headers=_allowed(_WITH_QUESTIONS if posts else _METHODS))
        if request.method == "HEAD":
            request.method = "GET"  # `without_content` takes the content away
        response = get_response(request)
        if "Authorization" not in request.headers:
            response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer
