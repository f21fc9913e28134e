"""Which claims there are: the shipped ones and, where EBPAGES_CLAIMS names a file or a folder, those of other reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ebpages.declared.files import Dated, dated, declared_files, files_of, state_of
from ebpages.declared.schema import BrokenDeclaration
from ebpages.observatory.claims.claim import (
    ClaimsFile,
    DeclaredClaim,
    Publication,
    Quantity,
    Section,
    Subject,
    Supposition,
    read_claims,
    unknown_name,
)

VARIABLE = "EBPAGES_CLAIMS"
SHIPPED = Path(__file__).parents[1] / "data" / "claims" / "guide.yaml"


@dataclass(frozen=True, slots=True)
class Claim:
    """A declared claim with the report and the section that it is taken from."""

    declared: DeclaredClaim
    report: Publication
    section: Section | None


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims of one or more files, in their order, with the subjects and quantities that they name."""

    claims: tuple[Claim, ...]
    subjects: Mapping[str, Subject]
    quantities: Mapping[str, Quantity]
    suppositions: tuple[Supposition, ...]


def all_claims() -> Claims:
    """The shipped claims and those of EBPAGES_CLAIMS. Raises BrokenDeclaration."""
    return _joined(dated(_all_files()))


def state_of_claims() -> str:
    """A text that is another one after every change of a file of claims."""
    return state_of(_all_files())


def _all_files() -> tuple[Path, ...]:
    return declared_files(SHIPPED, VARIABLE, "claims")


def claims_of(path: Path) -> Claims:
    """The claims of one file, or of every file of a folder. Raises BrokenDeclaration."""
    return _joined(dated(tuple(files_of(path, "claims"))))


@lru_cache(maxsize=8)
def _joined(files: Dated) -> Claims:
    read = [(path, read_claims(path)) for path, _ in files]
    found = Claims(
        tuple(
            Claim(each, part.report_of(each), part.section_of(each))
            for _, part in read
            for each in part.claims
        ),
        {item.code: item for _, part in read for item in part.subjects},
        {item.code: item for _, part in read for item in part.quantities},
        tuple(item for _, part in read for item in part.suppositions),
    )
    _refuse_repeated(read)
    for path, part in read:
        _refuse_unnamed(path, part, found)
    return found


def _refuse_repeated(read: list[tuple[Path, ClaimsFile]]) -> None:
    """An id, a subject or a quantity belongs to one file; codes of reports and sections stay inside theirs."""
    owner: dict[tuple[str, str], Path] = {}
    for path, part in read:
        names = (
            *(("claim", claim.id) for claim in part.claims),
            *(("subject", item.code) for item in part.subjects),
            *(("quantity", item.code) for item in part.quantities),
        )
        for name in names:
            if name in owner:
                raise BrokenDeclaration(
                    path.name,
                    f"{name[0]} {name[1]!r}",
                    f"{owner[name].name} declares it already",
                    "Choose another name"
                    if name[0] == "claim"
                    else "Take it out here: it can be named as it is",
                )
            owner[name] = path


def _refuse_unnamed(path: Path, part: ClaimsFile, found: Claims) -> None:
    for claim in part.claims:
        if claim.subject not in found.subjects:
            raise unknown_name(path.name, claim, "subject", found.subjects)
        if claim.about and claim.about not in found.quantities:
            raise unknown_name(path.name, claim, "about", found.quantities)
