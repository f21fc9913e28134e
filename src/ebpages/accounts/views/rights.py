"""Who may do what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ebpages.accounts.queries import role_table


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/rights.html", {"table": role_table()})
