"""Pages of review: the queue, a pair, what was decided, an organisation's rows, findings and their answers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ebpages.accounts.actions import Refused
from ebpages.accounts.readers import reader_of
from ebpages.faces.addresses import page_of, text, whole_list
from ebpages.faces.file_answers import file_answer, file_links
from ebpages.registry.models import FindingAnswer
from ebpages.registry.queries.findings import PAGE, answer_title
from ebpages.registry.queries.findings import findings as open_findings
from ebpages.registry.questions import LONGEST_QUERY, read_finding_question
from ebpages.review import actions, queries
from ebpages.review.tables import letter_table, queue_table

NO_KEYS = "review-without-keys"  # in the session: keys alone decide nothing (WCAG 2.1.4)
LETTERS = ("csv", "semicolon.csv", "xlsx")


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    context = {
        "queue": queries.queue(reader),
        "last": queries.last_decision(reader),
        "keys": not request.session.get(NO_KEYS),
        "downloads": file_links("review:queue_file", (), ""),
    }
    return render(request, "review/queue.html", context)


@require_safe
def queue_file(request: HttpRequest, file_format: str) -> HttpResponse:
    return file_answer(queue_table(), file_format)


@require_POST
def next_pair(request: HttpRequest) -> HttpResponse:
    pair = actions.take_next(by=reader_of(request))
    return redirect("review:pair", *pair) if pair else redirect("review:queue")


@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest, a: str, b: str) -> HttpResponse:
    """A decision leads to the next pair at once; one that is refused leaves what was typed."""
    reader = reader_of(request)
    problem = ""
    if request.POST.get("decision") == "keys":
        request.session[NO_KEYS] = not request.session.get(NO_KEYS)
    elif request.method == "POST":
        try:
            return _done(request, a, b)
        except Refused as refused:
            problem = str(refused)
    view = queries.pair(reader, a, b)
    if view is None:
        raise Http404("no such pair")
    context = {
        "pair": view,
        "queue": queries.queue(reader),
        "last": queries.last_decision(reader),
        "keys": not request.session.get(NO_KEYS),
        "colleagues": queries.colleagues(reader),
        "problem": problem,
        "why": request.POST.get("why", ""),
        "question": request.POST.get("question", ""),
    }
    return render(request, "review/pair.html", context, status=409 if problem else 200)


def _done(request: HttpRequest, a: str, b: str) -> HttpResponse:
    """Raises Refused."""
    reader, decision = reader_of(request), request.POST.get("decision", "")
    if decision == "later":
        actions.put_off(by=reader, a=a, b=b)
    elif decision == "opinion":
        posted = request.POST
        actions.ask_opinion(by=reader, a=a, b=b, of=posted.get("of", ""), question=posted.get("question", ""))
        messages.success(request, _("A second opinion is asked for. You will be told the answer."))
    else:
        actions.decide(by=reader, a=a, b=b, relation=decision, why=request.POST.get("why", "")[:2000])
    return next_pair(request)


@require_safe
def decided(request: HttpRequest) -> HttpResponse:
    return render(request, "review/decided.html", {"decisions": queries.decisions()})


@require_POST
def take_back(request: HttpRequest, key: int) -> HttpResponse:
    try:
        gone = actions.take_back(by=reader_of(request), judgement=key)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("review:decided")
    messages.success(request, _("The decision was taken back. Decide anew, or go on with the queue."))
    pair = gone[0].a, gone[0].b
    return redirect("review:pair", *pair) if queries.is_shown(*pair) else redirect("review:decided")


@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Join it with another one, or part rows from it; what would happen is shown before it is done."""
    reader = reader_of(request)
    side = queries.organisation_rows(public_id)
    if side is None:
        raise Http404("no such organisation")
    context: dict[str, Any] = {
        "side": side,
        "rows": list(zip(side.records, side.rows, strict=True)),
        "pairs": queries.pairs_of_organisation(public_id),
        "chosen": (),
        "why": "",
        "words": text(request.GET, "q", LONGEST_QUERY) or request.POST.get("q", ""),
    }
    if request.method == "POST":
        posted = request.POST
        context |= {
            "chosen": posted.getlist("record"),
            "why": posted.get("why", ""),
        }
        try:
            if posted.get("step") == "join":
                other, why = posted.get("other", ""), context["why"][:2000]
                actions.decide(by=reader, a=side.record, b=other, relation="same", why=why)
                messages.success(request, _("Your decision was stored. It can be taken back below."))
                return redirect("review:decided")
            if posted.get("step") == "part":
                actions.part(
                    by=reader, organisation=public_id, records=context["chosen"], why=context["why"][:2000]
                )
                messages.success(request, _("Your decision was stored. It can be taken back below."))
                return redirect("review:decided")
            if posted.get("step") == "preview":
                pairs = actions.pairs_to_part(public_id, context["chosen"])
                context["part"] = queries.part_effect(public_id, pairs)
        except Refused as refused:
            context["problem"] = str(refused)
    if context["words"].strip():
        context["found"] = queries.others_named(public_id, context["words"])
    return render(request, "review/organisation.html", context)


@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """Open ones, as on the public page, each to be answered; and those answered."""
    question = read_finding_question(request, size=PAGE)
    listed = open_findings(question)
    context = {
        "findings": listed.findings,
        "page": page_of(request.GET, number=question.page, size=question.size, total=listed.total),
        "answered": queries.answered_findings(),
        "lists": queries.lists_with_findings(),
        "asked": whole_list(request.GET),
    }
    return render(request, "review/findings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: HttpRequest, finding: str) -> HttpResponse:
    reader = reader_of(request)
    context: dict[str, Any] = {
        "reason": request.POST.get("reason", ""),
        "answer": request.POST.get("answer", ""),
    }
    if request.method == "POST":
        try:
            if request.POST.get("step") == "reopen":
                actions.reopen_finding(by=reader, finding=finding)
            else:
                actions.answer_finding(
                    by=reader, finding=finding, answer=context["answer"], reason=context["reason"][:2000]
                )
            messages.success(request, _("Your answer was stored."))
            return redirect("review:findings")
        except Refused as refused:
            context["problem"] = str(refused)
    view = queries.finding_view(finding)
    if view is None:
        raise Http404("no such finding")
    context |= {"finding": view, "answers": [(code, answer_title(code)) for code in FindingAnswer.ANSWERS]}
    return render(request, "review/finding.html", context)


@require_safe
def letter(request: HttpRequest, slug: str) -> HttpResponse:
    view = queries.letter(slug)
    if view is None:
        raise Http404("no such list")
    context = {
        "letter": view,
        "downloads": file_links("review:letter_file", (slug,), "", formats=LETTERS),
    }
    return render(request, "review/letter.html", context)


@require_safe
def letter_file(request: HttpRequest, slug: str, file_format: str) -> HttpResponse:
    view = queries.letter(slug)
    if view is None:
        raise Http404("no such list")
    return file_answer(letter_table(view), file_format)


@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    return render(request, "review/lessons.html", {"lessons": queries.lessons()})
