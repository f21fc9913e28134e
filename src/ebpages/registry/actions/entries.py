"""Organisations that no list names: proposed by their own people, reviewed, published, withdrawn."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions import Refused, Unusable, give_first_role, must
from ebpages.accounts.actions.notices import notify
from ebpages.accounts.models import Person
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.faces.action_log import log_when_stored
from ebpages.faces.language import active_language
from ebpages.registry import models
from ebpages.registry.actions.building import follow
from ebpages.registry.actions.one_organisation import (
    follow_entry,
    follow_withdrawn_entry,
    keep_permanent_state,
)
from ebpages.registry.actions.permanent_rows import entry as as_entry
from ebpages.registry.identifiers_of_countries import check_identifier
from ebpages.registry.own_properties import problem_with, tidy
from ebpages.registry.queries.doubles import likely_doubles
from ebpages.search.actions import hold_writers

logger = logging.getLogger(__name__)

MOST_OPEN = 20  # entries of one person that wait for something
MOST_A_DAY = 40  # that one person makes, whatever became of them
_DRAFT, _SUBMITTED, _PUBLISHED, _RETURNED, _WITHDRAWN = models.Entry.STATES


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a person enters. names: text and language."""

    names: Sequence[tuple[str, str]]
    kind: str
    country: str
    identifier_kind: str = ""
    identifier: str = ""
    seat: str = ""
    website: str = ""


