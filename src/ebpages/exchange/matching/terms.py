"""What words of a text are compared by: stems in their language, and sounds that languages share."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path

from ebpages.reference import vocabulary
from ebpages.search.folding import fold, words
from ebpages.search.stemming import stem

DATA = Path(__file__).parents[1] / "data"
_LONGEST_WORD = 64
# Macedonian is stemmed as the Bulgarian that it resembles: the two share one space of stems.
_SPACES = {"mk": "bg"}
_LEAST_SOUNDS = 3
_ALIKE = 0.8  # of the sounds with their vowels: below, the consonants meet by chance, and fewer of the bilingual sample are found

# One sign for sounds that borrowed words change between languages (technology, технология, τεχνολογία, teknologji); vowels go.
_SOUNDS = {
    "б": "b", "в": "v", "г": "g", "д": "d", "ж": "j", "з": "s", "к": "k", "л": "l", "м": "m", "н": "n", "п": "p", "р": "r", "с": "s",
    "т": "t", "ф": "f", "х": "k", "ц": "s", "ч": "k", "ш": "s", "щ": "st", "ю": "u", "я": "a", "а": "a", "е": "e", "и": "i", "й": "i",
    "о": "o", "у": "u", "ъ": "a", "ь": "",
    "μπ": "b", "ντ": "d", "γκ": "g", "β": "v", "γ": "g", "δ": "d", "ζ": "s", "θ": "t", "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "ks",
    "π": "p", "ρ": "r", "σ": "s", "τ": "t", "φ": "f", "χ": "k", "ψ": "ps", "α": "a", "ε": "e", "η": "i", "ι": "i", "ο": "o", "υ": "i", "ω": "o",
    "ph": "f", "th": "t", "ch": "k", "sh": "s", "zh": "j", "xh": "j", "ck": "k", "qu": "kv", "c": "k", "q": "k", "x": "ks", "w": "v", "y": "i",
    "z": "s", "j": "i",
}  # fmt: skip
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_INNER_VOWELS = re.compile("(?<=.)[aeiou]+")
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a text: as it is written (folded), its stem, and its sounds ("" where they would tell little)."""

    word: str
    stem: str
    sounds: str


@dataclass(frozen=True, slots=True)
class _StopWords:
    language: str
    words: str


def space(language: str) -> str:
    """The language whose stems a text of `language` has."""
    return _SPACES.get(language, language)


def terms(text: str, language: str) -> tuple[Term, ...]:
    """Every word that says what the text is about, in order."""
    return tuple(found for word in words(text) if (found := term(word, language)))


def stems(text: str, language: str) -> tuple[str, ...]:
    return tuple(each.stem for each in terms(text, language))


@lru_cache(maxsize=1 << 17)
def term(word: str, language: str) -> Term | None:
    """A folded word; None for one that says nothing."""
    if word in _stop_words(language):
        return None
    key = stem(word[:_LONGEST_WORD], language)
    return Term(word[:_LONGEST_WORD], key, _sounds(key))


def _sounds(key: str) -> str:
    """The consonants of a stem, and its first vowel where it begins with one; nothing for what is too short to tell words apart."""
    if key.isdigit():
        return key
    sounds = _DOUBLED.sub(r"\1", _INNER_VOWELS.sub("", _SOUND.sub(lambda found: _SOUNDS[found.group()], key)))
    return sounds if len(sounds) >= _LEAST_SOUNDS else ""


@lru_cache(maxsize=1 << 16)
def sound_alike(stem: str, other: str) -> bool:
    """Whether two stems of the same consonants sound alike with their vowels too."""
    return SequenceMatcher(None, _spoken(stem), _spoken(other), autojunk=False).ratio() >= _ALIKE


def _spoken(key: str) -> str:
    return _DOUBLED.sub(r"\1", _SOUND.sub(lambda found: _SOUNDS[found.group()], key))


@cache
def _stop_words(language: str) -> frozenset[str]:
    listed = vocabulary.read(DATA / "stop_words.yaml", _StopWords).terms
    return frozenset(fold(word) for row in listed if row.language == language for word in row.words.split())
