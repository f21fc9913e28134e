"""Pages of reviewers: what waits, and one version to decide."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ebpages.accounts.actions import Refused
from ebpages.accounts.readers import reader_of
from ebpages.exchange import actions, queries
from ebpages.exchange.lifecycle import PUBLISH
from ebpages.exchange.models import Profile
from ebpages.faces.addresses import text


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    return render(request, "exchange/queue.html", {"waiting": queries.queue(reader_of(request))})


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, code: str) -> HttpResponse:
    """The scores that were typed come back where the version has moved on meanwhile."""
    row, problem, status = _found(request, code), "", 200
    if request.method == "POST":
        try:
            return _decide(request, row)
        except Refused as refused:
            problem, status = str(refused), 409
            row = _found(request, code)
    view = queries.to_review(reader_of(request), row, text(request.GET, "text", 2))
    if view is None:
        messages.error(request, problem or _("This profile does not wait for a reviewer any more."))
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


def _found(request: HttpRequest, code: str) -> Profile:
    row = queries.find_profile(reader_of(request), code)
    if row is None:
        raise Http404("no such profile")
    return row


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 9 else 0
