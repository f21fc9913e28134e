"""The texts about the site as JSON, and what somebody reports. Reports are the operator's alone: no operation shows them."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status
from ninja.errors import HttpError

from ebpages.accounts.actions import Unusable
from ebpages.contact import actions, queries
from ebpages.contact.forms import ReportForm
from ebpages.contact.report import HOUR, REPORTS_OF_ONE_ADDRESS, TooManyReports
from ebpages.contact.shapes import NewReport, OperatorPage
from ebpages.faces.api import Language, in_language
from ebpages.faces.fair_share import count_request
from ebpages.faces.unavailable import TooManyRequests

router = Router(tags=["contact"])


@router.get("/contact", response=OperatorPage, url_name="operator", summary="Who runs this site")
@in_language
def operator(request: HttpRequest, language: Language = "bg") -> OperatorPage:
    return queries.operator_page("operator")


@router.get(
    "/contact/privacy", response=OperatorPage, url_name="privacy", summary="What is stored of visitors"
)
@in_language
def privacy(request: HttpRequest, language: Language = "bg") -> OperatorPage:
    return queries.operator_page("privacy")


@router.get(
    "/contact/accessibility",
    response=OperatorPage,
    url_name="accessibility",
    summary="How accessible the pages are",
)
@in_language
def accessibility(request: HttpRequest, language: Language = "bg") -> OperatorPage:
    return queries.operator_page("accessibility")


@router.post(
    "/contact/reports",
    response={204: None},
    url_name="report",
    summary="Tell the operator what is wrong or what you ask; to be sent as application/json",
)
@in_language
def report(request: HttpRequest, report: NewReport, language: Language = "bg") -> Status[None]:
    """Open to everybody, so that it insists on what a browser sends for another site only after asking us."""
    if request.content_type != "application/json":
        raise HttpError(400, _("Send it as application/json."))
    form = ReportForm(report.model_dump())
    for _field, problem in form.problems():
        raise Unusable(problem)
    try:
        sent = count_request(request, "report", HOUR) <= REPORTS_OF_ONE_ADDRESS and _send(form, language)
    except TooManyReports:
        sent = False
    if not sent:
        sentence = _("Too many reports came in a short time. Nothing was sent; please try again in an hour.")
        raise TooManyRequests(sentence, retry_after=HOUR)
    return Status(204, None)


def _send(form: ReportForm, language: str) -> int:
    told = {name: form.cleaned_data[name] for name in NewReport.model_fields}
    subject = queries.subject_of(told["page"], told["row"])
    return actions.send_report(language=language, subject=subject, **told)
