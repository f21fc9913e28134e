"""The page of an organisation: written, looked at before it is published, published, and what it said before."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ebpages.accounts.actions import Refused
from ebpages.accounts.permissions import Permission
from ebpages.accounts.readers import reader_of
from ebpages.faces.addresses import text
from ebpages.faces.forms import is_our_form
from ebpages.own_pages import actions, queries, stored_logos
from ebpages.own_pages.forms import NO_LOGO, store_logo
from ebpages.own_pages.page import Beginning, Values
from ebpages.own_pages.page_form import read_form
from ebpages.publish.logo_picture import MEDIA_TYPE, SUFFIX, NoLogo

_LONGEST_NUMBER = 9


def organisation_context(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """What every page about an organisation's own page is given. An id that was never given out has no such page."""
    reader = reader_of(request)
    if not queries.leads_to(public_id):
        raise Http404("no such organisation")
    return {
        "public_id": public_id,
        "name": queries.name_of(public_id),
        "may_edit": reader.may(Permission.EDIT_PAGE, public_id),
        "may_publish": reader.may(Permission.PUBLISH_PAGE, public_id),
    }


@csrf_exempt  # checked by `is_our_form`, so that a form whose token is too old comes back as it was filled in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    if request.method != "POST":
        return _form(request, public_id)
    typed = read_form(dict(request.POST.lists()))
    if not is_our_form(request):
        return _form(
            request, public_id, typed, _("The form was open for too long. Please save it again."), 403
        )
    try:
        began = Beginning.read(request.POST.get("began", ""))
    except ValueError:
        return _form(request, public_id, typed, _("The form was not complete. Please save it again."), 400)
    try:
        saved = actions.save_draft(by=reader_of(request), organisation=public_id, began=began, values=typed)
    except Refused as problem:
        return _form(request, public_id, typed, str(problem), 400)
    if saved.clashes:
        return redirect("own_pages:edit", public_id)
    if saved.together:
        messages.success(
            request,
            _("Saved together with what others changed meanwhile. Look at the whole before you publish."),
        )
    else:
        messages.success(request, _("The draft is saved. Nobody outside the organisation sees it yet."))
    return redirect("own_pages:preview" if "preview" in request.POST else "own_pages:edit", public_id)


