"""Members of a cluster and clusters of a member; contacts that do not stand on the page."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ebpages.accounts.actions import Refused
from ebpages.accounts.permissions import Permission
from ebpages.accounts.readers import reader_of
from ebpages.own_pages import actions, queries
from ebpages.own_pages.contact_kinds import AUDIENCES, CONTACT_KINDS, EVERYBODY
from ebpages.own_pages.models import Contact, Membership
from ebpages.own_pages.views.pages import organisation_context

_PAGE = re.compile(r"/organisations/([0-9a-z]{7})(?:/|$)|^([0-9a-z]{7})$")


@require_safe
def members(request: HttpRequest, public_id: str) -> HttpResponse:
    return _members(request, public_id)


@require_POST
def add_member(request: HttpRequest, public_id: str) -> HttpResponse:
    named = request.POST.get("member", "").strip()
    chosen = request.POST.get("chosen", "")
    page = _PAGE.search(named)
    member = chosen if chosen and chosen != "name" else (page[1] or page[2]) if page else ""
    if not member and not chosen and (alike := queries.organisations_called(named)):
        return _members(request, public_id, alike=alike, typed=request.POST)
    try:
        actions.add_member(
            by=reader_of(request), cluster=public_id, member=member, name="" if member else named,
            kind=request.POST.get("kind", ""),
        )  # fmt: skip
    except Refused as problem:
        return _members(request, public_id, str(problem), typed=request.POST)
    messages.success(
        request,
        _("The member is in the list. An organisation that is in the register is asked to confirm it."),
    )
    return redirect("own_pages:members", public_id)


def _members(
    request: HttpRequest,
    public_id: str,
    problem: str = "",
    alike: Sequence[tuple[str, str]] = (),
    typed: Mapping[str, str] = MappingProxyType({}),
) -> HttpResponse:
    reader = reader_of(request)
    context = {
        **organisation_context(request, public_id),
        "members": queries.members_of(reader, public_id),
        "clusters": queries.clusters_of(reader, public_id),
        "kinds": queries.kinds_of_member(),
        "problem": problem,
        "alike": alike,
        "typed": typed,
        "may_confirm": reader.may(Permission.CONFIRM_MEMBERS, public_id),
    }
    return render(request, "own_pages/members.html", context, status=400 if problem else 200)


@require_POST
def end_member(request: HttpRequest, public_id: str, key: int) -> HttpResponse:
    try:
        actions.end_member(by=reader_of(request), membership=_membership(request, public_id, key))
    except Refused as problem:
        return _members(request, public_id, str(problem))
    messages.success(request, _("The member is no longer in the list."))
    return redirect("own_pages:members", public_id)


@require_POST
def answer_membership(request: HttpRequest, public_id: str, key: int) -> HttpResponse:
    """By POST alone: programs that look at e-mails open links."""
    confirmed = request.POST.get("answer") == "confirm"
    if not confirmed and request.POST.get("answer") != "deny":
        return _members(request, public_id, _("Confirm or deny it."))
    try:
        actions.answer_membership(
            by=reader_of(request), membership=_membership(request, public_id, key), confirmed=confirmed
        )
    except Refused as problem:
        return _members(request, public_id, str(problem))
    messages.success(
        request,
        _("Confirmed. Both pages show it.")
        if confirmed
        else _("Denied. The pages do not show it, and the cluster is told."),
    )
    return redirect("own_pages:members", public_id)


def _membership(request: HttpRequest, public_id: str, key: int) -> Membership:
    found = queries.membership_of(reader_of(request), public_id, key)
    if found is None:
        raise Http404("no such membership")
    return found


@require_safe
def contacts(request: HttpRequest, public_id: str) -> HttpResponse:
    return _contacts(request, public_id)


@require_POST
def add_contact(request: HttpRequest, public_id: str) -> HttpResponse:
    """What everybody may know goes into the draft of the page; the rest is stored beside it."""
    kind, value, audience = (request.POST.get(name, "") for name in ("kind", "value", "audience"))
    try:
        if audience == EVERYBODY:
            actions.add_public_contact(by=reader_of(request), organisation=public_id, value=value)
        else:
            actions.add_contact(
                by=reader_of(request), organisation=public_id, kind=kind, value=value, audience=audience
            )
    except Refused as problem:
        return _contacts(request, public_id, str(problem))
    if audience == EVERYBODY:
        messages.success(
            request, _("The contact is in the draft of the page. Everybody sees it once that is published.")
        )
        return redirect("own_pages:preview", public_id)
    messages.success(request, _("The contact is stored."))
    return redirect("own_pages:contacts", public_id)


def _contacts(request: HttpRequest, public_id: str, problem: str = "") -> HttpResponse:
    reader = reader_of(request)
    context = {
        **organisation_context(request, public_id),
        "contacts": queries.contacts(reader, public_id),
        "kinds": queries.contact_kinds(CONTACT_KINDS),
        "audiences": queries.contact_audiences(AUDIENCES),
        "problem": problem,
        "typed": request.POST,
    }
    return render(request, "own_pages/contacts.html", context, status=400 if problem else 200)


@require_POST
def remove_contact(request: HttpRequest, public_id: str, key: int) -> HttpResponse:
    found: Contact | None = queries.contact_of(reader_of(request), public_id, key)
    if found is None:
        raise Http404("no such contact")
    try:
        actions.remove_contact(by=reader_of(request), contact=found)
    except Refused as problem:
        return _contacts(request, public_id, str(problem))
    messages.success(request, _("The contact is removed."))
    return redirect("own_pages:contacts", public_id)


@require_safe
def contacts_for_signed_in(request: HttpRequest, public_id: str) -> HttpResponse:
    reader = reader_of(request)
    context = {
        **organisation_context(request, public_id),
        "contacts": queries.contacts(reader, public_id),
    }
    return render(request, "own_pages/contacts_for_signed_in.html", context)
