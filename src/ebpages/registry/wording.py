"""Sentences for people: codes of steps, reasons, findings, properties and methods put into Bulgarian and English.

The texts are data/*.yaml. A code without wording stands for itself on a page; a test sees to it that there is none.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from ebpages.declared.schema import read_document
from ebpages.declared.text import Text, Vocabulary, read_text
from ebpages.publish.numerals import write_date
from ebpages.publish.typography import day
from ebpages.reference.activity_states import activity_state
from ebpages.reference.countries import country
from ebpages.reference.industries import industry
from ebpages.reference.intermediary_services import intermediary_service
from ebpages.reference.labels import label_scheme
from ebpages.reference.languages import language as spoken_language
from ebpages.reference.legal_forms import legal_form
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.reference.regions import region
from ebpages.reference.sectors import find_sectors, sector
from ebpages.reference.settlements import find_settlements
from ebpages.reference.size_classes import size_class
from ebpages.reference.stages import stage
from ebpages.reference.vocabulary import BrokenVocabulary, UnknownCode, in_language, read
from ebpages.registry.concepts import entry_of
from ebpages.registry.findings.finding import Finding
from ebpages.registry.identifiers_of_countries import identifier_kinds
from ebpages.registry.judgements import Reason
from ebpages.registry.own_properties import own_properties
from ebpages.sources.catalogue import UnknownSource, source
from ebpages.sources.record import Step

SEVERITIES = ("error", "warning", "note")
DATA = Path(__file__).parent / "data"
_DEFAULT = "default"
_CYRILLIC = re.compile("[\u0400-\u052f]")


@dataclass(frozen=True, slots=True)
class KindOfFinding:
    """`sentences` by case; the one for "default" serves where no case is given.

    routine: damage of print that was mended or means nothing; pages fold such findings.
    """

    code: str
    severity: str
    label: Text
    explanation: Text
    resolve: Text
    sentences: Mapping[str, Text]
    routine: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    bg: str
    en: str


@dataclass(frozen=True, slots=True)
class Method:
    label: Text
    explanation: Text


def step_sentence(step: Step, language: str) -> str:
    return _sentence(steps().get(step.code), step.code, step.params, language)


def reason_sentence(reason: Reason, language: str) -> str:
    return _sentence(reasons().get(reason.code), reason.code, reason.params, language)


def finding_sentence(finding: Finding, language: str) -> str:
    kind = kinds_of_findings().get(finding.kind)
    case = finding.param("case") or _DEFAULT
    params = (("source", finding.source), *finding.params)
    return _sentence(kind.sentences.get(case) if kind else None, finding.kind, params, language)


def finding_resolve(finding: Finding, language: str) -> str:
    """What would resolve a finding."""
    kind = kinds_of_findings().get(finding.kind)
    return kind.resolve.name(language) if kind else ""


def finding_label(kind: str, language: str) -> str:
    known = kinds_of_findings().get(kind)
    return known.label.name(language) if known else kind


def routine_kinds() -> tuple[str, ...]:
    return tuple(code for code, kind in kinds_of_findings().items() if kind.routine)


def finding_explanation(kind: str, language: str) -> str:
    """What a kind of finding means, in one sentence."""
    known = kinds_of_findings().get(kind)
    return known.explanation.name(language) if known else ""


def severity(kind: str) -> str:
    """error: an identity or a number cannot be trusted; warning: a person should look; note: worth knowing."""
    known = kinds_of_findings().get(kind)
    return known.severity if known else "warning"


def severity_label(severity: str, language: str) -> str:
    return _label(severities(), severity, language)


def property_label(code: str, language: str) -> str:
    return _label(properties(), code, language)


def method_label(code: str, language: str) -> str:
    return methods()[code].label.name(language) if code in methods() else code


def method_explanation(code: str, language: str) -> str:
    return methods()[code].explanation.name(language) if code in methods() else ""


def label_names(value: str, language: str) -> tuple[str, str]:
    """The names of the scheme and the level of a label such as "ecei:bronze"; one that is not known is its own name."""
    code, _, level = value.partition(":")
    try:
        scheme = label_scheme(code)
        return scheme.name(language), scheme.level(level).name(language)
    except UnknownCode:
        return value, ""


def list_title(slug: str, language: str) -> str:
    """The title of a list; the slug of one that does not exist."""
    try:
        return source(slug).title(language)
    except UnknownSource:
        return slug


def value_text(code: str, value: str, language: str) -> str:
    """The value of a property in words: a code of a vocabulary by its name, anything else as it is."""
    vocabulary = _VOCABULARY_OF_PROPERTY.get(code)
    return vocabulary(value, language) if vocabulary else value


@cache
def steps() -> Mapping[str, Text]:
    return _texts("steps.yaml", "sentences")


@cache
def reasons() -> Mapping[str, Text]:
    return _texts("reasons.yaml", "sentences")


@cache
def properties() -> Mapping[str, Text]:
    """Of lists, and of what organisations say of themselves; those of lists come first."""
    own = {each.code: each.label for each in own_properties()}
    return {**own, **_texts("properties.yaml", "properties")}


@cache
def severities() -> Mapping[str, Text]:
    return _texts("findings.yaml", "severities")


@cache
def methods() -> Mapping[str, Method]:
    file, given = "methods.yaml", _section("methods.yaml", "methods")
    parts = ("label", "explanation")
    return {
        code: Method(*(_text(file, f"{code}.{part}", entry.get(part)) for part in parts))
        for code, entry in given.items()
    }


@cache
def kinds_of_findings() -> Mapping[str, KindOfFinding]:
    return {
        code: _kind("findings.yaml", code, entry)
        for code, entry in _section("findings.yaml", "kinds").items()
    }


def _label(texts: Mapping[str, Text], code: str, language: str) -> str:
    return texts[code].name(language) if code in texts else code


def _sentence(text: Text | None, code: str, params: Iterable[tuple[str, str]], language: str) -> str:
    if text is None:
        return code
    given = dict(params)
    values = partial(_values_in_words, given.get("property", ""))
    return text.fill(language, given, {**_VOCABULARIES, "values": values})


def _values_in_words(code: str, joined: str, language: str) -> str:
    """Values of the sentence's own property: those of one record with "and", those that differ apart."""
    conjunction = " и " if language == "bg" else " and "
    sides = (
        [value_text(code, value, language) for value in side.split(" + ")] for side in joined.split(" ≠ ")
    )
    return "; ".join(conjunction.join(side) for side in sides)


