"""An answer shows one state of the data, and is kept for as long as that state stays.

A page asks several questions of the database; a lock would make builds wait for readers. So an answer beside which a build or a change
ended is worked out again. Only views that say so are called more than once, and only theirs are kept: they must do nothing but read,
and show the same to everybody.
"""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import cache, partial, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

import ebpages
from ebpages.faces.capabilities import state_of_data
from ebpages.faces.kept import Answer, KeptAnswers
from ebpages.faces.language import active_language
from ebpages.faces.places import PLACES
from ebpages.faces.unavailable import nothing_can_be_stored
from ebpages.reference.vocabulary import BrokenVocabulary
from ebpages.registry.actions.earlier_states import reading_as_of

_TRIES = 3
_CACHE_CONTROL = (
    "public, max-age=0, must-revalidate"  # a browser may keep it, and asks each time whether it still holds
)
KEPT = KeptAnswers(settings.EBPAGES_KEPT)


def one_build(view: Callable[..., Any]) -> Callable[..., Any]:
    """For a view, or the operations of a router, that only read. What is not a GET or HEAD is never repeated nor kept."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        day: date | None = getattr(request, "as_of", None)
        with reading_as_of(day) if day else nullcontext():
            return answer_as_asked(request, *args, **kwargs)

    def answer_as_asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        work = partial(view, request, *args, **kwargs)
        if request.method not in ("GET", "HEAD"):
            with _place(request):
                return work()
        state = _state()
        if not state or settings.DEBUG:
            with _place(request):
                return _of_one_state(work, state)[0]
        return _kept(request, work, state)

    answer.shows_one_build = True  # type: ignore[attr-defined]
    return answer


def read_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """For a page that answers GET and HEAD by reading alone, from one build, the same for everybody."""
    return require_safe(one_build(view))


def _kept(request: HttpRequest, work: Callable[[], Any], state: str) -> Any:
    key = _key(request, state)
    etag = f'W/"{key}"'
    about = {"ETag": etag, "Cache-Control": _CACHE_CONTROL}
    if not _is_signed_in(request) and etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers=about)
    if answer := KEPT.get(key):
        return _response(answer)
    with _place(request), KEPT.alone(key):
        if answer := KEPT.get(key):
            return _response(answer)
        response, shown = _of_one_state(work, state)
        if shown == state and _may_be_kept(request, response):
            for name, value in about.items():
                response.headers[name] = value
            KEPT.keep(key, Answer.of(response.content, dict(response.headers)))
        return response


def _of_one_state(work: Callable[[], Any], state: str) -> tuple[Any, str]:
    """The answer, and the state that it is of; "" where builds followed one another all the time."""
    for _ in range(_TRIES - 1):
        try:
            response = work()
        except Exception:  # between two questions what was asked for may have gone
            if (now := _state()) == state:
                raise
        else:
            if (now := _state()) == state:
                return response, state
        state = now
    return work(), ""


def _is_signed_in(request: HttpRequest) -> bool:
    """What a browser keeps is of before its reader signed in: their name is put into the page when it is handed out."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _may_be_kept(request: HttpRequest, response: Any) -> bool:
    """Not what was not found or says that it is less than usual, nor what holds the token of a form or a cookie, which are one reader's alone."""
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not nothing_can_be_stored()
        and not response.cookies
        and not response.has_header("Cache-Control")  # the view has said what may be done with it
        and not response.has_header("Vary")
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    )


def _key(request: HttpRequest, state: str) -> str:
    about = (
        _programme(),
        state,
        timezone.localdate().isoformat(),
        active_language(),
        request.build_absolute_uri(),
    )
    return sha256("\n".join(about).encode()).hexdigest()[:32]


def _response(answer: Answer) -> HttpResponse:
    return HttpResponse(answer.content, headers=dict(answer.headers))


def _place(request: HttpRequest) -> AbstractContextManager[None]:
    places = PLACES.get(getattr(request, "cost", "page"))
    return places.one() if places else nullcontext()


@cache
def _programme() -> str:
    """What answers rest on beside the data: the code, its templates, and what the operator has set."""
    files = (path for path in Path(ebpages.__file__).parent.rglob("*") if path.suffix != ".pyc")
    changed = max(path.stat().st_mtime_ns for path in files)
    set_by_operator = sorted(item for item in os.environ.items() if item[0].startswith("EBPAGES_"))
    return sha256(f"{ebpages.__version__} {changed} {set_by_operator}".encode()).hexdigest()


def _state() -> str:
    """Empty where it cannot be told: the page itself says what is wrong, where it needs what is."""
    try:
        return state_of_data()
    except (DatabaseError, BrokenVocabulary):
        return ""
