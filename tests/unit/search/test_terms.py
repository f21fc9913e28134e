import pytest

from ebpages.search.folding import fold
from ebpages.search.skeleton import skeleton, skeletons
from ebpages.search.terms import terms, terms_of


@pytest.mark.parametrize(
    "spellings",
    [
        "клъстер klaster kluster",
        "синергия sinergia sinergiya sinergija sinergiq",
        "железница zheleznitsa jeleznica",
        "щастие shtastie 6tastie",
        "чепеларе chepelare 4epelare",
        "юг yug iug",
        "детски detski",
        "шофьор shofyor shofior",
        "здравословен zdravosloven zdravoslowen",
        "технология tehnologia tehnologiya tehnologiq",
    ],
)
def test_a_word_has_one_skeleton_however_it_is_spelt(spellings: str) -> None:
    assert len({skeleton(fold(spelling)) for spelling in spellings.split()}) == 1


def test_different_words_have_different_skeletons() -> None:
    different = "мебел мобил метал модел мода вода храна вино море"
    assert len({skeleton(word) for word in different.split()}) == len(different.split())


def test_the_vowel_before_a_final_r_is_also_left_out() -> None:
    spellings = ("клъстер", "клъстър", "кльстер", "klustar", "cluster")
    assert all("klastr" in terms(fold(spelling)).keys for spelling in spellings)


def test_numbers_and_very_short_words_have_no_skeleton() -> None:
    assert skeletons("175796345") == ()
    assert skeletons("по") == ()


def test_a_latin_word_shares_a_key_with_the_forms_of_the_bulgarian_one() -> None:
    assert set(terms("mebeli").keys) & set(terms("мебелна").keys)


def test_words_are_cut_to_a_length_that_the_index_can_hold() -> None:
    (term,) = terms_of(["а" * 50_000])
    assert len(term.word) == 64
