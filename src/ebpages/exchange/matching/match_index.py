"""The profiles that can be matched, in memory: which of them fit a text or a profile, in any language, and why."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import groupby, islice

import numpy as np
import numpy.typing as npt

from ebpages.exchange.matching.embedding import Vectors
from ebpages.exchange.matching.fusion import USUAL, Floats, both_ways, heard_by_neighbours, standardise
from ebpages.exchange.matching.lexical import Expansion, LexicalIndex, Route
from ebpages.exchange.matching.profile import Profile, lineage
from ebpages.exchange.matching.terms import terms

_CANDIDATES = 100
_TOO_FEW = 2  # vectors whose mean is hardly more than themselves
_MOST_TERMS = 8
_STANDS_OUT = 2.0  # standard deviations above what is usual from which on a meaning is a reason
_CODES = 1.0  # what sharing all codes adds, in standard deviations of the others
_NOWHERE = np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True)
class SharedTerm:
    """asked: the word of the text; found: that of the profile; route: how they were brought together."""

    asked: str
    found: str
    route: Route


@dataclass(frozen=True, slots=True)
class Reasons:
    """codes: what both have in common, each as the nearest common ancestor; meaning: whether the texts stand out as alike in meaning."""

    terms: tuple[SharedTerm, ...] = ()
    codes: tuple[str, ...] = ()
    meaning: bool = False

    @property
    def tell(self) -> bool:
        """Whether words and codes say enough: one word alone is chance, and so are words that only sound alike."""
        return bool(self.codes) or len({each.asked for each in self.terms if each.route != "sounds"}) > 1


@dataclass(frozen=True, slots=True)
class Match:
    """score: orders the matches of one text, and is no probability."""

    profile: Profile
    score: float
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class _Question:
    """A text with what is known of it, made ready for every language of the index."""

    expansions: list[Expansion]
    words: Floats
    meaning: Floats | None  # cosines
    stands_out: Floats | None  # the same, from what is usual in each language
    shared_codes: Floats | None
    codes: tuple[str, ...]


class MatchIndex:
    """profiles in any order, with a row of `vectors` for each; a row of zeros where the meaning is still being worked out."""

    def __init__(self, profiles: Sequence[Profile], vectors: Vectors | None = None) -> None:
        order = _by_language(profiles)
        self.profiles = [profiles[place] for place in order]
        self._languages: list[slice] = []
        self._newer: list[tuple[slice, int | None]] = []
        self._lexical: list[LexicalIndex] = []
        for language, part in _parts(self.profiles):
            self._languages.append(part)
            self._lexical.append(LexicalIndex(language, self.profiles[part]))
        self._coded = _coded(self.profiles)
        self._means: dict[str, Floats] = {}
        self._vectors = self._centred(vectors[order]) if vectors is not None and len(vectors) else None
        self._newer_vectors: Vectors = np.zeros((0, 0), np.float32)

    def with_newer(self, profiles: Sequence[Profile], vectors: Vectors | None = None) -> "MatchIndex":
        """An index with more profiles behind its own, of which only these are read.

        Their words say what they say in all; what is usual in a language, and the words of the others, are as they were before, so that scores
        differ from those of an index made anew by as little as the few change them. To be asked of an index that is not empty and was made whole.
        """
        whole, count = copy(self), len(self.profiles)
        order = _by_language(profiles)
        newer = [profiles[place] for place in order]
        whole.profiles = [*self.profiles, *newer]
        known = {index.language: place for place, index in enumerate(self._lexical)}
        whole._newer, whole._lexical = [], list(self._lexical)
        for language, part in _parts(newer):
            place = known.get(language)
            beside = None if place is None else self._lexical[place]
            whole._newer.append((slice(count + part.start, count + part.stop), place))
            whole._lexical.append(LexicalIndex(language, newer[part], beside))
        whole._coded = self._coded | {
            step: np.concatenate([self._coded.get(step, _NOWHERE), places + np.int32(count)])
            for step, places in _coded(newer).items()
        }
        if self._vectors is not None:
            whole._newer_vectors = np.zeros((len(newer), self._vectors.shape[1]), np.float32)
            for place, at in enumerate(order):
                if vectors is not None and vectors[at].any():
                    whole._newer_vectors[place] = _unit(vectors[at] - self._mean(newer[place].language))
        return whole

    def rank(self, text: str, language: str, vector: Floats | None = None) -> list[str]:
        """The ids of all profiles, the best first."""
        scores = self._scores(self._ask(text, language, vector))
        best = self._best(scores)
        rest = (place for place in np.argsort(-scores, kind="stable") if place not in best)
        return [self.profiles[place].id for place in (*best, *rest)]

    def search(self, text: str, language: str, vector: Floats | None = None, most: int = 20) -> list[Match]:
        """The profiles that fit a text best."""
        question = self._ask(text, language, vector)
        best = self._best(self._scores(question))
        found = (self._match(question, place, score) for place, score in best.items())
        return list(islice((match for match in found if vector is not None or match.reasons.terms), most))

    def match(
        self,
        profile: Profile,
        vector: Floats | None = None,
        most: int = 20,
        among: npt.NDArray[np.bool_] | None = None,
    ) -> list[Match]:
        """The profiles that fit another one best: those that it looks for and that would look for it.

        among: for each of `profiles`, whether it may be one of them.
        """
        question = self._ask(profile.text, profile.language, vector, profile.codes)
        best = self._best(self._scores(question), among)
        others = (place for place in best if self.profiles[place].id != profile.id)
        both = {place: score for place in others if (score := self._both_ways(question, place))}
        ranked = sorted(both, key=lambda place: (-both[place], -best[place], place))
        return [self._match(question, place, both[place]) for place in ranked[:most]]

    def _ask(self, text: str, language: str, vector: Floats | None, codes: tuple[str, ...] = ()) -> _Question:
        asked = terms(text, language)
        expansions = [part.expand(asked, language) for part in self._lexical]
        scores = [part.score(expansion) for part, expansion in zip(self._lexical, expansions, strict=True)]
        words = np.concatenate(scores) if scores else np.zeros(0, np.float32)
        meaning = stands_out = None
        if vector is not None and self._vectors is not None:
            wanted = _unit(vector - self._mean(language))
            meaning = self._vectors @ wanted
            if self._newer:
                meaning = np.concatenate([meaning, self._newer_vectors @ wanted])
            stands_out = standardise(meaning, self._languages, self._newer)
        shared = self._shared_codes(codes) if codes else None
        standing = standardise(words, self._languages, self._newer)
        return _Question(expansions, standing, meaning, stands_out, shared, codes)

    def _scores(self, question: _Question) -> Floats:
        """How well each profile answers, in standard deviations."""
        scores = question.words
        if question.stands_out is not None:
            scores = (scores + question.stands_out) / np.float32(2)
        if question.shared_codes is not None:
            scores = scores + question.shared_codes * np.float32(_CODES)
        return scores

    def _best(self, scores: Floats, among: npt.NDArray[np.bool_] | None = None) -> dict[int, float]:
        """The places of the candidates with their scores, the best first; where vectors are known, their neighbours are heard."""
        best = np.arange(len(scores)) if among is None else np.flatnonzero(among)
        if len(best) > _CANDIDATES:
            best = np.sort(best[np.argpartition(-scores[best], _CANDIDATES - 1)[:_CANDIDATES]])
        best = best[np.argsort(-scores[best], kind="stable")]
        heard = scores[best]
        if self._vectors is not None:
            heard = heard_by_neighbours(heard, self._vectors_at(best))
        return {int(best[place]): float(heard[place]) for place in np.argsort(-heard, kind="stable")}

    def _both_ways(self, question: _Question, place: int) -> float:
        """How well each answers the other, between 0 and 1: by words one way and the other; meaning is the same both ways."""
        part, within = self._part(place)
        there, back = self._lexical[part].shares(question.expansions[part], within)
        meaning = max(0.0, float(question.meaning[place])) if question.meaning is not None else 0.0
        codes = float(question.shared_codes[place]) if question.shared_codes is not None else 0.0
        return both_ways(there + meaning + codes, back + meaning + codes) / 3

    def _match(self, question: _Question, place: int, score: float) -> Match:
        part, within = self._part(place)
        shared = self._lexical[part].shared(question.expansions[part], within)
        words = tuple(SharedTerm(asked, found, route) for _, asked, found, route in shared[:_MOST_TERMS])
        theirs = {step for code in self.profiles[place].codes for step in lineage(code)}
        nearest = (next((step for step in lineage(code) if step in theirs), "") for code in question.codes)
        codes = tuple(dict.fromkeys(code for code in nearest if code))
        stands_out = question.stands_out is not None and bool(question.stands_out[place] >= _STANDS_OUT)
        return Match(self.profiles[place], score, Reasons(words, codes, stands_out))

    def _part(self, place: int) -> tuple[int, int]:
        """The number of the lexical index that has a profile, and its place there."""
        parts = (*self._languages, *(part for part, _place in self._newer))
        return next((number, place - part.start) for number, part in enumerate(parts) if place < part.stop)

    def _vectors_at(self, places: npt.NDArray[np.intp]) -> Vectors:
        assert self._vectors is not None
        if not self._newer:
            return self._vectors[places]
        count = len(self._vectors)
        rows = self._vectors[np.minimum(places, count - 1)]
        rows[places >= count] = self._newer_vectors[places[places >= count] - count]
        return rows

    def _shared_codes(self, codes: tuple[str, ...]) -> Floats:
        """For each profile the share of the information in `codes` that it has too (Resnik 1995: what is rare says more)."""
        shared = np.zeros(len(self.profiles), np.float32)
        total = 0.0
        for step in {step for code in codes for step in lineage(code)}:
            places = self._coded.get(step, _NOWHERE)
            says = np.log1p(len(self.profiles) / (1 + len(places)))
            shared[places] += np.float32(says)
            total += float(says)
        return shared / np.float32(total)

    def _centred(self, vectors: Vectors) -> Vectors:
        """Each vector without what all texts of its language have in common, which else draws a text to its own language."""
        known: npt.NDArray[np.bool_] = np.any(vectors != 0, axis=1)
        overall = (
            vectors[known].mean(axis=0) if np.count_nonzero(known) > _TOO_FEW else np.zeros(vectors.shape[1])
        )
        self._means[""] = np.asarray(overall, np.float32)
        centred = np.zeros(vectors.shape, np.float32)
        for part, index in zip(self._languages, self._lexical, strict=True):
            rows = np.flatnonzero(known[part]) + part.start
            mean = (vectors[rows].sum(axis=0) + USUAL * self._means[""]) / (len(rows) + USUAL)
            self._means[index.language] = np.asarray(mean, np.float32)
            centred[rows] = _unit(vectors[rows] - self._means[index.language])
        return centred

    def _mean(self, language: str) -> Floats:
        return self._means.get(language, self._means[""])


def _by_language(profiles: Sequence[Profile]) -> list[int]:
    return sorted(range(len(profiles)), key=lambda place: profiles[place].language)


def _parts(profiles: Sequence[Profile]) -> Iterator[tuple[str, slice]]:
    """Each language of profiles that are sorted by it, with where they stand."""
    for language, group in groupby(range(len(profiles)), key=lambda place: profiles[place].language):
        places = list(group)
        yield language, slice(places[0], places[-1] + 1)


def _coded(profiles: Sequence[Profile]) -> dict[str, npt.NDArray[np.int32]]:
    """Code or wider code -> the places of those that have it."""
    coded: dict[str, list[int]] = defaultdict(list)
    for place, profile in enumerate(profiles):
        for step in {step for code in profile.codes for step in lineage(code)}:
            coded[step].append(place)
    return {step: np.array(places, np.int32) for step, places in coded.items()}


def _unit(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-9), dtype=np.float32)
