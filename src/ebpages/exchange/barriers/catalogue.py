"""The catalogue of barriers as declared."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from ebpages.declared.schema import BrokenDeclaration, Declared, Text, read_document, read_entry, refuse_twice
from ebpages.declared.text import read_text
from ebpages.reference.vocabulary import in_language

RULES = Path(__file__).parents[1] / "rules" / "barriers.yaml"


class GuidePlace(Declared):
    """words: as the guide has them. section: its heading there."""

    page: int
    section: str
    words: str


class BarrierSource(Declared):
    certainty: Literal["official", "published", "own", "unverified"]
    bg: str
    en: str

    def name(self, language: str) -> str:
        return in_language(language, self.bg, self.en)


class SuggestedWhen(Declared):
    """when: fact of a profile -> its values; all must hold. bg, en: why, as the end of a sentence."""

    when: Annotated[Mapping[str, tuple[str, ...]], Field(min_length=1)]
    bg: str
    en: str

    def why(self, language: str) -> str:
        return in_language(language, self.bg, self.en)


class Barrier(Declared):
    code: str
    group: str
    level: str
    phases: Annotated[tuple[str, ...], Field(min_length=1)]
    name: Text
    measures: Annotated[tuple[Text, ...], Field(min_length=1)]
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    guide: GuidePlace | None = None
    suggested: tuple[SuggestedWhen, ...] = ()


@dataclass(frozen=True, slots=True)
class BarrierRules:
    sources: Mapping[str, BarrierSource]
    groups: Mapping[str, Text]
    levels: Mapping[str, Text]
    phases: Mapping[str, Text]
    facts: Mapping[str, Text]
    barriers: Mapping[str, Barrier]


@cache
def barrier_rules() -> BarrierRules:
    """Raises BrokenDeclaration."""
    document = read_document(RULES)
    barriers = [
        read_entry(RULES.name, "barrier", Barrier, n, e) for n, e in enumerate(document["barriers"], 1)
    ]
    refuse_twice(RULES.name, "barrier", (each.code for each in barriers))
    rules = BarrierRules(
        sources={
            code: read_entry(RULES.name, "source", BarrierSource, n, entry)
            for n, (code, entry) in enumerate(document["sources"].items(), 1)
        },
        groups=_texts(document, "groups"),
        levels=_texts(document, "levels"),
        phases=_texts(document, "phases"),
        facts=_texts(document, "facts"),
        barriers={each.code: each for each in barriers},
    )
    for each in barriers:
        asked = (fact for suggested in each.suggested for fact in suggested.when)
        for known, used in (
            (rules.groups, (each.group,)),
            (rules.levels, (each.level,)),
            (rules.phases, each.phases),
            (rules.sources, each.sources),
            (rules.facts, asked),
        ):
            if strange := {*used} - {*known}:
                raise BrokenDeclaration(
                    RULES.name, f"barrier {each.code!r}", f"nothing is called {min(strange)!r}", "Correct it"
                )
    return rules


def _texts(document: Mapping[str, Any], section: str) -> Mapping[str, Text]:
    return {code: read_text(RULES.name, code, entry) for code, entry in document[section].items()}
