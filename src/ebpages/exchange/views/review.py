"""Pages of reviewers: what waits, and one version to decide."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ebpages.accounts.actions import Refused
from ebpages.accounts.readers import reader_of
from ebpages.exchange import actions, queries
from ebpages.exchange.lifecycle import PUBLISH
from ebpages.exchange.models import Profile
from ebpages.exchange.profile import review_rules
from ebpages.exchange.wording import criterion_name
from ebpages.faces.addresses import text
from ebpages.faces.forms import is_our_form
from ebpages.faces.language import active_language


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    return render(request, "exchange/queue.html", {"waiting": queries.queue(reader_of(request))})


@csrf_exempt  # checked by `is_our_form`, so that a form whose token is too old comes back as it was filled in
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, code: str) -> HttpResponse:
    """What was typed comes back where the version has moved on meanwhile, or waits no more."""
    is_ours = request.method != "POST" or is_our_form(request)
    row, problem, status = _found(request, code, is_ours), "", 200
    if not is_ours:
        problem, status = _("The form was open for too long. Please save it again."), 403
    elif request.method == "POST":
        try:
            return _decide(request, row)
        except Refused as refused:
            problem, status = str(refused), 409
            row = _found(request, code, is_ours)
    view = queries.to_review(reader_of(request), row, text(request.GET, "text", 2))
    if problem and (view is None or view.queued.own):  # where there is no form to bring it back in
        context = {"problem": problem, "typed": _typed(request), "remark": request.POST.get("remark", "")}
        return render(request, "exchange/review_left.html", context, status=status)
    if view is None:
        messages.error(request, _("This profile does not wait for a reviewer any more."))
        return redirect("exchange:queue")
    context = {
        "review": view,
        "words": view.words,
        "check": view.check,
        "criteria": [
            (
                code,
                name,
                points,
                request.POST.get(f"score-{code}", ""),
                request.POST.get(f"reason-{code}", ""),
            )
            for code, name, points in view.check.scores
        ],
        "points": range(6),
        "remark": request.POST.get("remark", ""),
        "problem": problem,
    }
    return render(request, "exchange/review.html", context, status=status)


def _typed(request: HttpRequest) -> list[tuple[str, str, str]]:
    """By criterion: its name, points and reason."""
    at, posted = active_language(), request.POST
    return [
        (criterion_name(each, at), posted.get(f"score-{each}", ""), posted.get(f"reason-{each}", ""))
        for each in review_rules(timezone.localdate()).criteria
    ]


def _decide(request: HttpRequest, row: Profile) -> HttpResponse:
    """Raises Refused."""
    posted = request.POST
    made = actions.decide(
        by=reader_of(request),
        profile=row,
        version=_number(posted.get("version", "")),
        scores=_scores(posted),
        reasons={name.removeprefix("reason-"): posted[name] for name in posted if name.startswith("reason-")},
        remark=posted.get("remark", ""),
    )
    if made.verdict == PUBLISH:
        messages.success(request, _("Published. Everybody sees it now, and the owner is told."))
    else:
        messages.success(request, _("Stored. The owner reads your reasons."))
    return redirect("exchange:queue")


def _scores(posted: Mapping[str, str]) -> dict[str, int]:
    given = {name.removeprefix("score-"): posted[name] for name in posted if name.startswith("score-")}
    return {code: int(points) for code, points in given.items() if points.isdecimal() and len(points) == 1}


def _found(request: HttpRequest, code: str, is_ours: bool) -> Profile:
    reader = reader_of(request)
    row = queries.find_profile(reader, code)
    if row is None and request.method == "POST":
        row = queries.handed_in_profile(reader, code, _number(request.POST.get("version", "")))
    if row is None:
        raise Http404("no such profile") if is_ours else PermissionDenied
    return row


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 9 else 0
