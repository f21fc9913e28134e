import pytest

from ebpages.exchange.matching.glossary import translations
from ebpages.exchange.matching.terms import stems, terms


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("bg", "сензорът", "сензори"),
        ("en", "batteries", "battery"),
        ("el", "αισθητήρων", "αισθητήρες"),
        ("sq", "baterive", "bateri"),
        ("mk", "технологијата", "технологии"),
        ("xx", "Quark", "quark"),
    ],
)
def test_forms_of_a_word_share_a_stem(language: str, one: str, other: str) -> None:
    assert stems(one, language) == stems(other, language)


def test_macedonian_and_bulgarian_share_their_stems() -> None:
    assert stems("материјалот, енергија, вода", "mk") == stems("материал, енергия, водата", "bg")


def test_words_that_say_nothing_are_left_out() -> None:
    assert stems("the membrane of a filter", "en") == stems("membrane filter", "en")
    assert stems("και το νερό", "el") == stems("νερό", "el")


def test_borrowed_words_sound_alike_in_every_language() -> None:
    texts = {
        "en": "technology",
        "bg": "технология",
        "mk": "технологија",
        "el": "τεχνολογίες",
        "sq": "teknologji",
    }
    assert {terms(text, language)[0].sounds for language, text in texts.items()} == {"tknlg"}


def test_a_combining_accent_and_look_alike_letters_change_nothing() -> None:
    assert stems("νερό", "el") == stems("νερό", "el")
    assert stems("cензор", "bg") == stems("сензор", "bg")


def test_the_glossary_translates_both_ways_and_through_english() -> None:
    def known(text: str, here: str, there: str) -> set[str]:
        return {word for word, _ in translations(stems(text, here)[0], here, there)}

    assert stems("отпадък", "bg")[0] in known("waste", "en", "bg")
    assert stems("waste", "en")[0] in known("отпадък", "bg", "en")
    assert stems("νερό", "el")[0] in known("вода", "bg", "el")
    assert not known("waste", "en", "xx")
