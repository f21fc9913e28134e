"""Whether every document that a profile or a case names is there and as it was kept."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from ebpages.accounts.reader import OPERATOR
from ebpages.exchange.models import Attachment, CaseAgreement, CaseDocument
from ebpages.exchange.queries.case_files import CaseFile
from ebpages.faces.upkeep import Check


def checks() -> Iterator[Check]:
    attachments = Attachment.objects.seen_by(OPERATOR).select_related("profile")
    yield _check("documents of profiles", "profiles", ((row.profile.code, row) for row in attachments))
    of_cases = [
        *CaseDocument.objects.seen_by(OPERATOR).select_related("case"),
        *CaseAgreement.objects.seen_by(OPERATOR).select_related("case"),
    ]
    yield _check("documents of transfer cases", "cases", ((row.case.code, row) for row in of_cases))


def _check(name: str, of: str, rows: Iterable[tuple[str, CaseFile]]) -> Check:
    damaged = [code for code, row in rows if not _is_whole(row)]
    problem = f"missing or changed: those of the {of} {', '.join(damaged)}" if damaged else ""
    return Check(name, problem, "Put the folder `private` back from a backup." if problem else "")


def _is_whole(row: CaseFile) -> bool:
    return row.path.is_file() and sha256(row.path.read_bytes()).hexdigest() == row.digest
