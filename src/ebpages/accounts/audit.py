"""The audit: every action adds a row, in a chain of fingerprints that `ebpages audit verify` walks."""

import json
import re
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from ebpages.accounts.models import AuditDetails, AuditEntry
from ebpages.accounts.reader import Reader

BEGINNING = "0" * 64
_HEAD = re.compile(r"[1-9][0-9]{0,17}-[0-9a-f]{64}")
_LOCK = 7_305_114  # of PostgreSQL's advisory locks; entries of a chain are added one after another


@transaction.atomic
def note(
    *,
    by: Reader,
    action: str,
    kind: str,
    object_id: str,
    organisation: str = "",
    about: int | None = None,
    before: Any = None,
    after: Any = None,
) -> AuditEntry:
    """Add an entry; to be called within the transaction of what it tells. before, after: what JSON can hold."""
    _wait_for_turn()
    last = AuditEntry.objects.for_writing().order_by("-id").values_list("fingerprint", flat=True).first()
    salt = secrets.token_hex(16)
    entry = AuditEntry(
        at=timezone.now(),
        by_id=by.person or None,
        as_whom=_as_whom(by, organisation),
        action=action,
        kind=kind,
        object_id=object_id,
        organisation=organisation,
        about_id=about,
        details=_fingerprint_of_details(salt, by.origin, before, after),
        previous=last or BEGINNING,
    )
    entry.fingerprint = fingerprint(entry)
    entry.save(force_insert=True)
    AuditDetails.objects.create(entry=entry, salt=salt, origin=by.origin, before=before, after=after)
    return entry


def _as_whom(by: Reader, organisation: str) -> str:
    if by.operator:
        return "operator"
    roles = by.organisations.get(organisation, frozenset()) or by.site_roles
    return ",".join(sorted(roles))[:40] or ("person" if by.is_signed_in else "visitor")


def _wait_for_turn() -> None:
    """SQLite lets one writer in at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def fingerprint(entry: AuditEntry) -> str:
    """Of everything that an entry says, and of the entry before it."""
    said = (
        _moment(entry.at), entry.by_id, entry.as_whom, entry.action, entry.kind, entry.object_id, entry.organisation,
        entry.about_id, entry.details, entry.previous,
    )  # fmt: skip
    return sha256(_json(said)).hexdigest()


def _fingerprint_of_details(salt: str, origin: str, before: Any, after: Any) -> str:
    return sha256(_json((salt, origin, before, after))).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _json(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def head() -> str:
    """Number and fingerprint of the newest entry, "" where nothing was done yet. Kept elsewhere, it shows later whether newer ones were cut off."""
    newest = AuditEntry.objects.for_writing().order_by("-id").values_list("id", "fingerprint").first()
    return "{}-{}".format(*newest) if newest else ""


def is_head(anchor: str) -> bool:
    """Whether it has the form of what `head` says."""
    return bool(_HEAD.fullmatch(anchor))


def reaches(anchor: str) -> bool:
    """Whether the entry is still there that was the head once."""
    number, _, fingerprint = anchor.partition("-")
    return (
        is_head(anchor)
        and AuditEntry.objects.for_writing().filter(pk=int(number), fingerprint=fingerprint).exists()
    )


def broken_links() -> Iterator[str]:
    """A sentence for each entry that is not as it was written, or does not follow the one before."""
    before = BEGINNING
    entries = AuditEntry.objects.for_writing().select_related("detail").order_by("id")
    for entry in entries.iterator(chunk_size=2000):
        if entry.previous != before:
            yield f"entry {entry.pk} does not follow the one before it: entries are missing, or were put in"
        if entry.fingerprint != fingerprint(entry):
            yield f"entry {entry.pk} was changed after it was written"
        detail = getattr(entry, "detail", None)  # erased details leave their fingerprint only
        if detail and entry.details != _fingerprint_of_details(
            detail.salt, detail.origin, detail.before, detail.after
        ):
            yield f"the details of entry {entry.pk} were changed after they were written"
        before = entry.fingerprint
