"""Names, parsed: rows of the lists as printed, and changes that must not matter."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.registry.names import fold_name, parse_name
from ebpages.sources.catalogue import read_source, sources


@cache
def printed_names() -> tuple[str, ...]:
    """Every name that a list prints."""
    fields = (record.first("name") for source in sources() for record in read_source(source.slug).records)
    return tuple(field.value for field in fields if field)


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ('СДРУЖЕНИЕ "КЛЪСТЕР БЪЛГАРСКА ЕКО ФЛОРА"', "association"),
        ('СДРУЖЕНИЕ С НЕСТОПАНСКА ЦЕЛ "БЪЛГАРСКА ЕКО ФЛОРА КЛЪСТЕР"', "association"),
        ('"КЛЪСТЕР БЪЛГАРСКА ЕКО ФЛОРА" Сдружение', "association"),
        ('"СДРУЖЕНИЕ "КЛЪСТЕР БЪЛГАРСКА ЕКО ФЛОРА"" Сдружение', "association"),
        ('СДРУЖЕНИЕ "СДРУЖЕНИЕ КЛЪСТЕР БЪЛГАРСКА ЕКО ФЛОРА"', "association"),
        ('"Българска еко флора" ООД', "limited"),
        ("Българска еко флора ЕООД", "single_limited"),
        ('"Клъстер българска еко флора" АД', "joint_stock"),
        ('ДЗЗД "БЪЛГАРСКА ЕКО ФЛОРА"', "civil_partnership"),
        ("КЛЪСТЕР БЪЛГАРСКА ЕКО ФЛОРА", ""),
    ],
)
def test_a_legal_form_is_read_wherever_it_stands_and_distinguishes_nobody(printed: str, form: str) -> None:
    name = parse_name(printed)
    assert name.legal_form == form
    assert name.key == "българскаекофлора"


def test_the_form_at_the_end_says_more_than_the_one_in_front() -> None:
    assert parse_name('СДРУЖЕНИЕ "БЪЛГАРСКА ЕКО ФЛОРА" ООД').legal_form == "limited"


@pytest.mark.parametrize(
    ("printed", "first"),
    [
        ("Асоциация на създателите на авторско съдържание", "асоциация"),
        ("Сдружение за знание-интензивно развитие", "сдружение"),
    ],
)
def test_a_form_that_opens_a_name_belongs_to_it(printed: str, first: str) -> None:
    name = parse_name(printed)
    assert name.words[0] == first and name.legal_form == ""


@pytest.mark.parametrize(
    "cluster", ["клъстер", "Клъстър", "КЛЬСТЕР", "кълъстер", "кълстер", "клъстер", "кластер", "КЛЪСТЕРЪТ"]
)
def test_the_word_cluster_is_known_in_every_spelling(cluster: str) -> None:
    name = parse_name(f"Северозападен индустриален {cluster}")
    assert name.words == ("северозападен", "индустриален")
    assert name.kind == "cluster_organisation"


@pytest.mark.parametrize("quotes", ['""', "„“", "“”", "«»", "’’", "''", "„“”"])
def test_quotes_of_every_kind_are_left_out(quotes: str) -> None:
    name = parse_name(f"КЛЪСТЕР {quotes[0]}ФЕСТИВАЛИТЕ В БЪЛГАРИЯ{quotes[1:]} ООД")
    assert name.key == "фестивалитебългария" and name.legal_form == "limited"


def test_letters_that_only_look_right_are_read_as_the_words_own() -> None:
    printed = 'СДРУЖЕНИЕ "КЛЪСТЕР ЕКО И ЗДРАВΟΣЛОВЕН ТУРИЗЪМ"'
    assert printed in printed_names()
    assert parse_name(printed).words == ("еко", "здравословен", "туризъм")


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ('СДРУЖЕНИЕ "СПЕЦИАЛИЗИРАН КЛЪСТЕР И ИНСТИТУТ ПО ОБЛЕКЛО И ТЕКСТИЛ - ДУНАВ"КЛОН', "дунав"),
        ('СДРУЖЕНИЕ "СПЕЦИАЛИЗИРАН КЛЪСТЕР И ИНСТИТУТ ПО ОБЛЕКЛО И ТЕКСТИЛ -ДУНАВ" - КЛОН ВАРНА', "дунав"),
        ('СДРУЖЕНИЕ "ТУРИСТИЧЕСКИ КЛЪСТЪР - ДУНАВ" - КЛОН БЕЛОГРАДЧИК', "дунав"),
    ],
)
def test_a_branch_bears_its_parents_name(printed: str, words: str) -> None:
    name = parse_name(printed)
    assert name.branch and name.legal_form == "branch"
    assert name.words[-1] == words


def test_an_address_is_a_seat_and_no_part_of_the_name() -> None:
    name = parse_name('СДРУЖЕНИЕ "КЛЪСТЕР ЗЕЛЕНА СИНЕРГИЯ" - гр. ПЛОВДИВ')
    assert (name.words, name.seat, name.places) == (("зелена", "синергия"), "Пловдив", ())


def test_a_town_inside_a_name_distinguishes_it() -> None:
    name = parse_name('СДРУЖЕНИЕ "БИЗНЕС КЛЪСТЕР БУРГАС"')
    assert (name.words, name.seat, name.places) == (("бизнес", "бургас"), "", ("Бургас",))


@pytest.mark.parametrize(
    ("printed", "acronym", "words"),
    [
        ('СДРУЖЕНИЕ "КЛЪСТЕР ЗЕЛЕНА ЕНЕРГИЯ /КЗЕ/"', "кзе", "зелена енергия"),
        ("КРЕЕО - Клъстер за развитие на енергийно", "креео", "развитие енергийно"),
        ("EVIC - Electric vehicles industrial cluster", "evic", "electric vehicles industrial"),
        (
            '"КЛЪСТЕР ЗА ЗЕЛЕНА ЕНЕРГИЯ И ИНОВАТИВНО ДЪРВОПРЕРАБОТВАНЕ" КЗЕИД',
            "кзеид",
            "зелена енергия иновативно дървопреработване",
        ),
        ("Association of Business Clusters (ABC)", "abc", "association business"),
    ],
)
def test_an_acronym_is_told_from_the_name(printed: str, acronym: str, words: str) -> None:
    name = parse_name(printed)
    assert name.acronyms == (acronym,)
    assert " ".join(name.words) == words


@pytest.mark.parametrize(
    "printed", ["ЖАР Клъстер", "ИКТ КЛАУД КЛЪСТЕР", "ПРО - СЪПОРТ КЛЪСТЕР", "БИЗНЕС/КЛЪСТЕР/"]
)
def test_capitals_that_spell_nothing_out_are_words(printed: str) -> None:
    assert parse_name(printed).acronyms == ()


def test_a_name_gives_the_initials_that_others_may_call_it_by() -> None:
    name = parse_name('СДРУЖЕНИЕ "КЛЪСТЕР ЗЕЛЕНА ЕНЕРГИЯ"')
    assert {"кзе", "зе"} <= name.initials


def test_another_firm_inside_a_word_is_taken_out() -> None:
    spliced = 'КЛЪСТЕР ЗА РАЗВИТИЕ НА ХАРТИЕДЗЗД "КОМУНАЛНА ТЕХТИКА - АЛЕКС"НОТО ПРОИЗВОДСТВО В БЪЛГАРИЯ'
    name = parse_name(spliced)
    assert name.foreign == 'ДЗЗД "КОМУНАЛНА ТЕХТИКА - АЛЕКС"'
    assert name.key == parse_name("КЛЪСТЕР ЗА РАЗВИТИЕ НА ХАРТИЕНОТО ПРОИЗВОДСТВО В БЪЛГАРИЯ").key
    assert name.original == spliced


def test_the_patron_of_a_university_may_be_left_out() -> None:
    assert (
        parse_name("Софийски университет „Св. Климент Охридски“").key
        == parse_name("Софийски университет").key
    )
    assert parse_name("Technology Transfer Centre at Sofia University “St. Kliment Ohridski”").words == (
        "sofia",
        "university",
    )


def test_the_word_oblast_before_its_town_is_left_out() -> None:
    printed = 'КЛЪСТЕР "ИНФОРМАЦИОННИ И КОМУНИКАЦИОННИ ТЕХНОЛОГИИ-ОБЛАСТ БЛАГОЕВГРАД"'
    other = '"КЛЪСТЕР "ИНФОРМАЦИОННИ И КОМУНИКАЦИОННИ ТЕХНОЛОГИИ - БЛАГОЕВГРАД"'
    assert parse_name(printed).key == parse_name(other).key


@pytest.mark.parametrize("printed", ['"Клъстер" ЕООД', '"КЛЪСТЪР" ЕООД', "", "   ", "- / -"])
def test_a_name_may_hold_nothing_that_distinguishes(printed: str) -> None:
    name = parse_name(printed)
    assert (name.words, name.key) == ((), "")


@pytest.mark.parametrize(
    ("printed", "form", "kind", "words"),
    [
        ("Foundation Cluster Information and Communication Technologies", "foundation", "cluster_organisation", "information communication technologies"),
        ("Association “Cluster for Health Tourism – Bulgaria”", "association", "cluster_organisation", "health tourism bulgaria"),
        ("CITT Global Ltd", "limited", "", "citt global"),
        ("Technology Transfer Centre at Ruse University", "", "technology_transfer_centre", "ruse university"),
    ],
)  # fmt: skip
def test_english_names_are_parsed_alike(printed: str, form: str, kind: str, words: str) -> None:
    name = parse_name(printed)
    assert (name.language, name.legal_form, name.kind, " ".join(name.words)) == ("en", form, kind, words)


def test_words_keep_the_order_in_which_they_are_printed() -> None:
    assert parse_name("БИООРГАНИЧЕН ЗЕЛЕН КЛЪСТЕР").words == ("биоорганичен", "зелен")
    assert parse_name("ЗЕЛЕН БИООРГАНИЧЕН КЛЪСТЕР").words == ("зелен", "биоорганичен")


@given(st.text(max_size=200))
def test_no_text_breaks_the_parser(text: str) -> None:
    assert parse_name(text).original == text


@given(
    st.lists(
        st.sampled_from(
            [
                "клъстер",
                "КЛОН",
                "гр.",
                "ПЛОВДИВ",
                "/",
                "(",
                ")",
                '"',
                "-",
                "ДЗЗД",
                "ООД",
                "/КЗЕ/",
                "на",
                "„",
                "“",
            ]
        ),
        max_size=30,
    )
)
def test_no_mixture_of_marks_and_forms_breaks_the_parser(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert parse_name(text).original == text


@given(st.data())
def test_case_quotes_and_spaces_change_no_key(data: st.DataObject) -> None:
    printed = data.draw(st.sampled_from([n for n in printed_names() if not parse_name(n).foreign]))
    name = parse_name(printed)
    if name.acronyms or name.seat:  # an acronym is known by its capitals
        return
    changed = data.draw(st.sampled_from([str.upper, str.lower, str.title]))(printed)
    changed = changed.replace('"', data.draw(st.sampled_from(['"', "„", "«", "“"])))
    assert parse_name(f"  {changed} ").key == name.key


@given(st.data())
def test_the_spelling_of_cluster_changes_no_key(data: st.DataObject) -> None:
    bulgarian = [n for n in printed_names() if "КЛЪСТЕР" in n and not parse_name(n).acronyms]
    printed = data.draw(st.sampled_from(bulgarian))
    spelling = data.draw(st.sampled_from(["КЛЪСТЪР", "КЛЬСТЕР", "КЪЛСТЕР", "КЪЛЪСТЕР", "КЛАСТЕР"]))
    assert parse_name(printed.replace("КЛЪСТЕР", spelling)).key == parse_name(printed).key


@given(st.data())
def test_a_legal_form_changes_no_key(data: st.DataObject) -> None:
    printed = data.draw(st.sampled_from([n for n in printed_names() if not parse_name(n).legal_form]))
    name = parse_name(printed)
    if name.language != "bg" or name.acronyms or name.branch:
        return
    form = data.draw(st.sampled_from(["ООД", "ЕООД", "АД", "ДЗЗД", "Сдружение"]))
    assert parse_name(f'"{printed}" {form}').key == name.key
    assert parse_name(f'"{printed}" {form}').legal_form != ""


@pytest.mark.parametrize("printed", ["Клъстерни стратегии", "клъстеризация"])
def test_a_longer_word_with_cluster_inside_stays(printed: str) -> None:
    assert fold_name(printed) == printed.casefold()
    assert parse_name(printed).words
