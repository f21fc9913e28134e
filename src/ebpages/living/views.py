"""Pages of living sources: how fresh each is, one of them, and the clusters that the register knows."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ebpages.faces.addresses import day_of
from ebpages.faces.file_answers import file_answer, file_links
from ebpages.faces.pictures import both_widths
from ebpages.living import queries
from ebpages.living.queries.months_chart import months_chart
from ebpages.living.tables import clusters_table
from ebpages.registry.one_build import read_only


@read_only
def sources(request: HttpRequest) -> HttpResponse:
    return render(request, "living/sources.html", {"sources": queries.source_views()})


@read_only
def source(request: HttpRequest, name: str) -> HttpResponse:
    found = queries.source_detail(name)
    if found is None:
        raise Http404("no such source")
    return render(request, "living/source.html", {"detail": found, "source": found.source})


@read_only
def clusters(request: HttpRequest) -> HttpResponse:
    on = _day(request)
    found = queries.register_clusters(on)
    context = {
        "view": found,
        **(both_widths(months_chart(found)) if found.months else {}),
        "downloads": file_links("living:clusters_file", (), f"?on={on}" if on else ""),
    }
    return render(request, "living/clusters.html", context)


@read_only
def clusters_file(request: HttpRequest, file_format: str) -> HttpResponse:
    return file_answer(clusters_table(_day(request)), file_format)


def _day(request: HttpRequest) -> str:
    day = day_of(request.GET, "on")
    return day.isoformat() if day else ""
