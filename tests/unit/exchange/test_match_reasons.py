"""Which words are reasons, and who may be matched at all."""

import numpy as np
import pytest

from ebpages.exchange.matching.match_index import MatchIndex, Reasons, SharedTerm
from ebpages.exchange.matching.profile import Profile
from ebpages.exchange.matching.terms import sound_alike

WANTED = Profile("asked", "en", "Moisture sensor wanted", "A company seeks a sensor of moisture")


def index() -> MatchIndex:
    others = [Profile(f"{n}", "en", f"Offer {n}", f"A company sells thing{n}") for n in range(12)]
    return MatchIndex([Profile("fits", "en", "Sensor of moisture", "A company makes it"), *others])


def test_a_word_that_many_profiles_have_is_no_reason() -> None:
    best = index().match(WANTED)[0]
    assert best.profile.id == "fits"
    assert {term.found for term in best.reasons.terms} == {"sensor", "moisture"}


def test_only_those_that_the_conditions_leave_are_matched() -> None:
    made = index()
    among = np.array([each.id != "fits" for each in made.profiles])
    assert "fits" not in [match.profile.id for match in made.match(WANTED, among=among)]
    assert made.match(WANTED, among=np.zeros(len(made.profiles), bool)) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("пречиств", "пиперк", False),
        ("пречиств", "пречк", False),
        ("factori", "фактур", False),
        ("amoniak", "амоняк", True),
        ("ακουστ", "acoust", True),
    ],
)
def test_the_same_consonants_sound_alike_only_with_their_vowels(one: str, other: str, alike: bool) -> None:
    assert sound_alike(one, other) is alike


def test_one_word_and_words_that_only_sound_alike_are_no_match() -> None:
    one = SharedTerm("company", "фирма", "glossary")
    assert not Reasons((one, SharedTerm("company", "компания", "glossary"))).tell
    assert not Reasons((one, SharedTerm("film", "филм", "sounds"))).tell
    assert Reasons((one, SharedTerm("sensor", "сензор", "glossary"))).tell
    assert Reasons((one,), ("nace:16",)).tell
