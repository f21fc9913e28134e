"""E-mails that were written: for who may read them, and in the demonstration those to example addresses for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ebpages.accounts import queries
from ebpages.accounts.readers import reader_of


@require_safe
@never_cache
def mail(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/mail.html", {"mails": queries.newest_mail(reader_of(request))})


@require_safe
@never_cache
def one_mail(request: HttpRequest, number: int) -> HttpResponse:
    found = queries.one_mail(reader_of(request), number)
    if found is None:
        raise Http404
    return render(request, "accounts/one_mail.html", {"mail": found})
