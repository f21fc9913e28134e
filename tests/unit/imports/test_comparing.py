"""Which rows of two editions are one row: by what they hold, in whatever order they stand."""

from pathlib import Path

from ebpages.imports.comparing import Comparison, compare
from ebpages.imports.editions import Edition, write_rows
from ebpages.imports.list_mapping import open_list
from tests.unit.imports.trial import checked

HEADER = "Име;ЕИК;Град;Сайт\n"


def edition(folder: Path, rows: str) -> Edition:
    folder.mkdir()
    file = folder / "given.csv"
    file.write_text(HEADER + rows, encoding="utf-8")
    each = open_list(file, file.name, {})
    write_rows(folder, each.header.names, checked(file)[0])
    return Edition(folder, {"columns": each.mapping.columns, "edition": folder.name})


def compared(tmp_path: Path, before: str, after: str) -> Comparison:
    return compare(edition(tmp_path / "2025", before), edition(tmp_path / "2026", after))


KNOWN = "Клъстер Бряст;;Русе;\n"


def test_a_row_without_number_and_name_is_known_by_what_it_holds(tmp_path: Path) -> None:
    found = compared(
        tmp_path, ";;Варна;a.example\n" + KNOWN, KNOWN + "Клъстер Ела;;Видин;\n;;Варна;a.example\n"
    )
    assert [row.name for row in found.new] == ["Клъстер Ела"]
    assert (found.gone, found.changed, found.untold, found.same) == ((), (), (), 2)


def test_else_it_cannot_be_told_what_became_of_it(tmp_path: Path) -> None:
    found = compared(tmp_path, KNOWN + ";;Варна;a.example\n", KNOWN + ";;Варна;b.example\n")
    assert (found.new, found.gone, found.changed) == ((), (), ())
    assert [row.values["website"] for row in found.untold] == ["a.example", "b.example"]


def test_a_number_that_is_added_to_a_row_is_a_change(tmp_path: Path) -> None:
    found = compared(tmp_path, KNOWN, "Клъстер Бряст;176999117;Русе;\n")
    assert [row.changes for row in found.changed] == [(("identifier", "", "176999117"),)]
    assert found.new == found.gone == ()


def test_rows_of_one_name_that_change_places_have_not_changed(tmp_path: Path) -> None:
    found = compared(
        tmp_path, "Клъстер Бук;;Русе;\nКлъстер Бук;;Варна;\n", "Клъстер Бук;;Варна;\nКлъстер Бук;;Русе;\n"
    )
    assert (found.changed, found.same) == ((), 2)


def test_two_numbers_are_two_rows_though_their_name_is_one(tmp_path: Path) -> None:
    found = compared(tmp_path, "Клъстер Бук;176999117;;\n", "Клъстер Бук;176999220;;\n")
    assert [len(rows) for rows in (found.new, found.gone, found.changed)] == [1, 1, 0]
