"""The rules of the mechanism chooser as declared: questions, mechanisms with their conditions, what to settle in a contract."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from ebpages.declared.schema import BrokenDeclaration, Declared, Text, read_document, read_entry, refuse_twice
from ebpages.declared.text import read_text
from ebpages.exchange.terms import terms
from ebpages.reference.vocabulary import in_language

RULES = Path(__file__).parents[1] / "rules" / "mechanisms.yaml"
FITS, POSSIBLE, DOES_NOT_FIT, CANNOT_BE_TOLD = ANSWERS = (
    "fits",
    "possible",
    "does_not_fit",
    "cannot_be_told",
)

Answers = Mapping[str, str]  # question -> value; what is not in it is not known
# YAML reads 4 as a number; answers are texts.
Value = Annotated[str, BeforeValidator(lambda value: str(value) if type(value) is int else value)]


class Option(Declared):
    code: Value
    bg: str
    en: str

    def name(self, language: str) -> str:
        return in_language(language, self.bg, self.en)


class Question(Declared):
    code: str
    name: Text
    asks: Text
    help: Text
    values: tuple[Option, ...]

    def value_name(self, value: str, language: str) -> str:
        return next(each.name(language) for each in self.values if each.code == value)


class Source(Declared):
    name: Text
    title: Text
    certainty: Literal["official", "published", "own", "unverified"]


class Condition(Declared):
    """values: the answers to the question `key` that it is about. bg, en: what it says, as the end of a sentence."""

    kind: Literal["required", "helps", "hinders"]
    key: str
    values: tuple[Value, ...]
    source: str
    bg: str
    en: str

    def says(self, language: str) -> str:
        return in_language(language, self.bg, self.en)


class Mechanism(Declared):
    code: str
    valid_from: date
    valid_to: date | None
    name: Text
    what: Text
    conditions: tuple[Condition, ...]
    contract: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MechanismRules:
    """kinds, phrases: what reasons are called, and their sentences; answers: names of the four; terms: what to settle in a contract. protection_of_profile: a profile's status of
    protection -> the answer, None where it says nothing of it."""

    sources: Mapping[str, Source]
    questions: Mapping[str, Question]
    mechanisms: Mapping[str, Mechanism]
    kinds: Mapping[str, Text]
    phrases: Mapping[str, Text]
    answers: Mapping[str, Text]
    terms: Mapping[str, Text]
    protection_of_profile: Mapping[str, str | None]
    never_together: tuple[tuple[str, str], ...]


@cache
def mechanism_rules() -> MechanismRules:
    """Raises BrokenDeclaration."""
    document = read_document(RULES)
    questions = [
        read_entry(RULES.name, "question", Question, n, e) for n, e in enumerate(document["questions"], 1)
    ]
    mechanisms = [
        read_entry(RULES.name, "mechanism", Mechanism, n, e) for n, e in enumerate(document["mechanisms"], 1)
    ]
    refuse_twice(RULES.name, "mechanism", (each.code for each in mechanisms))
    rules = MechanismRules(
        sources={
            code: read_entry(RULES.name, "source", Source, n, entry)
            for n, (code, entry) in enumerate(document["sources"].items(), 1)
        },
        questions={each.code: each for each in questions},
        mechanisms={each.code: each for each in mechanisms},
        kinds=_texts(document, "kinds"),
        phrases=_texts(document, "phrases"),
        answers=_texts(document, "answers"),
        terms=_texts(document, "terms"),
        protection_of_profile=document["protection_of_profile"],
        never_together=tuple((one, other) for one, other in document["never_together"]),
    )
    for mechanism in mechanisms:
        _check(rules, mechanism)
    if {*rules.protection_of_profile} != {*terms("protection")}:
        raise BrokenDeclaration(
            RULES.name,
            "protection_of_profile",
            "it is not about the statuses of a profile",
            "Name each of them once",
        )
    return rules


def _texts(document: Mapping[str, Any], section: str) -> Mapping[str, Text]:
    return {code: read_text(RULES.name, code, entry) for code, entry in document[section].items()}


def _check(rules: MechanismRules, mechanism: Mechanism) -> None:
    def refuse(problem: str) -> BrokenDeclaration:
        return BrokenDeclaration(RULES.name, f"mechanism {mechanism.code!r}", problem, "Correct it")

    if strange := {*mechanism.contract} - {*rules.terms}:
        raise refuse(f"{min(strange)!r} is none of the terms")
    for each in mechanism.conditions:
        if each.source not in rules.sources:
            raise refuse(f"{each.source!r} is none of the sources")
        if each.key not in rules.questions:
            raise refuse(f"{each.key!r} is none of the questions")
        known = {option.code for option in rules.questions[each.key].values}
        if strange := {*each.values} - known:
            raise refuse(f"{min(strange)!r} is no answer to {each.key!r}")
