"""What a profile says, what it must say, and how much it may: rules as data, kept to before it is handed in."""

import dataclasses
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from ebpages.declared.schema import BrokenDeclaration, Declared, read_document, read_entry
from ebpages.exchange.technology_keywords import keywords
from ebpages.exchange.terms import stage_of_level, terms
from ebpages.reference.countries import countries
from ebpages.reference.key_enabling_technologies import key_enabling_technologies

RULES = Path(__file__).with_name("rules") / "profile_fields.yaml"
REQUESTS = ("TR", "BR", "RDR")  # types; all others are offers
LANGUAGES = ("bg", "en", "el", "mk", "sq")  # in which texts are written
TEXTS = ("title", "summary", "description", "advantages", "technical", "partner_role")
LONGEST_STORED = 20_000  # characters of a text in a draft: what is too long to publish is not lost
MOST_STORED = 60  # values of a list in a draft
_NACE = re.compile(r"[A-U]|\d{2}(?:\.\d{1,2})?")
_CPV = re.compile(r"\d{8}(?:-\d)?")
# Control characters but tab and line break, and marks of direction.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

StoredText = Annotated[str, Field(max_length=LONGEST_STORED)]
InForce = TypeVar("InForce", "FieldRules", "ReviewRules")
Codes = Annotated[tuple[Annotated[str, Field(max_length=300)], ...], Field(max_length=MOST_STORED)]


