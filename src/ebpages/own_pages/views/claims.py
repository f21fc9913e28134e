"""“Is this your organisation?”: who acts for it comes to its desk, everybody else to a claim; and the agency's queue of claims."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ebpages.accounts.actions import Refused
from ebpages.accounts.queries import confirmed_addresses
from ebpages.accounts.reader import Reader
from ebpages.accounts.readers import reader_of
from ebpages.faces.documents import MEDIA_TYPES
from ebpages.own_pages import actions, queries
from ebpages.own_pages.forms import ClaimForm
from ebpages.own_pages.models import Claim
from ebpages.registry import queries as registry


@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, public_id: str) -> HttpResponse:
    """The desk for who acts for the organisation, else the form to claim it. An id that was merged leads to its heir."""
    reader, led = reader_of(request), queries.leads_to(public_id)
    if not led:
        raise Http404("no such organisation")
    if led != public_id:
        return redirect("own_pages:organisation", led)
    if led in reader.organisations:
        return render(request, "own_pages/desk.html", {"desk": queries.desk(reader, led)})
    if request.method == "POST":
        return _make(request, reader, led)
    return _claim(request, reader, led, ClaimForm())


@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    reader = reader_of(request)
    claim = _found(reader, code)
    try:
        actions.withdraw_claim(by=reader, claim=claim)
    except Refused as problem:
        messages.error(request, str(problem))
    return redirect("own_pages:organisation", claim.organisation_id)


@require_safe
def document(request: HttpRequest, code: str) -> HttpResponseBase:
    """Only ever to be saved, never to be shown among our pages."""
    row = queries.document_of(reader_of(request), code)
    if row is None or not row.path.exists():
        raise Http404("no such document")
    name = f"claim-{code}.{row.kind}"
    return FileResponse(
        row.path.open("rb"), as_attachment=True, filename=name, content_type=MEDIA_TYPES[row.kind]
    )


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    context = {"waiting": queries.waiting_claims(reader), "decided": queries.decided_claims(reader)}
    return render(request, "own_pages/claims.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, code: str) -> HttpResponse:
    reader = reader_of(request)
    claim = _found(reader, code)
    if request.method != "POST":
        return _decide(request, reader, claim, "", "")
    decision, reason = request.POST.get("decision", ""), request.POST.get("reason", "")
    if decision not in ("approve", "deny", "revoke"):
        return _decide(request, reader, claim, _("Choose what you decide."), reason)
    try:
        if decision == "revoke":
            actions.revoke_claim(by=reader, claim=claim, reason=reason)
        else:
            actions.decide_claim(by=reader, claim=claim, approve=decision == "approve", reason=reason)
    except Refused as problem:
        return _decide(request, reader, _found(reader, code), str(problem), reason)
    return redirect("own_pages:claims")


def _make(request: HttpRequest, reader: Reader, public_id: str) -> HttpResponse:
    form = ClaimForm(request.POST, request.FILES)
    if form.is_valid():
        told = {"role": form.cleaned_data["role"], "words": form.cleaned_data["words"], "document": form.read}
        try:
            actions.make_claim(by=reader, organisation=public_id, **told)
        except Refused as problem:
            form.add_error(None, str(problem))
        else:
            return redirect("own_pages:organisation", public_id)
    return _claim(request, reader, public_id, form, status=400)


def _claim(
    request: HttpRequest, reader: Reader, public_id: str, form: ClaimForm, status: int = 200
) -> HttpResponse:
    own = queries.own_claims(reader, public_id)
    context = {
        "public_id": public_id,
        "name": queries.name_of(public_id),
        "form": form,
        "problems": list(form.problems()) if form.is_bound else [],
        "pending": next((claim for claim in own if claim.state == Claim.PENDING), None),
        "earlier": [claim for claim in own if claim.state != Claim.PENDING],
        "evidence": queries.address_evidence(reader.person, public_id),
        "invitations": queries.own_invitations(reader, public_id),
    }
    return render(request, "own_pages/claim.html", context, status=status)


def _decide(request: HttpRequest, reader: Reader, claim: Claim, problem: str, reason: str) -> HttpResponse:
    view = queries.claim_view(reader, claim)
    found = registry.organisation(view.organisation, timezone.localdate())
    context = {
        "claim": view,
        "email": ", ".join(confirmed_addresses(claim.person_id)),
        "evidence": queries.address_evidence(claim.person_id, view.organisation),
        "organisation": found if isinstance(found, registry.OrganisationView) else None,
        "people": queries.acting(reader, view.organisation),
        "others": [
            each
            for each in queries.waiting_claims(reader)
            if each.organisation == view.organisation and each.code != view.code
        ],
        "problem": problem,
        "reason": reason,
    }
    return render(request, "own_pages/decide.html", context, status=400 if problem else 200)


def _found(reader: Reader, code: str) -> Claim:
    claim = queries.claim(reader, code)
    if claim is None:
        raise Http404("no such claim")
    return claim
