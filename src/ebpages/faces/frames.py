"""Pages that stand in frames of any website. All other pages are framed by this site alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt

View = Callable[..., HttpResponse]


def framed_by_anybody(view: View) -> View:
    """For a page that only reads, is the same for everybody and has nothing to press: who is signed in cannot be made to do anything there."""

    @wraps(view)
    @xframe_options_exempt
    @csp_replace({"frame-ancestors": ["*"]})
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    answer.is_framed_by_anybody = True
    return answer
