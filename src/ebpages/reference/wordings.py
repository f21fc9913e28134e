"""Finds the terms that a printed text names: whole words, any case, the longest wording first."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
Words = tuple[str, ...]
_Wording = tuple[tuple[int, int, int], Words, T]
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    term: T
    first: int
    last: int


def split(text: str) -> Words:
    """The words of a text in lower case, without punctuation."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def without(text: str, found: Iterable[Found[T]]) -> str:
    """The words of a text that stand outside of what was found in it, as they are written."""
    words, written = split(text), tuple(_WORD.findall(unicodedata.normalize("NFKC", text)))
    taken = {position for each in found for position in range(each.first, each.last + 1)}
    shown = written if len(written) == len(words) else words  # folding case may part a word in two
    return " ".join(word for position, word in enumerate(shown) if position not in taken)


class Wordings(Generic[T]):
    """Wordings and what they stand for. A word of a wording that ends in `*` stands for all its endings."""

    def __init__(self, pairs: Iterable[tuple[str, T]]) -> None:
        self._by_word: dict[str, list[_Wording[T]]] = defaultdict(list)
        self._by_start: dict[str, list[_Wording[T]]] = defaultdict(list)  # those whose first word ends in *
        for order, (wording, term) in enumerate(pairs):
            pattern = tuple(wording.casefold().split()) if "*" in wording else split(wording)
            rank = (-len(pattern), -sum(map(len, pattern)), order)
            first = pattern[0]
            kept = self._by_start[_start(first)] if first.endswith("*") else self._by_word[first]
            kept.append((rank, pattern, term))
        for candidates in (*self._by_word.values(), *self._by_start.values()):
            candidates.sort(key=_rank)

    def find(self, text: str) -> tuple[Found[T], ...]:
        """Every term named, in the order of the text, never two over the same word."""
        words = split(text)
        found: list[Found[T]] = []
        position = 0
        while position < len(words):
            hits = self._at(words, position) if self.begins(words[position]) else []
            found.extend(hits)
            position = hits[0].last + 1 if hits else position + 1
        return tuple(found)

    def begins(self, word: str) -> bool:
        """Whether any wording may begin with a word of `split`; most words of a long list begin none."""
        return word in self._by_word or _start(word) in self._by_start

    def _at(self, words: Words, position: int) -> list[Found[T]]:
        hits: list[Found[T]] = []
        word = words[position]
        candidates = self._by_word.get(word, [])
        if others := self._by_start.get(_start(word)):
            candidates = sorted([*candidates, *others], key=_rank)
        for _, pattern, term in candidates:
            if hits and len(pattern) < hits[0].last - hits[0].first + 1:
                break
            window = words[position : position + len(pattern)]
            if len(window) == len(pattern) and all(map(_fits, pattern, window)):
                hits.append(Found(term, position, position + len(pattern) - 1))
        return hits


def distinct(found: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(found))


def _rank(wording: _Wording[T]) -> tuple[int, int, int]:
    """The longest wording first."""
    return wording[0]


def _start(word: str) -> str:
    return word[:2]


def _fits(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
