"""The addresses that are no pages themselves: the way in for visitors, the rules and the map for crawlers."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ebpages.registry.queries import built, list_slugs
from ebpages.registry.queries import organisation_ids_by_name as organisation_ids

_STANDING_PAGES = (
    "registry:home", "registry:organisations", "registry:findings", "registry:sources", "registry:method",
    "observatory:observatory", "contact:operator", "contact:privacy", "contact:accessibility",
)  # fmt: skip
_MOST_ADDRESSES = 25_000  # of the 50,000 that a sitemap may hold, in each of two languages

# Combinations of filters and the API would only cost both sides time; the sitemap leads to everybody.
CRAWLER_RULES = "User-agent: *\nDisallow: /api/\nDisallow: /*?\nDisallow: /*/contact/report/\n"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the language that the browser asks for."""
    response = redirect(f"/{get_language()}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    rules = f"{CRAWLER_RULES}\nSitemap: {request.build_absolute_uri('/sitemap.xml')}\n"
    return HttpResponse(rules, content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every organisation, list and standing page in both languages, each naming the other; the order is that of the names."""
    last = built()
    pages = [reverse(name).split("/", 2)[2] for name in _STANDING_PAGES]
    pages += [f"sources/{slug}/" for slug in list_slugs()] + [
        f"organisations/{public_id}/" for public_id in organisation_ids()
    ]
    context = {
        "pages": pages[:_MOST_ADDRESSES],
        "languages": [code for code, _name in settings.LANGUAGES],
        "site": request.build_absolute_uri("/").rstrip("/"),
        "changed": last.at.date().isoformat() if last else "",
    }
    return render(request, "sitemap.xml", context, content_type="application/xml; charset=utf-8")
