"""The addresses that are no pages themselves: the way in for visitors, the rules and the map for crawlers."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ebpages.exchange.queries import shown_references
from ebpages.registry.queries import built, list_slugs, organisation_ids_by_name

_STANDING_PAGES = (
    "registry:home", "registry:organisations", "exchange:profiles", "exchange:technology_watch", "exchange:mechanisms",
    "exchange:barriers", "exchange:who_can_help", "registry:findings",
    "registry:sources", "registry:method",
    "observatory:observatory", "open_data:data", "contact:operator", "contact:privacy", "contact:accessibility",
)  # fmt: skip
_CONTACT_HOLDS = timedelta(days=180)
MOST_PAGES = 25_000  # a sitemap may hold 50,000 addresses, and a page has two

# Combinations of filters and the API would only cost both sides time; the sitemap leads to everybody.
CRAWLER_RULES = "User-agent: *\nDisallow: /api/\nAllow: /api/*.jsonld$\nDisallow: /*?\nDisallow: /as-of/\nDisallow: /*/contact/report/\nDisallow: /*/my/\nDisallow: /*/agency/\n"


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
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness, as RFC 9116 has it. Raises Http404 where the operator has named nobody."""
    if not settings.EBPAGES_SECURITY_CONTACT:
        raise Http404("no contact is set")
    lines = (
        f"Contact: {settings.EBPAGES_SECURITY_CONTACT}",
        f"Expires: {timezone.now().date() + _CONTACT_HOLDS}T00:00:00Z",
        "Preferred-Languages: bg, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page, or where there are more than a map may hold, the maps that hold them."""
    parts = -(-len(_pages()) // MOST_PAGES)
    if parts == 1:
        return sitemap_part(request, 1)
    addresses = [
        request.build_absolute_uri(reverse("sitemap_part", args=[part])) for part in range(1, parts + 1)
    ]
    return _xml(request, "sitemaps.xml", {"addresses": addresses})


@require_safe
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    """Pages in both languages, each naming the other. Raises Http404 behind the last part."""
    pages = _pages()[max(part - 1, 0) * MOST_PAGES : part * MOST_PAGES]
    if not pages:
        raise Http404("no such part")
    last = built()
    context = {
        "pages": pages,
        "languages": [code for code, _name in settings.LANGUAGES],
        "site": request.build_absolute_uri("/").rstrip("/"),
        "changed": last.at.date().isoformat() if last else "",
    }
    return _xml(request, "sitemap.xml", context)


def _pages() -> list[str]:
    """Standing pages, lists, organisations in the order of their names, and published profiles, without the language."""
    return [
        *(reverse(name).split("/", 2)[2] for name in _STANDING_PAGES),
        *(f"sources/{slug}/" for slug in list_slugs()),
        *(f"organisations/{public_id}/" for public_id in organisation_ids_by_name()),
        *(f"exchange/{reference}/" for reference in shown_references()),
    ]


def _xml(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, context, content_type="application/xml; charset=utf-8")
