"""What an import guesses of a file: where its header stands, what its columns hold, how its numbers are written."""

from pathlib import Path

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest

from ebpages.imports.columns import is_personal_number, stated_day
from ebpages.imports.list_mapping import OpenedList, open_list

ROWS = "1;Клъстер Роза;176999117;София\n2;Клъстер Дъб;176999220;Русе\n"


def opened(folder: Path, content: str, name: str = "list.csv", encoding: str = "utf-8") -> OpenedList:
    (folder / name).write_bytes(content.encode(encoding))
    return open_list(folder / name, name, {})


def columns(each: OpenedList) -> dict[str, str]:
    return {what: column["header"] for what, column in each.mapping.columns.items()}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("№;Име;ЕИК;Град", {"number": "№", "name": "Име", "identifier": "ЕИК", "seat": "Град"}),
        ("No;Cluster name;UIC;Town", {"number": "No", "name": "Cluster name", "identifier": "UIC", "seat": "Town"}),
        ("#;Наименование на клъстера;БУЛСТАТ;Седалище", {"number": "#", "name": "Наименование на клъстера", "identifier": "БУЛСТАТ", "seat": "Седалище"}),
        ("N;ИМЕ НА ОРГАНИЗАЦИЯТА;EИK;населено място", {"number": "N", "name": "ИМЕ НА ОРГАНИЗАЦИЯТА", "identifier": "EИK", "seat": "населено място"}),
        ("x1;x2;x3;x4", {"name": "x2", "identifier": "x3"}),
    ],
)  # fmt: skip
def test_columns_are_known_by_header_and_by_value(
    tmp_path: Path, header: str, expected: dict[str, str]
) -> None:
    assert columns(opened(tmp_path, f"{header}\n{ROWS}")) == expected


def test_a_person_is_no_organisation_and_a_column_that_is_known_is_passed_over(tmp_path: Path) -> None:
    each = opened(
        tmp_path,
        "Име на управителя,Клъстер,Е-мейл,Телефон,Интернет страница,Основан\n"
        "Иван Петров,Клъстер Роза,a@example.bg,02 123,www.roza.example,01.05.2013\n"
        "Петър Иванов,Клъстер Дъб,b@example.bg,02 124,http://dab.example,2014 г.\n",
    )
    assert columns(each) == {
        "name": "Клъстер", "website": "Интернет страница", "founded": "Основан",
    }  # fmt: skip
    assert each.mapping.left_out == ("Име на управителя", "Е-мейл", "Телефон")


@pytest.mark.parametrize(
    ("above", "row"),
    [
        ("", 1),
        ("Списък на клъстерите към 30.09.2026 г.\n\n", 3),
        ("sep=;\n", 2),
        ("Списък;;;\nИзточник: агенцията;;;\n;;;\n", 4),
    ],
)
def test_what_stands_above_the_header_is_passed_over(tmp_path: Path, above: str, row: int) -> None:
    each = opened(tmp_path, f"{above}№;Име;ЕИК;Град\n{ROWS}")
    assert each.header.row == row and each.header.names == ("№", "Име", "ЕИК", "Град")


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "windows-1251", "utf-16"])
def test_separator_and_encoding_are_told(tmp_path: Path, separator: str, encoding: str) -> None:
    text = f"№;Име;Град\n{ROWS}".replace("176999117;", "").replace("176999220;", "").replace("№", "N")
    each = opened(tmp_path, text.replace(";", separator), encoding=encoding)
    assert (each.table.separator, each.header.names) == (separator, ("N", "Име", "Град"))


def test_names_in_quotes_stay_as_they_are_written(tmp_path: Path) -> None:
    each = opened(
        tmp_path, 'Име;Град\n"КЛЪСТЕР РОЗА" ООД;София\n"Клъстер ""Дъб""; Русе";Русе\n"Два\nреда";Варна\n'
    )
    assert [cells[0] for _, cells in each.table.rows()][1:] == [
        '"КЛЪСТЕР РОЗА" ООД',
        'Клъстер "Дъб"; Русе',
        "Два\nреда",
    ]


@pytest.mark.parametrize(
    ("numbers", "decimal"), [(("1.250", "850", "1 250,5"), ","), (("1,250.5", "3"), "."), (("12", "7"), "")]
)
def test_the_decimal_sign_is_told_by_the_whole_column(
    tmp_path: Path, numbers: tuple[str, ...], decimal: str
) -> None:
    rows = "".join(f"Клъстер {place};{number}\n" for place, number in enumerate(numbers))
    assert opened(tmp_path, f"Име;Брой членове\n{rows}").mapping.about["decimal"] == decimal


def test_the_sheet_that_looks_like_a_list_is_taken_and_the_others_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Указания за попълване"])
    sheet = book.create_sheet("Данни")
    for row in (["Име", "ЕИК"], ["Клъстер Роза", 176999117], ["Клъстер Дъб", 123456]):
        sheet.append(row)
    sheet["B3"].number_format = "000000000"
    book.save(tmp_path / "list.xlsx")
    each = open_list(tmp_path / "list.xlsx", "list.xlsx", {})
    assert [s.name for s in each.table.sheets] == ["Данни", "Sheet"]
    assert [*each.table.rows()][1:] == [(2, ["Клъстер Роза", "176999117"]), (3, ["Клъстер Дъб", "000123456"])]


def test_json_lines_and_parquet_have_columns_by_name(tmp_path: Path) -> None:
    each = opened(
        tmp_path,
        '{"name": "Клъстер Роза", "eik": "000123456"}\n{"name": "Дъб", "city": "Русе"}\n',
        "list.jsonl",
    )
    assert columns(each) == {"name": "name", "identifier": "eik", "seat": "city"}
    assert [*each.table.rows()] == [(1, ["Клъстер Роза", "000123456", ""]), (2, ["Дъб", "", "Русе"])]
    table = pyarrow.table({"name": ["Клъстер Роза", "Дъб"], "eik": [176999117, None]})
    pyarrow.parquet.write_table(table, tmp_path / "list.parquet")
    each = open_list(tmp_path / "list.parquet", "list.parquet", {})
    assert [*each.table.rows()] == [(1, ["Клъстер Роза", "176999117"]), (2, ["Дъб", ""])]


def test_the_day_of_a_title_is_the_edition_where_it_is_the_only_one() -> None:
    assert stated_day(["Списък към 30.09.2026 г."]) == "2026-09-30"
    assert stated_day(["от 1.1.2026 до 31.3.2026"]) == stated_day(["Списък"]) == ""


def test_a_personal_number_is_told_by_its_check_digit() -> None:
    assert is_personal_number("7523169263")
    assert not is_personal_number("7523169264") and not is_personal_number("176999117")
    assert not any(is_personal_number(f"088812345{digit}") for digit in range(10)), "a telephone"


def test_the_mapping_that_is_printed_reads_the_file_in_the_same_way(tmp_path: Path) -> None:
    import yaml

    each = opened(tmp_path, f"Списък\n№;Име;ЕИК;Град\n{ROWS}")
    again = open_list(each.table.path, "list.csv", yaml.safe_load(each.mapping.as_yaml()))
    assert again.mapping == each.mapping
