"""What publications claim, and what recomputation says of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ebpages.faces.addresses import asks_only, changed, whole_list
from ebpages.faces.citations import citation_answer, cited
from ebpages.faces.file_answers import file_answer, file_links
from ebpages.faces.shapes import Chip
from ebpages.observatory.queries import claims as queries
from ebpages.observatory.queries.figure_view import month_of_lists
from ebpages.observatory.questions import read_verdicts
from ebpages.observatory.tables import claims_table
from ebpages.publish.citation import Citation
from ebpages.registry.earlier import day_of_reading
from ebpages.registry.one_build import read_only
from ebpages.registry.queries.citations import citation_now, question_in_words


@read_only
def claims(request: HttpRequest) -> HttpResponse:
    every = queries.claims(day_of_reading())
    wanted = read_verdicts(request.GET)
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
        "chips": _chips(request),
        "groups": queries.claim_groups(shown),
        "main_source": every[0].source if every else "",
        "downloads": file_links("observatory:claims_file", (), whole_list(request.GET)),
        **cited(request, _citation(request), whole_list(request.GET)),
    }
    return render(request, "observatory/claims.html", context)


@asks_only("verdict")
@read_only
def claims_file(request: HttpRequest, file_format: str) -> HttpResponse:
    return file_answer(claims_table(day_of_reading(), verdicts=read_verdicts(request.GET)), file_format)


@read_only
def claims_citation(request: HttpRequest, file_format: str) -> HttpResponse:
    return citation_answer(_citation(request), file_format)


def _citation(request: HttpRequest) -> Citation:
    return citation_now(request, whole_list(request.GET), question_in_words(_("Claims"), _chips(request)))


def _chips(request: HttpRequest) -> list[Chip]:
    names, without = queries.verdict_names(), changed(request.GET, verdict="")
    return [Chip(_("Verdict"), names[verdict], without) for verdict in read_verdicts(request.GET)]
