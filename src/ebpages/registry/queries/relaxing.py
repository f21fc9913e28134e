"""What is shown beside the answer to a question: what is near; and in its place, where nobody answers it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.reference.regions import neighbours, region
from ebpages.reference.vocabulary import UnknownCode
from ebpages.registry.queries.directory import Directory, Question, directory, totals
from ebpages.registry.question_words import read_question_words

MOST_SHOWN = 10
_MOST_WORDS = 8  # that are tried one by one: each is a search of its own


@dataclass(frozen=True, slots=True)
class Instead:
    """The answer to a wider question. sentence: how it differs from what was asked; url: the wider question itself."""

    sentence: str
    url: str
    directory: Directory


@dataclass(frozen=True, slots=True)
class Offer:
    """A question close to the one asked, and how many answer it."""

    label: str
    count: int
    url: str


def instead(question: Question) -> Instead | None:
    """The first wider question that somebody answers; None where even that finds nobody."""
    for sentence, wider in _wider(question):
        if any(totals([wider])):
            shown = directory(replace(wider, page=1, size=MOST_SHOWN))
            return Instead(sentence, question_url(wider), shown)
    return None


def sector_offers(question: Question, total: int) -> tuple[Offer, ...]:
    """The sectors that the words name, everyday words included, where more stand in one than the words find."""
    words = read_question_words(question.words)
    named = [each for each in words.sectors if each.code not in question.chosen.get("sector", ())]
    asked = [
        (
            each.name(active_language()),
            replace(question, words="", page=1, sort="name", chosen={"sector": (each.code,)}),
        )
        for each in named
    ]
    return tuple(offer for offer in _offers(asked) if offer.count > total)


def near_offers(question: Question) -> tuple[Offer, ...]:
    """The oblasts that border on the one that is asked for, where somebody answers the same question."""
    asked, without_place = _place_of(question)
    if len(asked) != 1:
        return ()
    return _offers([(_name(code), _in_regions(without_place, (code,))) for code in neighbours(asked[0])])


def question_url(question: Question) -> str:
    query = QueryDict(mutable=True)
    if question.words:
        query["q"] = question.words
    for key, values in question.chosen.items():
        query.setlist(key, list(values))
    return f"{reverse('registry:organisations')}?{query.urlencode()}"


def _offers(asked: Sequence[tuple[str, Question]]) -> tuple[Offer, ...]:
    counts = totals([question for _label, question in asked])
    counted = [
        Offer(label, count, question_url(each)) for (label, each), count in zip(asked, counts, strict=True)
    ]
    return tuple(sorted((offer for offer in counted if offer.count), key=lambda offer: -offer.count))


def _wider(question: Question) -> Iterator[tuple[str, Question]]:
    """Questions that ask for less, the nearest first, each with a sentence."""
    asked, without_place = _place_of(question)
    near = tuple(dict.fromkeys(code for each in asked for code in neighbours(each) if code not in asked))
    place = ", ".join(map(_name, asked))
    if near:
        sentence = _(
            "No organisation in %(place)s matches. Shown: those in the neighbouring oblasts, %(near)s."
        )
        yield (
            sentence % {"place": place, "near": ", ".join(map(_name, near))},
            _in_regions(without_place, near),
        )
    if asked and (without_place.words or _filters(without_place)):
        sentence = _(
            "No organisation in %(place)s or the neighbouring oblasts matches. Shown: the whole country."
        )
        yield sentence % {"place": place}, without_place
    if question.words and _filters(question):
        yield (
            _("No organisation matches “%(words)s” under these filters. Shown: all that match without them.")
            % {"words": question.words},
            replace(question, chosen={}),
        )
    words = [each for each in without_place.words.split() if _tells(each)][:_MOST_WORDS]
    if question.words != " ".join(words):  # one word that is all of the question has found nobody already
        counts = totals([_of_word(question, word) for word in words])
        for word, count in sorted(zip(words, counts, strict=True), key=lambda pair: pair[1]):
            if count:
                one = _of_word(question, word)
                yield (
                    _("No organisation matches all the words. Shown: those that match “%(word)s”.")
                    % {"word": word},
                    one,
                )
    if asked and without_place.words:
        yield (
            _("No organisation matches all the words. Shown: those in %(place)s.") % {"place": place},
            _in_regions(Question(on=question.on), asked),
        )


def _tells(word: str) -> bool:
    """Whether a word says what is looked for: "се" and "of" do not, "ИТ" names a sector."""
    return len(word) > 2 or bool(read_question_words(word).sectors)


def _of_word(question: Question, word: str) -> Question:
    return Question(on=question.on, words=word)


def _place_of(question: Question) -> tuple[tuple[str, ...], Question]:
    """The oblasts that a question names, as a filter or in words, and the question without them."""
    chosen = {key: values for key, values in question.chosen.items() if key != "region" and values}
    filtered = tuple(code for code in question.chosen.get("region", ()) if neighbours(code))
    words = read_question_words(question.words)
    if words.regions:
        return words.regions, replace(question, words=words.rest, chosen=chosen, page=1)
    return filtered, replace(question, chosen=chosen if filtered else question.chosen, page=1)


def _in_regions(question: Question, codes: tuple[str, ...]) -> Question:
    return replace(question, chosen={**question.chosen, "region": codes})


def _filters(question: Question) -> bool:
    return any(question.chosen.values())


def _name(code: str) -> str:
    try:
        return region(code).name(active_language())
    except UnknownCode:
        return code
