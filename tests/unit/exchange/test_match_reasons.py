"""Which words are reasons, and who may be matched at all."""

import numpy as np

from ebpages.exchange.matching.match_index import MatchIndex
from ebpages.exchange.matching.profile import Profile

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
