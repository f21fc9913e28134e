"""Words of names that look misprinted: unknown, and a letter or two away from a word of the glossary."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from ebpages.reference.glossary import entries
from ebpages.registry.display import is_general, title_words
from ebpages.registry.names import Name, fold_name

_SHORTEST = 8  # letters: shorter words are too near to each other, and to invented names
_LONG = 12  # letters from which two may differ


def misprints(name: Name) -> Iterator[tuple[str, str]]:
    """Each word that looks misprinted, with the word that is meant; words of Bulgarian names only."""
    for word in name.words if name.language == "bg" else ():
        if meant := _meant(word):
            yield word, meant


@lru_cache(maxsize=16384)
def _meant(word: str) -> str:
    if word in title_words()["misread"]:
        return title_words()["misread"][word]
    return "" if len(word) < _SHORTEST or is_general(word, "bg", derived=False) else _nearest(word)


def _nearest(word: str) -> str:
    allowed = 2 if len(word) >= _LONG else 1
    near = (w for size in range(-allowed, allowed + 1) for w in _words()[word[0], len(word) + size])
    ranked = ((DamerauLevenshtein.distance(word, w, score_cutoff=allowed), w) for w in near)
    distance, meant = min(ranked, default=(allowed + 1, ""))
    return meant if distance <= allowed and word.rstrip("аеиоуя") != meant.rstrip("аеиоуя") else ""


@cache
def _words() -> dict[tuple[str, int], tuple[str, ...]]:
    """The words of the glossary and of titles, by first letter and length."""
    phrases = (*(phrase for entry in entries() for phrase in entry.bg), title_words()["small"]["bg"])
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for word in (w for phrase in phrases for w in fold_name(phrase).split()):
        found[word[0], len(word)].add(word)
    return defaultdict(tuple, {key: tuple(sorted(words)) for key, words in found.items()})
