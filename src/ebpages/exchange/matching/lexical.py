"""Ranking by words: BM25 for each language, a query brought into it by its stems, a glossary and words that sound alike."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from ebpages.exchange.matching.glossary import translations
from ebpages.exchange.matching.profile import Profile
from ebpages.exchange.matching.terms import Term, sound_alike, space, term
from ebpages.search.folding import words

Route = Literal["same word", "glossary", "sounds"]
Scores = npt.NDArray[np.float32]

_SATURATION = 1.6  # k1 of BM25
_LENGTH = 0.75  # b of BM25
_TELLS = float(np.log1p(9))  # rarity from which a word is a reason: at most a tenth of the profiles have it
_FEW = 10  # profiles, among which every word is one
_TITLE = 2  # a word of the title counts as so many of the summary
_UNSEEN = 10  # profiles without the word that are assumed beside those there are: in a language of two, every word would else seem common
_SOUNDS_ALIKE = 0.4  # what a word that only sounds alike is worth beside the same word
_TOO_MANY = 8  # words that sound alike: beyond, the sounds tell nothing


@dataclass(frozen=True, slots=True)
class Expansion:
    """The words of a language that answer a query, by their numbers: weight of each, what it says, and its word and route.

    information: rarity of each word of the language, as far as the query asks for it; asked: of all words of the query.
    """

    weights: dict[int, float]
    origins: dict[int, tuple[str, Route]]
    information: Scores
    asked: float


class LexicalIndex:
    """The profiles of one language.

    Robertson & Zaragoza (2009), The Probabilistic Relevance Framework; title and summary weighted before saturation, as in BM25F.
    beside: the index of the other profiles of the language, whose words count in what a word says here.
    """

    def __init__(
        self, language: str, profiles: Sequence[Profile], beside: "LexicalIndex | None" = None
    ) -> None:
        self.language = language
        self._numbers: dict[str, int] = dict(beside._numbers) if beside else {}
        self._words: list[str] = list(beside._words) if beside else []
        self._by_sounds: dict[str, list[tuple[int, str]]] = dict(beside._by_sounds) if beside else {}
        documents, self._starts, self._held = self._read(profiles)
        self._rank(documents, len(profiles), beside)

    def expand(self, asked: Iterable[Term], language: str) -> Expansion:
        weights: dict[int, float] = defaultdict(float)
        origins: dict[int, tuple[str, Route]] = {}
        total = 0.0
        for wanted, count in Counter(asked).items():
            found = self._answers(wanted, language)
            share = max(1.0, sum(weight for _, weight, _ in found))
            often = 1 + np.log(count)
            total += often * max((self.rarity[number] for number, _, _ in found), default=self._rarest)
            for number, weight, route in found:
                weights[number] += float(often) * weight / share
                origins.setdefault(number, (wanted.word, route))
        information = np.zeros(len(self._words), np.float32)
        numbers = np.fromiter(weights, np.int32, len(weights))
        shares = np.fromiter(weights.values(), np.float32, len(weights))
        information[numbers] = np.minimum(shares, 1) * self.rarity[numbers]
        return Expansion(dict(weights), origins, information, float(total))

    def score(self, expansion: Expansion) -> Scores:
        """BM25 of every profile."""
        scores = np.zeros(len(self._starts) - 1, dtype=np.float32)
        for number, weight in expansion.weights.items():
            start, end = self._first[number], self._first[number + 1]
            scores[self._profiles[start:end]] += np.float32(weight) * self._impacts[start:end]
        return scores

    def shares(self, expansion: Expansion, profile: int) -> tuple[float, float]:
        """How much of the query the profile has, and how much of the profile the query has, weighted by rarity (0 to 1)."""
        held = self._held[self._starts[profile] : self._starts[profile + 1]]
        here = float(expansion.information[held].sum())
        whole = float(self.rarity[held].sum())
        return min(1.0, here / expansion.asked) if expansion.asked else 0.0, here / whole if whole else 0.0

    def shared(self, expansion: Expansion, profile: int) -> list[tuple[float, str, str, Route]]:
        """(what it weighs, word of the query, word of the profile, how they meet), the heaviest first; of words that tell something."""
        few = self._of_all < _FEW
        held = self._held[self._starts[profile] : self._starts[profile + 1]]
        shared = (
            (
                expansion.weights[number] * float(self.rarity[number]),
                *expansion.origins[number],
                self._words[number],
            )
            for number in map(int, held)
            if number in expansion.weights and (few or self.rarity[number] >= _TELLS)
        )
        return [(weight, asked, word, route) for weight, asked, route, word in sorted(shared, reverse=True)]

    def _answers(self, wanted: Term, language: str) -> list[tuple[int, float, Route]]:
        here, there = space(language), space(self.language)
        if here == there and wanted.stem in self._numbers:
            return [(self._numbers[wanted.stem], 1.0, "same word")]
        if language == self.language:
            return []
        meant = () if here == there else translations(wanted.stem, here, there)
        found: list[tuple[int, float, Route]] = [
            (self._numbers[stem], weight, "glossary") for stem, weight in meant if stem in self._numbers
        ]
        alike = self._by_sounds.get(wanted.sounds, []) if wanted.sounds else []
        if len(alike) <= _TOO_MANY:
            known = {number for number, _, _ in found}
            found += [
                (number, _SOUNDS_ALIKE, "sounds")
                for number, stem in alike
                if number not in known and sound_alike(wanted.stem, stem)
            ]
        return found

    def _read(
        self, profiles: Sequence[Profile]
    ) -> tuple[list[Counter[int]], npt.NDArray[np.int64], npt.NDArray[np.int32]]:
        """The words of each profile, counted; and as numbers one after the other, with where each profile's begin."""
        documents: list[Counter[int]] = []
        starts, held = array("q", [0]), array("i")
        numbers: dict[str, int | None] = {}  # by word as written: most words of a profile stood in one before
        for profile in profiles:
            counts: Counter[int] = Counter()
            for text, weight in ((profile.title, _TITLE), (profile.summary, 1)):
                for word in words(text):
                    if word not in numbers:
                        numbers[word] = self._number(term(word, self.language))
                    if (number := numbers[word]) is not None:
                        counts[number] += weight
            documents.append(counts)
            held.extend(counts)
            starts.append(len(held))
        return documents, np.frombuffer(starts, np.int64), np.frombuffer(held, np.int32)

    def _number(self, found: Term | None) -> int | None:
        if found is None:
            return None
        number = self._numbers.setdefault(found.stem, len(self._words))
        if number == len(self._words):
            self._words.append(found.word)
            if found.sounds:
                # a list of its own: another index may read the one there was
                self._by_sounds[found.sounds] = [*self._by_sounds.get(found.sounds, ()), (number, found.stem)]
        return number

    def _rank(self, documents: Sequence[Counter[int]], count: int, beside: "LexicalIndex | None") -> None:
        """Impacts of all words on all profiles, word by word."""
        words = self._held
        often = np.fromiter(
            (often for counts in documents for often in counts.values()), np.float32, len(words)
        )
        which = np.repeat(np.arange(count, dtype=np.int32), np.diff(self._starts))
        lengths = np.bincount(which, often, count) if count else np.zeros(0)
        in_how_many = np.bincount(words, minlength=len(self._words))
        self._of_all, self._in_how_many, self._length = count, in_how_many, float(lengths.sum())
        if beside:
            self._in_how_many = in_how_many.copy()
            self._in_how_many[: len(beside._in_how_many)] += beside._in_how_many
            self._of_all, self._length = count + beside._of_all, self._length + beside._length
        others = self._of_all + _UNSEEN
        self.rarity = np.log1p((others - self._in_how_many + 0.5) / (self._in_how_many + 0.5)).astype(
            np.float32
        )
        self._rarest = float(np.log1p((others + 0.5) / 0.5))
        usual = self._length / self._of_all if self._length else 1.0
        room = _SATURATION * (1 - _LENGTH + _LENGTH * lengths / usual)
        order = np.argsort(words, kind="stable")
        self._profiles = which[order]
        full = often * (_SATURATION + 1) / (often + room[which]) * self.rarity[words]
        self._impacts = full[order].astype(np.float32)
        self._first = np.concatenate([[0], np.cumsum(in_how_many)])
