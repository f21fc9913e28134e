"""What a word is indexed and looked up under: itself, its stems, and its keys across spellings and alphabets."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ebpages.search.folding import script, words
from ebpages.search.skeleton import skeletons
from ebpages.search.stemming import stem
from ebpages.search.transliteration import to_cyrillic

LONGEST_WORD = 64
_MOST_READINGS = 4
_LANGUAGES = {"cyrillic": ("bg",), "latin": ("en",)}


@dataclass(frozen=True, slots=True)
class Terms:
    word: str
    stems: tuple[str, ...]
    keys: tuple[str, ...]


def terms_of(texts: Iterable[str]) -> tuple[Terms, ...]:
    """The terms of every word of the texts, in order."""
    return tuple(term for text in texts for term in _terms_of(text))


@lru_cache(maxsize=4096)
def _terms_of(text: str) -> tuple[Terms, ...]:
    """Many documents hold the same phrases: the words by which people ask for a sector or an oblast."""
    return tuple(terms(word[:LONGEST_WORD]) for word in words(text))


def terms_of_codes(codes: Iterable[str]) -> tuple[Terms, ...]:
    """The terms of identifiers and acronyms: what holds a digit is looked for as it is written, and in no other way."""
    found = (word[:LONGEST_WORD] for code in codes for word in words(code))
    return tuple(terms(word) if word.isalpha() else Terms(word, (), ()) for word in found)


@lru_cache(maxsize=65536)
def terms(word: str) -> Terms:
    """The terms of one folded word; a word in Latin letters is also stemmed as the Bulgarian that it may stand for."""
    alphabet = next((script(letter) for letter in word if letter.isalpha()), "")
    readings = to_cyrillic(word)[:_MOST_READINGS] if alphabet == "latin" else (word,)
    spellings = [word, *(stem(reading, "bg") for reading in readings)]
    keys = dict.fromkeys(key for spelling in spellings for key in skeletons(spelling))
    languages = _LANGUAGES.get(alphabet, ())
    return Terms(word, tuple(stem(word, language) for language in languages), tuple(keys))
