"""EIK/BULSTAT numbers, on numbers of the lists and on numbers made for the purpose."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.registry.identifiers import Problem, check_digit, is_placeholder, read_identifier
from ebpages.sources.catalogue import read_source

eights = st.text("0123456789", min_size=8, max_size=8)
nines = eights.map(lambda eight: eight + check_digit(eight)).filter(lambda nine: not is_placeholder(nine))


@pytest.mark.parametrize("slug", ["bulstat", "trade_register"])
def test_every_number_of_the_registers_is_valid(slug: str) -> None:
    printed = [record.first("identifier") for record in read_source(slug).records]
    assert [field for field in printed if field is None or not read_identifier(field.value).valid] == []


def test_nine_digits_name_a_legal_entity() -> None:
    found = read_identifier("104691139")
    assert found.valid and not found.is_branch and not found.repaired
    assert found.entity == found.digits == "104691139"


def test_a_thirteen_digit_id_names_its_parent() -> None:
    found = read_identifier("1176430940012")
    assert found.valid and found.is_branch
    assert found.entity == "117643094"


@pytest.mark.parametrize(
    "printed",
    [
        "11764309 4",
        "117643094 ",
        " 117 643 094",
        "<u>117643094</u>",
        "11764309<u>4</u>",
        "117-643-094",
        "BG117643094",
        "BG 117643094",
    ],
)
def test_what_is_no_digit_is_left_out(printed: str) -> None:
    found = read_identifier(printed)
    assert found.digits == "117643094" and found.valid and found.repaired
    assert found.original == printed


def test_digits_carried_to_the_next_line_are_read_on() -> None:
    assert read_identifier("11764309 40\n012").digits == "1176430940012"


@pytest.mark.parametrize(
    ("eight", "digit"),
    [
        ("10469113", "9"),  # the first weights decide
        ("17578246", "2"),  # the first give 10, the second 2
        ("17586291", "0"),  # the first give 10, the second 0
        ("17648549", "0"),  # both give 10, which counts as 0
    ],
)
def test_the_check_digit_follows_its_weights(eight: str, digit: str) -> None:
    assert check_digit(eight) == digit
    assert [last for last in "0123456789" if read_identifier(eight + last).valid] == [digit]


@pytest.mark.parametrize(
    ("twelve", "digit"),
    [
        ("117643094001", "2"),  # the first weights decide
        ("104691139010", "8"),  # the first give 10, the second 8
        ("117643094007", "0"),  # both give 10, which counts as 0
    ],
)
def test_the_last_digit_of_a_branch_has_weights_of_its_own(twelve: str, digit: str) -> None:
    assert [last for last in "0123456789" if read_identifier(twelve + last).valid] == [digit]


def test_a_branch_of_an_invalid_parent_is_invalid() -> None:
    assert read_identifier("1176430950012").problem is Problem.CHECK_DIGIT


@pytest.mark.parametrize(
    ("printed", "problem"),
    [
        ("", Problem.EMPTY),
        ("няма", Problem.LETTERS),
        (" - ", Problem.EMPTY),
        ("10469I139", Problem.LETTERS),
        ("1O4691139", Problem.LETTERS),
        ("10469113", Problem.LENGTH),
        ("1046911390", Problem.LENGTH),
        ("117643094001", Problem.LENGTH),
        ("104691138", Problem.CHECK_DIGIT),
        ("1046911391234567890" * 100, Problem.LENGTH),
    ],
)
def test_a_text_that_is_no_identifier_says_why(printed: str, problem: Problem) -> None:
    found = read_identifier(printed)
    assert found.problem is problem and not found.valid and not found.repaired


@pytest.mark.parametrize("printed", ["104691138", "10469113", "1046911930"])
def test_digits_are_never_guessed(printed: str) -> None:
    found = read_identifier(printed)
    assert found.digits == printed and not found.valid


def test_digits_of_another_script_are_no_digits() -> None:
    assert not read_identifier("١٠٤٦٩١١٣٩").valid


@given(nines)
def test_every_number_with_its_check_digit_is_valid(number: str) -> None:
    assert read_identifier(number).valid


@given(
    nines,
    st.lists(st.integers(0, 8), min_size=1, max_size=3),
    st.sampled_from([" ", "\n", "<u>", "</u>", " "]),
)
def test_print_damage_between_digits_changes_nothing(number: str, places: list[int], damage: str) -> None:
    damaged = number
    for place in sorted(places, reverse=True):
        damaged = damaged[:place] + damage + damaged[place:]
    assert read_identifier(damaged).digits == number and read_identifier(damaged).valid


def test_a_wrong_digit_is_noticed_nearly_always() -> None:
    """In numbers as they come; some, such as those of nothing but zeros, take more wrong digits for right."""
    chance = Random(1)
    numbers = [eight + check_digit(eight) for eight in (f"{chance.randrange(10**8):08}" for _ in range(300))]
    wrong = [
        number[:place] + digit + number[place + 1 :]
        for number in numbers
        for place in range(9)
        for digit in "0123456789"
        if digit != number[place]
    ]
    assert sum(not read_identifier(number).valid for number in wrong) >= 0.95 * len(wrong)


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    found = read_identifier(text)
    assert found.original == text
    assert found.valid == (found.problem is None)
    assert set(found.digits) <= set("0123456789")


@pytest.mark.parametrize(
    "printed",
    ["000000000", "999999999", "0000000000000", "0000000001111", "123456789", "1234567890123", "0", "00 00"],
)
def test_what_stands_where_there_is_no_number_is_no_number(printed: str) -> None:
    found = read_identifier(printed)
    assert found.problem is Problem.PLACEHOLDER and not found.valid


def test_repeated_digits_inside_a_number_are_no_placeholder() -> None:
    assert read_identifier("177000010").valid
    assert not is_placeholder("100000000")