def _word(group: str) -> Vocabulary:
    return lambda code, language: _label(_texts("steps.yaml", "words", group), code, language)


def _term(look_up: Callable[[str], Any]) -> Vocabulary:
    def name(code: str, language: str) -> str:
        try:
            return str(look_up(code).name(language))
        except UnknownCode:
            return code

    return name


def _label_name(value: str, language: str) -> str:
    return ": ".join(filter(None, label_names(value, language)))


def _phrase(text: str, language: str) -> str:
    """A remark in the language asked for, where it has been translated; the printed text otherwise."""
    phrase = _phrases().get(text.casefold())
    return in_language(language, *phrase) if phrase else text


@cache
def _phrases() -> Mapping[str, tuple[str, str]]:
    pairs = [(phrase.bg, phrase.en) for phrase in read(DATA / "phrases.yaml", Phrase).terms]
    return {text.casefold(): pair for pair in reversed(pairs) for text in pair}


def _sector(text: str, language: str) -> str:
    """A printed sector as it stands; in the other language, the names of the sectors that it names."""
    if is_in(text, language):
        return text
    return "; ".join(sector.name(language) for sector in find_sectors(text)) or text


def is_in(text: str, language: str) -> bool:
    """Whether a text is written in the letters of a language."""
    return (language == "bg") == bool(_CYRILLIC.search(text))


def _yes(_text: str, language: str) -> str:
    return in_language(language, "да", "yes")


def _seat(text: str, language: str) -> str:
    places = find_settlements(text)
    return ", ".join(place.name(language) for place in places) or text


