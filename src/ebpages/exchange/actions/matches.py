"""People say whether a match fits, and take it back."""

import logging

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions import Refused, Unusable, must
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.exchange.actions.drafts import locked
from ebpages.exchange.match_rules import match_rules
from ebpages.exchange.models import LONGEST_REASON, MatchJudgement, Profile
from ebpages.exchange.queries.matches import matched_version
from ebpages.faces.action_log import log_when_stored
from ebpages.files.texts import is_text
from ebpages.registry.queries.public_names import leads_to

logger = logging.getLogger(__name__)


@transaction.atomic
def judge_match(
    *, by: Reader, profile: Profile, reference: str, verdict: str, reason: str = "", words: str = ""
) -> MatchJudgement:
    """Say whether a published profile fits one's own; what was said before of the two is replaced and stays in the history.

    reason, words: of a refusal. Raises Refused.
    """
    row = locked(profile)
    must(by, Permission.DRAFT_PROFILES, leads_to(row.organisation_id))
    version = matched_version(row)
    if version is None:
        raise Refused(_("A draft is not matched. Hand it in first."))
    other = Profile.objects.for_writing().filter(reference=reference).first()
    if other is None or not other.is_shown or other.pk == row.pk:
        raise Refused(_("There is no such published profile to compare with any more."))
    words = words.strip()
    _refuse_unusable(verdict, reason, words)
    _end_standing(by, row, other)
    refuses = verdict == MatchJudgement.NOT_FOR_ME
    try:
        judgement: MatchJudgement = MatchJudgement.objects.create(
            profile=row,
            version=version,
            other=other,
            other_version=other.published_version,
            verdict=verdict,
            reason=reason if refuses else "",
            words=words if refuses else "",
            by_id=by.person or None,
        )
    except IntegrityError:
        raise Refused(_("A colleague has just judged this match. Look at what they said.")) from None
    _note(by, "match.judge", row, other, verdict)
    return judgement


@transaction.atomic
def take_back_judgement(*, by: Reader, profile: Profile, reference: str) -> None:
    """The match stands in the list again. Raises Refused."""
    row = locked(profile)
    must(by, Permission.DRAFT_PROFILES, leads_to(row.organisation_id))
    other = Profile.objects.for_writing().filter(reference=reference).first()
    if other is None or not _end_standing(by, row, other):
        raise Refused(_("Nothing was said of this match, or it was taken back already."))
    _note(by, "match.take_back", row, other, "")


def _end_standing(by: Reader, row: Profile, other: Profile) -> int:
    standing = MatchJudgement.objects.for_writing().filter(profile=row, other=other, taken_back_at=None)
    return int(standing.update(taken_back_at=timezone.now(), taken_back_by=by.person or None))


def _refuse_unusable(verdict: str, reason: str, words: str) -> None:
    if verdict not in MatchJudgement.VERDICTS:
        raise Unusable(_("Say whether it fits or is not for you."))
    if len(words) > LONGEST_REASON or not is_text(words):
        raise Unusable(_("A reason may have at most %(n)s characters.") % {"n": LONGEST_REASON})
    if verdict == MatchJudgement.NOT_FOR_ME:
        if reason not in match_rules().reasons:
            raise Unusable(_("Choose why it is not for you."))
        if reason == "other" and not words:
            raise Unusable(_("Say in a few words why it is not for you."))


def _note(by: Reader, action: str, row: Profile, other: Profile, verdict: str) -> None:
    audit.note(
        by=by, action=action, kind="profile", object_id=row.code, organisation=row.organisation_id,
        after={"other": other.reference, "verdict": verdict},
    )  # fmt: skip
    log_when_stored(logger, "%s: %s and %s", action, row.code, other.reference)
