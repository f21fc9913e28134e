import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.search.folding import fold, look_alikes, unify_look_alikes, words


def test_case_quotes_dashes_and_spaces_do_not_matter() -> None:
    expected = "клъстер зелена синергия пловдив"
    for printed in (
        'КЛЪСТЕР "ЗЕЛЕНА СИНЕРГИЯ" - ПЛОВДИВ',
        "Клъстер „Зелена синергия“ – Пловдив",
        "клъстер  «зелена\u00a0синергия»—пловдив ",
    ):
        assert fold(printed) == expected


def test_greek_letters_in_a_cyrillic_word_become_cyrillic() -> None:
    assert fold("ЗДРАВΟΣЛОВЕН ТУРИЗЪМ") == "здравословен туризъм"
    assert look_alikes("ЗДРАВΟΣЛОВЕН ТУРИЗЪМ") == ("Ο", "Σ")


@pytest.mark.parametrize("disguised", ["KЛЪCTEP", "Клъcтep", "KЛЪСTEР", "kлъстер"])
def test_latin_letters_in_a_cyrillic_word_become_cyrillic(disguised: str) -> None:
    assert fold(disguised) == "клъстер"


def test_cyrillic_letters_in_a_latin_word_become_latin() -> None:
    assert fold("Сluѕtеr") == "cluster"
    assert look_alikes("Сluѕtеr") == ("С", "ѕ", "е")
    assert fold("IТ клъстер") == "it клъстер"


@pytest.mark.parametrize(
    "text", ["В2В ПОРТАЛ", "B2B PORTAL", "Е-БИЗНЕС", "ИКТ Cluster", "ΚΑΛΗΜΕΡΑ", "3D-принт"]
)
def test_words_of_one_script_hold_no_look_alikes(text: str) -> None:
    assert look_alikes(text) == ()
    assert unify_look_alikes(text) == text


def test_a_word_made_of_two_scripts_on_purpose_stays() -> None:
    assert fold("СофтуерSoft") == "софтуерsoft"
    assert look_alikes("СофтуерSoft") == ()


def test_only_letters_that_look_alike_follow_the_majority_and_a_draw_is_cyrillic() -> None:
    assert fold("PАСТА") == "раста"
    assert fold("АTOP") == "atop"
    assert fold("ЕK") == "ек"


def test_short_i_survives_and_other_accents_do_not() -> None:
    assert fold("Дунавски\u0306 па\u0300ра Café") == "дунавскй пара cafe"
    assert fold("Трети́ край") == "трети край"


def test_invisible_characters_join_what_they_stand_in() -> None:
    assert fold("елек\u00adтро\u200bмобили\ufeff") == "електромобили"


def test_the_spelling_of_cluster_is_not_corrected() -> None:
    assert words("клъстър, кльстер/кълстер") == ("клъстър", "кльстер", "кълстер")


def test_nothing_gives_nothing() -> None:
    assert fold("") == ""
    assert words(' "–" ') == ()


@given(st.text(alphabet=st.characters(categories=["L", "Nd", "P", "Zs"]), max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="АБЙейяzQ7 -„“\"'_`@[{~\x7f\u00ad"))
def test_a_text_of_one_alphabet_is_folded_as_it_is_beside_one_that_needs_more(text: str) -> None:
    accented = "в\u0300"
    assert words(f"{text} {accented}") == (*words(text), "в")
    assert look_alikes(f"{text} {accented}") == look_alikes(text)
