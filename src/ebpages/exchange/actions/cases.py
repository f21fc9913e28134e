"""A case begins with an expression of interest and goes from step to step, as the table of moves allows."""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions import NotAllowed, Refused, Unusable, must, not_allowed
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.exchange.actions.case_telling import tell_side
from ebpages.exchange.cases import moves
from ebpages.exchange.models import LONGEST_MESSAGE, Case, CaseMove, Profile
from ebpages.exchange.queries.case_parties import CaseParty, party_of, side_name
from ebpages.exchange.terms import terms
from ebpages.faces.action_log import log_when_stored
from ebpages.faces.language import active_language
from ebpages.files.texts import is_text
from ebpages.registry.queries.public_names import leads_to

logger = logging.getLogger(__name__)
MOST_OPEN_CASES, MOST_INTERESTS_A_DAY = 500, 20  # of one interested organisation


class OpenAlready(Refused):
    """code: of the open case, which is to be gone on with."""

    def __init__(self, code: str) -> None:
        super().__init__(_("Your organisation has an open case with this profile already."))
        self.code = code


@transaction.atomic
def express_interest(
    *,
    by: Reader,
    reference: str,
    organisation: str,
    route: str,
    cooperation: str,
    unclear: str,
    about_us: str,
) -> Case:
    """Begin a case with a published profile; its owner is told. Raises Refused; OpenAlready where there is an open case."""
    interested = leads_to(organisation)
    must(by, Permission.WORK_ON_CASES, interested)
    profile = (
        Profile.objects.for_writing().select_for_update(of=("self",)).filter(reference=reference).first()
    )
    if profile is None or not profile.is_shown:
        raise Refused(_("This profile is shown no more, so nobody can express interest in it."))
    owner = leads_to(profile.organisation_id)
    if owner == interested:
        raise Refused(_("This is a profile of your own organisation."))
    there = Case.objects.for_writing().filter(profile=profile, closed_at=None)
    for each in there:
        if leads_to(each.interested_id) == interested:
            raise OpenAlready(each.code)
    _refuse_unusable_interest(route, cooperation, unclear, about_us)
    of_organisation = Case.objects.for_writing().filter(interested=interested)
    if of_organisation.filter(at__gt=timezone.now() - timedelta(days=1)).count() >= MOST_INTERESTS_A_DAY:
        raise Refused(
            _("Your organisation has expressed interest %(n)s times today. Go on tomorrow.")
            % {"n": MOST_INTERESTS_A_DAY}
        )
    if of_organisation.filter(closed_at=None).count() >= MOST_OPEN_CASES:
        raise Refused(
            _("Your organisation has %(n)s open cases. End some of them first.") % {"n": MOST_OPEN_CASES}
        )
    case: Case = Case.objects.create(
        profile=profile, profile_version=profile.published_version, owner_id=owner, interested_id=interested, route=route,
        cooperation=cooperation, unclear=unclear.strip(), about_us=about_us.strip(), is_example=profile.is_example, by_id=by.person or None,
    )  # fmt: skip
    _note(by, "case.interest", case, CaseParty(moves.INTERESTED, interested))
    tell_side(case, moves.OWNER, "case.interest")
    return case


@transaction.atomic
def make_move(*, by: Reader, case: Case, version: int, move: str, reason: str = "", words: str = "") -> Case:
    """Take a case to another step. version: of the case, as it was read. Of two moves at one moment the second is refused, with what was done.

    reason, words: where the case ends. Raises Refused.
    """
    row = locked_case(case)
    party = must_be_party(by, row)
    refuse_stale(row, version)
    refuse_move(row, move, party)
    if moves.case_table().moves[move].asks == "reason":
        _refuse_unusable_reason(reason, words, party)
        row.reason, row.words = reason, words.strip()
    advance(by, row, move, party)
    return row


def advance(by: Reader, row: Case, move: str, party: CaseParty) -> None:
    """Store a move that is allowed; the other side is told."""
    table, now = moves.case_table(), timezone.now()
    rule = table.moves[move]
    row.turn, row.step = table.turn_after(move, row.route, party.side), rule.leads_to(row.route)
    row.version, row.step_at, row.turn_at, row.reminded_at, row.escalated_at = (
        row.version + 1,
        now,
        now,
        None,
        None,
    )
    if "owner_name" in rule.opens:
        row.contact_at = now
    if row.step in moves.OVER:
        row.turn, row.closed_at = "", now
    row.save()
    CaseMove.objects.create(
        case=row, number=row.version, move=move, step=row.step, side=party.side, organisation_id=party.organisation, by_id=by.person or None,
    )  # fmt: skip
    _note(by, "case.end" if row.step == moves.ENDED else "case.move", row, party)
    tell_side(row, moves.other_side(party.side), "case.moved", step=table.steps[row.step].name)


