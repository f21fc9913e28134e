"""One's own account: what it holds, as a file too, and its end."""

import json

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ebpages.accounts import actions, queries
from ebpages.accounts.forms import AccountForm
from ebpages.accounts.readers import reader_of


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    form = AccountForm(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_valid():
        actions.change_account(by=reader_of(request), **form.cleaned_data)
        return redirect("accounts:account")
    context = {"form": form, "account": queries.own_account(reader_of(request))}
    return render(request, "accounts/account.html", context, status=400 if form.errors else 200)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    stored = actions.take_account_along(by=reader_of(request))
    day = timezone.localdate().isoformat()
    return HttpResponse(
        json.dumps(stored, ensure_ascii=False, indent=2),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="account-{day}.json"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    reader, refusal = reader_of(request), ""
    if request.method == "POST":
        try:
            actions.erase_person(by=reader, person=request.user)
        except actions.Refused as problem:
            refusal = str(problem)
        else:
            logout(request)
            return redirect("accounts:gone")
    context = {"locked": queries.left_without_administrator(reader), "refusal": refusal}
    return render(request, "accounts/delete.html", context, status=409 if refusal else 200)


@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/gone.html")
