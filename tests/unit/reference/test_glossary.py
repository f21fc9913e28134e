"""The glossary leads from a Bulgarian name to the English one that means the same, and back."""

import pytest

from ebpages.reference.glossary import entries, translations


@pytest.mark.parametrize(
    ("bg", "en"),
    [
        ("клъстер", "cluster"),
        ("зелен", "green"),
        ("зелена", "green"),
        ("синергия", "synergy"),
        ("електромобили", "electric vehicles"),
        ("индустриален", "industrial"),
        ("морски", "marine"),
        ("морска", "maritime"),
        ("България", "bulgaria"),
        ("здравен туризъм", "health tourism"),
        ("мебелен", "furniture"),
        ("мебел", "furniture"),
        ("мехатроника", "mechatronics"),
        ("микроелектроника", "microelectronics"),
        ("специализиран", "specialised"),
        ("облекло", "apparel"),
        ("текстил", "textile"),
        ("автомобилен", "automotive"),
        ("ИКТ", "ict"),
        ("ВЕИ", "res"),
        ("МСП", "sme"),
        ("ЕЕ", "ee"),
    ],
)
def test_a_word_is_translated_both_ways(bg: str, en: str) -> None:
    assert en in [word.casefold() for word in translations(bg, "en")]
    assert translations(en, "bg")


def test_case_and_spaces_do_not_matter() -> None:
    assert translations("  ЗДРАВЕН   Туризъм ", "en") == ("health tourism",)


@pytest.mark.parametrize("form", ["българско", "български", "културно", "културни"])
def test_an_adjective_is_known_in_every_gender(form: str) -> None:
    assert translations(form, "en")


def test_an_unknown_word_has_no_translation() -> None:
    assert translations("Булклъст", "en") == ()


def test_a_third_language_is_refused() -> None:
    with pytest.raises(ValueError, match="bg and en"):
        translations("cluster", "de")


def test_words_that_name_a_kind_are_marked() -> None:
    generic = {word for entry in entries() if entry.role == "generic" for word in entry.bg + entry.en}
    assert {
        "клъстер",
        "сдружение",
        "асоциация",
        "фондация",
        "cluster",
        "association",
        "foundation",
    } <= generic
    assert not generic & {"мебели", "туризъм", "зелен", "България"}
