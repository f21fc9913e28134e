"""A search in other words: what is asked in one language, said in the words of all others by the glossary of matching."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ebpages.exchange.matching.glossary import translations
from ebpages.exchange.matching.terms import Term, space, term, terms
from ebpages.exchange.profile import Content
from ebpages.exchange.technology_keywords import keywords
from ebpages.search.folding import script, words

_WRITTEN_IN: Mapping[str, tuple[str, ...]] = {
    "cyrillic": ("bg", "mk"),
    "greek": ("el",),
    "latin": ("en", "sq"),
}
_SPACES = ("bg", "en", "el", "sq")
_MOST_WORDS = 12
_MOST_TRANSLATIONS = 6  # of a word into one language; those that weigh least are chance
_LEAST = 0.25  # share of the weight of the likeliest
_TRANSLATED = 0.8  # what a translation is worth beside the word itself


@dataclass(frozen=True, slots=True)
class AskedWord:
    """tokens: stems that say the word, as `language:stem`, each with its weight (0 to 1)."""

    word: str
    tokens: Mapping[str, float]


def asked_words(text: str) -> tuple[AskedWord, ...]:
    """Each word that tells something; nothing says in which language it is, so that each of its alphabet is tried."""
    found = (_asked(word) for word in list(dict.fromkeys(words(text)))[:_MOST_WORDS])
    return tuple(each for each in found if each is not None)


def tokens_of(content: Content) -> Iterator[str]:
    """Those under which a profile is found; words of the titles twice."""
    for language, each in _terms(content):
        yield _token(language, each.stem)
    for language, texts in content.texts.items():
        yield from (_token(language, each.stem) for each in terms(texts.title, language))


def met(asked: Sequence[AskedWord], content: Content) -> tuple[tuple[str, str], ...]:
    """The words of a question that a profile has, each with the word by which it has it: the same one where there is it."""
    held: dict[str, str] = {}
    for language, each in _terms(content):
        held.setdefault(_token(language, each.stem), each.word)
    found = []
    for wanted in asked:
        if there := [token for token in wanted.tokens if token in held]:
            best = max(there, key=lambda token: wanted.tokens[token])
            found.append((wanted.word, held[best]))
    return tuple(found)


def _terms(content: Content) -> Iterator[tuple[str, Term]]:
    for language, texts in content.texts.items():
        for _field, text in texts.said():
            yield from ((language, each) for each in terms(text, language))
    for text in content.market_keywords:
        yield from ((content.original, each) for each in terms(text, content.original))
    for code in content.technology_keywords:
        if known := keywords().get(code):
            for language in ("bg", "en"):
                yield from ((language, each) for each in terms(known.name(language), language))


def _asked(word: str) -> AskedWord | None:
    alphabet = next((script(letter) for letter in word if letter.isalpha()), "")
    stems = {language: term(word, language) for language in _WRITTEN_IN.get(alphabet, ())}
    if not stems or None in stems.values():  # it says nothing in one of the languages
        return None
    tokens: dict[str, float] = {}
    for language, each in stems.items():
        assert each is not None
        for there in _SPACES:
            for stem, weight in _meant(each.stem, space(language), there):
                token = _token(there, stem)
                tokens[token] = max(tokens.get(token, 0.0), weight)
    return AskedWord(word, tokens)


def _meant(stem: str, here: str, there: str) -> Sequence[tuple[str, float]]:
    if here == there:
        return ((stem, 1.0),)
    likely = sorted(translations(stem, here, there), key=lambda each: -each[1])[:_MOST_TRANSLATIONS]
    # beside the likeliest of its language: a word that many languages write in many ways says no less
    return [
        (word, _TRANSLATED * weight / likely[0][1])
        for word, weight in likely
        if weight > _LEAST * likely[0][1]
    ]


def _token(language: str, stem: str) -> str:
    return f"{space(language)}:{stem}"
