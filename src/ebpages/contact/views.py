"""The form of a report, what happens next, and the operator's texts."""

import logging

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ebpages.contact import actions, queries
from ebpages.contact.forms import ReportForm
from ebpages.contact.operator_texts import VARIABLE
from ebpages.contact.report import HOUR, LONGEST_PLACE, REPORTS_OF_ONE_ADDRESS, TooManyReports
from ebpages.faces.addresses import text
from ebpages.faces.fair_share import count_request
from ebpages.faces.forms import is_our_form
from ebpages.faces.language import active_language
from ebpages.faces.unavailable import Trouble, trouble_of
from ebpages.registry.one_build import read_only

logger = logging.getLogger(__name__)

RETRY_AFTER = 30  # seconds


@csrf_exempt  # checked in `_send`, so that a form whose token is too old comes back as it was filled in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _send(request, ReportForm(request.POST))
    about = {name: text(request.GET, name, LONGEST_PLACE) for name in ("page", "row", "value", "kind")}
    return _form(request, ReportForm(initial=about))


def _send(request: HttpRequest, form: ReportForm) -> HttpResponse:
    if not is_our_form(request):
        form.add_error(
            None, _("The form was open for too long, or your browser takes no cookies. Please send it again.")
        )
        return _form(request, form, status=403)
    if not form.is_valid():
        return _form(request, form, status=400)
    told = {name: form.cleaned_data[name] for name in ("kind", "message", "page", "row", "value", "email")}
    if count_request(request, "report", HOUR) > REPORTS_OF_ONE_ADDRESS:
        return _too_many(request, form)
    try:
        subject = queries.subject_of(told["page"], told["row"])
        actions.send_report(language=active_language(), subject=subject, **told)
    except TooManyReports:
        return _too_many(request, form)
    except Error as problem:
        return _not_stored(request, form, problem)
    return redirect(f"{reverse('contact:sent')}?{urlencode({'page': told['page']})}")


def _too_many(request: HttpRequest, form: ReportForm) -> HttpResponse:
    form.add_error(
        None, _("Too many reports came in a short time. Nothing was sent; please try again in an hour.")
    )
    response = _form(request, form, status=429)
    response.headers["Retry-After"] = str(HOUR)
    return response


def _not_stored(request: HttpRequest, form: ReportForm, problem: Error) -> HttpResponse:
    if trouble_of(problem) is not Trouble.UNWRITABLE:
        raise problem
    logger.error("a report was not stored: %s: %s", problem, Trouble.UNWRITABLE)
    form.add_error(
        None,
        _(
            "Nothing can be stored at the moment. What you typed is still here; please send it again in a few minutes."
        ),
    )
    response = _form(request, form, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _form(request: HttpRequest, form: ReportForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "problems": list(form.problems())}
    return render(request, "contact/report.html", context, status=status)


@never_cache
@read_only
def sent(request: HttpRequest) -> HttpResponse:
    page = text(request.GET, "page", LONGEST_PLACE)
    ours = page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return render(request, "contact/sent.html", {"back": page if ours else ""})


@read_only
def operator(request: HttpRequest) -> HttpResponse:
    return _operator_page(request, "operator")


@read_only
def privacy(request: HttpRequest) -> HttpResponse:
    return _operator_page(request, "privacy")


@read_only
def accessibility(request: HttpRequest) -> HttpResponse:
    return _operator_page(request, "accessibility")


def _operator_page(request: HttpRequest, name: str) -> HttpResponse:
    context = {
        "page_text": queries.operator_page(name),
        "setting": VARIABLE,
        "file_name": f"{name}.{active_language()}.txt",
    }
    return render(request, "contact/operator_page.html", context)
