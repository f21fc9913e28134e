"""Documents beside a profile."""

import time
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions import Refused, Unusable, must
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.exchange.actions.drafts import add_version
from ebpages.exchange.check.owner import traces_in
from ebpages.exchange.models import ATTACHMENTS, LEVELS, LONGEST_TITLE, Attachment, Profile, ProfileVersion
from ebpages.exchange.queries.owners import traces_of
from ebpages.faces.documents import Document, stored_document
from ebpages.files.texts import is_text
from ebpages.registry.queries.public_names import leads_to

MOST = 10  # documents of a profile
_LEFT_AFTER = 86_400  # seconds; by then a file has its row


def add_attachment(*, by: Reader, profile: Profile, title: str, level: str, document: Document) -> Attachment:
    """Raises Refused."""
    with stored_document(document, Path(settings.EBPAGES_HOME) / ATTACHMENTS) as name:
        return _add(by, profile, title.strip(), level, document, name)


@transaction.atomic
def _add(by: Reader, profile: Profile, title: str, level: str, document: Document, name: str) -> Attachment:
    row: Profile = Profile.objects.for_writing().select_for_update(of=("self",)).get(pk=profile.pk)
    owner = leads_to(row.organisation_id)
    must(by, Permission.DRAFT_PROFILES, owner)
    if level not in LEVELS:
        raise Unusable(_("Choose who may read the document."))
    if not title or len(title) > LONGEST_TITLE or not title.isprintable() or not is_text(title):
        raise Unusable(_("Write a title of at most %(n)s characters.") % {"n": LONGEST_TITLE})
    newest = ProfileVersion.objects.for_writing().get(profile=row, number=row.version).said
    if newest.anonymous and next(
        traces_in(title, lambda _found: title, "title", "bg", traces_of(owner)), None
    ):
        raise Unusable(_("The profile is anonymous, and the title of the document reveals the owner."))
    if Attachment.objects.for_writing().filter(profile=row).count() >= MOST:
        raise Refused(_("A profile has at most %(n)s documents. Remove one first.") % {"n": MOST})
    # A document is part of what a reviewer reads: it makes a new version, so that nothing is public that nobody has looked at.
    add_version(by, row, newest)
    made: Attachment = Attachment.objects.create(
        profile=row,
        version=row.version,
        title=title,
        level=level,
        name=name,
        kind=document.kind,
        size=len(document.content),
        digest=sha256(document.content).hexdigest(),
        by_id=by.person or None,
    )
    _note(by, "attachment.add", made, row)
    return made


@transaction.atomic
def remove_attachment(*, by: Reader, attachment: Attachment) -> None:
    """Raises Refused."""
    profile = Profile.objects.for_writing().get(pk=attachment.profile_id)
    must(by, Permission.DRAFT_PROFILES, leads_to(profile.organisation_id))
    _note(by, "attachment.remove", attachment, profile)
    attachment.delete()


def _note(by: Reader, action: str, attachment: Attachment, profile: Profile) -> None:
    audit.note(
        by=by, action=action, kind="attachment", object_id=str(attachment.pk), organisation=profile.organisation_id,
        after={"level": attachment.level},
    )  # fmt: skip


def remove_left_files() -> None:
    """Files that a crash left without a row."""
    for file in (Path(settings.EBPAGES_HOME) / ATTACHMENTS).glob("*"):
        is_old = time.time() - file.stat().st_mtime > _LEFT_AFTER
        if is_old and not Attachment.objects.for_writing().filter(name=file.name).exists():
            file.unlink(missing_ok=True)
