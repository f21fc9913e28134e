"""New organisations: a form, the proposal beside those that it resembles, and the agency's queue."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ebpages.accounts.reader import Reader
from ebpages.accounts.readers import reader_of
from ebpages.faces.forms import WithProblems
from ebpages.faces.language import active_language
from ebpages.own_pages.page_form import near_first
from ebpages.own_pages.queries import entries as queries
from ebpages.reference.countries import countries
from ebpages.reference.languages import languages
from ebpages.reference.organisation_kinds import organisation_kinds
from ebpages.registry import actions
from ebpages.registry.identifiers_of_countries import identifier_kinds
from ebpages.registry.models import Entry


class EntryForm(WithProblems):
    """What is typed; what is wrong with it says `problems_of`."""

    name_bg = forms.CharField(label=gettext_lazy("Name in Bulgarian"), required=False)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), required=False)
    name_other = forms.CharField(label=gettext_lazy("Name in another language"), required=False)
    name_language = forms.CharField(label=gettext_lazy("Which language"), required=False)
    kind = forms.CharField(label=gettext_lazy("What it is"), required=False)
    country = forms.CharField(label=gettext_lazy("Country of its seat"), required=False)
    seat = forms.CharField(label=gettext_lazy("Seat"), required=False)
    identifier_kind = forms.CharField(label=gettext_lazy("Kind of number"), required=False)
    identifier = forms.CharField(label=gettext_lazy("Number in a register"), required=False)
    website = forms.CharField(label=gettext_lazy("Website"), required=False)

    def proposed(self) -> actions.Proposed:
        typed = self.cleaned_data
        names = (
            (typed["name_bg"], "bg"), (typed["name_en"], "en"), (typed["name_other"], typed["name_language"]),
        )  # fmt: skip
        rest = ("kind", "country", "seat", "identifier_kind", "identifier", "website")
        return actions.Proposed(names, **{name: typed[name] for name in rest})


@require_http_methods(["GET", "HEAD", "POST"])
def new_organisation(request: HttpRequest) -> HttpResponse:
    return _form_or_draft(request, reader_of(request), None)


@require_http_methods(["GET", "HEAD", "POST"])
def change_proposal(request: HttpRequest, key: int) -> HttpResponse:
    reader = reader_of(request)
    row = _found(reader, key)
    if not queries.proposal_view(reader, row).may_change:
        return redirect("own_pages:proposal", key)
    return _form_or_draft(request, reader, row)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, key: int) -> HttpResponse:
    """One's own proposal, those that it resembles, and what can be done with it."""
    reader = reader_of(request)
    row = _found(reader, key)
    problem = ""
    if request.method == "POST":
        try:
            if request.POST.get("step") == "withdraw":
                actions.withdraw_entry(by=reader, entry=key)
            else:
                actions.submit_entry(by=reader, entry=key)
            return redirect("own_pages:proposal", key)
        except actions.Refused as refused:
            problem, row = str(refused), _found(reader, key)
    context = {
        "proposal": queries.proposal_view(reader, row),
        "doubles": queries.doubles_of(row),
        "problem": problem,
    }
    return render(request, "own_pages/proposal.html", context)


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """The agency's queue."""
    reader = reader_of(request)
    context = {"waiting": queries.waiting_proposals(reader), "decided": queries.decided_proposals(reader)}
    return render(request, "own_pages/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, key: int) -> HttpResponse:
    reader = reader_of(request)
    row = _found(reader, key)
    problem, reason = "", request.POST.get("reason", "")
    if request.method == "POST":
        try:
            _decide(reader, key, request.POST.get("decision", ""), reason)
            messages.success(request, _("Your decision was stored."))
            return redirect("own_pages:proposals")
        except actions.Refused as refused:
            problem, row = str(refused), _found(reader, key)
    context = {
        "proposal": queries.proposal_view(reader, row), "doubles": queries.doubles_of(row), "problem": problem, "reason": reason,
    }  # fmt: skip
    return render(request, "own_pages/review.html", context)


def _decide(reader: Reader, key: int, decision: str, reason: str) -> None:
    if decision == "publish":
        actions.publish_entry(by=reader, entry=key)
    elif decision == "return":
        actions.return_entry(by=reader, entry=key, reason=reason)
    elif decision == "withdraw":
        actions.withdraw_entry(by=reader, entry=key, reason=reason)
    else:
        raise actions.Refused(_("Choose what you decide."))


def _form_or_draft(request: HttpRequest, reader: Reader, row: Entry | None) -> HttpResponse:
    if request.method != "POST":
        return _form(
            request, EntryForm(initial=_typed(row) if row else {"country": "BG", "identifier_kind": "bg_eik"})
        )
    form = EntryForm(request.POST)
    if form.is_valid():
        proposed = form.proposed()
        for part, sentence in actions.problems_of(proposed).items():
            form.add_error("name_bg" if part == "names" else part, sentence)
        if not form.errors:
            try:
                kept = actions.propose_entry(by=reader, proposed=proposed, entry=row.pk if row else None)
                return redirect("own_pages:proposal", kept.pk)
            except actions.Refused as refused:
                form.add_error(None, str(refused))
    return _form(request, form, status=400)


def _form(request: HttpRequest, form: EntryForm, status: int = 200) -> HttpResponse:
    language = active_language()
    abroad = sorted(countries(), key=lambda term: near_first((term.name(language), term.code)))
    context = {
        "form": form,
        "problems": list(form.problems()),
        "kinds": [(term.code, term.name(language)) for term in organisation_kinds()],
        "countries": [(term.code, term.name(language)) for term in abroad],
        "languages": [
            (term.code, term.name(language)) for term in languages() if term.code not in ("bg", "en")
        ],
        "numbers": [(kind.code, kind.label.name(language)) for kind in identifier_kinds().values()],
    }
    return render(request, "own_pages/new_organisation.html", context, status=status)


def _typed(row: Entry) -> dict[str, Any]:
    names = {language: name for name, language in row.names}
    other = next((language for language in names if language not in ("bg", "en")), "")
    return {
        "name_bg": names.get("bg", ""),
        "name_en": names.get("en", ""),
        "name_other": names.get(other, ""),
        "name_language": other,
        **{
            name: getattr(row, name)
            for name in ("kind", "country", "seat", "identifier_kind", "identifier", "website")
        },
    }


def _found(reader: Reader, key: int) -> Entry:
    row = queries.proposal(reader, key)
    if row is None:
        raise Http404("no such proposal")
    return row
