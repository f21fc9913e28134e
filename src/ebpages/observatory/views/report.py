"""The page that says what the report holds, and starts making it."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ebpages.jobs.askers import ask
from ebpages.observatory.figures.catalogue import figures
from ebpages.observatory.queries.figure_view import month_of_lists
from ebpages.observatory.queries.report import day_of_data
from ebpages.observatory.report.requests import TITLES, request_report


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """A POST starts making the report in the background and leads to its progress; who asks again for the same data gets the same job."""
    if request.method != "POST":
        context = {
            "languages": _languages(),
            "figures": len(figures()),
            "as_of": day_of_data(),
            "month": month_of_lists(),
        }
        return render(request, "observatory/report.html", context)
    language = request.POST.get("language", "")
    if language not in TITLES:
        return HttpResponseBadRequest(_("The report is made in Bulgarian (bg) and in English (en)."))
    return ask(request, lambda owner: request_report(language=language, owner=owner))


def _languages() -> list[tuple[str, str]]:
    return [("bg", _("Make the PDF in Bulgarian")), ("en", _("Make the PDF in English"))]
