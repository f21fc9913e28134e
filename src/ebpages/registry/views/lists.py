"""The lists, their rows, and one row at its own address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ebpages.faces.addresses import asks_only, page_number, page_of
from ebpages.faces.file_answers import file_answer, file_links
from ebpages.registry import queries
from ebpages.registry.one_build import read_only
from ebpages.registry.tables import records_table, statements_table

PAGE = 50


@read_only
def sources(request: HttpRequest) -> HttpResponse:
    context = {"sources": queries.source_lists(), "downloads": file_links("registry:statements_file", (), "")}
    return render(request, "registry/sources.html", context)


@asks_only()
@read_only
def statements_file(request: HttpRequest, file_format: str) -> HttpResponse:
    return file_answer(statements_table(site=request.build_absolute_uri("/").rstrip("/")), file_format)


@read_only
def source(request: HttpRequest, slug: str) -> HttpResponse:
    view = queries.source_list(slug)
    if view is None:
        raise Http404("no such list")
    number = page_number(request.GET)
    records, total = queries.records_of_list(slug, number, PAGE)
    context = {
        "source": view,
        "records": records,
        "page": page_of(request.GET, number=number, size=PAGE, total=total),
        "downloads": file_links("registry:source_file", (slug,), ""),
        "findings": queries.count_findings(queries.FindingQuestion(lists=(slug,))),
        "of_whole_list": queries.findings_of_whole_list(slug),
    }
    return render(request, "registry/source.html", context)


@asks_only()
@read_only
def source_file(request: HttpRequest, slug: str, file_format: str) -> HttpResponse:
    if queries.source_list(slug) is None:
        raise Http404("no such list")
    return file_answer(records_table(source=slug), file_format)


@read_only
def record(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    row = queries.record(slug, key)
    if row is None:
        raise Http404("no such row")

    def to(neighbour: str) -> str:
        return reverse("registry:record", args=[slug, neighbour]) if neighbour else ""

    context = {
        "record": row.record,
        "source": row.source,
        "facts": row.facts,
        "notices": row.notices,
        "previous_url": to(row.previous_key),
        "next_url": to(row.next_key),
    }
    return render(request, "registry/record.html", context)
