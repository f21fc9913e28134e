"""Non-disclosure agreements: made from the template or handed in, and signed by both sides, which opens what they cover."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts.actions import NotAllowed, Refused, Unusable
from ebpages.accounts.reader import Reader
from ebpages.exchange.actions.case_telling import tell_side
from ebpages.exchange.actions.cases import (
    advance,
    locked_case,
    must_be_open,
    must_be_party,
    note_case,
    refuse_move,
    refuse_stale,
)
from ebpages.exchange.cases import moves
from ebpages.exchange.cases.non_disclosure import LANGUAGES, MOST_YEARS, typeset_agreement
from ebpages.exchange.lifecycle import shown_until
from ebpages.exchange.models import CASE_FILES, Case, CaseAgreement, CaseSignature
from ebpages.exchange.queries.case_agreements import agreement_parties
from ebpages.exchange.queries.case_parties import CaseParty
from ebpages.faces.documents import Document, stored_document
from ebpages.files.texts import is_text

_LONGEST_SIGNATURE = 150


def make_agreement(*, by: Reader, case: Case, version: int, language: str, years: int) -> CaseAgreement:
    """From the template of ours, as a PDF that both sides sign. It takes the place of one that is not in force. Raises Refused."""
    if language not in LANGUAGES:
        raise Unusable(_("Choose the language of the agreement."))
    _refuse_years(years)
    must_be_party(by, case)
    content = typeset_agreement(agreement_parties(case, language), language, years, timezone.localdate())
    return _store(by, case, version, Document("pdf", content), language, years)


def hand_in_agreement(
    *, by: Reader, case: Case, version: int, document: Document, years: int
) -> CaseAgreement:
    """An agreement of one's own, such as one signed by hand. The sides sign by their declarations that it is this one. Raises Refused."""
    if document.kind != "pdf":
        raise Unusable(_("An agreement is a PDF."))
    _refuse_years(years)
    return _store(by, case, version, document, "", years)


def _store(
    by: Reader, case: Case, version: int, document: Document, language: str, years: int
) -> CaseAgreement:
    with stored_document(document, Path(settings.EBPAGES_HOME) / CASE_FILES) as name:
        return _store_row(by, case, version, document, language, years, name)


@transaction.atomic
def _store_row(
    by: Reader, case: Case, version: int, document: Document, language: str, years: int, name: str
) -> CaseAgreement:
    row, party = _at_non_disclosure(by, case)
    refuse_stale(row, version)
    if row.nda_is_in_force:
        raise Refused(
            _("The agreement that both sides have signed is in force. No other takes its place while it is.")
        )
    CaseAgreement.objects.for_writing().filter(case=row, ended_at=None).update(ended_at=timezone.now())
    made: CaseAgreement = CaseAgreement.objects.create(
        case=row, side=party.side, organisation_id=party.organisation, language=language, years=years, name=name,
        size=len(document.content), digest=sha256(document.content).hexdigest(), by_id=by.person or None,
    )  # fmt: skip
    note_case(by, "case.agreement", row, party, digest=made.digest)
    tell_side(row, moves.other_side(party.side), "case.agreement")
    return made


@transaction.atomic
def sign_agreement(
    *, by: Reader, case: Case, key: str, years: int, digest: str, signed_as: str
) -> CaseSignature:
    """Declare the signature of one's side. key, years, digest: of the agreement that was read, whose terms it covers: one file may be handed
    in again for more years. The second signature opens what it covers.

    Raises Refused.
    """
    row, party = _at_non_disclosure(by, case)
    if party.for_side:
        raise NotAllowed(_("An intermediary cannot sign: the organisation itself signs."))
    name = " ".join(signed_as.split())
    if not name or len(name) > _LONGEST_SIGNATURE or not name.isprintable() or not is_text(name):
        raise Unusable(_("Write your name as you sign."))
    agreement = CaseAgreement.objects.for_writing().filter(case=row, ended_at=None).first()
    if agreement is None:
        raise Refused(_("There is no agreement to sign yet."))
    if (agreement.key, agreement.years, agreement.digest) != (key, years, digest):
        raise Refused(_("The agreement was replaced meanwhile. Read the new one, then sign it."))
    if not agreement.path.is_file() or sha256(agreement.path.read_bytes()).hexdigest() != digest:
        raise Refused(_("The file of the agreement is damaged. Make the agreement anew."))
    there = CaseSignature.objects.for_writing().filter(agreement=agreement)
    if there.filter(side=party.side).exists():
        raise Refused(_("Your side has signed already."))
    if by.person and there.filter(by=by.person).exists():
        raise Refused(_("You have signed for the other side. Somebody else signs for this one."))
    signature: CaseSignature = CaseSignature.objects.create(
        case=row, agreement=agreement, side=party.side, organisation_id=party.organisation, signed_as=name, digest=digest, by_id=by.person or None,
    )  # fmt: skip
    note_case(by, "case.sign", row, party, digest=digest, years=years)
    if there.count() == len(moves.SIDES):
        _come_into_force(by, row, agreement, party)
    else:
        row.turn, row.turn_at, row.reminded_at = moves.other_side(party.side), timezone.now(), None
        row.save(update_fields=["turn", "turn_at", "reminded_at"])
        tell_side(row, row.turn, "case.sign")
    return signature


def _come_into_force(by: Reader, row: Case, agreement: CaseAgreement, party: CaseParty) -> None:
    refuse_move(row, "signed", party, signing=True)
    row.nda_until = shown_until(timezone.localdate(), 12 * agreement.years)
    advance(by, row, "signed", party)


def _at_non_disclosure(by: Reader, case: Case) -> tuple[Case, CaseParty]:
    row = locked_case(case)
    party = must_be_party(by, row)
    must_be_open(row)
    if row.step != "non_disclosure":
        raise Refused(_("The case is not at the step of the non-disclosure agreement."))
    return row, party


def _refuse_years(years: int) -> None:
    if not 1 <= years <= MOST_YEARS:
        raise Unusable(_("Choose for how many years, from 1 to %(n)s.") % {"n": MOST_YEARS})
