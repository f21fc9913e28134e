"""Two names compared word by word: which words are equal, which the same in another spelling or another language."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from ebpages.registry.concepts import concepts, is_spelling, is_word, respelt
from ebpages.registry.names import Name, stop_words
from ebpages.search.transliteration import to_latin

SHORTEST_RESPELT = 5  # letters: two shorter words that differ in one are two words
_LONG_WORD = 9
_MOST_EDITS = 2
_OF_SEVERAL_NAMES = 3
_OF_FEW_NAMES = 5

_Concepts = list[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the distinguishing words of two names meet. Pairs are (word of one, word of the other).

    `translated`, and `left` and `right` beside it, hold concepts rather than words. `left` and `right` are what
    found no partner.
    """

    equal: tuple[str, ...] = ()
    respelt: tuple[tuple[str, str], ...] = ()
    translated: tuple[tuple[str, str], ...] = ()
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    in_order: bool = True

    @property
    def shares_words(self) -> bool:
        return bool(self.equal or self.respelt or self.translated)

    @property
    def whole(self) -> bool:
        """Every word of both names has found its partner."""
        return self.shares_words and not self.left and not self.right

    @property
    def is_translation(self) -> bool:
        return self.whole and bool(self.translated)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How much each word of all names tells: rare words tell more, in bits.

    size: how many names there are. uses, concept_uses: in how many each word and each concept stands; what is not
    counted stands in one.
    """

    size: int
    uses: Mapping[str, int]
    concept_uses: Mapping[str, int]

    @classmethod
    def of_names(cls, names: Iterable[Name]) -> "Vocabulary":
        distinct = {(name.language, name.words): name for name in names if name.words}.values()
        return cls(
            max(len(distinct), 2),
            Counter(word for name in distinct for word in set(name.words)),
            Counter(c for name in distinct for group in concepts(name) for c in group),
        )

    def bits(self, word: str) -> float:
        """log2 of how many names there are for each that holds the word."""
        return math.log2(self.size / max(self.uses.get(word, 1), 1))

    def concept_bits(self, concept: str) -> float:
        return math.log2(self.size / max(self.concept_uses.get(concept, 1), 1))

    def is_rare(self, concept: str) -> bool:
        """Whether so few names hold the concept that a person can look at them all."""
        return self.concept_uses.get(concept, 1) <= _OF_FEW_NAMES

    def is_known(self, word: str, language: str) -> bool:
        """Whether the word stands in several names or in the glossary, so that it is no slip of another word."""
        return self.uses.get(word, 1) >= _OF_SEVERAL_NAMES or is_word(word, language)


def align(one: Name, other: Name, vocabulary: Vocabulary) -> Alignment:
    """Align the words of two names: equal words first, then one word in another spelling, or in another language."""
    if one.language != other.language:
        return _align_translation(one, other)
    by_words = _align_words(one, other, vocabulary)
    if one.language == "en" and by_words.left and by_words.right:  # two translations of one Bulgarian name
        by_concepts = _align_concepts(concepts(one), concepts(other))
        return by_concepts if by_concepts.whole else by_words
    return by_words


@dataclass(frozen=True, slots=True)
class Words:
    """What of a Bulgarian name tells quickly whether aligning it is worth while.

    strange, known: the words long enough to be another one in another spelling, by whether anybody knows them.
    """

    words: frozenset[str]
    letters: int
    strange: tuple[str, ...]
    known: tuple[str, ...]


def words_of(name: Name, vocabulary: Vocabulary) -> Words | None:
    """None for names that may align in more ways: those in English, and those that repeat a word."""
    words = frozenset(name.words)
    if name.language == "en" or len(words) < len(name.words):
        return None
    long = [word for word in words if len(word) >= SHORTEST_RESPELT]
    known = tuple(word for word in long if vocabulary.is_known(word, name.language))
    return Words(words, len(name.key), tuple(word for word in long if word not in known), known)


def only_in_common(one: Words, other: Words) -> frozenset[str] | None:
    """The words that two names share, where they align in no other way; None where they may."""
    common = one.words & other.words
    if len(common) < len(one.words) and len(common) < len(other.words):
        if one.letters == other.letters:  # one may write in two words what the other writes in one
            return None
        if _may_be_respelt(one.strange, (*other.strange, *other.known), common):
            return None
        if _may_be_respelt(other.strange, one.known, common):
            return None
    return common


def _may_be_respelt(words: Sequence[str], others: Sequence[str], common: frozenset[str]) -> bool:
    return any(
        abs(len(word) - len(other)) <= _MOST_EDITS and other not in common and few_edits(word, other)
        for word in words
        if word not in common
        for other in others
    )


def _align_words(one: Name, other: Name, vocabulary: Vocabulary) -> Alignment:
    left, right = list(one.words), list(other.words)
    equal = tuple(word for word in one.words if _take(right, word) and _take(left, word))
    respelt = []
    for word in tuple(left) if right else ():
        partner = next((w for w in right if _is_respelt(word, w, one.language, vocabulary)), None)
        if partner is not None:
            left.remove(word)
            right.remove(partner)
            respelt.append((word, partner))
    if "".join(left) == "".join(right):  # a word that the other name writes in two ("електро технологии")
        left, right = [], []
    in_order = not equal or ([w for w in one.words if w in equal] == [w for w in other.words if w in equal])
    return Alignment(equal, tuple(respelt), (), tuple(left), tuple(right), in_order)


def _take(words: list[str], word: str) -> bool:
    if word in words:
        words.remove(word)
        return True
    return False


def _is_respelt(word: str, other: str, language: str, vocabulary: Vocabulary) -> bool:
    """Whether two words are one in two spellings. Two known words are two words.

    Beside a known word a few wrong letters are a slip; of two words that nobody knows more is asked.
    """
    if min(len(word), len(other)) < SHORTEST_RESPELT or abs(len(word) - len(other)) > _MOST_EDITS:
        return False
    known, other_known = vocabulary.is_known(word, language), vocabulary.is_known(other, language)
    if (known and other_known) or not few_edits(word, other):
        return False
    return known or other_known or _one_slip(word, other)


def _align_translation(one: Name, other: Name) -> Alignment:
    """By concepts; or by spelling alone, where a phrase of the glossary was only written in other letters."""
    by_concepts = _align_concepts(concepts(one), concepts(other))
    if by_concepts.whole:
        return by_concepts
    by_spelling = _align_concepts(_spellings(one), _spellings(other))
    return by_spelling if by_spelling.whole else by_concepts


def _spellings(name: Name) -> _Concepts:
    return [frozenset({respelt(word)}) for word in name.words if word not in _latin_stop_words()]


@cache
def _latin_stop_words() -> frozenset[str]:
    return frozenset(to_latin(word) for word in stop_words())


def _align_concepts(one: Iterable[frozenset[str]], other: Iterable[frozenset[str]]) -> Alignment:
    """Order tells nothing here: languages put their words differently."""
    left, right = list(one), list(other)
    translated = []
    for group in tuple(left):
        partner = next((g for g in right if _same_concept(group, g)), None)
        if partner is not None:
            left.remove(group)
            right.remove(partner)
            translated.append((min(group & partner or group), min(partner)))
    return Alignment(translated=tuple(translated), left=tuple(map(min, left)), right=tuple(map(min, right)))


def _same_concept(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two words share a concept, or are one word of no glossary with a slip in it."""
    if one & other:
        return True
    spelt = (
        min(one),
        min(other),
    )  # a group that holds more than a spelling begins with an entry of the glossary
    return all(is_spelling(c) and len(c) > SHORTEST_RESPELT for c in spelt) and _one_slip(*spelt)


def few_edits(one: str, other: str) -> bool:
    """Whether two words differ in no more than one letter, or two where both are long."""
    allowed = 1 if min(len(one), len(other)) < _LONG_WORD else _MOST_EDITS
    return DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter differs, or letters are lost inside a word; another ending makes another name."""
    if not few_edits(one, other):
        return False
    return DamerauLevenshtein.distance(one, other) == 1 or _letters_lost(one, other)


def _letters_lost(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    remaining = iter(long)
    return short[0] == long[0] and short[-1] == long[-1] and all(letter in remaining for letter in short)
