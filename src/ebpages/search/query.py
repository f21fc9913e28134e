"""From what a person typed to a Tantivy query; the text is never read as query syntax."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

import tantivy
from tantivy import Occur, Query

from ebpages.search.folding import words
from ebpages.search.schema import WEIGHTS
from ebpages.search.terms import LONGEST_WORD, Terms, terms

# How much a match counts beside the word itself. The weakest match in a name still outweighs any match in a text.
_STEM, _KEY, _PREFIX, _MISSPELT = 0.8, 0.6, 0.5, 0.3
_RARITY = 0.02  # share of BM25: orders what is otherwise equal, by rare words and short names

_MOST_WORDS = 12
_SHORTEST_PREFIX = 2
_SHORTEST_MISSPELT = 5
_SMALL_WORDS = frozenset(
    "и в във с със за на по от до при към the of and for in on at to".split()  # noqa: SIM905 reads better
)

Choices = Iterator[Query]


def strict_query(schema: tantivy.Schema, text: str) -> Query | None:
    """Every word must stand in the document, in any of its forms; the last may be only begun. None without words."""
    return _query(schema, text, lambda word, is_last: _as_typed(schema, word, is_last))


def last_word_query(schema: tantivy.Schema, text: str) -> Query | None:
    """As the strict query, but the last word must stand in the document as it is typed."""

    def choices(word: Terms, is_last: bool) -> Choices:
        if not is_last:
            yield from _as_typed(schema, word, is_last)
            return
        for field, weight in WEIGHTS.items():
            yield _scored(schema, f"{field}_word", word.word, weight=weight)

    return _query(schema, text, choices)


def lenient_query(schema: tantivy.Schema, text: str) -> Query | None:
    """As the strict query, but words of five letters or more may have one letter wrong. None when no word has five."""
    if not any(len(word.word) >= _SHORTEST_MISSPELT for word in _typed(text)):
        return None

    def choices(word: Terms, is_last: bool) -> Choices:
        yield from _as_typed(schema, word, is_last)
        yield from _misspelt(schema, word)

    return _query(schema, text, choices)


def closest_query(schema: tantivy.Schema, groups: Iterable[Mapping[str, float]]) -> Query:
    """At least one token of one group; what has rare ones of many groups is first. Of each group the token that says most counts."""
    weighed = [
        Query.disjunction_max_query(
            [Query.boost_query(_term(schema, "token", token), weight) for token, weight in tokens.items()]
        )
        for tokens in groups
    ]
    return Query.boolean_query([(Occur.Should, query) for query in weighed])


def _query(schema: tantivy.Schema, text: str, choices: Callable[[Terms, bool], Choices]) -> Query | None:
    typed = _typed(text)
    if not typed:
        return None
    last = len(typed) - 1
    every_word: list[tuple[Occur, Query]] = [
        (Occur.Must, Query.disjunction_max_query(list(choices(word, place == last))))
        for place, word in enumerate(typed)
    ]
    rarity = [
        (Occur.Should, Query.boost_query(_term(schema, f"{field}_word", word.word), _RARITY * weight / 8))
        for word in typed
        for field, weight in WEIGHTS.items()
    ]
    return Query.boolean_query(every_word + rarity)


def _typed(text: str) -> list[Terms]:
    """The words to look for: without small ones, unless there are no others; digits of one identifier joined."""
    found = words(text[: _MOST_WORDS * LONGEST_WORD])[:_MOST_WORDS]
    if found and all(word.isdigit() for word in found):
        found = ("".join(found),)
    telling = [word for word in found if word not in _SMALL_WORDS] or found
    return [terms(word[:LONGEST_WORD]) for word in dict.fromkeys(telling)]


def _as_typed(schema: tantivy.Schema, word: Terms, is_last: bool) -> Choices:
    for field, weight in WEIGHTS.items():
        scored = partial(_scored, schema, weight=weight)
        yield scored(f"{field}_word", word.word)
        for stem in word.stems:
            yield scored(f"{field}_stem", stem, share=_STEM)
        for key in word.keys:
            yield scored(f"{field}_key", key, share=_KEY)
        if is_last and len(word.word) >= _SHORTEST_PREFIX:
            yield from _begun(schema, field, word, weight)


def _begun(schema: tantivy.Schema, field: str, word: Terms, weight: float) -> Choices:
    # No pattern: to compile one takes half a millisecond, and a word needs ten.
    for name, beginning in (("word", word.word), *(("key", key) for key in word.keys[:1])):
        begun = Query.fuzzy_term_query(schema, f"{field}_{name}", beginning, distance=0, prefix=True)
        yield Query.const_score_query(begun, weight * _PREFIX)


def _misspelt(schema: tantivy.Schema, word: Terms) -> Choices:
    if len(word.word) < _SHORTEST_MISSPELT:
        return
    for field, weight in WEIGHTS.items():
        for name, spelling in (("word", word.word), *(("key", key) for key in word.keys[:1])):
            similar = Query.fuzzy_term_query(schema, f"{field}_{name}", spelling, distance=1)
            yield Query.const_score_query(similar, weight * _MISSPELT)


def _scored(schema: tantivy.Schema, field: str, token: str, *, weight: float, share: float = 1.0) -> Query:
    return Query.const_score_query(_term(schema, field, token), weight * share)


def _term(schema: tantivy.Schema, field: str, token: str) -> Query:
    return Query.term_query(schema, field, token, index_option="freq")
