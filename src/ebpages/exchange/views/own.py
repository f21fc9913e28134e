"""One's own profiles: begun, written, looked at, handed in, and what they said before."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ebpages.accounts.actions import Refused
from ebpages.accounts.permissions import Permission
from ebpages.accounts.readers import reader_of
from ebpages.exchange import actions, queries
from ebpages.exchange.forms import read_attachment
from ebpages.exchange.models import Profile
from ebpages.exchange.profile import LANGUAGES, LONGEST_STORED, MOST_STORED, TEXTS, Content
from ebpages.exchange.profile_file import LARGEST, UnreadableFile, read_profiles
from ebpages.exchange.profile_form import UnusableForm, read_form
from ebpages.exchange.queries.own import newest_content
from ebpages.exchange.tables import own_table
from ebpages.exchange.views.public import document_answer
from ebpages.faces.addresses import text, whole_list
from ebpages.faces.capabilities import confirmed_members
from ebpages.faces.file_answers import file_answer, file_links
from ebpages.faces.forms import is_our_form
from ebpages.reference.sectors import sectors
from ebpages.registry.queries.public_names import leads_to, name_of

_LONGEST_NUMBER = 9


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Of all organisations that the reader acts for."""
    reader = reader_of(request)
    owners = queries.owners_for(reader)
    context = {
        "profiles": queries.own_profiles(reader),
        "owners": owners,
        "begun_with": whole_list(request.GET),
        "clusters": {public_id for public_id, _name in owners if confirmed_members(public_id)},
        "downloads": [
            (name, file_links("exchange:own_file", (public_id,), "", formats=("csv", "json")))
            for public_id, name in owners
        ],
    }
    return render(request, "exchange/own.html", context)


@require_safe
def own_file(request: HttpRequest, public_id: str, file_format: str) -> HttpResponse:
    return file_answer(own_table(reader_of(request), public_id), file_format)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, public_id: str) -> HttpResponse:
    """The type and the language; then the form. sector: in which a partner was found to be missing; the first market keyword."""
    posted, problem = request.POST, ""
    at = text(request.POST if request.method == "POST" else request.GET, "sector")
    if request.method == "POST":
        content = Content.model_construct(
            type=posted.get("type", "")[:3],
            original=posted.get("original", "")[:2],
            country=queries.country_of(public_id),
            market_keywords=_market(at, posted.get("original", "")),
        )
        try:
            made = actions.start_profile(by=reader_of(request), organisation=public_id, content=content)
        except Refused as refused:
            problem = str(refused)
        else:
            return redirect("exchange:edit", made.code)
    context = {
        "public_id": public_id,
        "name": name_of(public_id),
        **queries.own_form_choices(),
        "type": posted.get("type", "") or text(request.GET, "type", 3),
        "sector": at,
        "original": posted.get("original", "bg"),
        "problem": problem,
    }
    return render(request, "exchange/begin.html", context, status=400 if problem else 200)


def _market(code: str, original: str) -> tuple[str, ...]:
    """A sector as the market of a new profile, in words by which it is found again."""
    return tuple(each.name("bg" if original == "bg" else "en") for each in sectors() if each.code == code)


@csrf_exempt  # checked by `is_our_form`, so that a form whose token is too old comes back as it was filled in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    is_ours = request.method != "POST" or is_our_form(request)
    row = queries.find_profile(reader_of(request), code)
    if row is None:
        raise Http404("no such profile") if is_ours else PermissionDenied
    if not reader_of(request).may(Permission.DRAFT_PROFILES, leads_to(row.organisation_id)):
        return redirect("exchange:preview", code)
    if request.method != "POST":
        return _form(request, row)
    began = _number(request.POST.get("began", ""))
    base = newest_content(reader_of(request), row)[1]
    try:
        typed = read_form(dict(request.POST.lists()), base)
    except UnusableForm as unusable:
        return _form(
            request, row, unusable.typed, _too_long(), 400, began=began, unusable=_unusable(unusable)
        )
    if not is_ours:
        told = _("The form was open for too long. Please save it again.")
        return _form(request, row, typed, told, 403, began=began)
    return _save(request, row, typed, began)


