"""Documents of a case: its own, those of its profile that the case has opened, and the agreement. Each is found by its key alone."""

from pathlib import Path

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.accounts.reader import Reader
from ebpages.exchange.case_shapes import CaseFileView
from ebpages.exchange.cases.moves import ENDED, OWNER
from ebpages.exchange.models import (
    AFTER_INTEREST,
    AFTER_NDA,
    EVERYBODY,
    Attachment,
    Case,
    CaseAgreement,
    CaseDocument,
)
from ebpages.exchange.queries.attachments import level_name
from ebpages.exchange.queries.case_parties import CaseParty, party_of, side_name

CaseFile = CaseDocument | CaseAgreement | Attachment


def file_url(case: Case, key: str) -> str:
    return reverse("exchange:case_file", args=[case.code, key])


def level_is_open(case: Case, level: str) -> bool:
    """As `models.cases.is_open` asks it of the database."""
    if level == EVERYBODY:
        return True
    return case.contact_at is not None and case.step != ENDED and (level != AFTER_NDA or case.nda_is_in_force)


def documents(
    reader: Reader, case: Case, party: CaseParty, start: int, size: int
) -> tuple[CaseFileView, ...]:
    """The newest first; before them, on the first page, those of the profile."""
    own = documents_of_case(reader, case)[start : start + size]
    views = [
        CaseFileView(
            each.key, file_url(case, each.key), each.title, each.level, level_name(each.level), level_is_open(case, each.level),
            each.kind, each.size, each.digest, each.series, each.number, each.side == party.side, side_name(each.side), each.at,
        )
        for each in own
    ]  # fmt: skip
    return (*(of_profile(reader, case, party) if not start else ()), *views)


def documents_of_case(reader: Reader, case: Case) -> QuerySet[CaseDocument]:
    return CaseDocument.objects.seen_by(reader).filter(case=case)


def of_profile(reader: Reader, case: Case, party: CaseParty) -> tuple[CaseFileView, ...]:
    return tuple(
        CaseFileView(
            each.key, file_url(case, each.key), each.title, each.level, level_name(each.level), level_is_open(case, each.level),
            each.kind, each.size, each.digest, "", each.version, party.side == OWNER, side_name(OWNER), each.at,
        )
        for each in _attachments(reader, case, party)
    )  # fmt: skip


def _attachments(reader: Reader, case: Case, party: CaseParty) -> QuerySet[Attachment]:
    """For the other side those that this case has opened, whatever the reader may read of them elsewhere."""
    opened = Q(level=EVERYBODY)
    for level in (AFTER_INTEREST, AFTER_NDA):
        if party.side == OWNER or level_is_open(case, level):
            opened |= Q(level=level)
    return Attachment.objects.seen_by(reader).filter(
        opened, profile=case.profile_id, version__lte=case.profile.published_version or 0
    )


def case_file(reader: Reader, case: Case, key: str) -> CaseFile | None:
    """The file with a key that the reader may read now."""
    party = party_of(reader, case)
    if party is None:
        return None
    rows = (
        documents_of_case(reader, case),
        _attachments(reader, case, party),
        CaseAgreement.objects.seen_by(reader).filter(case=case),
    )
    return next((row for some in rows for row in some if row.key == key), None)


def _agreement_file(case: Case, row: CaseAgreement, party: CaseParty) -> CaseFileView:
    return CaseFileView(
        row.key, file_url(case, row.key), _("Non-disclosure agreement"), AFTER_INTEREST, level_name(AFTER_INTEREST), True,
        row.kind, row.size, row.digest, "", 1, row.side == party.side, side_name(row.side), row.at,
    )  # fmt: skip


def all_files(reader: Reader, case: Case, party: CaseParty) -> list[tuple[CaseFileView, Path]]:
    """Every document and agreement that the reader may read now, also one that was replaced, with its file, for whoever takes the case along."""
    agreements = CaseAgreement.objects.seen_by(reader).filter(case=case)
    views = [
        *documents(reader, case, party, 0, documents_of_case(reader, case).count()),
        *(_agreement_file(case, each, party) for each in agreements),
    ]
    paths = {
        row.key: row.path
        for rows in (documents_of_case(reader, case), _attachments(reader, case, party), agreements)
        for row in rows
    }
    return [(each, paths[each.key]) for each in views]
