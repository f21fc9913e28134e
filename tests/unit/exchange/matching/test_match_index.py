import numpy as np
import pytest

from ebpages.exchange.matching.match_index import MatchIndex
from ebpages.exchange.matching.profile import Profile, content_hash, lineage

PANEL = Profile("panel", "en", "Solar cells", "Thin film for windows", ("nace:26.11",))
GRAIN = Profile("grain", "bg", "Сушилня за зърно", "Пести газ при сушене на пшеница", ("nace:10.61",))
CELL = Profile("cell", "bg", "Слънчеви клетки", "Тънък слой за прозорци", ("nace:26.12",))
INDEX = MatchIndex([PANEL, GRAIN, CELL])


def test_a_match_says_by_which_words_and_codes_and_on_which_way() -> None:
    best = INDEX.match(Profile("wanted", "en", "", "solar cell", ("nace:26.11",)))
    assert [match.profile.id for match in best[:2]] == ["panel", "cell"]
    assert {(term.asked, term.found, term.route) for term in best[1].reasons.terms} >= {
        ("cell", "клетки", "glossary")
    }
    assert best[0].reasons.codes == ("nace:26.11",)
    assert best[1].reasons.codes == ("nace:26.1",)


def test_what_has_nothing_in_common_is_no_match() -> None:
    assert "grain" not in [match.profile.id for match in INDEX.match(PANEL)]
    assert not INDEX.search("квантова криптография", "bg")


def test_a_profile_does_not_match_itself() -> None:
    assert "panel" not in [match.profile.id for match in INDEX.match(PANEL)]


def test_every_profile_is_ranked_once() -> None:
    many = MatchIndex([Profile(str(number), "en", "pump", "") for number in range(250)])
    assert sorted(many.rank("pump", "en")) == sorted(str(number) for number in range(250))


def test_meaning_finds_what_no_word_says_and_says_so() -> None:
    profiles = [Profile(str(number), "en", f"word{number}", "") for number in range(30)]
    vectors = np.random.default_rng(1).standard_normal((30, 16)).astype(np.float32)
    best = MatchIndex(profiles, vectors).search("otherwise", "en", vectors[7])[0]
    assert (best.profile.id, best.reasons.terms, best.reasons.meaning) == ("7", (), True)


def test_a_profile_whose_meaning_is_still_being_worked_out_is_found_by_its_words() -> None:
    vectors = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 0]], np.float32)
    index = MatchIndex([PANEL, GRAIN, CELL], vectors)
    assert "cell" in [
        match.profile.id for match in index.search("слънчеви клетки", "bg", np.array([1, 0, 0], np.float32))
    ]


@pytest.mark.parametrize(
    "text",
    ["", "   ", "и на за", "\0", "a\tb\nc|d", "х" * 4000, "λέξη " * 800, "cлънчeви клeтки", "🔋" * 50, "́́́"],
)
def test_any_text_is_answered(text: str) -> None:
    for language in ("bg", "el", "en", "mk", "sq", "tr", ""):
        assert len(INDEX.rank(text, language)) == 3
        MatchIndex([Profile("a", language, text, text)]).match(PANEL)


def test_an_empty_index_answers_nothing() -> None:
    assert MatchIndex([]).rank("solar", "en") == []
    assert MatchIndex([], np.zeros((0, 384), np.float32)).match(PANEL) == []


def test_ancestors_of_a_code() -> None:
    assert lineage("nace:26.11") == ("nace:26.11", "nace:26.1", "nace:26")
    assert lineage("cpv:38500000") == ("cpv:385", "cpv:38")
    assert lineage("keyword:energy/storage") == ("keyword:energy/storage", "keyword:energy")


def test_a_vector_is_kept_for_one_text_and_one_model() -> None:
    assert content_hash(PANEL, "m1") != content_hash(PANEL, "m2")
    assert content_hash(PANEL, "m1") != content_hash(CELL, "m1")


def test_newer_profiles_beside_an_index_score_as_in_one_made_of_all() -> None:
    random = np.random.default_rng(5)
    words = ["pump", "sensor", "timber", "kiln", "solar", "cheese", "valve", "film", "grain", "laser"]
    texts = [" ".join(random.choice(words, 6)) + f" own{number}" for number in range(200)]
    profiles = [
        Profile(str(number), ("en", "sq")[number % 2], text, "", (f"nace:{10 + number % 7}.1",))
        for number, text in enumerate(texts)
    ]
    profiles.append(Profile("cell", "bg", "Слънчеви клетки", "Тънък слой за прозорци", ("nace:26.12",)))
    vectors = random.standard_normal((201, 16)).astype(np.float32)
    vectors[-2] = 0  # its meaning is still being worked out
    whole = MatchIndex(profiles, vectors)
    beside = MatchIndex(profiles[:195], vectors[:195]).with_newer(profiles[195:], vectors[195:])
    assert len(beside.profiles) == 201
    for asked, vector in ((profiles[3], vectors[3]), (profiles[198], vectors[198]), (PANEL, vectors[200])):
        expected = {match.profile.id: match for match in whole.match(asked, vector, most=50)}
        found = {match.profile.id: match for match in beside.match(asked, vector, most=50)}
        both = expected.keys() & found.keys()
        assert len(both) >= 0.9 * len(expected)
        for each in both:
            assert found[each].score == pytest.approx(expected[each].score, rel=0.03, abs=0.003)
            assert found[each].reasons.terms == expected[each].reasons.terms
    first = beside.match(PANEL, vectors[200])[0]
    assert first.profile.id == "cell", "in a language that the index did not have"
    assert {(term.asked, term.found) for term in first.reasons.terms} >= {("cells", "клетки")}
