"""What is damaged on our side is not shown: the visitor is told so, and the operator which file it is and what mends it."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from ebpages.publish.checksums import Damaged

logger = logging.getLogger(__name__)


class DamageIsSaid:
    """Middleware: 503 in place of a page, or an answer of the API, whose data are damaged."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Damaged):
            return None
        logger.error("%s: %s", request.path_info, exception)
        if request.path_info.startswith("/api/"):
            return JsonResponse({"detail": "These data are damaged"}, status=503)
        return render(request, "damaged.html", status=503)
