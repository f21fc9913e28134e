"""What each printed line is."""

import pytest

from ebpages.sources.catalogue import source
from ebpages.sources.layouts.printed_lines import is_table_row, read_lines
from tests.samples.damage import RUNNING_HEADS

HEADER = "\tBULSTAT\tName"


def kinds(*texts: str) -> list[str]:
    return [line.kind for line in read_lines("\n".join(texts), source("bulstat"), is_table_row)]


@pytest.mark.parametrize("head", [head for head in RUNNING_HEADS if head])
def test_a_running_head_is_known_in_any_markup_and_over_two_lines(head: tuple[str, ...]) -> None:
    assert kinds(HEADER, "1\t2\tX", "", *head, "", "2\t3\tY")[2:-1] == [
        "blank",
        *["running_head"] * len(head),
        "blank",
    ]


def test_titles_footnotes_captions_and_strays_are_told_apart() -> None:
    texts = ["List of clusters¹⁰", "¹⁰ The data", HEADER, "1\t2\tX", "Table 1 List", "A sentence.", HEADER]
    assert kinds(*texts) == ["title", "footnote", "header", "row", "caption", "stray", "header"]


def test_a_page_break_counts_once_whatever_it_is_made_of() -> None:
    texts = ["", HEADER, "1\t2\tX", "", *RUNNING_HEADS[1], "", HEADER, "2\t3\tY", "3\t4\tZ", "", "4\t5\tW"]
    lines = read_lines("\n".join(texts), source("bulstat"), is_table_row)
    assert [line.page for line in lines if line.kind == "row"] == [54, 55, 55, 56]


def test_a_page_is_unknown_where_the_list_does_not_say_it() -> None:
    lines = read_lines("Name\tField\twww\tLabel valid until\nX\tY\tZ\t", source("ecei_bronze"), is_table_row)
    assert {line.page for line in lines} == {None}
