"""What is odd in the rows of a list is found with row, column and remedy, and nothing is mended in silence."""

from pathlib import Path

import openpyxl
import pytest

from ebpages.imports.checking import MAPPING
from ebpages.imports.list_mapping import open_list
from ebpages.sources.layouts.imported import read_row
from tests.unit.imports.trial import DAY, checked


def found(
    folder: Path, rows: str, header: str = "Име;ЕИК;Основан;Брой членове;Сайт"
) -> list[tuple[str, int, str]]:
    (folder / "a.csv").write_text(
        f"{header}\nКлъстер Роза;176999117;2010;12;www.roza.example\n{rows}\n", encoding="utf-8"
    )
    _, log = checked(folder / "a.csv")
    return [(each.kind, each.row, each.column) for each in log.all()]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Клъстер;000123457;;;", ("identifier_invalid", 3, "ЕИК")),
        ("Клъстер;123451;;;", ("leading_zeros_lost", 3, "ЕИК")),
        ("Клъстер;1.23457E+08;;;", ("scientific_notation", 3, "ЕИК")),
        ("Клъстер;1,77E+08;;;", ("scientific_notation", 3, "ЕИК")),
        ("Клъстер;209998883.0;;;", ("number_with_decimals", 3, "ЕИК")),
        ("Клъстер;000000000;;;", ("placeholder", 3, "ЕИК")),
        ("Клъстер;176999117;;;", ("identifier_repeated", 3, "ЕИК")),
        ("Клъстер;2016-05-01;;;", ("turned_into_date", 3, "ЕИК")),
        ("Клъстер;;42491;;", ("date_as_number", 3, "Основан")),
        ("Клъстер;;скоро;;", ("cell_unreadable", 3, "Основан")),
        ("Клъстер;;;2026-10-08;", ("turned_into_date", 3, "Брой членове")),
        ("Клъстер;;;12,5;", ("cell_unreadable", 3, "Брой членове")),
        ("Клъстер;;;1.250;", ("thousands_or_decimals", 3, "Брой членове")),
        ("Клъстер;;;;няма сайт", ("website_unreadable", 3, "Сайт")),
        ("КЛЪCТEР;;;;", ("look_alikes", 3, "Име")),
        ("=HYPERLINK(1);;;;", ("formula_text", 3, "Име")),
        ("Клъстер;#N/A;;;", ("cell_error", 3, "ЕИК")),
        (";176999220;2010;;", ("name_missing", 3, "")),
        ("Общо;;;12;", ("not_a_row", 3, "")),
        ("* Предварителни данни.", ("not_a_row", 3, "")),
        ("Област София;;;;\nКлъстер;;;;", None),
    ],
)
def test_each_oddity_is_found_at_its_place(
    tmp_path: Path, row: str, expected: tuple[str, int, str] | None
) -> None:
    assert found(tmp_path, row)[:1] == ([expected] if expected else [])


def test_nothing_is_repaired(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Име;ЕИК\nКлъстер Роза;123451\n", encoding="utf-8")
    rows, log = checked(tmp_path / "a.csv")
    assert rows[0].cells == ["Клъстер Роза", "123451"] and rows[0].key == "klaster-roza"
    assert "000123451, whose check digit holds" in log.all()[0].sentence("en")
    assert "с тях то би било 000123451" in log.all()[0].sentence("bg")


def test_an_error_that_the_mapping_accepts_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Име;ЕИК\nКлъстер Роза;123451\n", encoding="utf-8")
    assert len(checked(tmp_path / "a.csv")[1].stopping()) == 1
    assert checked(tmp_path / "a.csv", {"accept": ["leading_zeros_lost"]})[1].stopping() == ()


def test_the_key_of_a_row_is_its_number_in_a_register_else_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "Име;ЕИК;Град\nКлъстер Роза;176999117;\nКлъстер Дъб;;\n;;Русе\n;176999220x;Русе\n", encoding="utf-8"
    )
    assert [(row.number, row.key) for row in checked(tmp_path / "a.csv")[0]] == [
        (2, "176999117"),
        (3, "klaster-dab"),
        (5, "row-5"),
    ]


def test_formulas_count_by_their_stored_results_and_macros_are_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Име", "Град"], ["Клъстер Роза", "София"], ['="Клъстер "&"Дъб"', "Русе"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    _, log = checked(tmp_path / "a.xlsx")
    assert log.counts["formulas"] == log.counts["formula_without_result"] == 1
    assert "A3" in log.stopping()[0].sentence("en")


def test_personal_numbers_are_left_out_of_the_list(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "Име;ЕГН\nКлъстер Роза;7523169263\nКлъстер Дъб;8032056031\n", encoding="utf-8"
    )
    rows, log = checked(tmp_path / "a.csv")
    assert [row.cells for row in rows] == [["Клъстер Роза"], ["Клъстер Дъб"]]
    assert log.counts["personal_numbers"] == 1


def test_a_personal_number_elsewhere_stops_the_import_and_is_not_named_again(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "Име;ЕИК;Бележка\nКлъстер Роза;7523169263;тел. 0888123456\nКлъстер Дъб;204244961;ЕГН 8032056031, управител\n",
        encoding="utf-8",
    )
    _, log = checked(tmp_path / "a.csv")
    found = [each for each in log.stopping() if each.kind == "personal_number"]
    assert [(each.row, each.column) for each in found] == [(2, "ЕИК"), (3, "Бележка")]
    assert not any(
        number in each.sentence("bg") for each in log.all() for number in ("7523169263", "8032056031")
    )


def test_findings_of_a_kind_are_counted_and_not_all_kept(tmp_path: Path) -> None:
    rows = "".join(f"Клъстер {number};000000000\n" for number in range(500))
    (tmp_path / "a.csv").write_text(f"Име;ЕИК\n{rows}", encoding="utf-8")
    _, log = checked(tmp_path / "a.csv")
    assert log.counts["placeholder"] == 500 and len(log.all()) == 201


def test_a_cell_that_says_that_nothing_is_known_is_taken_for_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Име;ЕИК;Сайт;Брой членове\nКлъстер Ясен;няма;няма;-\n", encoding="utf-8")
    rows, log = checked(path)
    assert [row.key for row in rows] == ["klaster-yasen"]
    assert log.counts["nothing_stated"] == 2
    columns = open_list(path, path.name, {}).mapping.source("list", 0, DAY, MAPPING)
    places = {column.property: place for place, column in enumerate(columns.columns)}
    assert [field.property for field in read_row(rows[0].cells, places, columns)[0]] == ["name"]
