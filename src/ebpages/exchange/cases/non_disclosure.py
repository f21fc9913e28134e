"""A non-disclosure agreement from our template, as a PDF. The clauses are data; everything that is filled in reaches typst as a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from ebpages.declared.schema import BrokenDeclaration, Text, read_document
from ebpages.declared.text import read_text
from ebpages.publish.numerals import write_date
from ebpages.publish.typesetting import typeset

FILE = Path(__file__).parents[1] / "rules" / "non_disclosure.yaml"
TEMPLATE = Path(__file__).with_name("non_disclosure.typ")
LANGUAGES = ("bg", "en")
MOST_YEARS = 10
HEADS = ("title", "note", "between", "owner", "interested", "number", "subject", "date", "case", "signing")


@dataclass(frozen=True, slots=True)
class AgreementParty:
    """number: in the register, "" where none is known."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class AgreementParties:
    """title, reference: of the profile. case: the code of the case."""

    owner: AgreementParty
    interested: AgreementParty
    title: str
    reference: str
    case: str


@dataclass(frozen=True, slots=True)
class AgreementTemplate:
    heads: Mapping[str, Text]
    clauses: tuple[Text, ...]


@cache
def agreement_template() -> AgreementTemplate:
    """Raises BrokenVocabulary."""
    document = read_document(FILE)
    heads = {each: read_text(FILE.name, each, document["heads"].get(each)) for each in HEADS}
    clauses = tuple(
        read_text(FILE.name, f"clause {n}", each) for n, each in enumerate(document["clauses"], 1)
    )
    if not clauses:
        raise BrokenDeclaration(FILE.name, "clauses", "there is none", "Write them")
    return AgreementTemplate(heads, clauses)


def typeset_agreement(parties: AgreementParties, language: str, years: int, on: date) -> bytes:
    """A tagged PDF: the same bytes for the same sides, profile, years and day."""
    template = agreement_template()
    heads = {each: text.name(language) for each, text in template.heads.items()}
    filled = {
        "language": language,
        "day": [on.year, on.month, on.day],
        "date": write_date(on, language),
        **{f"head_{each}": text for each, text in heads.items()},
        "owner": [parties.owner.name, parties.owner.number],
        "interested": [parties.interested.name, parties.interested.number],
        "profile": f"{parties.title} ({parties.reference})",
        "code": parties.case,
        "clauses": [each.fill(language, {"years": years}) for each in template.clauses],
    }
    return typeset(TEMPLATE, agreement=filled)
