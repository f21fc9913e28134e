"""The addresses that are no pages themselves: the way in for visitors and the rules for crawlers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

CRAWLER_RULES = "User-agent: *\nDisallow: /api/\nDisallow: /*?\n"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the language that the browser asks for."""
    response = redirect(f"/{get_language()}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Crawlers are welcome on pages; combinations of filters and the API would only cost both sides time."""
    return HttpResponse(CRAWLER_RULES, content_type="text/plain; charset=utf-8")
