"""What a publication claims: a data file of claims, checked in full before any of them is recomputed."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, Field, model_validator

from ebpages.declared.schema import (
    BrokenDeclaration,
    Code,
    Declared,
    Text,
    read_document,
    read_entry,
    refuse_twice,
)
from ebpages.observatory.claims.expectation import Expectation
from ebpages.observatory.claims.measure import Codes, Measure, Number

# YAML reads 2018-04-22 as a date and 2018 as a number; a claim's day may also be a month or a year.
Day = Annotated[str, BeforeValidator(lambda v: str(v) if isinstance(v, int | date) else v), Field(pattern=r"^\d{4}(-\d\d){0,2}$")]  # fmt: skip


class Publication(Declared):
    """A publication that claims are taken from. date: of the publication, empty where it is not known."""

    code: Code
    title: Text
    date: Day | None = None
    url: str = ""


class Section(Declared):
    """Where in the publication something is said. pages: as the table of contents has them."""

    code: Code
    title: Text
    pages: str = Field(default="", pattern=r"^(\d+(–\d+)?)?$")


class Subject(Declared):
    """What claims are about, as the page groups them."""

    code: Code
    title: Text


class Quantity(Declared):
    """A quantity of which several claims speak, so that they stand side by side. note: how they go together."""

    code: Code
    title: Text
    note: Text


class Remark(Declared):
    """A sentence about a further number, worked out as well and put in place of {found}."""

    text: Text
    measure: Number
    decimals: int = Field(default=0, ge=0, le=6)

    @model_validator(mode="after")
    def _filled(self) -> Self:
        for language in ("bg", "en"):
            if "{found}" not in self.text.name(language):
                raise ValueError(f"`text`: the {language} text does not say where {{found}} goes")
        return self


class DeclaredClaim(Declared):
    """One claim. as_of: the day, month or year for which it holds. about: the quantity that it gives a value of.

    measure works the number out again; cannot says what is missing for that. report: of the file's reports, the first where it is
    left out.
    """

    id: Code
    report: str = ""
    subject: str
    section: str = ""
    said: Text
    as_of: Day
    about: str = ""
    expected: Expectation
    measure: Measure | None = None
    cannot: Text | None = None
    note: Text | None = None
    remarks: tuple[Remark, ...] = ()

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if (self.measure is None) == (self.cannot is None):
            raise ValueError("give either `measure`, or `cannot` with what is missing")
        if self.measure is None:
            return self
        if isinstance(self.measure, Codes) != (self.expected.way == "includes"):
            raise ValueError("`expected`: `includes` goes with a measure of kind `codes`, and with no other")
        if self.expected.way == "day":
            raise ValueError("`expected`: no measure yields a `day`; say `cannot` instead")
        return self


class ClaimsFile(Declared):
    """Everything that one file declares."""

    reports: tuple[Publication, ...]
    sections: tuple[Section, ...] = ()
    subjects: tuple[Subject, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    claims: tuple[DeclaredClaim, ...]

    def report_of(self, claim: DeclaredClaim) -> Publication:
        return next((report for report in self.reports if report.code == claim.report), self.reports[0])

    def section_of(self, claim: DeclaredClaim) -> Section | None:
        return next((section for section in self.sections if section.code == claim.section), None)


_PARTS: Mapping[str, tuple[str, type[BaseModel]]] = {
    "reports": ("report", Publication),
    "sections": ("section", Section),
    "subjects": ("subject", Subject),
    "quantities": ("quantity", Quantity),
    "claims": ("claim", DeclaredClaim),
}


def read_claims(path: Path) -> ClaimsFile:
    """The claims that a file declares. Raises BrokenDeclaration for the first part that is not as it should be."""
    document = read_document(path)
    strange = [str(key) for key in document if key not in _PARTS]
    if strange:
        raise BrokenDeclaration(
            path.name, strange[0], "there is no such key", f"The keys are {', '.join(_PARTS)}"
        )
    read: dict[str, Any] = {key: _entries(path.name, key, document.get(key)) for key in _PARTS}
    found = ClaimsFile.model_construct(None, **read)
    for key in ("reports", "claims"):
        if not read[key]:
            raise BrokenDeclaration(path.name, key, "there are none", f"Put a list under `{key}:`")
    _refer(path.name, found)
    return found


def _entries(file: str, key: str, given: Any) -> tuple[Any, ...]:
    if given is not None and not isinstance(given, list):
        raise BrokenDeclaration(file, key, "it is not a list", "Begin each entry with a dash")
    word, model = _PARTS[key]
    read = tuple(read_entry(file, word, model, number, entry) for number, entry in enumerate(given or (), 1))
    refuse_twice(file, word, (str(getattr(entry, "id", "") or getattr(entry, "code", "")) for entry in read))
    return read


def _refer(file: str, found: ClaimsFile) -> None:
    """Refuse claims whose report or section the file does not have."""
    for claim in found.claims:
        for key, entries in (("report", found.reports), ("section", found.sections)):
            known = [entry.code for entry in entries]
            named = getattr(claim, key)
            if named and named not in known:
                raise unknown_name(file, claim, key, known)


def unknown_name(file: str, claim: DeclaredClaim, key: str, known: Iterable[str]) -> BrokenDeclaration:
    """The error of a claim that names a report, section, subject or quantity that is not declared."""
    return BrokenDeclaration(
        file,
        f"claim {claim.id!r}, {key}",
        f"there is no {key if key != 'about' else 'quantity'} {getattr(claim, key)!r}",
        f"Declare it, or name one of {', '.join(known) or '(none is declared)'}",
    )
