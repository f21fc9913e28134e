"""What the words of a question name: sectors, stages and states of activity, in everyday words too, and places, with the words that are left."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

from ebpages.reference.activity_states import activity_states
from ebpages.reference.everyday_words import everyday_words, sectors_by_word
from ebpages.reference.regions import regions
from ebpages.reference.sectors import Sector, find_sectors
from ebpages.reference.settlements import settlements
from ebpages.reference.stages import stages
from ebpages.reference.wordings import Wordings, split, without
from ebpages.search.terms import terms_of

T = TypeVar("T")
_OBLAST = 3
_CLUSTERS = ("клъстер", "клъстери", "клъстера", "cluster", "clusters")
_JOINTS = frozenset("в във близо до край около област in near at of oblast".split())  # noqa: SIM905 reads better


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """regions: codes of the oblasts of the places named. rest: the words that name no place."""

    sectors: tuple[Sector, ...]
    regions: tuple[str, ...]
    rest: str


@lru_cache(maxsize=4096)
def read_question_words(text: str) -> QuestionWords:
    places = _places().find(text)
    taken = {position for place in places for position in range(place.first, place.last + 1)}
    left = [word for position, word in enumerate(split(text)) if position not in taken]
    rest = " ".join(word for word in left if not places or word not in _JOINTS)
    by_word = _sectors_by_term()
    meant = (
        by_word[form] for term in terms_of([rest]) for form in (term.word, *term.stems) if form in by_word
    )
    return QuestionWords(
        sectors=tuple(dict.fromkeys((*find_sectors(rest), *meant))),
        regions=tuple(dict.fromkeys(place.term for place in places)),
        rest=rest,
    )


@lru_cache(maxsize=4096)
def read_states(text: str) -> tuple[dict[str, tuple[str, ...]], str]:
    """The stages and states of activity that words name, as values of the facets `stage` and `activity`, and the words that are left."""
    found = _states().find(text)
    named: dict[str, tuple[str, ...]] = {}
    for facet, code in dict.fromkeys(each.term for each in found):
        named[facet] = (*named.get(facet, ()), code)
    return named, without(text, found) if found else text


def ends_in_everyday_word(text: str) -> bool:
    typed = terms_of([text])
    return bool(typed) and typed[-1].word in _sectors_by_term()


@cache
def _places() -> Wordings[str]:
    """Oblasts, and settlements whose names mean nothing else."""
    oblasts = ((name, each.code) for each in regions(_OBLAST) for name in (each.bg, each.en))
    towns = (
        (name, each.region)
        for each in settlements()
        if not each.needs_mark
        for name in (each.bg, each.en, *each.also)
    )
    return Wordings(_distinct((*oblasts, *towns)))


def _distinct(pairs: Iterable[tuple[str, T]]) -> Iterable[tuple[str, T]]:
    return {(name.casefold(), code): (name, code) for name, code in pairs}.values()


@cache
def _sectors_by_term() -> dict[str, Sector]:
    """Everyday words that are one word, by themselves and by their stems."""
    single = {word: sector for word, sector in sectors_by_word().items() if " " not in word}
    return {
        form: sector
        for word, sector in single.items()
        for term in terms_of([word])
        for form in (term.word, *term.stems)
    }


@cache
def _states() -> Wordings[tuple[str, str]]:
    """Only clusters have a stage: in "mature clusters" the second word says nothing more."""
    staged = (
        (phrase, ("stage", each.code))
        for each in stages()
        for word in (each.bg, each.en, *each.written, *everyday_words("stage")[each.code])
        for phrase in (
            word,
            *(f"{word} {noun}" for noun in _CLUSTERS),
            *(f"{noun} {word}" for noun in _CLUSTERS),
        )
    )
    active = (
        (word, ("activity", each.code))
        for each in activity_states()
        for word in (each.bg, each.en, *each.written, *everyday_words("activity").get(each.code, ()))
    )
    return Wordings(_distinct((*staged, *active)))
