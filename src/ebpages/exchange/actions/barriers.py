"""People assess what may hinder a transfer of theirs; what was said before stays."""

import logging
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions import Unusable, must
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.exchange.actions.drafts import locked
from ebpages.exchange.barriers import barrier_rules
from ebpages.exchange.models import LONGEST_REASON, LONGEST_TITLE, BarrierAssessment, Profile
from ebpages.faces.action_log import log_when_stored
from ebpages.files.texts import is_text
from ebpages.registry.queries.public_names import leads_to

logger = logging.getLogger(__name__)
_RATINGS = range(1, 6)


@transaction.atomic
def assess_barrier(
    *, by: Reader, profile: Profile, barrier: str, likelihood: int, impact: int, level: str, state: str, owner: str, measure: str, due: str
) -> BarrierAssessment:  # fmt: skip
    """due: a day in ISO form, or "". The same said again adds nothing. Raises Refused."""
    row = locked(profile)
    must(by, Permission.DRAFT_PROFILES, leads_to(row.organisation_id))
    owner, measure = owner.strip(), measure.strip()
    _refuse_unusable(barrier, likelihood, impact, level, state, owner, measure)
    said = {
        "likelihood": likelihood, "impact": impact, "level": level, "state": state, "owner": owner, "measure": measure, "due": _day(due)
    }  # fmt: skip
    before = BarrierAssessment.objects.for_writing().filter(profile=row, barrier=barrier).first()
    if before and all(getattr(before, name) == value for name, value in said.items()):
        return before  # type: ignore[no-any-return]
    made: BarrierAssessment = BarrierAssessment.objects.create(
        profile=row, barrier=barrier, by_id=by.person or None, **said
    )
    audit.note(
        by=by, action="barrier.assess", kind="profile", object_id=row.code, organisation=row.organisation_id,
        after={"barrier": barrier, "likelihood": likelihood, "impact": impact, "state": state},
    )  # fmt: skip
    log_when_stored(logger, "barrier %s of profile %s assessed", barrier, row.code)
    return made


def _refuse_unusable(
    barrier: str, likelihood: int, impact: int, level: str, state: str, owner: str, measure: str
) -> None:
    if barrier not in barrier_rules().barriers:
        raise Unusable(_("There is no such barrier."))
    if likelihood not in _RATINGS or impact not in _RATINGS:
        raise Unusable(_("Rate likelihood and impact from 1 to 5."))
    if level not in barrier_rules().levels:
        raise Unusable(_("Choose who can act."))
    if state not in BarrierAssessment.ASSESSMENT_STATES:
        raise Unusable(_("Choose how it is now: open, in hand, solved or accepted."))
    if len(owner) > LONGEST_TITLE or not owner.isprintable() or not is_text(owner):
        raise Unusable(_("Who sees to it may have at most %(n)s characters.") % {"n": LONGEST_TITLE})
    if len(measure) > LONGEST_REASON or not is_text(measure):
        raise Unusable(_("The measure may have at most %(n)s characters.") % {"n": LONGEST_REASON})


def _day(due: str) -> date | None:
    try:
        return date.fromisoformat(due) if due else None
    except ValueError:
        raise Unusable(_("Write the day as 2027-03-31, or leave it empty.")) from None
