"""What holds for every address: it can be read, HEAD gets what GET would, and an answer names the cookie that chose its language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

from ebpages.faces.language import asked_language
from ebpages.site.errors import bad_request, not_found

MOST_ASKED = 200  # keys of an address; forms may have more, which is what Django counts
LONGEST = 8_000  # characters of an address, as most servers have it
Answer = Callable[[HttpRequest], HttpResponseBase]


def refuse_unreadable(get_response: Answer) -> Answer:
    """Middleware: an address that is too long, asks too much or holds a NUL, at which one database fails and another ends a text, reaches no page.

    Pages for errors read the address too, so that what cannot be read must not come as far as them.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info:
            return not_found(request)
        query = request.META["QUERY_STRING"]
        asks_too_much = len(request.path_info) + len(query) > LONGEST or query.count("&") >= MOST_ASKED
        if "%00" in query or asks_too_much:
            return bad_request(request)
        request.GET  # noqa: B018 - raises TooManyFieldsSent, which Django answers with 400
        return get_response(request)

    return answer


class RefuseUnreadableForms:
    """Middleware: a form with a NUL in a field reaches no page, for the same reason. After the check of forgery, which reads forms first."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponseBase | None:
        if request.method != "POST" or request.path_info.startswith("/api/"):
            return None
        fields = request.POST.lists()
        return (
            bad_request(request) if any("\0" in text for _name, texts in fields for text in texts) else None
        )


def without_content(get_response: Answer) -> Answer:
    """Middleware: the answer to HEAD says how long its content is, and has none; not every server takes it away."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        is_head = request.method == "HEAD"
        response = get_response(request)
        if is_head and isinstance(response, HttpResponse):
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
        elif is_head and isinstance(response, StreamingHttpResponse):
            response.streaming_content = ()  # what stood behind it is closed with the response, by the server
        return response

    return answer


class VisitorsLanguage(LocaleMiddleware):
    """Django's choice of the language, which forgets to say that a cookie may have made it.

    Only pages are written in the visitor's language; what is for programs asks neither browser nor cookie: the API answers, and refuses,
    in the language that the question names.
    """

    def process_request(self, request: HttpRequest) -> None:
        if not request.path_info.startswith("/api/"):
            super().process_request(request)
            return
        language = asked_language(request.META["QUERY_STRING"])
        translation.activate(language)
        request.LANGUAGE_CODE = language

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        varied = response.headers.get("Vary")
        answered = super().process_response(request, response)
        if "Accept-Language" not in answered.headers.get("Vary", ""):
            return answered
        if request.path_info.startswith("/api/") or "text/html" not in answered.headers.get(
            "Content-Type", ""
        ):
            del answered.headers["Vary"]
            if varied:
                answered.headers["Vary"] = varied
        else:
            patch_vary_headers(answered, ["Cookie"])
        return answered
