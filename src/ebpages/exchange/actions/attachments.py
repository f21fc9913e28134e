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
from ebpages.exchange.check.owner import OwnerTraces, traces_in
from ebpages.exchange.models import (
    ATTACHMENTS,
    EVERYBODY,
    LEVELS,
    LONGEST_TITLE,
    Attachment,
    Profile,
    ProfileVersion,
)
from ebpages.exchange.queries.owners import traces_of
from ebpages.faces.documents import Document, stored_document
from ebpages.files.pdf_properties import is_encrypted, pdf_properties
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
    if not title or len(title) > LONGEST_TITLE:
        raise Unusable(_("Write a title of at most %(n)s characters.") % {"n": LONGEST_TITLE})
    if not title.isprintable() or not is_text(title):
        raise Unusable(_("The title holds characters that nobody sees. Type it instead of pasting it."))
    newest = ProfileVersion.objects.for_writing().get(profile=row, number=row.version).said
    if newest.anonymous:
        _refuse_revealing(title, level, document, traces_of(owner))
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


def refuse_revealing_documents(profile: Profile, owner: OwnerTraces) -> None:
    """What was attached before a profile became anonymous is looked at when it is handed in. Raises Unusable."""
    for row in Attachment.objects.for_writing().filter(profile=profile):
        content = row.path.read_bytes() if row.path.is_file() else b""
        _refuse_revealing(row.title, row.level, Document(row.kind, content), owner)


def _refuse_revealing(title: str, level: str, document: Document, owner: OwnerTraces) -> None:
    if _reveals(title, owner):
        raise Unusable(_("The profile is anonymous, and the title of the document reveals the owner."))
    if level != EVERYBODY or document.kind != "pdf":
        return  # a picture was drawn anew, without its properties
    if is_encrypted(document.content):
        raise Unusable(
            _("The profile is anonymous, and the properties of “%(title)s” cannot be read, because the PDF is protected. Attach it without protection.")
            % {"title": title}
        )  # fmt: skip
    for name, value in pdf_properties(document.content):
        if name in ("Author", "Company", "Manager") or _reveals(value, owner):
            raise Unusable(
                _("The profile is anonymous, and the properties of “%(title)s” name “%(value)s” (%(name)s). Empty the properties where the PDF is made, and attach it again.")
                % {"title": title, "value": value[:80], "name": name}
            )  # fmt: skip


def _reveals(text: str, owner: OwnerTraces) -> bool:
    return any(traces_in(text, lambda _found: "", "title", "bg", owner))


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
