"""Two mentions compared: what the names say, the other evidence beside, a score and its reasons."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from rapidfuzz.distance import DamerauLevenshtein

from ebpages.registry.concepts import respelt
from ebpages.registry.judgements import Reason
from ebpages.registry.mention import Mention
from ebpages.registry.names import Name
from ebpages.registry.resolution.alignment import (
    SHORTEST_RESPELT,
    Alignment,
    Vocabulary,
    Words,
    few_edits,
    only_in_common,
)
from ebpages.registry.resolution.registration_order import Order
from ebpages.registry.websites import same_site
from ebpages.search.folding import fold

_Params = tuple[tuple[str, str], ...]
_ROUNDING = 1e-6  # bits: sums in another order
_MOST_BITS = 60.0  # further from even odds a probability is 0 or 1


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


def conflict(one: Mention, other: Mention) -> Reason | None:
    """What makes it impossible that two mentions are one organisation, whatever their names share."""
    if one.kind and other.kind and one.kind != other.kind:
        return Reason("kinds_differ", (("one", one.kind), ("other", other.kind)))
    for here, there in ((one, other), (other, one)):
        strange = set(here.name.places) - set(there.name.places) - there.seats
        unspelt = sorted(place for place in strange if not _is_spelt_in(place, there.name))
        if there.name.words and unspelt:
            return Reason("places_differ", (("place", ", ".join(unspelt)),))
    return None


def _is_spelt_in(place: str, name: Name) -> bool:
    """Whether a name holds a place after all, with a slip or in Latin letters."""
    return all(
        any(few_edits(word, other) or few_edits(respelt(word), respelt(other)) for other in name.words)
        for word in fold(place).split()
    )


def evidence(one: Mention, other: Mention, order: Order) -> list[Reason]:
    """What speaks for or against, besides the names: website, seat, founding year, legal form."""
    found = (_website(one, other), _seat(one, other), _year(one, other, order), _form(one, other))
    return [reason for reason in found if reason is not None]


def _website(one: Mention, other: Mention) -> Reason | None:
    if not (one.websites and other.websites):
        return None
    shared = next((a for a in one.websites for b in other.websites if same_site(a, b)), None)
    hosts = [shared.host] if shared else [site.host for site in (*one.websites, *other.websites)]
    return _reason("website", shared is not None, weights().website_same, weights().website_other, *hosts)


def _seat(one: Mention, other: Mention) -> Reason | None:
    if not (one.seats and other.seats):
        return None
    common = one.seats & other.seats
    places = sorted(common or one.seats | other.seats)
    return _reason("seat", bool(common), weights().seat_same, weights().seat_other, *places)


def _year(one: Mention, other: Mention, order: Order) -> Reason | None:
    """A founding year beside the number of the other: does it stand where the years of such numbers stand?"""
    for here, there in ((one, other), (other, one)):
        if here.founded and not here.entity and there.entity:
            fits = order.fits(there.entity, here.founded)
            same, against = weights().year_fits, weights().year_contradicts
            return None if fits is None else _reason("year", fits, same, against, str(here.founded))
    return None


def _form(one: Mention, other: Mention) -> Reason | None:
    forms = one.name.legal_form, other.name.legal_form
    if not all(forms):
        return None
    return _reason("form", forms[0] == forms[1], weights().form_same, weights().form_other, forms[0])


def _reason(about: str, agrees: bool, same: float, other: float, *texts: str) -> Reason:
    code, bits = (f"{about}_same", same) if agrees else (f"{about}_other", other)
    return Reason(code, (("text", ", ".join(texts)),), bits)


def name_evidence(alignment: Alignment, vocabulary: Vocabulary) -> list[Reason]:
    """What the names alone say, word by word, strongest first."""
    reasons = (Reason(*each) for each in _name_evidence(alignment, vocabulary))
    return sorted(reasons, key=lambda reason: -abs(reason.weight))


def _name_evidence(alignment: Alignment, vocabulary: Vocabulary) -> Iterator[tuple[str, _Params, float]]:
    """Code, params and weight of each reason."""
    w = weights()
    for x in alignment.equal:
        yield "word_equal", (("word", x),), w.word * vocabulary.bits(x)
    for a, b in alignment.respelt:
        yield "word_respelt", (("one", a), ("other", b)), _respelt_bits(a, b, vocabulary)
    for a, b in alignment.translated:
        bits = w.translated_share * vocabulary.concept_bits(a)
        yield "word_translated", (("one", a), ("other", b)), bits
    for x in (*alignment.left, *alignment.right):
        yield "word_left_over", (("word", x),), w.left_over
    if alignment.whole:
        yield "whole_name", (), w.whole_name
    if not alignment.in_order:
        yield "order_differs", (), w.order


def _respelt_bits(one: str, other: str, vocabulary: Vocabulary) -> float:
    """A long word is still that word with a slip in it; a short one may as well be another word."""
    w = weights()
    letters = max(0, min(len(one), len(other)) - SHORTEST_RESPELT)
    edits = DamerauLevenshtein.distance(one, other)
    return w.respelt_share * vocabulary.bits(one) + w.letter * letters - w.edit * edits


def log_odds(reasons: Iterable[Reason], candidates: int) -> float:
    """The odds that two mentions are one, in bits: 0 when even, 1 more each time they double.

    Prior odds one in `candidates`, the evidence of the reasons added: Fellegi and Sunter (1969), with weights set
    by hand and a threshold calibrated on synthetic data, because the lists are far too small to estimate
    parameters from (docs/benchmarks.md).
    """
    return sum(reason.weight for reason in reasons) - math.log2(max(candidates, 2))


def probability(bits: float) -> float:
    """The probability, 0 to 1, of odds in bits."""
    return 1 / (1 + math.exp2(-max(min(bits, _MOST_BITS), -_MOST_BITS)))


def needed_of_names(vocabulary: Vocabulary, least: float) -> float:
    """The bits that names must give for odds of `least` bits, if everything besides them spoke for the pair."""
    w = weights()
    return (
        least
        + math.log2(max(vocabulary.size, 2))
        - (w.website_same + w.seat_same + w.year_fits + w.form_same)
    )


def may_reach(alignment: Alignment, vocabulary: Vocabulary, needed: float) -> bool:
    """Whether names alone give the bits needed. Most pairs are put aside here, so no reasons are made for them."""
    return sum(weight for _, _, weight in _name_evidence(alignment, vocabulary)) >= needed


def worth_aligning(one: Words | None, other: Words | None, vocabulary: Vocabulary, needed: float) -> bool:
    """Whether two names may give the bits needed: nearly every pair is put aside by a glance at its words."""
    common = only_in_common(one, other) if one and other else None
    if one is None or other is None or common is None:
        return True
    left_over = len(one.words) + len(other.words) - 2 * len(common)
    w = weights()
    bits = w.word * sum(map(vocabulary.bits, common)) + w.left_over * left_over
    return bits + (0 if left_over else w.whole_name) >= needed - _ROUNDING
