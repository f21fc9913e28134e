"""Pages of transfer cases: interest, the case, a move, what is written and kept in it."""

import tempfile
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ebpages.accounts.actions import NotAllowed, Refused, Unusable
from ebpages.accounts.readers import reader_of
from ebpages.exchange import actions, queries
from ebpages.exchange.case_export import typeset_case, write_archive
from ebpages.exchange.case_shapes import TransferCase
from ebpages.exchange.cases.moves import FIRST, OWNER, SIDES, case_table
from ebpages.exchange.forms import read_attachment
from ebpages.exchange.models import AFTER_INTEREST, AFTER_NDA, Case
from ebpages.exchange.queries import case_files
from ebpages.exchange.queries import cases as found
from ebpages.exchange.queries.attachments import level_name
from ebpages.exchange.queries.case_parties import party_of, side_name
from ebpages.exchange.queries.case_work import requested_help
from ebpages.exchange.queries.intermediaries import intermediaries
from ebpages.exchange.terms import terms
from ebpages.exchange.views.public import document_answer
from ebpages.faces.addresses import day_of, page_number, page_of, text
from ebpages.faces.file_answers import file_of
from ebpages.faces.forms import is_our_form
from ebpages.faces.language import active_language

_LONGEST_NUMBER = 9


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Of all organisations that the reader works for."""
    reader = reader_of(request)
    over, page = text(request.GET, "state", 4) == "over", page_number(request.GET)
    total = found.count_cases(reader, over=over)
    context = {
        "cases": found.own_cases(reader, over=over, start=(page - 1) * found.PAGE),
        "over": over,
        "page": page_of(request.GET, number=page, size=found.PAGE, total=total),
        "requests": requested_help(reader),
        "organisations": found.interested_organisations(reader),
    }
    return render(request, "exchange/cases.html", context)


@csrf_exempt  # checked by `is_our_form`, so that a form whose token is too old comes back as it was filled in
@require_http_methods(["GET", "HEAD", "POST"])
def express_interest(request: HttpRequest, reference: str) -> HttpResponse:
    is_ours = request.method != "POST" or is_our_form(request)
    reader, posted, problem, status = reader_of(request), request.POST, "", 200
    view = queries.profile(reference)
    if view is None:
        raise Http404("no such profile") if is_ours else PermissionDenied
    if not is_ours:
        problem, status = _too_old(), 403
    elif request.method == "POST":
        try:
            case = actions.express_interest(
                by=reader, reference=reference, organisation=posted.get("organisation", "")[:12], route=posted.get("route", ""),
                cooperation=posted.get("cooperation", ""), unclear=posted.get("unclear", ""), about_us=posted.get("about_us", ""),
            )  # fmt: skip
        except actions.OpenAlready as there:
            messages.info(request, str(there))
            return redirect("exchange:case", there.code)
        except Refused as refused:
            problem, status = str(refused), _status(refused)
        else:
            messages.success(request, _("Sent. The owner reads it and answers; you are notified."))
            return redirect("exchange:case", case.code)
    context = {
        "profile": view,
        "organisations": found.interested_organisations(reader),
        "there": found.open_cases_with(reader, reference),
        "routes": [(each.code, each.name.name(active_language())) for each in case_table().routes.values()],
        "forms": [
            (each.code, each.name(active_language()), each.code in view.content.partnership_types)
            for each in terms("forms").values()
        ],
        "typed": posted,
        "problem": problem,
    }
    return render(request, "exchange/interest.html", context, status=status)


@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    return _case(request, _found(request, code))


@csrf_exempt  # checked by `is_our_form`, so that a form whose token is too old comes back as it was filled in
@require_http_methods(["GET", "HEAD", "POST"])
def case_move(request: HttpRequest, code: str, move: str) -> HttpResponse:
    """What a move opens is shown before it is made."""
    is_ours = request.method != "POST" or is_our_form(request)
    row, problem, status = found.find_case(reader_of(request), code), "", 200
    if row is None:
        raise Http404("no such case") if is_ours else PermissionDenied
    if not is_ours:
        problem, status = _too_old(), 403
    elif request.method == "POST":
        try:
            actions.make_move(
                by=reader_of(request), case=row, version=_number(request.POST.get("version", "")), move=move,
                reason=request.POST.get("reason", ""), words=request.POST.get("words", ""),
            )  # fmt: skip
        except Refused as refused:
            problem, status = str(refused), _status(refused)
            row = _found(request, code)
        else:
            messages.success(request, _("Done. The other side is notified."))
            return redirect("exchange:case", code)
    view = found.case_view(reader_of(request), row)
    possible = next((each for each in view.moves if each.code == move), None) if view else None
    if possible is None and not problem:
        messages.info(request, _("This move is not possible at the step where the case is."))
        return redirect("exchange:case", code)
    at, reasons = active_language(), case_table().reasons.values()
    context = {
        "case": view,
        "move": possible,
        "reasons": [
            (each.code, each.name.name(at)) for each in reasons if view and view.card.side in each.by
        ],
        "typed": request.POST,
        "problem": problem,
    }
    return render(request, "exchange/case_move.html", context, status=status)


@require_POST
def case_message(request: HttpRequest, code: str) -> HttpResponse:
    posted = request.POST

    def act(row: Case) -> None:
        actions.write_message(
            by=reader_of(request), case=row, text=posted.get("text", ""), asks="asks" in posted
        )

    return _done(request, code, act, _("Sent."))


@require_POST
def case_add_document(request: HttpRequest, code: str) -> HttpResponse:
    posted = request.POST

    def act(row: Case) -> None:
        actions.add_case_document(
            by=reader_of(request), case=row, title=posted.get("title", ""), level=posted.get("level", ""),
            document=read_attachment(request.FILES.get("document")), series=posted.get("series", ""),
        )  # fmt: skip

    return _done(request, code, act, _("The document is stored."))


@require_safe
def case_file(request: HttpRequest, code: str, key: str) -> HttpResponseBase:
    file = case_files.case_file(reader_of(request), _found(request, code), key)
    if file is None:
        raise Http404("no such document")
    return document_answer(file, code)


@require_POST
def case_add_task(request: HttpRequest, code: str) -> HttpResponse:
    posted = request.POST

    def act(row: Case) -> None:
        due = day_of(posted, "due")
        if posted.get("due", "") and due is None:
            raise Unusable(_("Write the date as 2026-12-31."))
        actions.add_task(
            by=reader_of(request), case=row, text=posted.get("text", ""), side=posted.get("side", ""), due=due
        )

    return _done(request, code, act, _("The task is stored."))


@require_POST
def case_finish_task(request: HttpRequest, code: str, number: int) -> HttpResponse:
    def act(row: Case) -> None:
        task = found.find_task(reader_of(request), row, number)
        if task is None:
            raise Http404("no such task")
        actions.finish_task(by=reader_of(request), task=task)

    return _done(request, code, act, _("The task is done."))


@require_POST
def case_agreement(request: HttpRequest, code: str) -> HttpResponse:
    """Made from the template, or handed in as a file."""
    posted = request.POST

    def act(row: Case) -> None:
        reader, version, years = (
            reader_of(request),
            _number(posted.get("version", "")),
            _number(posted.get("years", "")),
        )
        if "document" in request.FILES:
            document = read_attachment(request.FILES["document"])
            actions.hand_in_agreement(by=reader, case=row, version=version, document=document, years=years)
        else:
            actions.make_agreement(
                by=reader, case=row, version=version, language=posted.get("language", ""), years=years
            )

    return _done(
        request, code, act, _("The agreement is ready. Read it, then sign it; the other side is notified.")
    )


@require_POST
def case_sign(request: HttpRequest, code: str) -> HttpResponse:
    posted = request.POST

    def act(row: Case) -> None:
        if "agrees" not in posted:
            raise Unusable(
                _("Confirm that you have read the agreement and may sign it for your organisation.")
            )
        actions.sign_agreement(
            by=reader_of(request),
            case=row,
            key=posted.get("key", ""),
            years=_number(posted.get("years", "")),
            digest=posted.get("digest", "")[:64],
            signed_as=posted.get("signed_as", ""),
        )

    return _done(request, code, act, _("Your signature is recorded."))


@require_http_methods(["GET", "HEAD", "POST"])
def case_ask_intermediary(request: HttpRequest, code: str) -> HttpResponse:
    row, posted, problem, status = _found(request, code), request.POST, "", 200
    if request.method == "POST":
        try:
            actions.ask_intermediary(
                by=reader_of(request),
                case=row,
                organisation=posted.get("organisation", "")[:12],
                words=posted.get("words", ""),
            )
        except Refused as refused:
            problem, status = str(refused), _status(refused)
        else:
            messages.success(request, _("The organisation is asked. You are notified of its answer."))
            return redirect("exchange:case", code)
    view = found.case_view(reader_of(request), row)
    if view is None:
        raise Http404("no such case")
    context = {
        "case": view,
        "may_ask": _may_ask(view),
        "intermediaries": intermediaries(),
        "typed": posted,
        "problem": problem,
    }
    return render(request, "exchange/case_help.html", context, status=status)


@require_POST
def answer_help(request: HttpRequest, code: str) -> HttpResponse:
    row = found.find_intermediary(reader_of(request), code)
    if row is None:
        raise Http404("no such request")
    accept = request.POST.get("answer") == "accept"
    try:
        actions.answer_intermediary(by=reader_of(request), intermediary=row, accept=accept)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("exchange:cases")
    if not accept:
        messages.success(request, _("Declined. The organisation that asked is notified."))
        return redirect("exchange:cases")
    return redirect("exchange:case", row.case.code)


@require_POST
def end_help(request: HttpRequest, code: str) -> HttpResponse:
    row = found.find_intermediary(reader_of(request), code)
    if row is None:
        raise Http404("no such request")
    try:
        actions.end_intermediary(by=reader_of(request), intermediary=row)
    except Refused as refused:
        messages.error(request, str(refused))
    still_there = found.find_case(reader_of(request), row.case.code)
    return redirect("exchange:case", row.case.code) if still_there else redirect("exchange:cases")


@require_safe
def case_pdf(request: HttpRequest, code: str) -> HttpResponse:
    view, said, files = _everything(request, _found(request, code))
    content = typeset_case(view, said, [each for each, _path in files], active_language())
    return file_of(content, "application/pdf", f"{code}.pdf")


@require_safe
def case_archive(request: HttpRequest, code: str) -> HttpResponseBase:
    return archive_answer(request, _found(request, code))


def archive_answer(request: HttpRequest, row: Case) -> HttpResponseBase:
    """On the disk meanwhile: it may hold many documents."""
    view, said, files = _everything(request, row)
    pdf = typeset_case(view, said, [each for each, _path in files], active_language())
    target = tempfile.TemporaryFile(dir=settings.EBPAGES_HOME)  # noqa: SIM115 - the answer closes it
    write_archive(target, view, said, files, pdf)
    target.seek(0)
    return FileResponse(
        target, as_attachment=True, filename=f"{row.code}.zip", content_type="application/zip"
    )


@require_safe
def case_funnel(request: HttpRequest, public_id: str) -> HttpResponse:
    from ebpages.exchange.queries.funnel import funnel
    from ebpages.registry.queries.public_names import name_of

    view = funnel(reader_of(request), public_id)
    return render(request, "exchange/funnel.html", {"funnel": view, "name": name_of(public_id)})


def _everything(request: HttpRequest, row: Case) -> Any:
    """The case as the reader's side sees it, all its messages from the oldest on, and its files."""
    reader = reader_of(request)
    view, party = found.case_view(reader, row), party_of(reader, row)
    if view is None or party is None:
        raise Http404("no such case")
    return view, found.all_messages(reader, row), case_files.all_files(reader, row, party)