def _date(text: str, language: str) -> str:
    """A day in ISO form as people write it; any other text as it is."""
    try:
        on = datetime.date.fromisoformat(text)
    except ValueError:
        return text
    return write_date(on, language)


def _identifier_abroad(value: str, language: str) -> str:
    """A number with the name of its kind; one of any other register as it is."""
    kind, _, number = value.partition(":")
    known = identifier_kinds().get(kind)
    return f"{known.label.name(language)}: {number}" if known and known.country else number


def _nace(code: str, language: str) -> str:
    """A NACE code with the name of its division or section."""
    return f"{code} {_term(industry)(code.partition('.')[0], language)}"


def _concept(code: str, language: str) -> str:
    """A concept of a name: the words of a glossary entry in both languages, or a spelling in Latin letters."""
    entry = entry_of(code)
    return f"{entry.bg[0]} – {entry.en[0]}" if entry else code.lstrip("~")


_VOCABULARIES: Mapping[str, Vocabulary] = {
    "problem": _word("problem"),
    "reason": _word("reason"),
    "property": property_label,
    "organisation_kind": _term(organisation_kind),
    "legal_form": _term(legal_form),
    "region": _term(region),
    "label": _label_name,
    "sector": _term(sector),
    "seat": _seat,
    "list": list_title,
    "date": _date,
    "month": day,
    "concept": _concept,
    "seats": lambda text, language: ", ".join(place.name(language) for place in find_settlements(text)),
    "stages": lambda text, language: " / ".join(_term(stage)(code, language) for code in text.split(" / ")),
    "state": _term(activity_state),
}
_VOCABULARY_OF_PROPERTY: Mapping[str, Vocabulary] = {
    "stage": _term(stage),
    "activity": _term(activity_state),
    "registry_state": _term(activity_state),
    "kind": _term(organisation_kind),
    "legal_form": _term(legal_form),
    "planning_region": _term(region),
    "label": _label_name,
    "seat": _seat,
    "sector": _sector,
    "website_absent": _yes,
    "size_class": _term(size_class),
    "intermediary_services": _term(intermediary_service),
    "country": _term(country),
    "export_markets": _term(country),
    "languages": _term(spoken_language),
    "nace": _nace,
    "identifier_abroad": _identifier_abroad,
    **dict.fromkeys(
        ("status_remark", "activity_remark", "member_remark", "member_kinds", "network"), _phrase
    ),
}


@cache
def _texts(file: str, *keys: str) -> Mapping[str, Text]:
    return {code: _text(file, code, entry) for code, entry in _section(file, *keys).items()}


@cache
def _section(file: str, *keys: str) -> Mapping[str, Any]:
    entries: Any = _document(file)
    for key in keys:
        entries = entries.get(key) if isinstance(entries, Mapping) else None
    if not isinstance(entries, Mapping) or not entries:
        raise BrokenVocabulary(
            file, ".".join(keys), "there are no entries", "Put code: {bg: …, en: …} below it"
        )
    return entries


@cache
def _document(file: str) -> Mapping[str, Any]:
    return read_document(DATA / file)


def _kind(file: str, code: str, entry: Any) -> KindOfFinding:
    given = dict(entry) if isinstance(entry, dict) else {}
    if given.get("severity") not in SEVERITIES:
        raise BrokenVocabulary(
            file,
            f"{code}.severity",
            f"it is {given.get('severity')!r}",
            f"Give one of {', '.join(SEVERITIES)}",
        )
    sentences = given.get("cases") or {_DEFAULT: given.get("sentence")}
    return KindOfFinding(
        code,
        given["severity"],
        _text(file, f"{code}.label", given.get("label")),
        _text(file, f"{code}.explanation", given.get("explanation")),
        _text(file, f"{code}.resolve", given.get("resolve")),
        {case: _text(file, f"{code}.{case}", sentence) for case, sentence in sentences.items()},
        bool(given.get("routine")),
    )


def _text(file: str, key: str, entry: Any) -> Text:
    return read_text(file, key, entry, (*_VOCABULARIES, "values"))
