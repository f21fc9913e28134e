"""Keys for programs: made, shown once, ended."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from ebpages.accounts import actions, queries
from ebpages.accounts.forms import TokenForm
from ebpages.accounts.readers import reader_of


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("key")
def tokens(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    scopes = [(scope.value, _(queries.ALLOWED[scope])) for scope in queries.usable_scopes(reader)]
    form = TokenForm(request.POST or None, scopes=scopes)
    key = ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, key = actions.make_token(by=reader, **form.cleaned_data)
            form = TokenForm(None, scopes=scopes)
        except actions.Refused as problem:
            form.add_error(None, str(problem))
    context = {"form": form, "key": key, "tokens": queries.tokens(reader), "problems": list(form.problems())}
    return render(request, "accounts/tokens.html", context, status=400 if form.errors else 200)


@require_POST
def end_token(request: HttpRequest, token: int) -> HttpResponse:
    with suppress(actions.Refused):  # it has ended already, which is what was wanted
        actions.end_token(by=reader_of(request), token=token)
    return redirect("accounts:tokens")
