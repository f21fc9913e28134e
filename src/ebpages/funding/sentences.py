"""What is said of conditions, sizes and aid, in both languages: a key of `rules/sentences.yaml` with what fills it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from ebpages.declared.schema import read_document
from ebpages.declared.text import Text, Vocabulary, read_text
from ebpages.publish.numerals import write_number
from ebpages.publish.typography import day
from ebpages.reference.european_regions import region_name
from ebpages.reference.legal_forms import legal_form
from ebpages.reference.stages import stage

_FILE = Path(__file__).parent / "rules" / "sentences.yaml"
_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Sentence:
    key: str
    params: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: str) -> str:
        text = _sentences()[self.key].fill(language, self.params, _VOCABULARIES)
        return text.replace("г..", "г.")  # a Bulgarian year ends in a full stop


def fault_text(fault: Sentence, language: str) -> str:
    """What is wrong and, behind the first point, how to mend it."""
    return _faults()[fault.key].fill(language, fault.params)


def coded(fact: str, *values: object) -> str:
    """Values of a fact, for {x:value}."""
    return _SEPARATOR.join((fact, *map(str, values)))


def name_of(code: str, language: str) -> str:
    """The name of a fact, kind, size, answer, purpose or certainty; other words as they are."""
    return _names()[code].name(language) if code in _names() else code


def cited(source: str, language: str) -> str:
    """A source or a rule, which data give in English, as pages write it."""
    for english, bulgarian in _phrases() if language == "bg" else ():
        source = source.replace(english, bulgarian)
    return source


def money(amount: object, language: str) -> str:
    """Two digits behind the point where there are stotinki."""
    value = Decimal(str(amount))
    return write_number(value, language, 0 if value == value.to_integral_value() else 2)


def plain_number(amount: object, language: str) -> str:
    value = Decimal(str(amount)).normalize()
    return write_number(value, language, min(4, max(0, -int(value.as_tuple().exponent))))


def value_name(fact: str, value: str, language: str) -> str:
    if fact == "legal_form":
        return legal_form(value).name(language)
    if fact == "stage":
        return stage(value).name(language)
    if fact == "seat":
        return f"{region_name(value, language)} ({value})" if region_name(value, language) != value else value
    return name_of(value, language)


def _values(text: str, language: str) -> str:
    fact, *values = text.split(_SEPARATOR)
    return ", ".join(value_name(fact, each, language) for each in values)


def _day(text: str, language: str) -> str:
    moment, hour = [*text.split(" "), ""][:2]
    return f"{day(moment, language)}, {hour}" if hour else day(moment, language)


_VOCABULARIES: Mapping[str, Vocabulary] = {
    "fact": name_of,
    "kind": name_of,
    "who": lambda text, language: name_of(text, language) if text == "applicant" else text,
    "stage": lambda text, language: value_name("stage", text, language),
    "value": _values,
    "number": plain_number,
    "percent": lambda text, language: plain_number(Decimal(text) * 100, language),
    "money": money,
    "day": _day,
}


def written_day(moment: date | str, language: str) -> str:
    return _day(str(moment), language)


@cache
def _sentences() -> Mapping[str, Text]:
    given = read_document(_FILE)["sentences"]
    return {key: read_text(_FILE.name, key, entry, _VOCABULARIES) for key, entry in given.items()}


@cache
def _names() -> Mapping[str, Text]:
    return {key: read_text(_FILE.name, key, entry) for key, entry in read_document(_FILE)["names"].items()}


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    return tuple((english, bulgarian) for english, bulgarian in read_document(_FILE)["phrases"])


@cache
def _faults() -> Mapping[str, Text]:
    return {key: read_text(_FILE.name, key, entry) for key, entry in read_document(_FILE)["faults"].items()}


def check_sentences() -> None:
    """Raises BrokenVocabulary."""
    _sentences()
    _faults()
    _names()
