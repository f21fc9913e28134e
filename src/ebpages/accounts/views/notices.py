"""Notices of who is signed in, and the link by which e-mails are stopped."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ebpages.accounts import actions, queries
from ebpages.accounts.readers import reader_of


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    found = queries.notices(reader_of(request))
    unread = sum(not notice.is_read for notice in found)
    return render(request, "accounts/notices.html", {"notices": found, "unread": unread})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """The notice of `id`, or all."""
    given = request.POST.get("id", "")
    actions.mark_read(
        by=reader_of(request), ids=[int(given)] if given.isdecimal() and len(given) < 19 else []
    )
    return redirect("accounts:notices")


@csrf_exempt  # programs send it for their readers (RFC 8058); the signature in the address stands for the token of a form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, signed: str) -> HttpResponse:
    """Opened, it asks; mail scanners open links too."""
    person = queries.person_who_stops(signed)
    if person is None:
        raise Http404("no such link")
    if request.method == "POST":
        actions.stop_mail(person=person)
    return render(request, "accounts/stop_mail.html", {"stopped": request.method == "POST"})
