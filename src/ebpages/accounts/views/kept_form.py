"""What was typed into a form before the session ended, to be sent once more by who is signed in again."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ebpages.accounts.kept_form import drop, kept


@require_http_methods(["GET", "HEAD", "POST"])
def kept_form(request: HttpRequest) -> HttpResponse:
    """Its own POST throws it away."""
    form = kept(request)
    if request.method != "POST" and form is not None:
        return render(request, "accounts/kept_form.html", {"form": form})
    drop(request)
    return redirect(settings.LOGIN_REDIRECT_URL)