def _save(request: HttpRequest, row: Profile, typed: Content, began: int) -> HttpResponse:
    try:
        saved = actions.save_draft(by=reader_of(request), profile=row, began=began, content=typed)
    except Refused as problem:
        return _form(request, row, typed, str(problem), 400, began=began)
    if saved.clashes:
        told = _("Somebody else changed the same field meanwhile. Nothing is lost: what you typed is in the form, the other text beside it. Choose, then save.")  # fmt: skip
        return _form(request, row, saved.content, told, 409, began=saved.version, clashes=saved.clashes)
    if saved.together:
        messages.success(request, _("Saved, together with what others changed meanwhile."))
    else:
        messages.success(request, _("Saved. Only people of your organisation see it."))
    if "preview" in request.POST:
        return redirect("exchange:preview", row.code)
    also_in = request.POST.get("also_in", "")
    asked = f"?also_in={also_in}#texts-{also_in}" if also_in in LANGUAGES else ""
    response = redirect("exchange:edit", row.code)
    response["Location"] += asked
    return response


def _too_long() -> str:
    return _("Some fields cannot be stored as they are. What you typed is in the form.")


def _unusable(problem: UnusableForm) -> dict[str, str]:
    texts = {f"{name}-{language}" for name in TEXTS for language in LANGUAGES}
    told = _("This is longer than %(n)s characters: put the rest into a document.") % {"n": LONGEST_STORED}
    many = _("This is too long, or more than %(n)s values.") % {"n": MOST_STORED}
    return {field: told if field in texts else many for field in problem.fields}


def _form(
    request: HttpRequest,
    row: Profile,
    typed: Content | None = None,
    problem: str = "",
    status: int = 200,
    *,
    began: int = 0,
    clashes: Any = (),
    unusable: Mapping[str, str] | None = None,
) -> HttpResponse:
    reader = reader_of(request)
    view = queries.draft_view(reader, row)
    content = typed or view.content
    is_new = typed is None and not any(texts for each in view.content.texts.values() for texts in each.said())
    check = None if is_new else queries.check_of(row, content) if typed else view.check
    context = {
        "draft": view,
        "profile": view.profile,
        "began": began or view.began,
        "check": check,
        "lacking": queries.lacking(content) if check else [],
        "groups": queries.edit_form(
            content, check, clashes, text(request.GET, "also_in", 2) if typed is None else "", unusable
        ),
        "other_languages": queries.other_languages(content),
        "problem": problem,
        "clashes": queries.clashing_fields(clashes),
    }
    return render(request, "exchange/edit.html", context, status=status)


@require_safe
def preview(request: HttpRequest, code: str) -> HttpResponse:
    return _preview(request, code)


@require_POST
def hand_in(request: HttpRequest, code: str) -> HttpResponse:
    version = _number(request.POST.get("version", ""))
    return _done(
        request,
        code,
        lambda row: actions.hand_in(by=reader_of(request), profile=row, version=version),
        _("Handed in. A reviewer of another organisation reads it; you are told what they decide."),
    )


@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    return _done(
        request,
        code,
        lambda row: actions.take_back(by=reader_of(request), profile=row),
        _("Taken back. It is a draft again."),
    )


@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    return _done(
        request,
        code,
        lambda row: actions.withdraw(by=reader_of(request), profile=row),
        _("Withdrawn. Nobody else sees it any more."),
    )


@require_POST
def renew(request: HttpRequest, code: str) -> HttpResponse:
    return _done(
        request,
        code,
        lambda row: actions.renew(by=reader_of(request), profile=row),
        _("Renewed for a year."),
    )


def _done(request: HttpRequest, code: str, act: Any, told: str) -> HttpResponse:
    try:
        act(_found(request, code))
    except Refused as problem:
        return _preview(request, code, str(problem), 409)
    messages.success(request, told)
    return redirect("exchange:preview", code)


def _preview(request: HttpRequest, code: str, problem: str = "", status: int = 200) -> HttpResponse:
    row, reader = _found(request, code), reader_of(request)
    view = queries.draft_view(reader, row)
    context = {
        "draft": view,
        "profile": view.profile,
        "check": view.check,
        "lacking": queries.lacking(view.content),
        "words": queries.preview(reader, row, text(request.GET, "text", 2)),
        "problem": problem,
    }
    return render(request, "exchange/preview.html", context, status=status)


@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    row, reader = _found(request, code), reader_of(request)
    context = {"profile": queries.draft_view(reader, row).profile, "versions": queries.versions(reader, row)}
    return render(request, "exchange/history.html", context)


