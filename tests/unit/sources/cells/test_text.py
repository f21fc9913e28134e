"""Words that a narrow column broke."""

import pytest

from ebpages.sources.cells.text import mend_broken_words


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("Електромобилн ост", "Електромобилност"),
        ("Подземна инфраструктур а", "Подземна инфраструктура"),
        ("зарядна инфраструктур а и превозни средства", "зарядна инфраструктура и превозни средства"),
        ("Организаци я за износ", "Организация за износ"),
        ("Сдружение с нестопанска цел", "Сдружение с нестопанска цел"),
        ("образование и наука", "образование и наука"),
        ("лаборатория към БАН", "лаборатория към БАН"),
        ("технологии, а също и наука", "технологии, а също и наука"),
        ("КЛЪСТЕР ИНОВАЦИИ ИТ", "КЛЪСТЕР ИНОВАЦИИ ИТ"),
        ("Предприятие в гр. Русе", "Предприятие в гр. Русе"),
        ("Cluster Microelectronics and Systems", "Cluster Microelectronics and Systems"),
    ],
)
def test_a_broken_word_is_joined_and_a_small_word_is_not(printed: str, value: str) -> None:
    assert mend_broken_words(printed)[0] == value
