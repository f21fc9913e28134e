"""What two spellings of one thing have in common, and what is no evidence."""

import pytest

from ebpages.linking.preparation import host, place_key, prepare, read_number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('"КЛЪСТЕР ПОДЕМНА ТЕХНИКА" ООД', "Podemna Tehnika Ltd"),
        ("Зелена синергия", "Green Synergy"),
        ("МЕБЕЛИ КАЛИНОР", "Mebeli Kalinor EOOD"),
        ("Пpoгpec 98", "ПРОГРЕС-98 АД"),  # Latin look-alikes
    ],
)
def test_one_name_in_two_spellings_has_the_same_units(one: str, other: str) -> None:
    units = [{unit.unit for unit in prepare(name, "", "", "", "").units} for name in (one, other)]
    assert units[0] == units[1]


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("831650349", "831650349"),
        ("BG 831 650 349", "831650349"),
        ("ЕИК: 831650349", "831650349"),
        ("831650349.0", "831650349"),
        ("694037", "000694037"),  # zeros that a spreadsheet took away
        ("2042449610011", ""),
        ("999999999", ""),
        ("000000000", ""),
        ("0", ""),
        ("няма", ""),
        ("8.3E+08", ""),
    ],
)
def test_an_identifier_is_read_where_its_check_digits_hold(text: str, identifier: str) -> None:
    assert read_number(text)[0] == identifier


def test_a_number_that_no_rule_confirms_is_kept_apart() -> None:
    assert read_number("HRB 12345") == ("", read_number("hrb-12345")[1])
    assert read_number("831650340")[1] == "831650340"
    assert read_number("n/a") == read_number("0") == ("", "")


def test_a_branch_has_the_entity_of_its_parent() -> None:
    branch = prepare("Вихър", "8316503490011", "", "", "")
    assert branch.identifier == "" or branch.entity == "831650349"


@pytest.mark.parametrize("text", ["София", "гр. София", "SOFIA", "1000 София", "Sofia"])
def test_a_place_is_one_in_both_alphabets(text: str) -> None:
    assert place_key(text) == place_key("София")


def test_a_village_that_is_not_listed_is_still_a_place() -> None:
    assert place_key("с. Горно Незнайно, общ. Друга") == place_key("Gorno Neznayno village") != ""


@pytest.mark.parametrize(
    ("website", "expected"),
    [
        ("https://www.Firma.bg/bg/contacts.html?x=1", "firma.bg"),
        ("firma.bg:8080", "firma.bg"),
        ("https://firma.wordpress.com/", "firma.wordpress.com"),
        ("https://wordpress.com/firma", ""),
        ("https://bg-bg.facebook.com/firma", ""),
        ("office@abv.bg", ""),
        ("няма", ""),
        ("", ""),
    ],
)
def test_only_a_host_of_ones_own_is_evidence(website: str, expected: str) -> None:
    assert host(website) == expected


def test_the_legal_form_is_read_from_its_column_or_else_from_the_name() -> None:
    assert prepare("Вихър ООД", "", "", "", "").form == prepare("Вихър", "", "", "Ltd.", "").form == "limited"
    assert prepare("Вихър ООД", "", "", "АД", "").form == "joint_stock"


@pytest.mark.parametrize("name", ["", "няма", "n/a", "---", "null"])
def test_no_name_is_no_word(name: str) -> None:
    assert prepare(name, "", "", "", "").units == ()


def test_initials_are_the_same_in_both_alphabets() -> None:
    spelt = prepare("Агенция за регионално икономическо развитие", "", "", "", "").spelt
    assert set(prepare("АРИР", "", "", "", "").acronyms) & set(spelt)
    assert set(prepare("ARIR", "", "", "", "").acronyms) & set(spelt)
