"""An intermediary acts openly for the side that asked for it, once it has accepted."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts.actions import NotAllowed, Refused, Unusable, must
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.exchange.actions.case_telling import tell_organisations, tell_side
from ebpages.exchange.actions.cases import (
    locked_case,
    must_be_open,
    must_be_party,
    note_case,
    refuse_unusable_text,
)
from ebpages.exchange.cases.moves import INTERESTED, other_side
from ebpages.exchange.models import Case, CaseIntermediary
from ebpages.exchange.queries.case_parties import CaseParty
from ebpages.exchange.queries.intermediaries import is_intermediary
from ebpages.registry.queries.public_names import leads_to


@transaction.atomic
def ask_intermediary(*, by: Reader, case: Case, organisation: str, words: str = "") -> CaseIntermediary:
    """Ask an organisation to act for one's side. It learns the title of the profile and who asks, and nothing else before it accepts. Raises Refused."""
    row = locked_case(case)
    party = must_be_party(by, row)
    must_be_open(row)
    if party.for_side:
        raise NotAllowed(_("An intermediary cannot ask another one."))
    if party.side == INTERESTED and row.contact_at is None:
        # before, a refusal to ask one of the two sides would tell who the anonymous owner is
        raise Refused(_("Ask an intermediary once the owner has answered the interest."))
    asked = leads_to(organisation)
    if not asked:
        raise Unusable(_("There is no such organisation."))
    if asked in (leads_to(row.owner_id), leads_to(row.interested_id)):
        raise Refused(_("It is one of the two sides."))
    if not is_intermediary(asked):
        raise Refused(
            _(
                "The register names it as no intermediary: choose a transfer centre, a cluster, an incubator or a park."
            )
        )
    if words.strip():
        refuse_unusable_text(words)
    standing = CaseIntermediary.objects.for_writing().filter(
        case=row, side=party.side, state__in=(CaseIntermediary.ASKED, CaseIntermediary.ACCEPTED)
    )
    if standing.exists():
        raise Refused(_("Your side has asked an intermediary already. Take that back first."))
    _refuse_both_sides(row, party.side, asked)
    made: CaseIntermediary = CaseIntermediary.objects.create(
        case=row, side=party.side, organisation_id=asked, words=words.strip(), by_id=by.person or None
    )
    note_case(by, "case.ask_intermediary", row, party)
    tell_organisations(row, [asked], "case.help_asked", other=party.organisation, path="/my/cases/")
    return made


@transaction.atomic
def answer_intermediary(*, by: Reader, intermediary: CaseIntermediary, accept: bool) -> None:
    """Raises Refused."""
    row = locked_case(intermediary.case)
    there = CaseIntermediary.objects.for_writing().get(pk=intermediary.pk)
    organisation = leads_to(there.organisation_id)
    must(by, Permission.WORK_ON_CASES, organisation)
    if there.state != CaseIntermediary.ASKED:
        raise Refused(_("The request was answered or taken back already."))
    if accept:
        must_be_open(row)
        _refuse_both_sides(row, there.side, organisation)
    _set_state(by, there, CaseIntermediary.ACCEPTED if accept else CaseIntermediary.DECLINED)
    party = CaseParty(there.side, organisation, True)
    note_case(by, "case.intermediary", row, party, state=there.state)
    tell_side(row, there.side, "case.help_accepted" if accept else "case.help_declined")
    if accept and row.contact_at:
        tell_side(row, other_side(there.side), "case.help_joins")


@transaction.atomic
def end_intermediary(*, by: Reader, intermediary: CaseIntermediary) -> None:
    """By the side that asked, or by the intermediary itself. Raises Refused."""
    row = locked_case(intermediary.case)
    party = must_be_party(by, row)
    there = CaseIntermediary.objects.for_writing().get(pk=intermediary.pk)
    if party.side != there.side:
        raise NotAllowed(_("Your role does not allow this."))
    if there.state not in (CaseIntermediary.ASKED, CaseIntermediary.ACCEPTED):
        raise Refused(_("The request was answered or taken back already."))
    left = CaseIntermediary.LEFT if there.state == CaseIntermediary.ACCEPTED else CaseIntermediary.TAKEN_BACK
    _set_state(by, there, left)
    note_case(by, "case.intermediary", row, party, state=there.state)


def _refuse_both_sides(case: Case, side: str, organisation: str) -> None:
    has_read = CaseIntermediary.objects.for_writing().filter(
        case=case, side=other_side(side), state__in=(CaseIntermediary.ACCEPTED, CaseIntermediary.LEFT)
    )
    if any(leads_to(each.organisation_id) == organisation for each in has_read):
        raise Refused(_("This organisation cannot act for your side in this case."))


def _set_state(by: Reader, there: CaseIntermediary, state: str) -> None:
    there.state, there.answered_at, there.answered_by_id = state, timezone.now(), by.person or None
    there.save(update_fields=["state", "answered_at", "answered_by"])
