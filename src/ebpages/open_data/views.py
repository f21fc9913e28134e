"""The page where everything stands that can be taken away, and the feed of the directory's news."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ebpages.open_data import actions, queries
from ebpages.publish import atom
from ebpages.registry.one_build import read_only
from ebpages.registry.queries import registry_is_built


@require_safe  # not kept: the files of a large register follow its state later
def data(request: HttpRequest) -> HttpResponse:
    site = request.build_absolute_uri("/").rstrip("/")
    context = {
        "data": queries.bulk_data(*actions.edition_now()) if registry_is_built() else None,
        "site": site,
    }
    return render(request, "open_data/data.html", context)


@read_only
def news(request: HttpRequest) -> HttpResponse:
    feed = queries.news(request.build_absolute_uri("/").rstrip("/"))
    return HttpResponse(feed.write(), content_type=atom.MEDIA_TYPE)