def _case(request: HttpRequest, row: Case, problem: str = "", status: int = 200) -> HttpResponse:
    reader, page = reader_of(request), page_number(request.GET)
    view = found.case_view(reader, row, messages_page=page, documents_page=page)
    if view is None:
        raise Http404("no such case")
    longest = max(view.messages_total, view.documents_total)
    context = {
        "case": view,
        "page": page_of(request.GET, number=page, size=found.PAGE, total=longest),
        "levels": [(each, level_name(each)) for each in (AFTER_INTEREST, AFTER_NDA)],
        "sides": [(each, side_name(each)) for each in SIDES],
        "may_ask": _may_ask(view),
        "years": range(1, 11),
        "signer": reader.name,
        "typed": request.POST,
        "problem": problem,
    }
    return render(request, "exchange/case.html", context, status=status)


def _may_ask(view: TransferCase) -> bool:
    own_intermediary = any(each.side == view.card.side for each in view.intermediaries)
    return not (own_intermediary or view.is_intermediary or view.card.is_over) and (
        view.card.side == OWNER or view.card.step != FIRST
    )


def _done(request: HttpRequest, code: str, act: Callable[[Case], None], told: str) -> HttpResponse:
    row = _found(request, code)
    try:
        act(row)
    except Refused as refused:
        return _case(request, _found(request, code), str(refused), _status(refused))
    messages.success(request, told)
    return redirect("exchange:case", code)


def _status(refused: Refused) -> int:
    return 403 if isinstance(refused, NotAllowed) else 400 if isinstance(refused, Unusable) else 409


def _too_old() -> str:
    return _("The form was open for too long. Please save it again.")


def _found(request: HttpRequest, code: str) -> Case:
    row = found.find_case(reader_of(request), code)
    if row is None:
        raise Http404("no such case")
    return row


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else -1
