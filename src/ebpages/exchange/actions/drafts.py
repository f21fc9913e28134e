"""A profile is begun and saved: every version is kept, and who saves on top of an older one loses nothing."""

import logging
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions import Refused, Unusable, must
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.exchange.lifecycle import WITHDRAWN
from ebpages.exchange.merging import FieldClash, merge
from ebpages.exchange.models import Profile, ProfileVersion
from ebpages.exchange.profile import LANGUAGES, Content
from ebpages.exchange.terms import terms
from ebpages.faces.action_log import log_when_stored
from ebpages.files.texts import holds_texts
from ebpages.registry.queries.public_names import leads_to

logger = logging.getLogger(__name__)
MOST_OPEN = 200  # drafts of one organisation that were never published


@dataclass(frozen=True, slots=True)
class Saved:
    """version: the newest now. content: what it says; where there are clashes nothing was stored, and it is what both changed, with the own
    side of each clash. together: others had saved meanwhile, and what they changed is in it.
    """

    version: int
    content: Content
    together: bool = False
    clashes: tuple[FieldClash, ...] = ()


@transaction.atomic
def start_profile(*, by: Reader, organisation: str, content: Content) -> Profile:
    """Begin a draft. Raises Refused."""
    owner = leads_to(organisation)
    if not owner:
        raise Refused(_("There is no such organisation."))
    must(by, Permission.DRAFT_PROFILES, owner)
    _refuse_unusable(content)
    unpublished = Profile.objects.for_writing().filter(organisation=owner, reference=None)
    if unpublished.exclude(state=WITHDRAWN).count() >= MOST_OPEN:
        raise Refused(
            _("The organisation has %(n)s drafts. Hand some in or withdraw them first.") % {"n": MOST_OPEN}
        )
    profile: Profile = Profile.objects.create(
        organisation_id=owner, type=content.type, by_id=by.person or None
    )
    add_version(by, profile, content)
    audit.note(
        by=by, action="profile.draft", kind="profile", object_id=profile.code, organisation=owner, after={"version": 1}
    )  # fmt: skip
    return profile


@transaction.atomic
def save_draft(*, by: Reader, profile: Profile, began: int, content: Content) -> Saved:
    """Save the whole profile as a new version. began: the version that it was written from; what others saved since is put together
    with it, and where both changed one field nothing is stored and both are told.

    Raises Refused.
    """
    row = locked(profile)
    must(by, Permission.DRAFT_PROFILES, leads_to(row.organisation_id))
    _refuse_unusable(content)
    if row.state == WITHDRAWN:
        raise Refused(_("The profile is withdrawn. Begin a new one from it."))
    now = version_of(row, row.version).said
    together = began != row.version
    if together:
        base = ProfileVersion.objects.for_writing().filter(profile=row, number=began).first()
        if base is None:
            raise Unusable(_("The profile has no version %(n)s.") % {"n": began})
        content, clashes = merge(base.said, content, now)
        if clashes:
            return Saved(row.version, content, clashes=clashes)
    if content == now:
        return Saved(row.version, content, together)
    add_version(by, row, content)
    audit.note(
        by=by, action="profile.draft", kind="profile", object_id=row.code, organisation=row.organisation_id,
        after={"version": row.version},
    )  # fmt: skip
    return Saved(row.version, content, together)


def locked(profile: Profile) -> Profile:
    """The row as it is now; nobody else changes it before the transaction ends."""
    found: Profile = Profile.objects.for_writing().select_for_update(of=("self",)).get(pk=profile.pk)
    return found


def version_of(profile: Profile, number: int) -> ProfileVersion:
    found: ProfileVersion = ProfileVersion.objects.for_writing().get(profile=profile, number=number)
    return found


def add_version(by: Reader, profile: Profile, content: Content) -> None:
    profile.version += 1
    ProfileVersion.objects.create(
        profile=profile,
        number=profile.version,
        content=content.model_dump(mode="json"),
        by_id=by.person or None,
    )
    if profile.reference is None:
        profile.type = content.type
    profile.save(update_fields=["version", "type"])
    log_when_stored(logger, "version %s of profile %s saved", profile.version, profile.code)


def _refuse_unusable(content: Content) -> None:
    """What no draft can hold; everything else is said by the check, and nothing typed is lost."""
    if content.type not in terms("types"):
        raise Unusable(_("Choose the type of the profile."))
    if content.original not in LANGUAGES:
        raise Unusable(_("Choose the language of the original."))
    if strange := {*content.texts} - {*LANGUAGES}:
        raise Unusable(_("Texts cannot be in the language %(code)s.") % {"code": min(strange)})
    if not holds_texts(content.model_dump(mode="json")):
        raise Unusable(_("The text has characters that cannot be stored. Take them out and save again."))
