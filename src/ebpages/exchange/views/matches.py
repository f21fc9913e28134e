"""Who fits a profile, what people say of it, and what they watch."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ebpages.accounts.actions import Refused
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import VISITOR
from ebpages.accounts.readers import reader_of
from ebpages.exchange import actions
from ebpages.exchange import queries as exchange
from ebpages.exchange.match_shapes import Matches
from ebpages.exchange.models import MatchJudgement, Profile, Watch
from ebpages.exchange.queries import answering, own
from ebpages.exchange.queries import matches as queries
from ebpages.exchange.queries import watches as watch_queries
from ebpages.faces.addresses import chosen, toggled
from ebpages.registry.queries.public_names import leads_to, name_of

WITHOUT = "without"  # conditions that the reader switches off


@require_safe
def public_matches(request: HttpRequest, reference: str) -> HttpResponse:
    """What answers a published profile, or is like it, and which organisations could."""
    view = exchange.profile(reference)
    found = queries.public_matches(reference, chosen(request.GET, WITHOUT))
    if view is None or found is None:
        raise Http404("no such profile")
    context = {
        "profile": view,
        "words": view.words,
        **_shown(request, found),
        "organisations": answering.organisations_for(reference),
    }
    return render(request, "exchange/public_matches.html", context)


@require_safe
def matches(request: HttpRequest, code: str) -> HttpResponse:
    row, reader = _own(request, code), reader_of(request)
    found = queries.own_matches(reader, row, chosen(request.GET, WITHOUT))
    context = {
        "profile": own.own_view(reader, row),
        "may_edit": reader.may(Permission.DRAFT_PROFILES, leads_to(row.organisation_id)),
        **(_shown(request, found) if found else {"matches": None}),
        "organisations": answering.organisations_for(row.reference) if row.is_shown else (),
        "watch": watch_queries.watch_of_profile(reader, row),
        "rhythms": Watch.RHYTHMS,
    }
    return render(request, "exchange/matches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def match(request: HttpRequest, code: str, reference: str) -> HttpResponse:
    """Opened, as from an e-mail, it asks; what is said is stored by a POST alone."""
    row, reader, posted = _own(request, code), reader_of(request), request.POST
    view = exchange.profile(reference)
    if view is None or reference == row.reference:
        raise Http404("no such profile")
    problem = ""
    if request.method == "POST":
        try:
            actions.judge_match(
                by=reader,
                profile=row,
                reference=reference,
                verdict=posted.get("verdict", ""),
                reason=posted.get("reason", ""),
                words=posted.get("words", ""),
            )
        except Refused as refused:
            problem = str(refused)
        else:
            fits = posted.get("verdict") == MatchJudgement.FITS
            messages.success(
                request, _("Noted that it fits.") if fits else _("It is not in your list any more.")
            )
            return redirect("exchange:matches", code)
    context = {
        "profile": own.own_view(reader, row),
        "other": view,
        "may_edit": reader.may(Permission.DRAFT_PROFILES, leads_to(row.organisation_id)),
        "reasons": queries.refusal_reasons(),
        "why": queries.reasons_of(reader_of(request), row, reference),
        "words": posted.get("words", ""),
        "problem": problem,
    }
    return render(request, "exchange/match.html", context, status=400 if problem else 200)


@require_POST
def take_back_match(request: HttpRequest, code: str, reference: str) -> HttpResponse:
    try:
        actions.take_back_judgement(by=reader_of(request), profile=_own(request, code), reference=reference)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Taken back. It is compared again."))
    return redirect("exchange:matches", code)


@require_safe
def fitting_profiles(request: HttpRequest, public_id: str) -> HttpResponse:
    """Profiles of others that fit an organisation of the reader's."""
    found = answering.profiles_for(reader_of(request), public_id)
    context = {"public_id": public_id, "name": name_of(public_id), "results": found}
    return render(request, "exchange/fitting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def watches(request: HttpRequest) -> HttpResponse:
    reader, problem = reader_of(request), ""
    if request.method == "POST":
        posted = request.POST
        code = posted.get("profile", "")
        row = _own(request, code) if code else None
        try:
            actions.start_watch(
                by=reader, every=posted.get("every", ""), profile=row, question=posted.get("question", "")
            )
        except Refused as refused:
            problem = str(refused)
        else:
            messages.success(request, _("Watched. You are told by e-mail when something new fits."))
            return redirect("exchange:watches")
    context = {
        "watches": watch_queries.watches(reader),
        "sent_from": watch_queries.SENT_FROM,
        "problem": problem,
    }
    return render(request, "exchange/watches.html", context, status=400 if problem else 200)


@require_POST
def stop_watch(request: HttpRequest, code: str) -> HttpResponse:
    row = watch_queries.find_watch(reader_of(request), code)
    if row is None:
        raise Http404("no such watch")
    actions.stop_watch(by=reader_of(request), watch=row)
    messages.success(request, _("Stopped. You get no more e-mails about it."))
    return redirect("exchange:watches")


@csrf_exempt  # programs send it for their readers (RFC 8058); the signature in the address stands for the token of a form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_watch_by_mail(request: HttpRequest, signed: str) -> HttpResponse:
    """Opened, it asks; mail scanners open links too."""
    row = watch_queries.watch_that_is_stopped(signed)
    if row is None:
        raise Http404("no such link")
    if request.method == "POST":
        actions.stop_watch(by=VISITOR, watch=row)
    return render(request, "exchange/stop_watch.html", {"stopped": request.method == "POST"})


def _own(request: HttpRequest, code: str) -> Profile:
    row = queries.find_own(reader_of(request), code)
    if row is None:
        raise Http404("no such profile")
    return row


def _shown(request: HttpRequest, found: Matches) -> dict[str, Any]:
    return {
        "matches": found,
        "conditions": [(each, toggled(request.GET, WITHOUT, each.code)) for each in found.conditions],
    }
