"""The findings by kind, severity and list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from ebpages.faces.addresses import cleared, page_of, without_page
from ebpages.faces.file_answers import file_answer
from ebpages.faces.shapes import Chip
from ebpages.publish.tables import FORMATS
from ebpages.registry import queries
from ebpages.registry.downloads import findings_table
from ebpages.registry.facet_labels import finding_groups
from ebpages.registry.one_build import read_only
from ebpages.registry.queries.findings import PAGE
from ebpages.registry.questions import FINDING_KEYS, read_finding_question


@read_only
def findings(request: HttpRequest) -> HttpResponse:
    language = get_language() or "bg"
    question = read_finding_question(request, size=PAGE)
    found = queries.findings(question, language)
    asked = request.GET
    groups = finding_groups(asked, found.counts, language)
    context = {
        "facets": groups,
        "chips": [Chip(g.title, o.label, o.url) for g in groups for o in g.options if o.selected],
        "clear_url": cleared(asked, FINDING_KEYS),
        "findings": found.findings,
        "page": page_of(asked, number=question.page, size=question.size, total=found.total),
        "downloads": [
            (f.upper(), reverse("registry:findings_file", args=[f]) + "?" + without_page(asked).urlencode())
            for f in FORMATS
        ],
    }
    return render(request, "registry/findings.html", context)


@read_only
def findings_file(request: HttpRequest, file_format: str) -> HttpResponse:
    question = read_finding_question(request, size=PAGE)
    return file_answer(findings_table(question, get_language() or "bg"), file_format)
