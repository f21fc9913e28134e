"""Marks beside values: letters, words, codes with labels, and the attributes of SDMX."""

import pytest

from ebpages.reference.flags import Attribute, Marking, letters, read_marks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bp", "bp"), ("b p", "bp"), ("b, p", "bp"), ("b;p", "bp"), ("(p)", "p"), ("p c", "pc"), ("BP", "bp"), ("A", ""), (":", ""), ("NA", ""),
        ("forecast", "f"), ("Provisional", "p"), ("break in time series", "b"), ("definition differs (see metadata)", "d"),
        ("estimated, provisional", "ep"), ("Missing value; suppressed", "Q"), ("прогноза", "f"), ("поверителни данни", "c"),
        ("c: confidential", "c"), ("p - provisional", "p"), ("p – provisional", "p"), ("provisional (p)", "p"),
        ("s: suppressed", "c"), ("Confidential (dominance)", "c"), ("not confidential", ""),
    ],
)  # fmt: skip
def test_a_mark_is_read_in_letters_and_in_words(text: str, found: str) -> None:
    assert read_marks(text) == Marking(found)


@pytest.mark.parametrize(
    ("text", "found", "unknown"),
    [
        ("see note 3", "", ("see note 3",)),
        ("bx", "b", ("x",)),
        ("cx", "c", ("x",)),
        ("*", "", ("*",)),
        ("D", "", ("D",)),
        ("break in series; of unknown size", "b", ("of unknown size",)),
        ("p: figures of May", "p", ("p: figures of May",)),
    ],
)
def test_what_is_not_understood_is_named_as_a_whole(text: str, found: str, unknown: tuple[str, ...]) -> None:
    assert read_marks(text) == Marking(found, unknown)


@pytest.mark.parametrize(
    ("attribute", "code", "found"),
    [
        ("OBS_STATUS", "A", ""), ("OBS_STATUS", "D", "d"), ("OBS_STATUS", "Q", "Q"), ("OBS_STATUS", "C", "c"), ("OBS_STATUS", "M", "M"),
        ("CONF_STATUS", "F", ""), ("CONF_STATUS", "Free (free for publication)", ""), ("CONF_STATUS", "C", "c"), ("CONF_STATUS", "N", "c"),
        ("CONF_STATUS", "A", "c"), ("CONF_STATUS", "S", "c"), ("CONF_STATUS", "C: Confidential statistical information", "c"),
        ("CONF_STATUS", "", ""), ("CONF_STATUS", "0", ""), ("CONF_STATUS", "true", "c"),
    ],
)  # fmt: skip
def test_a_code_means_what_the_list_of_its_attribute_says(
    attribute: Attribute, code: str, found: str
) -> None:
    assert read_marks(code, attribute) == Marking(found)


def test_a_confidentiality_that_is_not_known_counts_as_confidential_and_is_named() -> None:
    assert read_marks("X", "CONF_STATUS") == Marking("c", ("X",))


def test_a_mark_means_what_a_person_says_of_it() -> None:
    own = {"x": "c", "(D)": "c", "n": ""}
    assert [read_marks(text, declared=own).letters for text in ("x", "b x", "bx", "(D)", "n", "bn")] == [
        "c",
        "bc",
        "bc",
        "c",
        "",
        "b",
    ]


def test_a_connector_joins_the_letters_of_all_attributes() -> None:
    assert letters(OBS_FLAG="p", OBS_STATUS="E", CONF_STATUS="N") == "pec"
    assert letters(OBS_STATUS="A", CONF_STATUS="F", DECIMALS="0") == ""
    assert letters(OBS_STATUS="X") == "X"
