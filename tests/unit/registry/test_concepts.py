"""Names as concepts that no language owns."""

import pytest

from ebpages.registry.concepts import concepts, is_word, respelt
from ebpages.registry.names import parse_name


def meet(one: str, other: str) -> bool:
    """Whether every word of one name has a word of the other that means the same."""
    here, there = concepts(parse_name(one)), concepts(parse_name(other))
    return len(here) == len(there) and all(any(a & b for b in there) for a in here)


@pytest.mark.parametrize(
    ("bulgarian", "english"),
    [
        ('СДРУЖЕНИЕ "КЛЪСТЕР ЗЕЛЕНА СИНЕРГИЯ"', "Green Synergy Cluster"),
        ('СДРУЖЕНИЕ "БЪЛГАРСКИ МЕБЕЛЕН КЛЪСТЕР"', "Bulgarian Furniture Cluster"),
        ('СДРУЖЕНИЕ "КЛЪСТЕР ЗА ЗДРАВЕН ТУРИЗЪМ - БЪЛГАРИЯ"', "Association “Cluster for Health Tourism – Bulgaria”"),
        ('СДРУЖЕНИЕ "МОРСКИ КЛЪСТЪР БЪЛГАРИЯ"', "MARINE CLUSTER BULGARIA"),
        ('ФОНДАЦИЯ "КЛЪСТЕР ИНФОРМАЦИОННИ И КОМУНИКАЦИОННИ ТЕХНОЛОГИИ"', "Foundation Cluster Information and Communication Technologies"),
        ('СДРУЖЕНИЕ "ИКТ КЛЪСТЕР"', "ICT Cluster"),
    ],
)  # fmt: skip
def test_a_translated_name_has_the_same_concepts(bulgarian: str, english: str) -> None:
    assert meet(bulgarian, english)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Клъстер зелена синергия", "Green Energy Cluster"),
        ("Български мебелен клъстер", "Bulgarian Maritime Cluster"),
        ("Туристически клъстер Варна", "Tourism Cluster Burgas"),
    ],
)
def test_one_word_of_difference_is_seen(one: str, other: str) -> None:
    assert not meet(one, other)


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [("одесос", "odessos"), ("фото", "photo"), ("кодиа", "codia"), ("биосинергия", "biosynergy")],
)
def test_a_word_of_ones_own_is_known_by_its_sound(cyrillic: str, latin: str) -> None:
    assert respelt(cyrillic) == respelt(latin)


def test_general_vocabulary_is_told_from_names() -> None:
    assert is_word("мебелният", "bg") and is_word("furniture", "en")
    assert not is_word("кодиа", "bg") and not is_word("kodia", "en")


def test_a_name_of_nothing_has_no_concepts() -> None:
    assert concepts(parse_name('"Клъстер" ЕООД')) == ()
