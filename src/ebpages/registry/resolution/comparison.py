"""Two mentions compared: their words aligned one to one, the other evidence beside, a score and its reasons."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from rapidfuzz.distance import DamerauLevenshtein

from ebpages.registry.concepts import concepts, is_word, respelt
from ebpages.registry.judgements import Reason
from ebpages.registry.mention import Mention
from ebpages.registry.names import Name, stop_words
from ebpages.registry.resolution.registration_order import RegistrationOrder
from ebpages.registry.websites import same_site
from ebpages.search.folding import fold
from ebpages.search.transliteration import to_latin

_SHORTEST_RESPELT = 5
_LONG_WORD = 9


@dataclass(frozen=True, slots=True)
class Weights:
    """Bits of evidence; data/resolution.yaml says what each means and how it was calibrated."""

    word: float
    whole_name: float
    respelt_share: float
    edit: float
    letter: float
    translated_share: float
    left_over: float
    order: float
    website_same: float
    website_other: float
    seat_same: float
    seat_other: float
    year_fits: float
    year_contradicts: float
    form_same: float
    form_other: float
    threshold: float


@cache
def weights() -> Weights:
    text = files("ebpages.registry").joinpath("data/resolution.yaml").read_text(encoding="utf-8")
    return Weights(**{key: float(entry["bits"]) for key, entry in yaml.safe_load(text)["weights"].items()})


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the distinguishing words of two names meet; pairs are (word of one, word of the other)."""

    equal: tuple[str, ...]
    respelt: tuple[tuple[str, str, int], ...]
    translated: tuple[tuple[str, str], ...]
    left: tuple[str, ...]
    right: tuple[str, ...]
    in_order: bool

    @property
    def whole(self) -> bool:
        """Every word of both names has found its partner."""
        return not self.left and not self.right and bool(self.equal or self.respelt or self.translated)

    @property
    def is_translation(self) -> bool:
        return self.whole and bool(self.translated)


class Vocabulary:
    """How much each word of the names at hand tells: rare words tell more, in bits."""

    def __init__(self, names: Iterable[Name]) -> None:
        distinct = {(name.language, name.words): name for name in names if name.words}
        self.size = max(len(distinct), 2)
        self._uses = Counter(word for name in distinct.values() for word in set(name.words))
        self._concept_uses = Counter(
            concept for name in distinct.values() for group in concepts(name) for concept in group
        )

    def bits(self, word: str) -> float:
        return math.log2(self.size / max(self._uses[word], 1))

    def concept_bits(self, group: frozenset[str]) -> float:
        return math.log2(self.size / max(min((self._concept_uses[c] for c in group), default=1), 1))

    def is_known(self, word: str, language: str) -> bool:
        """Whether the word stands in several names or in the glossary, so that it is no slip of another word."""
        return self._uses[word] > 2 or is_word(word, language)


def align(one: Name, other: Name, vocabulary: Vocabulary) -> Alignment:
    """Align the words of two names: equal words first, then one word in another spelling, or in another language."""
    if one.language != other.language:
        return _align_translation(one, other)
    by_words = _align_words(one, other, vocabulary)
    if one.language == "en" and by_words.left and by_words.right:  # two translations of one Bulgarian name
        by_concepts = _align_concepts(one, other)
        return by_concepts if by_concepts.whole else by_words
    return by_words


def _align_words(one: Name, other: Name, vocabulary: Vocabulary) -> Alignment:
    left, right = list(one.words), list(other.words)
    equal = tuple(word for word in one.words if _take(right, word) and _take(left, word))
    respelt = []
    for word in tuple(left):
        partner = next((w for w in right if _respelt(word, w, one.language, vocabulary)), None)
        if partner is not None:
            left.remove(word)
            right.remove(partner)
            respelt.append((word, partner, DamerauLevenshtein.distance(word, partner)))
    left, right = _joined(left, right)
    order = [w for w in one.words if w in equal] == [w for w in other.words if w in equal]
    return Alignment(equal, tuple(respelt), (), tuple(left), tuple(right), order)


