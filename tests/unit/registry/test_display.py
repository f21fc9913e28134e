"""Names as titles, on rows of the lists."""

import pytest

from ebpages.registry.display import title


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ('СДРУЖЕНИЕ "КЛЪСТЕР БЪЛГАРСКА ЕКО ФЛОРА"', "Клъстер българска еко флора"),
        ('СДРУЖЕНИЕ "БЪЛГАРСКИ МЕБЕЛЕН КЛЪСТЕР"', "Български мебелен клъстер"),
        ("ТУРИСТИЧЕСКИ КЛЪСТЕР ВАРНА", "Туристически клъстер Варна"),
        ('СДРУЖЕНИЕ "ИКТ КЛЪСТЕР-ВАРНА"', "ИКТ клъстер-Варна"),
        ('СДРУЖЕНИЕ "КЛЪСТЕР ЗЕЛЕНА СИНЕРГИЯ" - гр. ПЛОВДИВ', "Клъстер зелена синергия"),
        ('СДРУЖЕНИЕ "КЛЪСТЕР ПЛОВДИВ - ДРЕВЕН И СЪЗИДАТЕЛЕН"', "Клъстер Пловдив – древен и съзидателен"),
        ('"СДРУЖЕНИЕ "КЛЪСТЕР ЗА ДОСТЪПЕН ТУРИЗЪМ"" Сдружение', "Клъстер за достъпен туризъм"),
        ('"Клъстер за симулационни модели" ЕООД', "Клъстер за симулационни модели"),
        ('"НюМедиа Клъстер" ООД', "НюМедиа Клъстер"),
        (
            "Асоциация на създателите на авторско съдържание",
            "Асоциация на създателите на авторско съдържание",
        ),
        ("MARINE CLUSTER BULGARIA", "Marine cluster Bulgaria"),
        ("EVIC - Electric vehicles industrial cluster", "EVIC – Electric vehicles industrial cluster"),
        ("Bulgarian Cluster “Telecommunications”", "Bulgarian Cluster Telecommunications"),
        ('"Клъстер" ЕООД', "Клъстер"),
        ("БИЗНЕС И ИНОВАЦИОНЕН КЛЪСТЕР РУСЕ +", "Бизнес и иновационен клъстер Русе +"),
    ],
)
def test_a_title_has_neither_legal_form_nor_quotes_nor_capitals(printed: str, shown: str) -> None:
    assert title(printed) == shown


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ('СДРУЖЕНИЕ "КЛЪСТЕР ЗЕЛЕНА ЕНЕРГИЯ /КЗЕ/"', "Клъстер зелена енергия /КЗЕ/"),
        (
            '"КЛЪСТЕР ЗА ЗЕЛЕНА ЕНЕРГИЯ И ИНОВАТИВНО ДЪРВОПРЕРАБОТВАНЕ" КЗЕИД',
            "Клъстер за зелена енергия и иновативно дървопреработване КЗЕИД",
        ),
        (
            "European Secretariat for Cluster Analysis (ESCA)",
            "European Secretariat for Cluster Analysis (ESCA)",
        ),
    ],
)
def test_an_acronym_keeps_its_capitals_and_its_marks(printed: str, shown: str) -> None:
    assert title(printed) == shown


def test_marks_stand_close_to_the_word_before_them() -> None:
    printed = "TTO “Information and Communication Technologies”, BAIT"
    assert title(printed) == "TTO Information and Communication Technologies, BAIT"


def test_a_spliced_name_is_not_shown() -> None:
    printed = 'КЛЪСТЕР ЗА РАЗВИТИЕ НА ХАРТИЕДЗЗД "КОМУНАЛНА ТЕХТИКА - АЛЕКС"НОТО ПРОИЗВОДСТВО В БЪЛГАРИЯ'
    assert title(printed) == "Клъстер за развитие на хартиеното производство в България"


def test_look_alike_letters_are_shown_as_the_words_own_only_where_case_changes() -> None:
    assert title('СДРУЖЕНИЕ "КЛЪСТЕР ЕКО И ЗДРАВΟΣЛОВЕН ТУРИЗЪМ"') == "Клъстер еко и здравословен туризъм"


@pytest.mark.parametrize("printed", ["ООД", '""', "-", "А"])
def test_a_name_of_nothing_else_is_shown_as_it_is(printed: str) -> None:
    assert title(printed)
