"""An answer shows one build of the registry: when another ended while it was worked out, it is worked out again.

A page asks several questions of the database; a lock would make builds wait for readers. Only views that say so are called more than
once, since they must do nothing but read.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.views.decorators.http import require_safe

from ebpages.registry.queries.builds import state_of_registry

_TRIES = 3


def one_build(view: Callable[..., Any]) -> Callable[..., Any]:
    """For a view, or the operations of a router, that only read. What is not a GET or HEAD is never repeated."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        for _ in range(_TRIES - 1 if request.method in ("GET", "HEAD") else 0):
            before = _state()
            try:
                response = view(request, *args, **kwargs)
            except Exception:  # between two questions what was asked for may have gone
                if _state() == before:
                    raise
            else:
                if _state() == before:
                    return response
        return view(request, *args, **kwargs)

    answer.shows_one_build = True  # type: ignore[attr-defined]
    return answer


def read_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """For a page that answers GET and HEAD by reading alone, from one build."""
    return require_safe(one_build(view))


def _state() -> str:
    try:
        return state_of_registry()
    except DatabaseError:
        return ""
