"""What is done to the text of single cells, and what is left alone."""

import pytest

from ebpages.sources.identifier_cell import read_identifier
from ebpages.sources.name_cell import read_name
from ebpages.sources.text_cell import mend_broken_words
from ebpages.sources.website_cell import is_address, is_fragment, read_website, read_websites


@pytest.mark.parametrize(
    ("pieces", "value", "codes"),
    [
        (("104691139",), "104691139", []),
        (("11764309 40012",), "1176430940012", ["spaces_removed"]),
        (("17643055 <u>7</u>",), "176430557", ["markup_removed", "spaces_removed"]),
        (("17648835", "0"), "176488350", ["carried_over_joined"]),
        (("1764 8835", "<u>0</u>"), "176488350", ["markup_removed", "spaces_removed", "carried_over_joined"]),
        (("176-488-350.",), "176488350", ["signs_removed"]),
        (("BG17648835O",), "BG17648835O", []),
    ],
)
def test_an_identifier_is_only_joined_and_cleaned(
    pieces: tuple[str, ...], value: str, codes: list[str]
) -> None:
    field = read_identifier(pieces, "BULSTAT")
    assert (field.value, [step.code for step in field.steps]) == (value, codes)
    assert field.original == "\n".join(pieces)


@pytest.mark.parametrize(
    ("printed", "value", "codes"),
    [
        ("http://www.automotive.bg", "http://www.automotive.bg", []),
        ("(http://www.bap-bg.org/)", "http://www.bap-bg.org/", ["brackets_removed"]),
        ("(http://m.ens-fashion-cluster.eu/", "http://m.ens-fashion-cluster.eu/", ["brackets_removed"]),
        ("<http://kida.bg/>", "http://kida.bg/", ["brackets_removed"]),
        ("http://x.bg/a_(b)", "http://x.bg/a_(b)", []),
        ("http://w.www.kook.bg/", "http://www.kook.bg/", ["url_repaired"]),
        ("http://ww.w.kook.bg/", "http://www.kook.bg/", ["url_repaired"]),
        ("http://www. kook.bg/", "http://www.kook.bg/", ["spaces_removed"]),
        ("http:/kook.bg/", "http://kook.bg/", ["url_repaired"]),
        ("HTTP://WWW.Kook.BG/Bg", "http://www.kook.bg/Bg", ["url_repaired", "url_repaired"]),
        ("www.kook.bg", "http://www.kook.bg", ["scheme_added"]),
        (
            "http://cl.eantech.bg/cluste.r.wordpr.ess.com/",
            "http://cl.eantech.bg/cluste.r.wordpr.ess.com/",
            [],
        ),
        ("http://www.clust.eritos.or.g/", "http://www.clust.eritos.or.g/", ["url_doubtful"]),
        ("http://клъстер", "http://клъстер", ["url_doubtful"]),
        ("http://x..bg", "http://x..bg", ["url_doubtful"]),
    ],
)
def test_an_address_is_repaired_only_where_that_is_certain(
    printed: str, value: str, codes: list[str]
) -> None:
    field = read_website((printed,), "www")
    assert (field.value, [step.code for step in field.steps]) == (value, codes)
    assert field.original == printed


def test_an_address_cut_by_a_page_break_is_joined() -> None:
    field = read_website(("http://ho", "ists-bulgaria.com/"), "www")
    assert field.value == "http://hoists-bulgaria.com/"
    assert [step.param("parts") for step in field.steps] == ["http://ho + ists-bulgaria.com/"]


@pytest.mark.parametrize(
    "text", ["http://x.bg", "www.x.bg", "net.bg/page.php?id=17", "(http://x.bg)", "cluster.eu"]
)
def test_an_address_is_known_with_and_without_its_beginning(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "фирми, университети",
        "13",
        "2016",
        "София",
        "няма",
        "фирми (напр. ABC)",
        "фирми, сайт www.x.bg",
        "с. Резбарци",
    ],
)
def test_words_are_no_address(text: str) -> None:
    assert not is_address(text)
    assert not is_fragment(text)


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


def test_each_of_several_addresses_in_a_cell_is_read() -> None:
    fields = read_websites(("http://x.bg, www.y.bg",), "www")
    assert [field.value for field in fields] == ["http://x.bg", "http://www.y.bg"]
    assert {field.original for field in fields} == {"http://x.bg, www.y.bg"}
    assert all("several_values" in {step.code for step in field.steps} for field in fields)


def test_words_that_mention_an_address_are_words() -> None:
    assert not is_address("фирми, сайт www.x.bg")
