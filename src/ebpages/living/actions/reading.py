"""Reads kept editions into the database: what it holds depends on which editions are kept, not on the order in which they came."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from ebpages.faces.action_log import log_when_stored
from ebpages.faces.bulk_insert import insert
from ebpages.living.models import FollowedBody, LivingEdition, LivingFault, LivingRow
from ebpages.living.queries.kept import KeptRows, digest_as_read
from ebpages.living.rows_of_use import bodies_named, rows_of_use
from ebpages.registry.models import LegalEntity
from ebpages.search.actions import record_changes
from ebpages.sources.connector import Connector
from ebpages.sources.kept_editions import DamagedEdition, kept, path_of, read_header

logger = logging.getLogger(__name__)
Progress = Callable[[str, int, int], None]
KIND = "living source"  # in the log of changes


def read_kept(*, connector: Connector, progress: Progress) -> int:
    """Read every kept edition that the database does not hold as it is, take out those that are kept no more. How many were read.

    What a killed process left undone is done by this, and after a restored backup everything.
    """
    home = Path(settings.EBPAGES_HOME)
    there = kept(home, connector.name)
    gone = LivingEdition.objects.filter(connector=connector.name).exclude(edition__in=there)
    _remove(gone.values_list("pk", flat=True), connector)
    stored = dict(LivingEdition.objects.filter(connector=connector.name).values_list("edition", "sha256"))
    count = 0
    follow_registry()
    for number, edition in enumerate(there):
        progress(f"reading {edition}", number, len(there))
        path = path_of(home, connector.name, edition)
        if stored.get(edition) != digest_as_read(connector, path):
            count += read_edition(connector=connector, edition=edition)
    if connector.kind == "days":
        _catch_up(connector, progress)
    return count


@transaction.atomic
def _remove(keys: "object", connector: Connector) -> None:
    found = list(keys)  # type: ignore[call-overload]
    if found:
        LivingEdition.objects.filter(pk__in=found).delete()
        changed(connector)


@transaction.atomic
def changed(connector: Connector) -> None:
    """Pages that show it are of another state from now on: the log of changes is part of it."""
    record_changes(kind=KIND, ids=[connector.name])


def read_edition(*, connector: Connector, edition: str) -> bool:
    """One edition, whole or not at all; False for a damaged one, which is noted as a fault."""
    path = path_of(Path(settings.EBPAGES_HOME), connector.name, edition)
    try:
        _store(connector, edition, path)
    except DamagedEdition as problem:
        note_fault(connector=connector, piece=path.name, edition=edition, problem=str(problem))
        return False
    return True


@transaction.atomic
def _store(connector: Connector, edition: str, path: Path) -> None:
    header, rows = read_header(path), KeptRows(path)
    if connector.kind == "days":
        _follow(bodies_named(rows), by_name=True)
    followed = set(FollowedBody.objects.values_list("identifier", flat=True))
    LivingEdition.objects.filter(connector=connector.name, edition=edition).delete()
    row = LivingEdition(
        connector=connector.name, edition=edition, sha256=digest_as_read(connector, path), made_on=header.made_on, rows=header.rows,
        fetched_at=datetime.fromisoformat(max(each.fetched_at for each in header.resources)),
        left_out=header.left_out, notices=list(header.notices),
    )  # fmt: skip
    row.save(force_insert=True)
    of_use = rows_of_use(connector.name, rows, followed)
    insert(LivingRow, ({"edition_id": row.pk, "subject": subject, "data": data} for subject, data in of_use))
    LivingFault.objects.filter(connector=connector.name, piece=path.name).delete()
    changed(connector)


def follow_registry() -> None:
    """Every body whose number stands in the register of organisations is followed from now on, and for all days that are kept."""
    known = set(FollowedBody.objects.values_list("identifier", flat=True))
    numbers = LegalEntity.objects.filter(identifier__isnull=False).values_list("identifier", flat=True)
    _follow({str(number) for number in numbers} - known, by_name=False)


def _follow(identifiers: set[str], *, by_name: bool) -> None:
    known = set(FollowedBody.objects.filter(identifier__in=identifiers).values_list("identifier", flat=True))
    if by_name:
        FollowedBody.objects.filter(identifier__in=known, by_name=False).update(by_name=True)
    insert(
        FollowedBody,
        [{"identifier": each, "by_name": by_name, "is_read": False} for each in sorted(identifiers - known)],
    )


def _catch_up(connector: Connector, progress: Progress) -> None:
    """Read again the editions that name a body which is followed only now. Killed on the way, it begins anew."""
    new = set(FollowedBody.objects.filter(is_read=False).values_list("identifier", flat=True))
    if not new:
        return
    home = Path(settings.EBPAGES_HOME)
    there = kept(home, connector.name)
    for number, edition in enumerate(there):
        progress(f"looking for {len(new)} bodies in {edition}", number, len(there))
        try:
            names_one = not new.isdisjoint(read_header(path_of(home, connector.name, edition)).keys)
        except DamagedEdition:
            continue  # is a fault already
        if names_one:
            read_edition(connector=connector, edition=edition)
    FollowedBody.objects.filter(identifier__in=new).update(is_read=True)
    log_when_stored(logger, "%s: %d bodies are followed now", connector.name, len(new))


def note_fault(*, connector: Connector, piece: str, edition: str, problem: str) -> None:
    from django.utils import timezone

    LivingFault.objects.update_or_create(
        connector=connector.name,
        piece=piece[:300],
        defaults={"edition": edition, "problem": problem, "at": timezone.now()},
    )
    changed(connector)
    logger.warning("%s: %s", connector.name, problem)
