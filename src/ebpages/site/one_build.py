"""An answer shows one build of the registry: when another ended while it was worked out, it is worked out again."""

import re
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase

from ebpages.registry.queries.builds import state_of_registry

TELLS_OF_THE_REGISTRY = re.compile(r"^/(api/(?!docs|openapi)|[a-z]{2}/)")
_TRIES = 3


def one_build(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware. A page asks several questions of the database; a lock would make builds wait for readers."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or not TELLS_OF_THE_REGISTRY.match(request.path_info):
            return get_response(request)
        before = _state()
        for _ in range(_TRIES):
            response = get_response(request)
            after = _state()
            if after == before:
                break
            before = after
        return response

    return answer


def _state() -> str:
    try:
        return state_of_registry()
    except DatabaseError:
        return ""
