"""The findings by kind, severity and list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ebpages.faces.addresses import cleared, page_of, without_page
from ebpages.faces.file_answers import file_answer
from ebpages.faces.shapes import Chip
from ebpages.publish.tables import FORMATS, format_name
from ebpages.registry import queries
from ebpages.registry.facet_labels import finding_groups
from ebpages.registry.one_build import read_only
from ebpages.registry.queries.findings import PAGE
from ebpages.registry.questions import read_finding_question
from ebpages.registry.tables import findings_table


@read_only
def findings(request: HttpRequest) -> HttpResponse:
    question = read_finding_question(request, size=PAGE)
    listed = queries.findings(question)
    query = request.GET
    groups = finding_groups(query, listed.counts)
    context = {
        "facets": groups,
        "chips": [Chip(g.title, o.label, o.url) for g in groups for o in g.options if o.selected],
        "clear_url": cleared(query, [group.key for group in groups]),
        "findings": listed.findings,
        "page": page_of(query, number=question.page, size=question.size, total=listed.total),
        "downloads": [
            (
                format_name(f),
                reverse("registry:findings_file", args=[f]) + "?" + without_page(query).urlencode(),
            )
            for f in FORMATS
        ],
    }
    return render(request, "registry/findings.html", context)


@read_only
def findings_file(request: HttpRequest, file_format: str) -> HttpResponse:
    question = read_finding_question(request, size=PAGE)
    return file_answer(findings_table(question), file_format)