@transaction.atomic
def propose_entry(
    *, by: Reader, proposed: Proposed, entry: int | None = None, is_example: bool = False
) -> models.Entry:
    """Keep a draft, a new one or in place of the reader's own that is not submitted. Raises Refused."""
    must(by, Permission.PROPOSE_ORGANISATION)
    values = _checked(proposed)
    now = timezone.now()
    if entry is not None:
        row = _own(by, entry, _DRAFT, _RETURNED)
    else:
        mine = models.Entry.objects.for_writing().filter(by=_signature(by))
        if mine.exclude(state__in=(_PUBLISHED, _WITHDRAWN)).count() >= MOST_OPEN and not by.operator:
            told = _("You have %(count)s new organisations that wait. Submit or withdraw one of them first.")
            raise Refused(told % {"count": MOST_OPEN})
        if mine.filter(at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY and not by.operator:
            raise Refused(
                _("You proposed so many organisations today that the next one can follow only tomorrow.")
            )
        row = models.Entry(by=_signature(by), at=now, is_example=is_example)
    for name, value in values.items():
        setattr(row, name, value)
    row.state = _DRAFT
    row.save()
    audit.note(by=by, action="entry.propose", kind="entry", object_id=str(row.pk), after=values)
    log_when_stored(logger, "entry %s kept as a draft", row.pk)
    return row


@transaction.atomic
def submit_entry(*, by: Reader, entry: int) -> models.Entry:
    """Hand a draft to those who review. Raises Refused."""
    must(by, Permission.PROPOSE_ORGANISATION)
    row = _own(by, entry, _DRAFT, _RETURNED)
    _refuse_certain_double(row)
    row.state, row.submitted_at = _SUBMITTED, timezone.now()
    _save_alone(row, "state", "submitted_at")
    audit.note(by=by, action="entry.submit", kind="entry", object_id=str(row.pk))
    log_when_stored(logger, "entry %s submitted", row.pk)
    return row


@transaction.atomic
def publish_entry(*, by: Reader, entry: int) -> models.Entry:
    """Make an organisation of a submitted entry, with whoever proposed it as its administrator. Raises Refused.

    Its public id is that of any row of a list: it stays whatever builds make of it.
    """
    hold_writers()
    must(by, Permission.REVIEW_PAGES)
    row = _locked(entry, _SUBMITTED)
    _must_be_another(by, row)
    if not models.Build.objects.exists():
        raise Refused(_("The register has not been built yet."))
    _refuse_certain_double(row)
    row.organisation_id, row.state = follow_entry(as_entry(row)), _PUBLISHED
    row.decided_by, row.decided_at, row.reason = _signature(by), timezone.now(), ""
    _save_alone(row, "organisation", "state", "decided_by", "decided_at", "reason")
    keep_permanent_state()
    proposer = _proposer(row)
    if proposer:
        give_first_role(by=by, person=proposer, organisation=str(row.organisation_id))
        _tell(proposer, row, "entry.published", f"/my/organisations/{row.organisation_id}/")
    audit.note(
        by=by, action="entry.publish", kind="entry", object_id=str(row.pk), organisation=str(row.organisation_id),
        about=proposer.pk if proposer else None,
    )  # fmt: skip
    log_when_stored(logger, "entry %s published as %s", row.pk, row.organisation_id)
    return row


@transaction.atomic
def return_entry(*, by: Reader, entry: int, reason: str) -> models.Entry:
    """Give a submitted entry back with what is to be mended. Raises Refused."""
    must(by, Permission.REVIEW_PAGES)
    row = _locked(entry, _SUBMITTED)
    _decide(row, by, _RETURNED, reason)
    if proposer := _proposer(row):
        _tell(proposer, row, "entry.returned", f"/my/organisations/new/{row.pk}/")
    audit.note(
        by=by, action="entry.return", kind="entry", object_id=str(row.pk), after={"reason": row.reason}
    )
    log_when_stored(logger, "entry %s returned", row.pk)
    return row


@transaction.atomic
def withdraw_entry(*, by: Reader, entry: int, reason: str = "") -> models.Entry:
    """Take an entry back: its proposer before it is published, who reviews at any time, with a reason. Raises Refused.

    Its public id stays, and leads nowhere until the organisation is in a list.
    """
    hold_writers()
    row = _locked(entry, _DRAFT, _SUBMITTED, _RETURNED, _PUBLISHED)
    was = row.state
    if row.by == _signature(by) and was != _PUBLISHED:
        must(by, Permission.PROPOSE_ORGANISATION)
        row.state, row.decided_by, row.decided_at = _WITHDRAWN, _signature(by), timezone.now()
        row.save(update_fields=["state", "decided_by", "decided_at"])
    else:
        must(by, Permission.REVIEW_PAGES)
        _decide(row, by, _WITHDRAWN, reason)
    if was == _PUBLISHED:
        published = as_entry(row)
        follow(lambda: follow_withdrawn_entry(published))
    audit.note(
        by=by, action="entry.withdraw", kind="entry", object_id=str(row.pk), organisation=row.organisation_id or "",
        before={"state": was}, after={"reason": row.reason},
    )  # fmt: skip
    log_when_stored(logger, "entry %s withdrawn", row.pk)
    return row


def problems_of(proposed: Proposed) -> dict[str, str]:
    """What is wrong, in a sentence for each part that is, in the reader's language."""
    language = active_language()
    found = {}
    names = [(tidy(name), code) for name, code in proposed.names if name.strip()]
    if not names:
        found["names"] = _("Write the name of the organisation.")
    for name, code in names:
        if problem := problem_with("name", name, code, reader=language):
            found["names"] = problem
    needed = {"kind": _("Choose what it is."), "country": _("Choose a country.")}
    for part in ("kind", "country", "seat", "website"):
        value = tidy(getattr(proposed, part))
        if value and (problem := problem_with(part, value, reader=language)):
            found[part] = problem
        elif not value and part in needed:
            found[part] = needed[part]
    if proposed.identifier.strip():
        identifier = check_identifier(proposed.identifier_kind, proposed.identifier)
        if not proposed.identifier_kind:
            found["identifier_kind"] = _("Choose which number it is.")
        elif identifier.problem:
            found["identifier"] = identifier.sentence(language)
    return found


def _checked(proposed: Proposed) -> dict[str, object]:
    """The columns of an entry. Raises Refused, with the first thing that is wrong."""
    for problem in problems_of(proposed).values():
        raise Unusable(problem)
    has_number = bool(proposed.identifier.strip())
    identifier = check_identifier(proposed.identifier_kind, proposed.identifier).value if has_number else ""
    return {
        "names": [[tidy(name), code] for name, code in proposed.names if name.strip()],
        "kind": proposed.kind,
        "country": proposed.country,
        "seat": tidy(proposed.seat),
        "website": tidy(proposed.website),
        "identifier_kind": proposed.identifier_kind if has_number else "",
        "identifier": identifier,
    }


def _refuse_certain_double(row: models.Entry) -> None:
    for double in likely_doubles(as_entry(row)):
        if double.is_certain:
            told = _("An organisation with this number is in the register: %(name)s. Claim its page instead.")
            raise Refused(told % {"name": double.name})


def _save_alone(row: models.Entry, *fields: str) -> None:
    """The database lets one entry only have a number."""
    try:
        with transaction.atomic():
            row.save(update_fields=fields)
    except IntegrityError:
        raise Refused(
            _("Another person has submitted an organisation with this number. Ask the agency about it.")
        ) from None


def _decide(row: models.Entry, by: Reader, state: str, reason: str) -> None:
    if not reason.strip():
        raise Unusable(_("Say why, so that the person knows what to do."))
    row.state, row.reason = state, tidy(reason)
    row.decided_by, row.decided_at = _signature(by), timezone.now()
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])


def _proposer(row: models.Entry) -> Person | None:
    return Person.objects.filter(code=row.by.removeprefix("person:"), is_active=True).first()


def _tell(person: Person, row: models.Entry, kind: str, path: str) -> None:
    notify(
        person=person, kind=kind, params={"organisation": row.names[0][0], "reason": row.reason},
        organisation=row.organisation_id or "", path=path,
    )  # fmt: skip


def _own(by: Reader, entry: int, *states: str) -> models.Entry:
    row = _locked(entry, *states)
    if row.by != _signature(by):
        raise Refused(_("This is another person's proposal."))
    return row


def _locked(entry: int, *states: str) -> models.Entry:
    row: models.Entry | None = models.Entry.objects.for_writing().select_for_update().filter(pk=entry).first()
    if row is None:
        raise Refused(_("There is no such proposal."))
    if row.state not in states:
        raise Refused(_("This was decided meanwhile. Look at the page again."))
    return row


def _must_be_another(by: Reader, row: models.Entry) -> None:
    if row.by == _signature(by) and not by.operator:
        raise Refused(_("You proposed this organisation yourself: another person has to decide."))


def _signature(by: Reader) -> str:
    return f"person:{by.code}" if by.is_signed_in else by.name or "visitor"
