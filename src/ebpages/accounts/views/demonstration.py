"""Into the demonstration as somebody who is an example, with one click. Without the setting there is no such address."""

from allauth.account.adapter import get_adapter
from allauth.account.signals import user_logged_in
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ebpages.accounts import queries


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    person = queries.example_person(request.POST.get("code", "")) if settings.EBPAGES_DEMONSTRATION else None
    if person is None:
        raise Http404
    get_adapter().login(
        request, person
    )  # without a second factor, which a visitor may have put on the example
    user_logged_in.send(sender=type(person), request=request, user=person)
    to = request.POST.get("next", "")
    ours = to.startswith("/") and url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    return redirect(to if ours else settings.LOGIN_REDIRECT_URL)
