"""The findings by kind, severity and list."""

from dataclasses import replace
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ebpages.faces.addresses import asks_only, cleared, page_of, toggled, whole_list
from ebpages.faces.citations import citation_answer, cited
from ebpages.faces.file_answers import file_answer, file_links
from ebpages.faces.language import active_language
from ebpages.publish.citation import Citation
from ebpages.registry import queries
from ebpages.registry.facet_labels import finding_chips, finding_groups
from ebpages.registry.one_build import read_only
from ebpages.registry.queries.citations import citation_now, question_in_words
from ebpages.registry.queries.findings import PAGE
from ebpages.registry.questions import read_finding_question
from ebpages.registry.tables import differences_table, findings_table
from ebpages.registry.wording import finding_label, routine_kinds


@read_only
def findings(request: HttpRequest) -> HttpResponse:
    """A page of findings; routine ones are folded until something is chosen, so that options list what they count."""
    question = read_finding_question(request, size=PAGE)
    if not any(question.chosen.values()):
        question = replace(question, folded=routine_kinds())
    listed = queries.findings(question)
    query = request.GET
    groups = finding_groups(query, listed.counts)
    context = {
        "facets": groups,
        "chips": finding_chips(query),
        "clear_url": cleared(query, [group.key for group in groups]),
        "findings": listed.findings,
        "folded": [
            (
                listed.counts["kind"][kind],
                finding_label(kind, active_language()),
                toggled(query, "kind", kind),
            )
            for kind in question.folded
            if kind in listed.counts["kind"]
        ],
        "page": page_of(query, number=question.page, size=question.size, total=listed.total),
        "downloads": file_links("registry:findings_file", (), whole_list(query)),
        **cited(request, _findings_citation(request), whole_list(query)),
    }
    return render(request, "registry/findings.html", context)


@read_only
def differences(request: HttpRequest) -> HttpResponse:
    view = queries.differences()
    pairs = groupby(sorted(view.differences, key=lambda each: each.pair), lambda each: each.pair)
    context = {
        "view": view,
        "pairs": [list(group) for _, group in pairs],
        "downloads": file_links("registry:differences_file", (), ""),
        **cited(request, _differences_citation(request), ""),
    }
    return render(request, "registry/differences.html", context)


@asks_only()
@read_only
def differences_file(request: HttpRequest, file_format: str) -> HttpResponse:
    return file_answer(differences_table(), file_format)


@asks_only("kind", "severity", "list")
@read_only
def findings_file(request: HttpRequest, file_format: str) -> HttpResponse:
    question = read_finding_question(request, size=PAGE)
    return file_answer(findings_table(question), file_format)


@read_only
def findings_citation(request: HttpRequest, file_format: str) -> HttpResponse:
    return citation_answer(_findings_citation(request), file_format)


@read_only
def differences_citation(request: HttpRequest, file_format: str) -> HttpResponse:
    return citation_answer(_differences_citation(request), file_format)


def _findings_citation(request: HttpRequest) -> Citation:
    title = question_in_words(_("Findings"), finding_chips(request.GET))
    return citation_now(request, whole_list(request.GET), title)


def _differences_citation(request: HttpRequest) -> Citation:
    return citation_now(request, "", _("Where the lists differ from each other"))
