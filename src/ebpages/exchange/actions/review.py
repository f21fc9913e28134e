"""Reviewers decide, of the version that they read."""

import logging
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions import Refused, Unusable, must
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.exchange.actions.drafts import locked, version_of
from ebpages.exchange.actions.showing import next_reference, show
from ebpages.exchange.actions.telling import tell_owner
from ebpages.exchange.lifecycle import OF_VERDICT, PUBLISH, PUBLISHED, shown_until, verdict
from ebpages.exchange.models import LONGEST_REASON, Profile, Review
from ebpages.exchange.profile import ReviewRules, field_rules, problems, review_rules
from ebpages.faces.action_log import log_when_stored
from ebpages.files.texts import is_text
from ebpages.registry.queries.public_names import leads_to

logger = logging.getLogger(__name__)


@transaction.atomic
def decide(
    *,
    by: Reader,
    profile: Profile,
    version: int,
    scores: Mapping[str, int],
    reasons: Mapping[str, str],
    remark: str = "",
) -> Review:
    """Score the version that was read; the scores decide. Of two who decide at once the second is refused, with what was decided.

    reasons: by criterion, needed below three points. Raises Refused.
    """
    row = locked(profile)
    must(by, Permission.REVIEW_PROFILES)
    if leads_to(row.organisation_id) in by.organisations:
        raise Refused(_("Nobody reviews a profile of their own organisation. Leave it to another reviewer."))
    if row.handed_in != version:
        raise Refused(_moved_on(row, version))
    rules = review_rules(timezone.localdate())
    _refuse_unusable(rules, scores, reasons, remark)
    decision = verdict(scores, rules)
    review: Review = Review.objects.create(
        profile=row,
        number=version,
        scores=dict(scores),
        reasons={each: reasons.get(each, "").strip() for each in rules.criteria},
        remark=remark.strip(),
        verdict=decision,
        rules=rules.code,
        by_id=by.person or None,
    )
    row.handed_in = row.handed_in_at = None
    if decision == PUBLISH:
        _publish(row, version)
    elif row.reference is None:
        row.state = OF_VERDICT[decision]
    row.save()
    if row.state == PUBLISHED and decision == PUBLISH:
        show(row)
    tell_owner(row, f"profile.{decision}")
    audit.note(
        by=by, action="profile.decide", kind="profile", object_id=row.code, organisation=row.organisation_id,
        after={"version": version, "verdict": decision, "scores": dict(scores)},
    )  # fmt: skip
    log_when_stored(logger, "profile %s, version %s: %s", row.code, version, decision)
    return review


def _publish(row: Profile, version: int) -> None:
    content = version_of(row, version).said
    today = timezone.localdate()
    if next(problems(content, today), None):
        raise Refused(_("The profile no longer fits the rules of today: a deadline has passed, or the rules changed. Put it on hold."))  # fmt: skip
    if row.reference is None:
        row.reference = next_reference(content, today)
        row.published_at = timezone.now()
    row.state, row.published_version = PUBLISHED, version
    row.expires_on, row.told_on = shown_until(today, field_rules(today).months_shown), None


def _moved_on(row: Profile, version: int) -> str:
    """Why the version that was read cannot be decided any more."""
    decided = Review.objects.for_writing().filter(profile=row, number=version).select_related("by").first()
    if decided:
        name = decided.by.get_full_name() if decided.by else ""
        return _("%(name)s has decided this version already.") % {"name": name}
    if row.handed_in is None:
        return _("The owner has taken the profile back. Nothing was stored.")
    return _("The owner has handed in version %(new)s; you read version %(n)s. Your scores are below: read what changed and decide.") % {
        "new": row.handed_in, "n": version,
    }  # fmt: skip


def _refuse_unusable(
    rules: ReviewRules, scores: Mapping[str, int], reasons: Mapping[str, str], remark: str
) -> None:
    if {*scores} != {*rules.criteria} or not all(0 <= each <= rules.most for each in scores.values()):
        raise Unusable(_("Give each criterion 0 to 5 points."))
    if any(len(each) > LONGEST_REASON or not is_text(each) for each in (*reasons.values(), remark)):
        raise Unusable(_("A reason may have at most %(n)s characters.") % {"n": LONGEST_REASON})
    if any(scores[each] < 3 and not reasons.get(each, "").strip() for each in rules.criteria):
        raise Unusable(
            _("Write a reason for each criterion below 3 points: the owner reads it and corrects the text.")
        )
