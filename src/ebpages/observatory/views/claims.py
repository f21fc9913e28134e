"""What publications claim, and what recomputation says of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.faces.addresses import asks_only, changed, whole_list
from ebpages.faces.citations import citation_answer, citation_links
from ebpages.faces.file_answers import file_answer, file_links
from ebpages.faces.shapes import Chip
from ebpages.observatory.queries import claims as queries
from ebpages.observatory.queries.figure_view import month_of_lists
from ebpages.observatory.questions import read_verdicts
from ebpages.observatory.tables import claims_table
from ebpages.publish.citation import Citation
from ebpages.registry.one_build import read_only
from ebpages.registry.queries.citations import citation_now


@read_only
def claims(request: HttpRequest) -> HttpResponse:
    every = queries.claims(timezone.localdate())
    wanted, names = read_verdicts(request.GET), queries.verdict_names()
    shown = tuple(claim for claim in every if not wanted or claim.verdict in wanted)
    context = {
        "month": month_of_lists(),
        "total": len(every),
        "shown": len(shown),
        "verdicts": [
            (verdict, count, changed(request.GET, verdict=verdict), verdict in wanted)
            for verdict, count in queries.verdicts(every).items()
        ],
        "all_url": changed(request.GET, verdict=""),
        "chips": [Chip(_("Verdict"), names[verdict], changed(request.GET, verdict="")) for verdict in wanted],
        "groups": queries.claim_groups(shown),
        "main_source": every[0].source if every else "",
        "downloads": file_links("observatory:claims_file", (), whole_list(request.GET)),
        "citation": _citation(request),
        "citation_files": citation_links("observatory:claims_citation", (), whole_list(request.GET)),
    }
    return render(request, "observatory/claims.html", context)


@asks_only("verdict")
@read_only
def claims_file(request: HttpRequest, file_format: str) -> HttpResponse:
    return file_answer(claims_table(timezone.localdate(), verdicts=read_verdicts(request.GET)), file_format)


@read_only
def claims_citation(request: HttpRequest, file_format: str) -> HttpResponse:
    return citation_answer(_citation(request), file_format)


def _citation(request: HttpRequest) -> Citation:
    names = queries.verdict_names()
    wanted = _(" or ").join(names[verdict] for verdict in read_verdicts(request.GET))
    title = f"{_('Claims')} ({_('Verdict')}: {wanted})" if wanted else _("Claims")
    return citation_now(request, reverse("observatory:claims") + whole_list(request.GET), title)