def _form(
    request: HttpRequest, public_id: str, typed: Values | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    shown = queries.edit_form(reader_of(request), public_id, typed)
    context = {
        **organisation_context(request, public_id),
        "page": shown,
        "problem": problem,
    }
    return render(request, "own_pages/edit.html", context, status=status)


@require_safe
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    return _preview(request, public_id)


@require_POST
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    try:
        actions.publish(
            by=reader_of(request),
            organisation=public_id,
            version=_number(request.POST.get("version", "")),
            note=request.POST.get("note", ""),
        )
    except actions.NotReady as problem:
        messages.error(request, str(problem))
        return redirect("own_pages:edit", public_id)
    except Refused as problem:
        return _preview(request, public_id, str(problem), 409)
    messages.success(request, _("Published. Everybody sees it now."))
    return redirect("own_pages:history", public_id)


def _preview(request: HttpRequest, public_id: str, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        **organisation_context(request, public_id),
        "page": queries.preview(reader_of(request), public_id),
        "problem": problem,
        "note": request.POST.get("note", ""),
    }
    return render(request, "own_pages/preview.html", context, status=status)


@require_POST
def drop(request: HttpRequest, public_id: str) -> HttpResponse:
    version = _number(request.POST.get("version", ""))
    try:
        actions.drop_draft(by=reader_of(request), organisation=public_id, version=version)
    except Refused as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The draft is thrown away. The form shows what is published."))
    return redirect("own_pages:edit", public_id)


@require_safe
def history(request: HttpRequest, public_id: str) -> HttpResponse:
    return _history(request, public_id)


@require_safe
def compare(request: HttpRequest, public_id: str) -> HttpResponse:
    one, other = (_number(text(request.GET, name, _LONGEST_NUMBER)) for name in ("a", "b"))
    compared = queries.comparison(reader_of(request), public_id, one, other)
    if compared is None:
        raise Http404("no such edition")
    context = {**organisation_context(request, public_id), "compared": compared}
    return render(request, "own_pages/compare.html", context)


@require_POST
def revert(request: HttpRequest, public_id: str) -> HttpResponse:
    return _revert(request, public_id, for_agency=False)


@require_POST
def revert_for_agency(request: HttpRequest, public_id: str) -> HttpResponse:
    return _revert(request, public_id, for_agency=True)


def _revert(request: HttpRequest, public_id: str, *, for_agency: bool) -> HttpResponse:
    try:
        actions.revert(
            by=reader_of(request),
            organisation=public_id,
            number=_number(request.POST.get("edition", "")),
            note=request.POST.get("note", ""),
            for_agency=for_agency,
        )
    except Refused as problem:
        return _history(request, public_id, str(problem), 409)
    messages.success(request, _("The earlier edition is published again, as a new edition."))
    return redirect("own_pages:history", public_id)


def _history(request: HttpRequest, public_id: str, problem: str = "", status: int = 200) -> HttpResponse:
    reader = reader_of(request)
    context = {
        **organisation_context(request, public_id),
        "editions": queries.history(reader, public_id),
        "problem": problem,
        "may_revert_for_agency": reader.may(Permission.REVERT_PAGES),
        "is_inside": reader.may(Permission.SEE_INSIDE, public_id),
    }
    return render(request, "own_pages/history.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def logo(request: HttpRequest, public_id: str) -> HttpResponse:
    if request.method != "POST":
        return _logo(request, public_id)
    try:
        name = "" if "remove" in request.POST else store_logo(request, request.FILES.get("logo"))
        actions.set_logo(by=reader_of(request), organisation=public_id, file=name)
    except NoLogo as problem:
        return _logo(request, public_id, _(NO_LOGO[problem.reason]), 400)
    except Refused as problem:
        return _logo(request, public_id, str(problem), 400)
    messages.success(request, _("The draft is saved. Nobody outside the organisation sees it yet."))
    return redirect("own_pages:logo", public_id)


def _logo(request: HttpRequest, public_id: str, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        **organisation_context(request, public_id),
        "logo": queries.draft_logo(public_id),
        "problem": problem,
    }
    return render(request, "own_pages/logo.html", context, status=status)


@require_safe
def logo_file(request: HttpRequest, digest: str) -> HttpResponseBase:
    """A logo by its content: what has this address never changes. It is a picture and nothing else, whatever it may hold."""
    file = f"{digest}.{SUFFIX}"
    published = queries.is_published_logo(file)
    path = settings.EBPAGES_HOME / stored_logos.FOLDER / file
    if not (published or queries.is_draft_logo(reader_of(request), file)) or not path.is_file():
        raise Http404("no such logo")
    response = FileResponse(path.open("rb"), content_type=MEDIA_TYPE)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = (
        "public, max-age=86400, immutable" if published else "private, no-store"
    )
    return response


@require_safe
def next_steps(request: HttpRequest, public_id: str) -> HttpResponse:
    return _next_steps(request, public_id)


@require_POST
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    if not reader_of(request).may(Permission.EDIT_PAGE, public_id):
        raise PermissionDenied
    try:
        actions.answer_criterion(
            by=reader_of(request),
            organisation=public_id,
            criterion=request.POST.get("criterion", ""),
            text=request.POST.get("text", ""),
        )
    except Refused as problem:
        return _next_steps(request, public_id, str(problem), 400)
    messages.success(request, _("Your answer is stored. Only those who act for the organisation see it."))
    return redirect("own_pages:next", public_id)


def _next_steps(request: HttpRequest, public_id: str, problem: str = "", status: int = 200) -> HttpResponse:
    reader = reader_of(request)
    context = {
        **organisation_context(request, public_id),
        "steps": queries.next_steps(reader, public_id),
        "problem": problem,
    }
    return render(request, "own_pages/next.html", context, status=status)


def _number(given: str) -> int:
    """-1, which nothing has, for what is no number."""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= _LONGEST_NUMBER else -1
