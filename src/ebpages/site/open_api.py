"""The API is open: programs on other sites may read it, and HEAD is answered like GET, without the content."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


def open_api(get_response: Answer) -> Answer:
    """Middleware for what lies below /api/. Answers hold nothing of the visitor's own, so any site may read them."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            return get_response(request)
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = get_response(request)
        response.headers["Access-Control-Allow-Origin"] = "*"
        if is_head and isinstance(response, HttpResponse):
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    return answer
