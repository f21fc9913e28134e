"""What is taken out of the cell of a name, and what is left alone."""

import pytest

from ebpages.sources.cells.name import read_name


@pytest.mark.parametrize(
    ("printed", "next_name", "name", "foreign"),
    [
        ("Аутомол-Пловдив АФЕУ", "Асоциация на фирмите за електронни услуги", "Аутомол-Пловдив", "АФЕУ"),
        ("Аутомол-Пловдив АНФЗЕУ", "Асоциация на фирмите за електронни услуги", "Аутомол-Пловдив", "АНФЗЕУ"),
        ("Аутомол-Пловдив АФЕУ", "Културен клъстер България", "Аутомол-Пловдив АФЕУ", ""),
        ("Клъстер Зелена Енергия КЗЕ", "Кооператив Зора Елена", "Клъстер Зелена Енергия КЗЕ", ""),
        ("КЛЪСТЕР БЪЛГАРИЯ АФЕУ", "Асоциация на фирмите за електронни услуги", "КЛЪСТЕР БЪЛГАРИЯ АФЕУ", ""),
    ],
)
def test_the_next_rows_acronym_is_taken_off(printed: str, next_name: str, name: str, foreign: str) -> None:
    fields = read_name((printed,), "Name", language="bg", next_name=next_name)
    assert fields[0].value == name
    assert [field.value for field in fields[1:]] == ([foreign] if foreign else [])


@pytest.mark.parametrize(
    "printed", ['КЛЪСТЕР "ХЕЛТ"', 'ДЗЗД "КЛЪСТЪР "УСТОЙЧИВО РАЗВИТИЕ"', 'СТРОИТЕЛ АД "ЕЛИТ" ЕООД']
)
def test_a_legal_form_beside_a_quoted_name_stays(printed: str) -> None:
    (name,) = read_name((printed,), "Name", language="bg")
    assert name.value == printed
