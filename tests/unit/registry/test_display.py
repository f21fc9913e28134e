"""Names as titles, on rows of the lists."""

import pytest

from ebpages.registry.display import heading, title, titles
from ebpages.registry.names import Name, parse_name


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


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ('СДРУЖЕНИЕ "КЛЪСТЕР ЕКО И ЗДРАВΟΣЛОВЕН ТУРИЗЪМ"', "Клъстер еко и здравословен туризъм"),
        ("КЛЪ\u00adCТ\u200bEР ЗЛАТНA НИШКA", "Клъстер златна Нишка"),
        ("Клъстeр Здрaве и стил", "Клъстер Здраве и стил"),
    ],
)
def test_a_title_has_letters_of_one_alphabet_and_none_that_nobody_sees(printed: str, shown: str) -> None:
    assert title(printed) == shown


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ('СДРУЖЕНИЕ "КЛЪСТЕР ВЪЗОБНОВЯЕМИ ЕНЕРГИЙНИ ИЗТОЧНИЦИ"', "Клъстер възобновяеми енергийни източници"),
        (
            "КЛЪСТЪР ИКОНОМИЧЕСКА ИНИЦИАТИВА СТРАНДЖА-САКАР ЗА ЮГОИЗТОЧНА БЪЛГАРИЯ",
            "Клъстър икономическа инициатива Странджа-Сакар за Югоизточна България",
        ),
        ('СДРУЖЕНИЕ "РЕГИОНАЛЕН КЛЪСТЪР СЕВЕРОИЗТОК"', "Регионален клъстър Североизток"),
        ("КЛЪСТЪР ЕФЕКТИВНО УПРАВЛЕНИЕ НА БАЗА ДАННИ", "Клъстър ефективно управление на база данни"),
        ("ХЕПИ КЛЪСТЕР", "Хепи клъстер"),
        (
            'СДРУЖЕНИЕ "КЛЪСТЪР ЗА АЛТЕРНАТИВНА И ЛОКАЛНА ЕФЕКТИВНОСТ- КАЛЕ"',
            "Клъстър за алтернативна и локална ефективност – КАЛЕ",
        ),
        ("ПРОЕКТИРАНЕ, УЗАКОН. И ЕКСПЛ. НА ОВК, ВИК", "Проектиране, узакон. и експл. на ОВК, ВиК"),
        ("TTO “VUABRR”", "TTO VUABRR"),
        ("TTO “Proino”", "TTO Proino"),
    ],
)
def test_capitals_stand_where_they_are_written_and_nowhere_else(printed: str, shown: str) -> None:
    assert title(printed) == shown


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        (
            'СДРУЖЕНИЕ "КЛЪСТЕР ШИВАШКА ПРОМИШЛЕНОСТ "ЗЛАТНА ИГЛА""',
            "Клъстер шивашка промишленост Златна игла",
        ),
        ('ИНДУСТРИАЛЕН КЛЪСТЕР" ДОМ НА ТРУДА"', "Индустриален клъстер Дом на труда"),
        ('ДЗЗД "КЛЪСТЪР "УСТОЙЧИВО РАЗВИТИЕ"', "Клъстър Устойчиво развитие"),
    ],
)
def test_a_name_inside_the_name_begins_with_a_capital(printed: str, shown: str) -> None:
    assert title(printed) == shown


def names(*printed: str) -> list[Name]:
    return [parse_name(text) for text in printed]


def test_the_clean_name_of_the_other_list_is_the_title() -> None:
    bg, en = titles(names("КЛЪ\u00adCТ\u200bEР ЗЛАТНA НИШКA", '"КЛЪСТЕР ЗЛАТНА НИШКА" ООД'))
    assert (bg, en) == ("Клъстер златна Нишка", "Klaster zlatna Nishka")


@pytest.mark.parametrize(
    ("damaged", "right", "shown"),
    [
        (
            "БЪЛГАРСКИ ТЕХНОЛОГЧЕН КЛЪСТЕР КОДИА",
            "БЪЛГАРСКИ ТЕХНОЛОГИЧЕН КЛЪСТЪР КОДИА",
            "Български технологичен клъстър Кодиа",
        ),
        ("Клъстер Клинтех България", "Клийнтех България", "Клъстер Клинтех България"),
    ],
)
def test_a_misspelt_word_is_left_for_the_same_name_that_another_row_prints_right(
    damaged: str, right: str, shown: str
) -> None:
    assert titles(names(damaged, right))[0] == shown


def test_an_english_name_is_measured_by_the_bulgarian_one() -> None:
    group = names(
        "ИНДУСТРИАЛЕН КЛЪСТЕР СРЕДНОГОРИЕ",
        "Srednogie Copper Industry Cluster",
        "Srednogorie Copper Industry Cluster",
    )
    assert titles(group)[1] == "Srednogorie Copper Industry Cluster"


def test_a_body_that_lists_name_in_english_has_a_translated_title() -> None:
    assert titles(names("TTO “VUABRR”")) == ("ОТТ ВУАРР", "TTO VUABRR")
    assert titles(names("Steinbeis Foundation"))[0] == ""


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("bg", ("Български мебелен клъстер", "Bulgarian Furniture Cluster")),
        ("en", ("Bulgarian Furniture Cluster", "Български мебелен клъстер")),
    ],
)
def test_the_heading_is_the_attested_name_of_the_language(language: str, shown: tuple[str, str]) -> None:
    assert heading("Български мебелен клъстер", "Bulgarian Furniture Cluster", language) == shown


def test_a_transliteration_is_no_heading() -> None:
    pair = ("Клъстер био", "Klaster bio")
    assert heading(*pair, "en") == heading(*pair, "bg") == pair
    assert heading("Steinbeis", "", "bg") == heading("Steinbeis", "", "en") == ("Steinbeis", "")


@pytest.mark.parametrize("printed", ["ООД", '""', "-", "А"])
def test_a_name_of_nothing_else_is_shown_as_it_is(printed: str) -> None:
    assert title(printed)
