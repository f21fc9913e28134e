"""People who act for an organisation: roles, invitations, leaving."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ebpages.accounts.actions import Refused
from ebpages.accounts.models import RoleGrant
from ebpages.accounts.permissions import Permission
from ebpages.accounts.queries import confirmed_addresses
from ebpages.accounts.reader import Reader
from ebpages.accounts.readers import reader_of
from ebpages.own_pages import actions, queries
from ebpages.own_pages.forms import InviteForm
from ebpages.own_pages.models import Invitation
from ebpages.own_pages.views.pages import organisation_context


@require_safe
def people(request: HttpRequest, public_id: str) -> HttpResponse:
    return _people(request, public_id, InviteForm())


@require_POST
def invite(request: HttpRequest, public_id: str) -> HttpResponse:
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            actions.invite(
                by=reader_of(request),
                organisation=public_id,
                email=form.cleaned_data["email"],
                role=form.cleaned_data["role"],
            )
        except Refused as problem:
            form.add_error("email", str(problem))
        else:
            messages.success(
                request, _("The invitation was sent to %(email)s.") % {"email": form.cleaned_data["email"]}
            )
            return redirect("own_pages:people", public_id)
    return _people(request, public_id, form, status=400)


@require_POST
def withdraw_invitation(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    reader = reader_of(request)
    found = queries.invitation(reader, code)
    if found is None:
        raise Http404("no such invitation")
    try:
        actions.withdraw_invitation(by=reader, invitation=found)
    except Refused as problem:
        messages.error(request, str(problem))
    return redirect("own_pages:people", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def role(request: HttpRequest, public_id: str, key: int) -> HttpResponse:
    """One person's role: another one, none, or the decision about people handed over. What was chosen outlasts the question for the password."""
    reader = reader_of(request)
    grant = _grant(reader, public_id, key)
    decision = request.POST.get("decision", "")
    if request.method != "POST" or decision not in ("change", "end", "hand_over"):
        return _role(request, reader, public_id, grant)
    aware = request.POST.get("aware") == "yes"
    ways: dict[str, Callable[[], object]] = {
        "change": lambda: actions.change_role(
            by=reader, grant=grant, role=request.POST.get("role", ""), aware=aware
        ),
        "end": lambda: actions.end_role(by=reader, grant=grant, aware=aware),
        "hand_over": lambda: actions.hand_over(by=reader, grant=grant),
    }
    try:
        ways[decision]()
    except Refused as problem:
        return _role(request, reader, public_id, grant, problem)
    if grant.person_id == reader.person:
        return redirect("own_pages:my_work")
    return redirect("own_pages:people", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, public_id: str) -> HttpResponse:
    """Act for the organisation no longer, in none of one's roles."""
    reader = reader_of(request)
    if queries.leads_to(public_id) not in reader.organisations:
        raise Http404("the reader does not act for it")
    problem: Refused | None = None
    if request.method == "POST":
        try:
            actions.leave(by=reader, organisation=public_id, aware=request.POST.get("aware") == "yes")
        except Refused as refused:
            problem = refused
        else:
            return redirect("own_pages:my_work")
    context = {
        "public_id": public_id,
        "name": queries.name_of(public_id),
        "problem": problem,
        "asks": _asks(problem),
    }
    return render(request, "own_pages/leave.html", context, status=400 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """The page of an invitation. Opened, it only shows: whoever scans e-mails opens links too."""
    reader = reader_of(request)
    found = queries.invitation(reader, key)
    if found is None:
        return render(request, "own_pages/no_invitation.html", status=404)
    problem = ""
    if request.method == "POST":
        try:
            if request.POST.get("decision") == "decline":
                actions.decline_invitation(by=reader, invitation=found, token=key)
                return redirect("own_pages:my_work")
            organisation = actions.accept_invitation(by=reader, invitation=found, token=key)
            return redirect("own_pages:organisation", organisation)
        except Refused as refused:
            problem = str(refused)
    context = {
        "invitation": queries.invitation_view(found),
        "key": key,
        "problem": problem,
        "is_for_reader": found.email in confirmed_addresses(reader.person),
        "ended": found.state != Invitation.WAITING,
    }
    return render(request, "own_pages/invitation.html", context, status=400 if problem else 200)


def _people(request: HttpRequest, public_id: str, form: InviteForm, status: int = 200) -> HttpResponse:
    reader = reader_of(request)
    context = {
        **organisation_context(request, public_id),
        "people": queries.acting(reader, public_id),
        "may_manage": reader.may(Permission.MANAGE_PEOPLE, public_id),
        "invitations": queries.invitations(reader, public_id),
        "form": form,
        "problems": list(form.problems()) if form.is_bound else [],
    }
    return render(request, "own_pages/people.html", context, status=status)


def _role(
    request: HttpRequest, reader: Reader, public_id: str, grant: RoleGrant, problem: Refused | None = None
) -> HttpResponse:
    person = next((each for each in queries.acting(reader, public_id) if each.grant == grant.pk), None)
    if person is None:  # it ended meanwhile
        messages.error(request, str(problem))
        return redirect("own_pages:people", public_id)
    context = {
        "public_id": public_id,
        "name": queries.name_of(public_id),
        "person": person,
        "roles": queries.role_choices(),
        "chosen": request.POST.get("role", grant.role),
        "problem": problem,
        "asks": _asks(problem),
    }
    return render(request, "own_pages/role.html", context, status=400 if problem else 200)


def _asks(problem: Refused | None) -> bool:
    """Whether the same may be sent once more by who knows what follows from it."""
    return isinstance(problem, actions.LastAdministrator)


def _grant(reader: Reader, public_id: str, key: int) -> RoleGrant:
    grant = queries.grant_of(reader, public_id, key)
    if grant is None:
        raise Http404("no such role")
    return grant
