"""A profile is handed in, taken back, withdrawn, renewed; and what has ended is shown no more."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from ebpages.accounts import audit
from ebpages.accounts.actions import Refused, Unusable, must
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import OPERATOR, Reader
from ebpages.exchange.actions.attachments import refuse_revealing_documents, remove_left_files
from ebpages.exchange.actions.drafts import locked, version_of
from ebpages.exchange.actions.showing import hide, show
from ebpages.exchange.actions.telling import tell_owner
from ebpages.exchange.check import check_profile
from ebpages.exchange.lifecycle import (
    DRAFT,
    EXPIRED,
    IN_REVIEW,
    PUBLISHED,
    WITHDRAWN,
    shown_until,
)
from ebpages.exchange.models import Profile, ProfileVersion, Review
from ebpages.exchange.profile import field_rules, problems
from ebpages.exchange.queries.owners import traces_of
from ebpages.faces.action_log import log_when_stored
from ebpages.publish.numerals import write_date
from ebpages.registry.queries.public_names import leads_to

logger = logging.getLogger(__name__)


@transaction.atomic
def hand_in(*, by: Reader, profile: Profile, version: int) -> Profile:
    """Give a version to the reviewers. version: the one that was read before handing in, and the newest. Raises Refused."""
    row = locked(profile)
    must(by, Permission.DRAFT_PROFILES, leads_to(row.organisation_id))
    if row.state == WITHDRAWN:
        raise Refused(_("The profile is withdrawn."))
    if version != row.version:
        raise Refused(
            _("Version %(n)s was saved meanwhile. Look at it, then hand it in.") % {"n": row.version}
        )
    if row.handed_in == version:
        raise Refused(_("This version waits for a reviewer already."))
    if Review.objects.for_writing().filter(profile=row, number=version).exists():
        raise Refused(
            _("This version was reviewed already. Change what the reviewer names, then hand it in.")
        )
    stored = version_of(row, version)
    _refuse_incomplete(row, stored)
    ProfileVersion.objects.for_writing().filter(pk=stored.pk).update(handed_in=True)
    row.handed_in, row.handed_in_at = version, timezone.now()
    if row.state not in (PUBLISHED, EXPIRED):
        row.state = IN_REVIEW
    row.save(update_fields=["handed_in", "handed_in_at", "state"])
    _note(by, "profile.hand_in", row, version=version)
    return row


def _refuse_incomplete(profile: Profile, version: ProfileVersion) -> None:
    content = version.said
    if next(problems(content, timezone.localdate()), None):
        raise Unusable(_("The profile is not complete. The check says what is missing and where."))
    if content.anonymous:
        owner = traces_of(leads_to(profile.organisation_id))
        if check_profile(content, owner).blocks:
            raise Unusable(
                _("The profile is anonymous, and its texts reveal the owner. The check says where.")
            )
        refuse_revealing_documents(profile, owner)
    if profile.reference and not profile.reference.startswith(content.type + content.country):
        told = _(
            "The type and the country of a published profile stay as they are: its id names them. Begin a new profile."
        )
        raise Unusable(told)


@transaction.atomic
def take_back(*, by: Reader, profile: Profile) -> Profile:
    """Take what waits for a reviewer back into the draft. Raises Refused."""
    row = locked(profile)
    must(by, Permission.DRAFT_PROFILES, leads_to(row.organisation_id))
    if row.handed_in is None:
        raise Refused(_("It does not wait for a reviewer any more. Look at what was decided."))
    row.handed_in = row.handed_in_at = None
    if row.state == IN_REVIEW:
        row.state = DRAFT
    row.save(update_fields=["handed_in", "handed_in_at", "state"])
    _note(by, "profile.take_back", row)
    return row


@transaction.atomic
def withdraw(*, by: Reader, profile: Profile) -> Profile:
    """Show it no more. Its id stays its own. Raises Refused."""
    row = locked(profile)
    must(by, Permission.DRAFT_PROFILES, leads_to(row.organisation_id))
    if row.state == WITHDRAWN:
        raise Refused(_("The profile is withdrawn already."))
    was_shown = row.state == PUBLISHED
    row.state, row.handed_in, row.handed_in_at = WITHDRAWN, None, None
    row.save(update_fields=["state", "handed_in", "handed_in_at"])
    if was_shown:
        hide(row)
    _note(by, "profile.withdraw", row)
    return row


@transaction.atomic
def renew(*, by: Reader, profile: Profile) -> Profile:
    """Show the published version for another year, if the rules of today still allow it. Raises Refused."""
    row = locked(profile)
    must(by, Permission.DRAFT_PROFILES, leads_to(row.organisation_id))
    today = timezone.localdate()
    rules = field_rules(today)
    if row.state not in (PUBLISHED, EXPIRED) or not row.published_version:
        raise Refused(_("Only a published profile can be renewed."))
    if row.expires_on > today + timedelta(days=rules.told_days_before):
        raise Refused(
            _("It is shown until %(day)s. It can be renewed from 30 days before.") % {"day": row.expires_on}
        )
    if next(problems(version_of(row, row.published_version).said, today), None):
        raise Refused(
            _("The rules have changed since it was published. Correct the draft and hand it in again.")
        )
    row.state, row.expires_on, row.told_on = PUBLISHED, shown_until(today, rules.months_shown), None
    row.save(update_fields=["state", "expires_on", "told_on"])
    show(row)
    _note(by, "profile.renew", row)
    return row


@task
def end_profiles() -> None:
    """Asked again and again: profiles whose year is over are shown no more, and owners are told a month before."""
    today = timezone.localdate()
    published = Profile.objects.for_writing().filter(state=PUBLISHED)
    for each in published.filter(expires_on__lte=today):
        _end(each)
    soon = today + timedelta(days=field_rules(today).told_days_before)
    for each in published.filter(expires_on__gt=today, expires_on__lte=soon, told_on=None):
        _tell_that_it_ends(each)
    remove_left_files()


@transaction.atomic
def _end(profile: Profile) -> None:
    row = locked(profile)
    if row.state != PUBLISHED or row.is_shown:
        return  # renewed or withdrawn meanwhile
    row.state = EXPIRED
    row.save(update_fields=["state"])
    hide(row)
    tell_owner(row, "profile.expired")
    _note(OPERATOR, "profile.expire", row)


@transaction.atomic
def _tell_that_it_ends(profile: Profile) -> None:
    row = locked(profile)
    if row.state == PUBLISHED and row.told_on is None:
        row.told_on = row.expires_on
        row.save(update_fields=["told_on"])
        day = {code: write_date(row.expires_on, code) for code, _name in settings.LANGUAGES}
        tell_owner(row, "profile.expires_soon", day=day)


def _note(by: Reader, action: str, profile: Profile, **after: int) -> None:
    audit.note(
        by=by, action=action, kind="profile", object_id=profile.code, organisation=profile.organisation_id,
        after={"state": profile.state, **after},
    )  # fmt: skip
    log_when_stored(logger, "%s: %s", action, profile.code)