@require_safe
def compare(request: HttpRequest, code: str) -> HttpResponse:
    row, reader = _found(request, code), reader_of(request)
    one, other = (_number(text(request.GET, name, _LONGEST_NUMBER)) for name in ("a", "b"))
    found = queries.comparison(reader, row, one, other)
    if found is None:
        raise Http404("no such versions")
    context = {
        "profile": queries.draft_view(reader, row).profile,
        "changes": found,
        "earlier": min(one, other),
        "later": max(one, other),
    }
    return render(request, "exchange/compare.html", context)


@require_safe
def attachments(request: HttpRequest, code: str) -> HttpResponse:
    return _attachments(request, code)


@require_POST
def add_attachment(request: HttpRequest, code: str) -> HttpResponse:
    try:
        actions.add_attachment(
            by=reader_of(request),
            profile=_found(request, code),
            title=request.POST.get("title", ""),
            level=request.POST.get("level", ""),
            document=read_attachment(request.FILES.get("document")),
        )
    except Refused as problem:
        return _attachments(request, code, str(problem))
    messages.success(request, _("The document is stored."))
    return redirect("exchange:attachments", code)


@require_POST
def remove_attachment(request: HttpRequest, code: str, key: str) -> HttpResponse:
    row = queries.attachment_of(reader_of(request), key, profile=_found(request, code))
    if row is None:
        raise Http404("no such document")
    try:
        actions.remove_attachment(by=reader_of(request), attachment=row)
    except Refused as problem:
        return _attachments(request, code, str(problem))
    messages.success(request, _("The document is removed."))
    return redirect("exchange:attachments", code)


@require_safe
def own_attachment(request: HttpRequest, code: str, key: str) -> HttpResponseBase:
    row = queries.attachment_of(reader_of(request), key, profile=_found(request, code))
    if row is None:
        raise Http404("no such document")
    return document_answer(row, code)


def _attachments(request: HttpRequest, code: str, problem: str = "") -> HttpResponse:
    view = queries.draft_view(reader_of(request), _found(request, code))
    context = {
        "draft": view,
        "profile": view.profile,
        "levels": queries.levels(),
        "problem": problem,
        "typed": request.POST,
    }
    return render(request, "exchange/attachments.html", context, status=400 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """Many at once: first what would happen, then the same file again to store it."""
    outcome, problem = None, ""
    if request.method == "POST":
        try:
            outcome = _import(request, public_id)
        except UnreadableFile as fault:
            problem = unreadable(fault)
        except Refused as refused:
            problem = str(refused)
        else:
            if outcome.stored:
                messages.success(request, _("Drafts stored: %(n)s") % {"n": outcome.stored})
                return redirect("exchange:own")
    context = {
        "public_id": public_id,
        "name": name_of(public_id),
        "outcome": outcome,
        "problem": problem,
        "megabytes": LARGEST // 2**20,
    }
    return render(request, "exchange/import.html", context, status=400 if problem else 200)


def _import(request: HttpRequest, public_id: str) -> Any:
    """Raises UnreadableFile and Refused."""
    file = request.FILES.get("file")
    if file is None:
        raise Refused(_("Choose a file first."))
    if file.size > LARGEST:
        raise UnreadableFile("too_large")
    rows = read_profiles(file.read())
    return actions.import_profiles(
        by=reader_of(request), organisation=public_id, rows=rows, dry_run=request.POST.get("step") != "store"
    )


def unreadable(fault: UnreadableFile) -> str:
    told = {
        "empty": _("The file is empty."),
        "too_large": _("The file is larger than 5 MB. Divide it."),
        "no_text": _("The file is no text. Save it as CSV in UTF-8, or as JSON."),
        "no_characters": _("The file has characters that cannot be stored. Save it as UTF-8."),
        "broken_json": _("The file is no JSON from line %(line)s on."),
        "no_list": _("The JSON is no list of profiles. Write a list of objects."),
        "broken_csv": _("The row that ends in line %(line)s has more or fewer cells than the head, or a quotation mark is not closed."),
        "no_columns": _("The first row does not name the columns. It needs at least “type” and “title”."),
        "doubled_column": _("The first row names the column “%(name)s” twice. Leave one of them out."),
        "doubled_name": _("A profile of the file names “%(name)s” twice. Leave one of them out."),
        "too_many": _("The file has more than 500 profiles. Divide it."),
    }  # fmt: skip
    return told[fault.code] % {"line": fault.line, "name": fault.name[:100]}


def _found(request: HttpRequest, code: str) -> Profile:
    row = queries.find_profile(reader_of(request), code)
    if row is None:
        raise Http404("no such profile")
    return row


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else 0
