"""Settlements of Bulgaria and where a text names them. `EBPAGES_SETTLEMENTS` names a CSV that adds more."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from ebpages.reference import regions, vocabulary
from ebpages.reference.vocabulary import BrokenVocabulary, Vocabulary
from ebpages.reference.wordings import Found, Wordings, distinct, split

VARIABLE = "EBPAGES_SETTLEMENTS"
Kind = Literal["city", "town", "village"]
MARKS = frozenset(["гр", "град", "с", "село", "общ", "община", "town", "city", "village", "municipality"])
JOINTS = frozenset(["и", "and", "of", "обл", "област", "oblast"])
_BESIDE_PLACES = MARKS | JOINTS
_MUNICIPALITY_OF_SOFIA = ("столична",)


@dataclass(frozen=True, slots=True)
class Settlement:
    """`region` is its NUTS 3 code; `city` means the centre of an oblast.

    `needs_mark`: the name is also a word or a name of something else ("Бяла", "Рила"), so inside a
    longer text it counts only after "гр.", "с." and the like.
    """

    bg: str
    en: str
    kind: Kind
    region: str
    also: tuple[str, ...] = ()
    needs_mark: bool = False

    def name(self, language: str) -> str:
        return vocabulary.in_language(language, self.bg, self.en)


def settlements() -> tuple[Settlement, ...]:
    return _settlements(os.environ.get(VARIABLE, ""))


def find_settlements(text: str) -> tuple[Settlement, ...]:
    """Every settlement that a text names, in Bulgarian or Latin letters, in its order.

    An oblast centre right after a smaller place of its own oblast only says where that place is
    ("с. Резбарци, Кърджали") and is not returned. Of two settlements with one name, that of the oblast
    also named is meant; where the text does not tell, neither is returned.
    """
    return _find(text, os.environ.get(VARIABLE, ""))


def may_name_settlement(words: Iterable[str]) -> bool:
    """Whether any of these folded words may be the first of a settlement's name."""
    return any(map(_wordings(os.environ.get(VARIABLE, "")).begins, words))


def is_settlement(text: str) -> bool:
    """Whether a text is the name of a settlement, or of the municipality called after it, and nothing else but "гр." and the like."""
    words = split(text)
    while words and words[0] in MARKS:
        words = words[1:]
    return words in _names(os.environ.get(VARIABLE, ""))


@cache
def _names(added: str) -> frozenset[tuple[str, ...]]:
    known = {split(name) for place in _settlements(added) for name in (place.bg, place.en, *place.also)}
    return frozenset({*known, _MUNICIPALITY_OF_SOFIA})


@lru_cache(maxsize=16384)
def _find(text: str, added: str) -> tuple[Settlement, ...]:
    found = _wordings(added).find(text)
    if not found:
        return ()
    words = split(text)
    certain = found if _only_places(words, found) else tuple(hit for hit in found if _counts(words, hit))
    return distinct(_without_oblast(_unambiguous(certain)))


def _only_places(words: tuple[str, ...], found: Iterable[Found[Settlement]]) -> bool:
    covered = {position for hit in found for position in range(hit.first, hit.last + 1)}
    return all(position in covered or word in _BESIDE_PLACES for position, word in enumerate(words))


def _counts(words: tuple[str, ...], hit: Found[Settlement]) -> bool:
    return not hit.term.needs_mark or (hit.first > 0 and words[hit.first - 1] in MARKS)


def _unambiguous(found: tuple[Found[Settlement], ...]) -> list[Settlement]:
    chosen: list[Settlement] = []
    for hit in found:
        namesakes = [other for other in found if other.first == hit.first]
        elsewhere = {other.term.region for other in found if other.first != hit.first}
        if len(namesakes) == 1 or [other for other in namesakes if other.term.region in elsewhere] == [hit]:
            chosen.append(hit.term)
    return chosen


def _without_oblast(named: list[Settlement]) -> list[Settlement]:
    return [
        place
        for before, place in zip([None, *named], named, strict=False)
        if not (before and before.kind != "city" and place.kind == "city" and before.region == place.region)
    ]


@cache
def _settlements(added: str) -> tuple[Settlement, ...]:
    shipped = vocabulary.load("settlements.csv", Settlement).terms
    return (*shipped, *_read_added(Path(added))) if added else shipped


def _read_added(path: Path) -> tuple[Settlement, ...]:
    try:
        added = vocabulary.read(path, Settlement, source=VARIABLE, certainty="own")
    except OSError as error:
        raise BrokenVocabulary(
            str(path), VARIABLE, f"the file cannot be read ({error.strerror})", "Correct the path or unset it"
        ) from None
    _check(added)
    return added.terms


def _check(added: Vocabulary[Settlement]) -> None:
    oblasts = {region.code for region in regions.regions(3)}
    for place in added.terms:
        if place.region not in oblasts:
            problem = f"there is no oblast {place.region!r}"
            raise BrokenVocabulary(added.file, place.bg, problem, "Give a NUTS 3 code such as BG411")


@cache
def _wordings(added: str) -> Wordings[Settlement]:
    places = _settlements(added)
    return Wordings((name, place) for place in places for name in {place.bg, place.en, *place.also})
