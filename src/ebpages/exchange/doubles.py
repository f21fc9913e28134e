"""Profiles that say the same: by the share of words that two texts have in common."""

from ebpages.exchange.profile import Content
from ebpages.search.folding import words
from ebpages.search.stemming import stem

LIKELY = 0.6
COPIED = 0.8  # from here on two owners hardly wrote it apart


def likeness(one: Content, other: Content) -> float:
    """0 to 1, of titles and summaries in the language where the two are most alike; 0 for an offer beside a request."""
    if one.is_request != other.is_request:
        return 0.0
    return max((_shared(one, other, each) for each in {*one.languages} & {*other.languages}), default=0.0)


def _shared(one: Content, other: Content, language: str) -> float:
    mine, theirs = _words(one, language), _words(other, language)
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0


def _words(content: Content, language: str) -> set[str]:
    texts = content.in_language(language)
    return {stem(word, language) for word in words(f"{texts.title} {texts.summary}") if len(word) > 2}
