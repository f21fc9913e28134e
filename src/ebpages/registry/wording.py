"""Sentences for people: codes of steps, reasons, findings, properties and methods put into Bulgarian and English.

The texts are data/*.yaml. A code without wording stands for itself on a page; a test sees to it that there is none.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import yaml

from ebpages.reference.activity_states import activity_state
from ebpages.reference.labels import label_scheme
from ebpages.reference.legal_forms import legal_form
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.reference.regions import region
from ebpages.reference.settlements import find_settlements
from ebpages.reference.stages import stage
from ebpages.reference.vocabulary import LANGUAGES, BrokenVocabulary, UnknownCode
from ebpages.registry.concepts import entry_of
from ebpages.registry.findings.finding import Finding
from ebpages.registry.judgements import Reason
from ebpages.sources.catalogue import UnknownSource, source
from ebpages.sources.record import Step

SEVERITIES = ("error", "warning", "note")
_DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Text:
    bg: str
    en: str

    def name(self, language: str) -> str:
        return self.bg if language == "bg" else self.en


@dataclass(frozen=True, slots=True)
class KindOfFinding:
    """`sentences` by case; the one for "default" serves where no case is given."""

    code: str
    severity: str
    label: Text
    explanation: Text
    resolve: Text
    sentences: Mapping[str, Text]


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
    found = kinds_of_findings().get(kind)
    return found.label.name(language) if found else kind


def finding_explanation(kind: str, language: str) -> str:
    """What a kind of finding means, in one sentence."""
    found = kinds_of_findings().get(kind)
    return found.explanation.name(language) if found else ""


def severity(kind: str) -> str:
    """error: an identity or a number cannot be trusted; warning: a person should look; note: worth knowing."""
    found = kinds_of_findings().get(kind)
    return found.severity if found else "warning"


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


def value_text(code: str, value: str, language: str) -> str:
    """The value of a property in words: a code of a vocabulary by its name, anything else as it is."""
    vocabulary = _OF_PROPERTY.get(code)
    return vocabulary(value, language) if vocabulary else value


@cache
def steps() -> Mapping[str, Text]:
    return _texts("steps.yaml", "sentences")


@cache
def reasons() -> Mapping[str, Text]:
    return _texts("reasons.yaml", "sentences")


@cache
def properties() -> Mapping[str, Text]:
    return _texts("properties.yaml", "properties")


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
    return _Filler(language, dict(params)).vformat(text.name(language), (), {}) if text else code


class _Filler(Formatter):
    """Fills the placeholders of a sentence; what stands behind a colon names the vocabulary of the param."""

    def __init__(self, language: str, params: Mapping[str, str]) -> None:
        self._language, self._params = language, params

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> str:
        return self._params.get(str(key), "")

    def format_field(self, value: str, format_spec: str) -> str:
        if format_spec == "values":
            return self._values(value)
        return _VOCABULARIES[format_spec](value, self._language) if format_spec else value

    def _values(self, joined: str) -> str:
        """Values of the sentence's own property: those of one record with "and", those that differ apart."""
        code, conjunction = self._params.get("property", ""), " и " if self._language == "bg" else " and "
        sides = (
            [value_text(code, value, self._language) for value in s.split(" + ")] for s in joined.split(" ≠ ")
        )
        return "; ".join(conjunction.join(side) for side in sides)


def _word(group: str) -> Callable[[str, str], str]:
    return lambda code, language: _label(_texts("steps.yaml", "words", group), code, language)


def _term(look_up: Callable[[str], Any]) -> Callable[[str, str], str]:
    def name(code: str, language: str) -> str:
        try:
            return str(look_up(code).name(language))
        except UnknownCode:
            return code

    return name


def list_title(slug: str, language: str) -> str:
    try:
        return source(slug).title(language)
    except UnknownSource:
        return slug


def _label_name(value: str, language: str) -> str:
    return ": ".join(filter(None, label_names(value, language)))


def _seat(text: str, language: str) -> str:
    found = find_settlements(text)
    return found[0].name(language) if len(found) == 1 else text


def _date(text: str, language: str) -> str:
    """A day in ISO form as people write it; any other text as it is."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day:%d.%m.%Y} г." if language == "bg" else f"{day.day} {day:%B %Y}"


def _concept(code: str, language: str) -> str:
    """A concept of a name: the words of a glossary entry in both languages, or a spelling in Latin letters."""
    entry = entry_of(code)
    return f"{entry.bg[0]} – {entry.en[0]}" if entry else code.lstrip("~")


_VOCABULARIES: Mapping[str, Callable[[str, str], str]] = {
    "problem": _word("problem"),
    "reason": _word("reason"),
    "property": property_label,
    "organisation_kind": _term(organisation_kind),
    "legal_form": _term(legal_form),
    "region": _term(region),
    "label": _label_name,
    "seat": _seat,
    "list": list_title,
    "date": _date,
    "concept": _concept,
}
_OF_PROPERTY: Mapping[str, Callable[[str, str], str]] = {
    "stage": _term(stage),
    "activity": _term(activity_state),
    "registry_state": _term(activity_state),
    "kind": _term(organisation_kind),
    "legal_form": _term(legal_form),
    "planning_region": _term(region),
    "label": _label_name,
    "seat": _seat,
}


@cache
def _texts(file: str, *keys: str) -> Mapping[str, Text]:
    return {code: _text(file, code, entry) for code, entry in _section(file, *keys).items()}


@cache
def _section(file: str, *keys: str) -> dict[str, Any]:
    found: Any = _document(file)
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, dict) or not found:
        raise BrokenVocabulary(
            file, ".".join(keys), "there are no entries", "Put code: {bg: …, en: …} below it"
        )
    return found


@cache
def _document(file: str) -> Any:
    text = files("ebpages.registry").joinpath(f"data/{file}").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe


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
    )


def _text(file: str, key: str, entry: Any) -> Text:
    """Check one wording: both languages, the same placeholders in both, and vocabularies that exist."""
    if (
        not isinstance(entry, dict)
        or {*entry} != {*LANGUAGES}
        or not all(isinstance(t, str) for t in entry.values())
    ):
        raise BrokenVocabulary(
            file, key, "the wording is not a bg and an en text", "Write bg: … and en: …, quoted"
        )
    text = Text(entry["bg"], entry["en"])
    if placeholders(text.bg) != placeholders(text.en):
        raise BrokenVocabulary(file, key, "bg and en have different placeholders", "Use the same in both")
    strange = {spec for _, spec in placeholders(text.bg)} - _VOCABULARIES.keys() - {"", "values"}
    if strange:
        known = ", ".join(_VOCABULARIES)
        raise BrokenVocabulary(file, key, f"{min(strange)!r} is no vocabulary", f"Use one of {known}")
    return text


def placeholders(text: str) -> frozenset[tuple[str, str]]:
    """The params that a sentence needs, each with its vocabulary."""
    return frozenset((name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None)