def locked_case(case: Case) -> Case:
    """The row as it is now; nobody else changes it before the transaction ends."""
    found: Case = Case.objects.for_writing().select_for_update(of=("self",)).get(pk=case.pk)
    return found


def must_be_party(by: Reader, case: Case) -> CaseParty:
    """Raises Refused."""
    party = party_of(by, case)
    if party is None:
        raise not_allowed()
    return party


def must_be_open(case: Case) -> None:
    """Raises Refused."""
    if case.closed_at is not None:
        raise Refused(_("The case is over. Express interest again where you want to go on."))


def refuse_stale(case: Case, version: int) -> None:
    if case.version == version:
        return
    last = CaseMove.objects.for_writing().filter(case=case).last()
    if last is None or version > case.version:
        raise Unusable(_("The case has no version %(n)s.") % {"n": version})
    step = moves.case_table().steps[last.step].name.name(active_language())
    raise Refused(
        _("Meanwhile %(side)s has moved the case to the step “%(step)s”. Nothing was stored; read what is new and decide again.")
        % {"side": side_name(last.side), "step": step}
    )  # fmt: skip


def refuse_move(case: Case, move: str, party: CaseParty, *, signing: bool = False) -> None:
    if leads_to(case.owner_id) == leads_to(case.interested_id) and move != "end":
        raise Refused(_("Both sides are one organisation now. End the case."))
    why = moves.case_table().refusal(
        case.route, case.step, case.turn, move, party.side,
        for_side=party.for_side, in_force=case.nda_is_in_force, signing=signing,
    )  # fmt: skip
    if why:
        sentence = move_refusal(why)
        raise NotAllowed(sentence) if why in moves.OF_ROLE else Refused(sentence)


def move_refusal(why: str) -> str:
    return {
        moves.NO_MOVE: _("There is no such move."),
        moves.OTHER_SIDE: _("Only the other side can make this move."),
        moves.NOT_FOR_INTERMEDIARY: _(
            "An intermediary cannot make this move: the organisation itself makes it."
        ),
        moves.NOT_NOW: _("This move is not possible at the step where the case is."),
        moves.NOT_YOUR_TURN: _("It is the turn of the other side: it was you who reported it."),
        moves.BY_SIGNING: _("This step follows by itself once both sides have signed the agreement."),
        moves.IN_FORCE: _("A non-disclosure agreement that both sides have signed is in force already."),
    }[why]


def refuse_unusable_text(text: str) -> None:
    if not text.strip():
        raise Unusable(_("Write something first."))
    if len(text) > LONGEST_MESSAGE or not is_text(text):
        raise Unusable(_("A text may have at most %(n)s characters.") % {"n": LONGEST_MESSAGE})


def _refuse_unusable_interest(route: str, cooperation: str, unclear: str, about_us: str) -> None:
    if route not in moves.case_table().routes:
        raise Unusable(_("Choose what you have in mind."))
    if cooperation not in terms("forms"):
        raise Unusable(_("Choose the kind of cooperation."))
    if not unclear.strip() or not about_us.strip():
        raise Unusable(
            _("Write what is unclear to you, and something about your organisation: the owner decides by it.")
        )
    refuse_unusable_text(unclear)
    refuse_unusable_text(about_us)


def _refuse_unusable_reason(reason: str, words: str, party: CaseParty) -> None:
    known = moves.case_table().reasons.get(reason)
    if known is None or party.side not in known.by:
        raise Unusable(_("Choose the reason: the other side reads it, and others learn from it."))
    if known.words and not words.strip():
        raise Unusable(_("Explain the reason in words."))
    if words.strip():
        refuse_unusable_text(words)


def _note(by: Reader, action: str, case: Case, party: CaseParty) -> None:
    note_case(by, action, case, party, step=case.step, version=case.version)


def note_case(by: Reader, action: str, case: Case, party: CaseParty, **after: Any) -> None:
    """For the organisation that acted alone: administrators of the other side do not read it in their audit."""
    audit.note(
        by=by, action=action, kind="case", object_id=case.code, organisation=party.organisation, after=after
    )  # fmt: skip
    log_when_stored(logger, "%s: %s", action, case.code)
