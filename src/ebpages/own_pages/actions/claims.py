"""Claims to act for an organisation: made, withdrawn, decided, revoked."""

import logging
from contextlib import nullcontext
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions import Refused, Unusable, give_role, must, take_role
from ebpages.accounts.models import Person
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.roles import ORGANISATION_ROLES
from ebpages.accounts.scoped import of_organisation
from ebpages.faces.action_log import log_when_stored
from ebpages.faces.documents import Document, stored_document
from ebpages.own_pages.actions.telling import tell, tell_agency
from ebpages.own_pages.models.claims import DOCUMENTS, LONGEST_WORDS, Claim, ClaimDocument
from ebpages.own_pages.queries.claims import decision_sentence
from ebpages.registry.queries.public_names import leads_to

logger = logging.getLogger(__name__)

MOST_WAITING = 5  # claims of one person that wait to be decided
MOST_A_DAY = 10  # that one person makes, each with a document and a notice to the agency


def make_claim(
    *, by: Reader, organisation: str, role: str, words: str = "", document: Document | None = None
) -> Claim:
    """Ask to act for an organisation; the agency is told. Raises Refused."""
    folder = Path(settings.EBPAGES_HOME) / DOCUMENTS
    # What is left of a crash between the file and its row goes with `tidy`.
    with stored_document(document, folder) if document else nullcontext("") as name:
        return _make_claim(by, organisation, role, words, document, name)


@transaction.atomic
def withdraw_claim(*, by: Reader, claim: Claim) -> None:
    """Raises Refused."""
    if claim.person_id != by.person:
        raise Refused(_("Only the person who made the claim can withdraw it."))
    _end(claim, Claim.WITHDRAWN, by, "")
    _note(by, "claim.withdraw", claim)


@transaction.atomic
def decide_claim(*, by: Reader, claim: Claim, approve: bool, reason: str = "") -> Claim:
    """Approve, which gives the role, or deny with a reason; the person is told. Of two who decide at once the second is refused, with what was decided.

    Raises Refused.
    """
    _must_decide(by, claim)
    if not approve and not reason.strip():
        raise Unusable(
            _("Write the reason: the person reads it and can then claim again with what is missing.")
        )
    if approve and not claim.person.is_active:
        raise Refused(_("The account of this person is disabled."))
    organisation = leads_to(claim.organisation_id)
    _end(claim, Claim.APPROVED if approve else Claim.DENIED, by, reason)
    if approve:
        grant = give_role(by=by, person=claim.person, role=claim.role, organisation=organisation)
        Claim.objects.for_writing().filter(pk=claim.pk).update(grant=grant)
    _note(by, "claim.approve" if approve else "claim.deny", claim)
    params = {"role": claim.role} if approve else {"reason": _without_stop(reason)}
    tell(claim.person, "claim.approved" if approve else "claim.denied", organisation, **params)
    return claim


@transaction.atomic
def revoke_claim(*, by: Reader, claim: Claim, reason: str) -> None:
    """Take back an approval and the role that it gave. Raises Refused."""
    _must_decide(by, claim)
    if not reason.strip():
        raise Unusable(_("Write the reason: the person reads it."))
    row = Claim.objects.for_writing().select_related("grant").get(pk=claim.pk)
    _end(row, Claim.REVOKED, by, reason, before=Claim.APPROVED)
    if row.grant and row.grant.ended_at is None:
        take_role(by=by, grant=row.grant)
    _note(by, "claim.revoke", claim)
    tell(claim.person, "claim.revoked", leads_to(claim.organisation_id), reason=_without_stop(reason))


@transaction.atomic
def _make_claim(
    by: Reader, organisation: str, role: str, words: str, document: Document | None, name: str
) -> Claim:
    subject = leads_to(organisation)
    if not by.may(Permission.CLAIM_PAGE):
        raise Refused(_("Sign in first."))
    if not subject:
        raise Refused(_("There is no such organisation."))
    if role not in ORGANISATION_ROLES:
        raise Unusable(_("Choose what you want to do for the organisation."))
    if len(words) > LONGEST_WORDS:
        raise Unusable(_("The text is too long."))
    if subject in by.organisations:
        raise Refused(_("You act for this organisation already."))
    # Claims of one person come one after another, so that none is counted past the limit.
    Person.objects.select_for_update().get(pk=by.person)
    _refuse_more(Claim.objects.for_writing().filter(person=by.person), subject)
    try:
        with transaction.atomic():
            claim = Claim.objects.create(
                person_id=by.person, organisation_id=subject, role=role, words=words.strip()
            )
    except IntegrityError:
        raise Refused(_("You have a claim for this organisation that waits to be decided.")) from None
    if document:
        ClaimDocument.objects.create(
            claim=claim, name=name, kind=document.kind, size=len(document.content),
            digest=sha256(document.content).hexdigest(),
        )  # fmt: skip
    _note(by, "claim.make", claim)
    tell_agency("claim.made", subject, f"/agency/claims/{claim.code}/", besides=by.person, person=by.code)
    log_when_stored(logger, "claim %s of %s for %s", claim.code, by.code, subject)
    return claim


def _refuse_more(own: QuerySet[Claim], subject: str) -> None:
    waiting = own.filter(state=Claim.PENDING)
    if waiting.filter(of_organisation(subject)).exists():
        raise Refused(_("You have a claim for this organisation that waits to be decided."))
    if waiting.count() >= MOST_WAITING:
        raise Refused(_("So many of your claims wait to be decided that you cannot make another one yet."))
    if own.filter(at__gt=timezone.now() - timedelta(days=1)).count() >= MOST_A_DAY:
        raise Refused(_("You made so many claims today that you can make the next one only tomorrow."))


def _must_decide(by: Reader, claim: Claim) -> None:
    must(by, Permission.DECIDE_CLAIMS)
    if claim.person_id == by.person:
        raise Refused(_("Nobody decides their own claim. Leave it to somebody else of the agency."))


def _end(claim: Claim, state: str, by: Reader, reason: str, before: str = Claim.PENDING) -> None:
    """Only one ends a claim; who comes second is told what became of it."""
    row = Claim.objects.for_writing().filter(pk=claim.pk, state=before)
    ended = row.update(
        state=state,
        decided_at=timezone.now(),
        decided_by=by.person or None,
        reason=reason.strip()[:LONGEST_WORDS],
    )
    if not ended:
        now = Claim.objects.for_writing().select_related("decided_by").get(pk=claim.pk)
        raise Refused(decision_sentence(now))
    claim.refresh_from_db(from_queryset=Claim.objects.for_writing())


def _without_stop(reason: str) -> str:
    """As it is put into a sentence."""
    return reason.strip().rstrip(".")


def _note(by: Reader, action: str, claim: Claim) -> None:
    """What was written as evidence is nobody's but the person's and the agency's."""
    audit.note(
        by=by, action=action, kind="claim", object_id=claim.code, organisation=claim.organisation_id,
        about=claim.person_id, after={"role": claim.role, "state": claim.state},
    )  # fmt: skip
