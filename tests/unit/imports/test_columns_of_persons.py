"""Columns with data of persons are left out unless somebody keeps them knowingly; personal numbers always."""

from pathlib import Path

import pytest

from ebpages.files.unreadable import UnreadableFile
from ebpages.imports.columns import is_name_of_person
from ebpages.imports.list_mapping import OpenedList, open_list

LIST = """Наименование;ЕИК;Лице за контакт;Имейл;Телефон;Водещ;ЕГН;Град
Клъстер Роза;176999117;Иван Ив.;a@roza.example;0888123456;Иван Петров Стоянов;7523169263;Русе
Клъстер Дъб;;М. Илиева;b@dab.example;0888123457;инж. Мария Георгиева Илиева-Донева;8032056031;София
"""
PERSONS = ("Лице за контакт", "Имейл", "Телефон", "Водещ")


def opened(tmp_path: Path, content: str = LIST, **given: object) -> OpenedList:
    path = tmp_path / "list.csv"
    path.write_text(content, encoding="utf-8")
    return open_list(path, "list.csv", given)


def test_contacts_and_names_with_a_patronymic_are_left_out(tmp_path: Path) -> None:
    each = opened(tmp_path)
    assert each.persons == PERSONS and each.personal == ("ЕГН",)
    assert {*each.mapping.left_out} == {*PERSONS, "ЕГН"}
    assert [column["header"] for column in each.mapping.columns.values()] == ["Наименование", "ЕИК", "Град"]


def test_they_can_be_kept_knowingly_and_personal_numbers_never(tmp_path: Path) -> None:
    each = opened(tmp_path, read={"keep": ["Телефон", "ЕГН"], "left_out": ["Телефон"]})
    assert "Телефон" not in each.mapping.left_out and "ЕГН" in each.mapping.left_out
    again = opened(tmp_path, read=dict(each.mapping.read))
    assert "Телефон" not in again.mapping.left_out
    with pytest.raises(UnreadableFile, match="names the column 'Факс'"):
        opened(tmp_path, read={"keep": ["Факс"]})


def test_a_column_that_somebody_maps_to_a_property_is_none_of_them(tmp_path: Path) -> None:
    assert "Водещ" not in opened(tmp_path, columns={"name": "Водещ"}).mapping.left_out


@pytest.mark.parametrize(
    "name",
    ["Иван Петров Стоянов", "доц. д-р Анна Стефанова Кръстева", "Ivan Petrov Stoyanov", "ИВАН ПЕТРОВ ИВАНОВ"],
)
def test_names_of_persons(name: str) -> None:
    assert is_name_of_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "Клъстер Люлякова долина",
        "Клъстер Иванова Стоянова",
        "Иван Петров",
        "Български мебелен клъстер",
        "Стара планина ООД",
        "Русе",
    ],
)
def test_names_of_organisations_are_none(name: str) -> None:
    assert not is_name_of_person(name)