class Stored(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Texts(Stored):
    """What a profile says in words, in one language."""

    title: StoredText = ""
    summary: StoredText = ""
    description: StoredText = ""
    advantages: StoredText = Field(
        default="", description="What is new and better than what exists; of offers"
    )
    technical: StoredText = Field(default="", description="Technical requirements; of requests")
    partner_role: StoredText = Field(default="", description="Who is sought and what the partner would do")

    def said(self) -> Iterator[tuple[str, str]]:
        """(field, text) of what is not empty."""
        yield from ((name, text) for name in TEXTS if (text := getattr(self, name).strip()))


class Protection(Stored):
    """country: ISO 3166-1, "" where the status holds for no country in particular."""

    status: Annotated[str, Field(max_length=40)]
    country: Annotated[str, Field(max_length=2)] = ""


class Content(Stored):
    """A profile as it was saved: a draft may lack anything. Codes are those of `terms`, of the register and of `technology_keywords`.

    original: the language that the profile was written in. deadlines: days in ISO form. anonymous: no reader learns who the owner is.
    """

    type: Annotated[str, Field(max_length=3)]
    original: Annotated[str, Field(max_length=2)]
    texts: Annotated[dict[str, Texts], Field(max_length=len(LANGUAGES))] = Field(default_factory=dict)
    country: Annotated[str, Field(max_length=2)] = ""
    trl: Annotated[int, Field(ge=1, le=9)] | None = None
    stage: Annotated[str, Field(max_length=40)] = ""
    ipr: Annotated[tuple[Protection, ...], Field(max_length=MOST_STORED)] = ()
    partnership_types: Codes = ()
    partner_size: Codes = ()
    partner_countries: Codes = ()
    market_keywords: Codes = ()
    technology_keywords: Codes = ()
    kets: Codes = ()
    specialisation: Codes = ()
    nace: Codes = ()
    cpv: Codes = ()
    sdg: Codes = ()
    framework_program: Annotated[str, Field(max_length=200)] = ""
    call_identifier: Annotated[str, Field(max_length=200)] = ""
    coordinator_required: bool | None = None
    eoi_deadline: Annotated[str, Field(max_length=40)] = ""
    call_deadline: Annotated[str, Field(max_length=40)] = ""
    anonymous: bool = False

    def in_language(self, language: str) -> Texts:
        return self.texts.get(language, Texts())

    @property
    def written(self) -> Texts:
        """In the original language."""
        return self.in_language(self.original)

    @property
    def languages(self) -> tuple[str, ...]:
        """In which it has a title and a summary, the original first."""
        ready = [
            each for each in LANGUAGES if (t := self.in_language(each)).title.strip() and t.summary.strip()
        ]
        return tuple(sorted(ready, key=lambda each: each != self.original))

    @property
    def stage_now(self) -> str:
        """The stage that is said, else the one of the readiness level."""
        return self.stage or stage_of_level(self.trl)

    @property
    def is_request(self) -> bool:
        return self.type in REQUESTS


class FieldRules(Declared):
    """What profiles of each type must and may say from one day to another."""

    code: str
    valid_from: date
    valid_to: date | None
    source: str
    certainty: str
    required: tuple[str, ...]
    required_of: Mapping[str, tuple[str, ...]]
    longest: Mapping[str, int]
    most: Mapping[str, int]
    partnership_types_of: Mapping[str, tuple[str, ...]]
    months_shown: int
    told_days_before: int

    def required_fields(self, profile_type: str) -> tuple[str, ...]:
        return (*self.required, *self.required_of.get(profile_type, ()))


class ReviewRules(Declared):
    """How the scores of a review decide."""

    code: str
    valid_from: date
    valid_to: date | None
    source: str
    certainty: str
    criteria: tuple[str, ...]
    most: int
    publish_from: int
    hold_from: int
    zero_holds: bool


@cache
def _rules() -> tuple[tuple[FieldRules, ...], tuple[ReviewRules, ...]]:
    document = read_document(RULES)
    fields = [
        read_entry(RULES.name, "rule", FieldRules, n, each) for n, each in enumerate(document["rules"], 1)
    ]
    review = [
        read_entry(RULES.name, "review", ReviewRules, n, each) for n, each in enumerate(document["review"], 1)
    ]
    for each in fields:
        fields_known = {*Content.model_fields, *TEXTS}
        named = {*each.required, *(name for names in each.required_of.values() for name in names)}
        if strange := (named | {*each.longest} | {*each.most}) - fields_known:
            raise BrokenDeclaration(
                RULES.name, each.code, f"{min(strange)!r} is no field of a profile", "Correct the name"
            )
    return tuple(fields), tuple(review)


def field_rules(on: date) -> FieldRules:
    """Those in force on a day. Raises BrokenDeclaration."""
    return _in_force(_rules()[0], on)


def review_rules(on: date) -> ReviewRules:
    return _in_force(_rules()[1], on)


def _in_force(rules: Sequence[InForce], on: date) -> InForce:
    for each in rules:
        if each.valid_from <= on and (each.valid_to is None or on <= each.valid_to):
            return each
    raise BrokenDeclaration(RULES.name, "rules", f"none is in force on {on}", "Add one that is")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a profile cannot be handed in yet. code: of the sentence; field, language: where; params: what the sentence names."""

    code: str
    field: str
    language: str = ""
    params: Mapping[str, str | int] = dataclasses.field(default_factory=dict)


def problems(content: Content, on: date) -> Iterator[Problem]:
    """Everything that keeps a profile from being handed in under the rules of a day: the rules of the network, and codes that nothing knows."""
    if content.type not in terms("types"):
        yield Problem("unknown_code", "type", params={"value": content.type})
        return
    if content.original not in LANGUAGES:
        yield Problem("unknown_code", "original", params={"value": content.original})
        return
    rules = field_rules(on)
    yield from _missing(content, rules)
    yield from _too_much(content, rules)
    yield from _unseen(content)
    yield from _unknown(content)
    yield from _contradictions(content, rules, on)


def _missing(content: Content, rules: FieldRules) -> Iterator[Problem]:
    for name in rules.required_fields(content.type):
        if name in TEXTS:
            if not getattr(content.written, name).strip():
                yield Problem("missing", name, content.original)
        elif name == "stage":
            if not content.stage_now:
                yield Problem("missing", name)
        elif not getattr(content, name):
            yield Problem("missing", name)
    for language, texts in content.texts.items():
        if language != content.original and any(texts.said()):
            lacking = (name for name in ("title", "summary") if not getattr(texts, name).strip())
            yield from (Problem("missing", name, language) for name in lacking)


def _too_much(content: Content, rules: FieldRules) -> Iterator[Problem]:
    for language, texts in content.texts.items():
        for name, text in texts.said():
            if (longest := rules.longest.get(name)) and len(text) > longest:
                yield Problem("too_long", name, language, {"n": len(text), "most": longest})
    for name, most in rules.most.items():
        if len(getattr(content, name)) > most:
            yield Problem("too_many", name, params={"n": len(getattr(content, name)), "most": most})


def _unseen(content: Content) -> Iterator[Problem]:
    """Characters that no reader sees and that turn or break what others do see; none of our languages is written from the right."""
    said = [
        (name, language, text) for language, texts in content.texts.items() for name, text in texts.said()
    ]
    for name in Content.model_fields:
        value = getattr(content, name)
        said += [
            (name, "", each)
            for each in (value if isinstance(value, tuple) else (value,))
            if isinstance(each, str)
        ]
    for name, language, text in said:
        if found := sorted({f"U+{ord(each):04X}" for each in _UNSEEN.findall(text)}):
            yield Problem("unseen", name, language, {"value": ", ".join(found)})


def _unknown(content: Content) -> Iterator[Problem]:
    for name, codes in _known().items():
        said = getattr(content, name)
        values = [said] if isinstance(said, str) else list(said)
        yield from (_no_code(name, each) for each in values if each and each not in codes)
    for row in content.ipr:
        if row.status not in terms("protection"):
            yield _no_code("ipr", row.status)
        elif row.country and row.country not in _known()["country"]:
            yield _no_code("ipr", row.country)
    for name, form in (("nace", _NACE), ("cpv", _CPV)):
        wrong = (each for each in getattr(content, name) if not form.fullmatch(each))
        yield from (Problem(f"no_{name}", name, params={"value": each}) for each in wrong)
    yield from (_no_code("texts", each) for each in content.texts if each not in LANGUAGES)


def _no_code(field: str, value: str) -> Problem:
    return Problem("unknown_code", field, params={"value": value})


def _known() -> Mapping[str, Collection[str]]:
    """The codes that a field may hold."""
    of_countries = frozenset(each.code for each in countries())
    return {
        "country": of_countries,
        "partner_countries": of_countries,
        "stage": terms("stages"),
        "partnership_types": terms("forms"),
        "partner_size": terms("partner_sizes"),
        "technology_keywords": keywords(),
        "kets": frozenset(each.code for each in key_enabling_technologies()),
        "specialisation": terms("specialisation"),
        "sdg": terms("goals"),
    }


def _contradictions(content: Content, rules: FieldRules, on: date) -> Iterator[Problem]:
    allowed = rules.partnership_types_of[content.type]
    for each in content.partnership_types:
        if each in terms("forms") and each not in allowed:
            yield Problem("form_of_other_type", "partnership_types", params={"value": each})
    if content.country and content.country in content.partner_countries:
        yield Problem("own_country", "partner_countries", params={"value": content.country})
    if content.stage and content.trl and content.stage != stage_of_level(content.trl):
        yield Problem("stage_not_of_level", "stage", params={"n": content.trl})
    if content.type == "RDR":
        days = {name: _day(getattr(content, name)) for name in ("eoi_deadline", "call_deadline")}
        for name, day in days.items():
            if getattr(content, name) and day is None:
                yield Problem("no_day", name, params={"value": getattr(content, name)})
            elif day and day < on:
                yield Problem("day_past", name, params={"value": day.isoformat()})
        interest, call = days.values()
        if interest and call and interest >= call:
            yield Problem("deadlines_swapped", "eoi_deadline")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