def _take(words: list[str], word: str) -> bool:
    if word in words:
        words.remove(word)
        return True
    return False


def _joined(left: list[str], right: list[str]) -> tuple[list[str], list[str]]:
    """A word that the other name writes in two ("електро технологии") leaves nothing over."""
    return ([], []) if "".join(left) == "".join(right) else (left, right)


def _respelt(word: str, other: str, language: str, vocabulary: Vocabulary) -> bool:
    shorter = min(len(word), len(other))
    if shorter < _SHORTEST_RESPELT or not _few_edits(word, other):
        return False
    known = vocabulary.is_known(word, language), vocabulary.is_known(other, language)
    return not all(known) and (any(known) or _one_slip(word, other))


def _letters_lost(word: str, other: str) -> bool:
    """Whether one word is the other with letters lost inside it; another ending makes another name."""
    short, long = sorted((word, other), key=len)
    remaining = iter(long)
    return short[0] == long[0] and short[-1] == long[-1] and all(letter in remaining for letter in short)


def _align_translation(one: Name, other: Name) -> Alignment:
    """By concepts; or by spelling alone, where a phrase of the glossary was only written in other letters."""
    by_concepts = _align_concepts(one, other)
    if by_concepts.whole:
        return by_concepts
    by_spelling = _align_groups(_spellings(one), _spellings(other))
    return by_spelling if by_spelling.whole else by_concepts


def _spellings(name: Name) -> list[frozenset[str]]:
    return [frozenset({respelt(word)}) for word in name.words if word not in _latin_stop_words()]


@cache
def _latin_stop_words() -> frozenset[str]:
    return frozenset(to_latin(word) for word in stop_words())


def _align_concepts(one: Name, other: Name) -> Alignment:
    return _align_groups(list(concepts(one)), list(concepts(other)))


def _align_groups(left: list[frozenset[str]], right: list[frozenset[str]]) -> Alignment:
    translated = []
    for group in tuple(left):
        partner = next((g for g in right if _same_concept(group, g)), None)
        if partner is not None:
            left.remove(group)
            right.remove(partner)
            translated.append((min(group & partner) if group & partner else min(group), min(partner)))
    flat_left, flat_right = (tuple(min(g) for g in groups) for groups in (left, right))
    return Alignment((), (), tuple(translated), flat_left, flat_right, True)


def _same_concept(one: frozenset[str], other: frozenset[str]) -> bool:
    if one & other:
        return True
    spelt = (min(one), min(other))
    if not all(concept.startswith("~") and len(concept) > _SHORTEST_RESPELT for concept in spelt):
        return False
    return _one_slip(*spelt)


def conflict(one: Mention, other: Mention) -> Reason | None:
    """What makes it impossible that two mentions are one organisation, whatever their names share."""
    if one.kind and other.kind and one.kind != other.kind:
        return Reason("kinds_differ", (("one", one.kind), ("other", other.kind)))
    for here, there in ((one, other), (other, one)):
        strange = set(here.name.places) - set(there.name.places) - there.seats
        if there.name.words and (
            strange := {place for place in strange if not _is_spelt_in(place, there.name)}
        ):
            return Reason("places_differ", (("place", ", ".join(sorted(strange))),))
    return None


def _is_spelt_in(place: str, name: Name) -> bool:
    """Whether a name holds a place after all, with a slip or in Latin letters."""
    return all(
        any(_few_edits(word, other) or _few_edits(respelt(word), respelt(other)) for other in name.words)
        for word in fold(place).split()
    )


def _few_edits(one: str, other: str) -> bool:
    allowed = 1 if min(len(one), len(other)) < _LONG_WORD else 2
    return DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed


def _one_slip(one: str, other: str) -> bool:
    return _few_edits(one, other) and (
        DamerauLevenshtein.distance(one, other) == 1 or _letters_lost(one, other)
    )


