"""The rules of matching, and what is asked of a profile: its part in the conditions, its texts and codes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from ebpages.declared.schema import BrokenDeclaration, Declared, Text, read_document, read_entry
from ebpages.exchange.facets import facets_of
from ebpages.exchange.matching.profile import Profile
from ebpages.exchange.profile import Content
from ebpages.exchange.technology_keywords import with_ancestors
from ebpages.exchange.terms import terms

RULES = Path(__file__).with_name("rules") / "matches.yaml"


class Condition(Declared):
    code: str
    valid_from: date
    valid_to: date | None
    source: str
    certainty: str
    switchable: bool
    name: Text


class RefusalReason(Declared):
    code: str
    bg: str
    en: str

    def name(self, language: str) -> str:
        return Text(self.bg, self.en).name(language)


class Exposure(Declared):
    """shown: matches in a list. of_one_owner: of them. in_one_round: watches that one profile is told to in a round of e-mails."""

    valid_from: date
    valid_to: date | None
    source: str
    certainty: str
    shown: int
    of_one_owner: int
    in_one_round: int


@dataclass(frozen=True, slots=True)
class MatchRules:
    conditions: tuple[Condition, ...]
    go_together: Mapping[str, frozenset[str]]
    reasons: Mapping[str, RefusalReason]
    exposure: Exposure


@cache
def match_rules() -> MatchRules:
    """Raises BrokenDeclaration."""
    document = read_document(RULES)
    conditions = [
        read_entry(RULES.name, "condition", Condition, n, each)
        for n, each in enumerate(document["conditions"], 1)
    ]
    together: dict[str, set[str]] = {each: {each} for each in terms("forms")}
    for one, other in document["go_together"]:
        if strange := {one, other} - {*together}:
            raise BrokenDeclaration(
                RULES.name, "go_together", f"{min(strange)!r} is no form of cooperation", "Correct it"
            )
        together[one].add(other)
        together[other].add(one)
    reasons = [
        read_entry(RULES.name, "reason", RefusalReason, n, each)
        for n, each in enumerate(document["reasons"], 1)
    ]
    return MatchRules(
        tuple(conditions),
        {form: frozenset(others) for form, others in together.items()},
        {each.code: each for each in reasons},
        read_entry(RULES.name, "exposure", Exposure, 1, document["exposure"]),
    )


@dataclass(frozen=True, slots=True)
class Party:
    """What the conditions ask of a profile. key: of the profile. owner: "" where it is not to be known. stage: its place, 0 where none is said."""

    key: int
    owner: str
    is_request: bool
    country: str
    sought: frozenset[str]
    forms: frozenset[str]
    stage: int
    expires_on: date


def party_of(key: int, content: Content, expires_on: date, owner: str = "") -> Party:
    stages = list(terms("stages"))
    return Party(
        key,
        owner,
        content.is_request,
        content.country,
        frozenset(content.partner_countries),
        frozenset(content.partnership_types),
        stages.index(content.stage_now) + 1 if content.stage_now in stages else 0,
        expires_on,
    )


def entries_of(key: int, content: Content) -> Iterator[Profile]:
    """A profile as it is matched, once in each of its languages, the original first."""
    for language in content.languages:
        texts = content.in_language(language)
        yield Profile(f"{key}/{language}", language, texts.title, texts.summary, codes_of(content))


def key_of(entry: str) -> int:
    return int(entry.partition("/")[0])


def codes_of(content: Content) -> tuple[str, ...]:
    keywords = ("/".join(reversed(with_ancestors([each]))) for each in content.technology_keywords)
    of_scheme: Mapping[str, Iterable[str]] = {
        "technology_keywords": (each for each in keywords if each),
        "nace": content.nace,
        "cpv": (each.partition("-")[0] for each in content.cpv),
        "kets": content.kets,
        "specialisation": content.specialisation,
        "sector": facets_of(content).get("sector", ()),
    }
    return tuple(f"{scheme}:{code}" for scheme, codes in of_scheme.items() for code in codes)


def spread(ranked: Iterable[int], owners: Mapping[int, str], most: int, of_one_owner: int) -> list[int]:
    """The first of a ranking, no more of one known owner than are allowed."""
    chosen: list[int] = []
    often: Counter[str] = Counter()
    for key in ranked:
        owner = owners.get(key, "")
        if owner and often[owner] >= of_one_owner:
            continue
        often[owner] += 1
        chosen.append(key)
        if len(chosen) == most:
            break
    return chosen
