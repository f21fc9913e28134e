"""CSV files as spreadsheets and programs write them, and what is refused."""

import pytest

from ebpages.sources.catalogue import read_list
from ebpages.sources.record import Reading, UnreadableList
from ebpages.sources.source import Column, Source

COUNCIL = Source(
    "council", 20, "Съвет", "Council", "2026", "bg", "BG", layout="csv", file="list.csv",
    columns=(
        Column("number", "No", "number"), Column("name", "Name", "name", "bg"), Column("founded", "Year", "year"),
        Column("activity", "State", "code"), Column("page", "Page", "page"), Column("phone", "Phone", "skipped"),
    ),
)  # fmt: skip
HEADER = "No,Name,Year,State,Page,Phone\n"


def read(text: str, source: Source = COUNCIL) -> Reading:
    return read_list(source, text.encode(), "council/list.csv")


def refused(text: str) -> UnreadableList:
    with pytest.raises(UnreadableList) as caught:
        read(text)
    assert caught.value.file == "council/list.csv" and caught.value.remedy
    return caught.value


def test_a_row_becomes_a_record_with_its_line_its_page_and_its_text() -> None:
    (record,) = read(HEADER + '7,"Клъстер ""Роза""",2016,active,12,02 1\n').records
    assert [(field.property, field.value) for field in record.fields] == [
        ("name", 'Клъстер "Роза"'),
        ("founded", "2016"),
        ("activity", "active"),
    ]
    assert (record.key, record.locator.line, record.locator.page) == ("7", 2, 12)
    assert record.text == '7\tКлъстер "Роза"\t2016\tactive\t12\t02 1'
    assert not record.notices


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_marks_and_line_ends_of_spreadsheets_do_not_matter(end: str, mark: str) -> None:
    text = mark + HEADER + "1,Клъстер А,,,,\n,,,,,\n\n2,Клъстер Б,,,,"
    found = read(text.replace("\n", end)).records
    assert [(record.key, record.locator.line, record.first("name").value) for record in found] == [
        ("1", 2, "Клъстер А"),
        ("2", 5, "Клъстер Б"),
    ]


def test_a_cell_of_two_lines_is_joined_and_said() -> None:
    one, two = read(HEADER + '1,"Клъстер\r\nРоза",,,,\r\n2,Клъстер Б,,,,\r\n').records
    name = one.first("name")
    assert (name.value, name.original) == ("Клъстер Роза", "Клъстер\nРоза")
    assert [step.code for step in name.steps] == ["cell_continued"]
    assert (one.locator.line, one.locator.last_line, two.locator.line) == (2, 3, 4)


def test_columns_may_stand_in_another_order_and_rows_without_numbers_are_counted() -> None:
    found = read("name,PHONE,year,state,page,no.\nКлъстер А,,2016,,,\nКлъстер Б,,,,,\n").records
    assert [record.key for record in found] == ["1", "2"]
    assert found[0].first("founded").value == "2016"


def test_a_column_that_nobody_named_is_said_for_each_of_its_cells() -> None:
    (record,) = read("No,Name,Year,State,Page,Phone,Fax\n1,Клъстер А,,,,,02 2\n").records
    assert [(notice.code, notice.param("text")) for notice in record.notices] == [("cell_not_read", "02 2")]


def test_windows_1251_is_read_and_said() -> None:
    text = HEADER + "1,Клъстер за развитие на туризма,,,,\n"
    reading = read_list(COUNCIL, text.encode("windows-1251"), "council/list.csv")
    assert [notice.code for notice in reading.notices] == ["encoding_assumed"]


def test_another_encoding_is_refused_with_the_line() -> None:
    with pytest.raises(UnreadableList, match=r"line 2: the encoding is unknown.*Save the file as UTF-8"):
        read_list(COUNCIL, (HEADER + "1,Клъстер за туризъм,,,,\n").encode("koi8-r"), "council/list.csv")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("No,Name,Year,State,Page\n1,А,,,\n", 1, 'the column "Phone" is missing'),
        (HEADER, 1, "there are no rows below the header"),
        (",,,\n", 1, 'the column "No" is missing'),
        (HEADER + "1,Клъстер, с запетая,2016,,,\n", 2, "the row has 7 cells, the header has 6"),
        (HEADER + "1,А\n", 2, "the row has 2 cells, the header has 6"),
        (HEADER.replace(",", ";") + "1;А;;;;\n", 1, 'the column "No" is missing'),
        (HEADER + '1,"Клъстер"А,,,,\n', 2, "this is no row of a CSV file"),
        (HEADER + '1,"Клъстер,,,,\n2,Б,,,,\n', 3, "this is no row of a CSV file"),
        (HEADER + "1,А,,,,\n2," + "Я" * 10_001 + ",,,,\n", 3, "a cell has 10001 characters"),
        (HEADER + "1,А\0,,,,\n", 2, "there is a NUL byte"),
        (HEADER + "1,А,скоро,,,\n", 2, "'скоро' is no year"),
        (HEADER + "1,А,,in_estab,,\n", 2, "there is no state of activity with the code 'in_estab'"),
        (HEADER + "1,А,,,xii,\n", 2, "'xii' is no page"),
        ("", 0, "the file is empty"),
    ],
)
def test_what_cannot_be_read_is_refused_with_line_and_remedy(text: str, line: int, said: str) -> None:
    problem = refused(text)
    assert said in problem.problem
    assert problem.line == line