def evidence(one: Mention, other: Mention, order: RegistrationOrder) -> list[Reason]:
    """What speaks for or against, besides the names."""
    w = weights()
    found: list[Reason] = []
    if one.websites and other.websites:
        shared = next((a for a in one.websites for b in other.websites if same_site(a, b)), None)
        host = shared.host if shared else ", ".join(site.host for site in (*one.websites, *other.websites))
        found.append(_reason("website", shared is not None, w.website_same, w.website_other, host))
    if one.seats and other.seats:
        common = one.seats & other.seats
        found.append(
            _reason(
                "seat",
                bool(common),
                w.seat_same,
                w.seat_other,
                ", ".join(sorted(common or one.seats | other.seats)),
            )
        )
    fits = _year_fits(one, other, order)
    if fits is not None:
        founded = one.founded or other.founded
        found.append(_reason("year", fits, w.year_fits, w.year_contradicts, str(founded)))
    if one.name.legal_form and other.name.legal_form:
        agree = one.name.legal_form == other.name.legal_form
        found.append(_reason("form", agree, w.form_same, w.form_other, one.name.legal_form))
    return found


def _reason(code: str, agrees: bool, same: float, other: float, text: str) -> Reason:
    return Reason(f"{code}_{'same' if agrees else 'other'}", (("text", text),), same if agrees else other)


def _year_fits(one: Mention, other: Mention, order: RegistrationOrder) -> bool | None:
    for here, there in ((one, other), (other, one)):
        if here.founded and not here.entity and there.entity:
            return order.fits(there.entity, here.founded)
    return None


def name_evidence(one: Name, other: Name, alignment: Alignment, vocabulary: Vocabulary) -> list[Reason]:
    """What the names alone say, word by word, strongest first."""
    w = weights()
    reasons = [Reason("word_equal", (("word", x),), w.word * vocabulary.bits(x)) for x in alignment.equal]
    reasons += [
        Reason("word_respelt", (("one", a), ("other", b)), _respelt_bits(a, b, edits, vocabulary))
        for a, b, edits in alignment.respelt
    ]
    reasons += [
        Reason(
            "word_translated",
            (("one", a), ("other", b)),
            w.translated_share * vocabulary.concept_bits(frozenset({a})),
        )
        for a, b in alignment.translated
    ]
    reasons += [
        Reason("word_left_over", (("word", x),), w.left_over) for x in (*alignment.left, *alignment.right)
    ]
    if alignment.whole:
        reasons.append(Reason("whole_name", (), w.whole_name))
    if not alignment.in_order:
        reasons.append(Reason("order_differs", (), w.order))
    return sorted(reasons, key=lambda reason: -abs(reason.weight))


def _respelt_bits(one: str, other: str, edits: int, vocabulary: Vocabulary) -> float:
    """A long word is still that word with a slip in it; a short one may as well be another word."""
    w = weights()
    letters = max(0, min(len(one), len(other)) - _SHORTEST_RESPELT)
    return w.respelt_share * vocabulary.bits(one) + w.letter * letters - w.edit * edits


def may_reach(name_reasons: Iterable[Reason], candidates: int, least: float) -> bool:
    """Whether a pair could still reach a probability if everything besides the names spoke for it."""
    w = weights()
    best = Reason("", (), w.website_same + w.seat_same + w.year_fits + w.form_same)
    return probability((*name_reasons, best), candidates) >= least


def bits(probability: float) -> float:
    """The evidence that a probability stands for: 0 at one half, 1 more each time the odds double."""
    return math.log2(max(probability, 1e-18) / max(1 - probability, 1e-18))


def probability(reasons: Iterable[Reason], candidates: int) -> float:
    """Posterior probability that two mentions are one: prior odds one in `candidates`, evidence in bits added.

    Fellegi and Sunter (1969), with weights set by hand and a threshold calibrated on synthetic data: the lists
    are far too small to estimate parameters from (docs/benchmarks.md).
    """
    bits = sum(reason.weight for reason in reasons) - math.log2(max(candidates, 2))
    return 1 / (1 + math.exp2(-max(min(bits, 60.0), -60.0)))
