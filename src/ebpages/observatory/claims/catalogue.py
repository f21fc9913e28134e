"""Which claims there are: the shipped ones and, where EBPAGES_CLAIMS names a file or a folder, those of other reports."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ebpages.observatory.claims.claim import (
    ClaimOf,
    ClaimsOf,
    QuantityOf,
    ReportOf,
    SectionOf,
    SubjectOf,
    read_claims,
    unknown_name,
)
from ebpages.observatory.declared import BrokenDeclaration

VARIABLE = "EBPAGES_CLAIMS"
SHIPPED = Path(__file__).parents[1] / "data" / "claims" / "guide.yaml"


@dataclass(frozen=True, slots=True)
class Claim:
    """A declared claim with the report and the section that it is taken from."""

    of: ClaimOf
    report: ReportOf
    section: SectionOf | None


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims of one or more files, in their order, with the subjects and quantities that they name."""

    claims: tuple[Claim, ...]
    subjects: Mapping[str, SubjectOf]
    quantities: Mapping[str, QuantityOf]


def all_claims() -> Claims:
    """The shipped claims and those of EBPAGES_CLAIMS. Raises BrokenDeclaration."""
    return _read(_own_files())


def state_of_claims() -> str:
    """A text that is another one after every change of a file of claims."""
    return " ".join(str(_state(path)) for path in _own_files())


def _own_files() -> tuple[Path, ...]:
    own = os.environ.get(VARIABLE)
    return (SHIPPED, *(_files(Path(own).expanduser()) if own else ()))


def claims_of(path: Path) -> Claims:
    """The claims of one file, or of every file of a folder. Raises BrokenDeclaration."""
    return _read(tuple(_files(path)))


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = sorted(file for file in path.iterdir() if file.suffix in (".yaml", ".yml"))
    if not found:
        raise BrokenDeclaration(
            path.name,
            "the folder",
            "no file in it ends in .yaml",
            "Put files of claims there, or name another folder",
        )
    yield from found


def _read(paths: tuple[Path, ...]) -> Claims:
    return _joined(tuple((path, _state(path)) for path in paths))


def _state(path: Path) -> int:
    """Another number after every change of the file, so that a mended declaration needs no restart."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0  # reading it will say what is wrong


@lru_cache(maxsize=8)
def _joined(files: tuple[tuple[Path, int], ...]) -> Claims:
    read = [(path, read_claims(path)) for path, _ in files]
    found = Claims(
        tuple(Claim(of, part.report_of(of), part.section_of(of)) for _, part in read for of in part.claims),
        {item.code: item for _, part in read for item in part.subjects},
        {item.code: item for _, part in read for item in part.quantities},
    )
    _refuse_repeated(read)
    for path, part in read:
        _refuse_unnamed(path, part, found)
    return found


def _refuse_repeated(read: list[tuple[Path, ClaimsOf]]) -> None:
    """An id, a subject or a quantity belongs to one file; codes of reports and sections stay inside theirs."""
    owner: dict[tuple[str, str], Path] = {}
    for path, part in read:
        names = (
            *(("claim", of.id) for of in part.claims),
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


def _refuse_unnamed(path: Path, part: ClaimsOf, found: Claims) -> None:
    for claim in part.claims:
        if claim.subject not in found.subjects:
            raise unknown_name(path.name, claim, "subject", found.subjects)
        if claim.about and claim.about not in found.quantities:
            raise unknown_name(path.name, claim, "about", found.quantities)
