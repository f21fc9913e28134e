"""What publications claim, and what recomputation says of it."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ebpages.faces.addresses import changed, chosen, without_page
from ebpages.faces.file_answers import file_answer
from ebpages.faces.shapes import Chip
from ebpages.observatory.commands.claims import claims_table
from ebpages.observatory.queries import claims as queries
from ebpages.publish.tables import FORMATS
from ebpages.registry.one_build import read_only


@read_only
def claims(request: HttpRequest) -> HttpResponse:
    language = get_language() or "bg"
    found = queries.claims(language, timezone.localdate())
    wanted = _verdicts(request.GET)
    shown = tuple(claim for claim in found if not wanted or claim.verdict in wanted)
    context = {
        "total": len(found),
        "shown": len(shown),
        "verdicts": [
            (verdict, count, changed(request.GET, verdict=verdict), verdict in wanted)
            for verdict, count in queries.verdicts(found).items()
        ],
        "chips": [
            Chip(_("Verdict"), verdict_names()[verdict], changed(request.GET, verdict=""))
            for verdict in wanted
        ],
        "groups": queries.claim_groups(shown, language),
        "main_source": found[0].source if found else "",
        "downloads": [
            (
                f.upper(),
                f"{reverse('observatory:claims_file', args=[f])}?{without_page(request.GET).urlencode()}",
            )
            for f in FORMATS
        ],
    }
    return render(request, "observatory/claims.html", context)


@read_only
def claims_file(request: HttpRequest, file_format: str) -> HttpResponse:
    table = claims_table(get_language() or "bg", timezone.localdate(), verdicts=_verdicts(request.GET))
    return file_answer(table, file_format)


def verdict_names() -> dict[str, str]:
    return {"agrees": _("agrees"), "differs": _("differs"), "cannot_be_told": _("cannot be told")}


def _verdicts(asked: QueryDict) -> tuple[str, ...]:
    """The verdicts that are asked for; what is none is passed over."""
    return tuple(verdict for verdict in chosen(asked, "verdict") if verdict in queries.VERDICTS)
