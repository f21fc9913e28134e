"""What a publication claims: a data file of claims, checked in full before any of them is recomputed."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, Field, model_validator

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
from ebpages.observatory.claims.measure import Codes, Day, Measure, Number, Reported
from ebpages.observatory.property import PROPERTIES
from ebpages.registry.printed_order import grounds


class Publication(Declared):
    """A publication that claims are taken from. date: of the publication, empty where it is not known. language: of its text."""

    code: Code
    title: Text
    date: Day | None = None
    language: str = Field(default="", pattern=r"^([a-z]{2})?$")
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


class Supposition(Declared):
    """That a list is printed in an order, so that lost rows have the values of their neighbours; one of `registry/printed_order.py`.

    counts: how many rows have a value by the publication itself, where the rows around a gap have different ones. because: why these.
    """

    ground: str
    counts: dict[str, int] = {}
    because: Text

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.ground not in grounds() or grounds()[self.ground].follows not in PROPERTIES:
            raise ValueError(f"`ground`: there is no order {self.ground!r} by values of a property")
        codes = PROPERTIES[grounds()[self.ground].follows].codes()
        strange = next((value for value in self.counts if value not in codes), None)
        if strange is not None:
            raise ValueError(f"`counts`: there is no value {strange!r}; the values are {', '.join(codes)}")
        return self


class Measurable(Declared):
    """What can be measured in place of a printed sentence that says something else, or more."""

    said: Text
    expected: Expectation
    measure: Measure

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        _refuse_other_kind(self.measure, self.expected)
        return self


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

    printed: the sentence as the publication prints it; said: what it says. measure works the number out again; cannot says what is
    missing for that, and settled_by which list or figure would settle it. measured: what can be measured instead, where that is not what
    the sentence says. report: of the file's reports, the first where it is left out.
    """

    id: Code
    report: str = ""
    subject: str
    section: str = ""
    printed: str = ""
    said: Text
    as_of: Day
    about: str = ""
    expected: Expectation
    measure: Measure | None = None
    cannot: Text | None = None
    settled_by: Text | None = None
    measured: Measurable | None = None
    note: Text | None = None
    remarks: tuple[Remark, ...] = ()

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if (self.measure is None) == (self.cannot is None):
            raise ValueError("give either `measure`, or `cannot` with what is missing")
        if self.measure is None and self.settled_by is None:
            raise ValueError("`cannot` goes with `settled_by`: which list or figure would settle it")
        if self.measure is not None:
            _refuse_other_kind(self.measure, self.expected)
        return self


def _refuse_other_kind(measure: Measure, expected: Expectation) -> None:
    """Raise ValueError where a measure yields something else than what is expected: codes, days or numbers."""
    if isinstance(measure, Codes) != (expected.way == "includes"):
        raise ValueError("`expected`: `includes` goes with a measure of kind `codes`, and with no other")
    days = isinstance(measure, Reported) and bool(measure.days)
    if days != (expected.way == "day"):
        raise ValueError("`expected`: only other sources (kind `reported`) give a `day`; else say `cannot`")


class ClaimsFile(Declared):
    """Everything that one file declares."""

    reports: tuple[Publication, ...]
    sections: tuple[Section, ...] = ()
    subjects: tuple[Subject, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    suppositions: tuple[Supposition, ...] = ()
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
    "suppositions": ("supposition", Supposition),
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
