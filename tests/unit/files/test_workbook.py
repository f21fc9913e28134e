"""Workbooks of any number of rows are read to their end, and hostile ones are stopped."""

import os
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest

from ebpages.files.table import open_table
from ebpages.files.unreadable import UnreadableFile
from ebpages.files.workbook import Formulas, open_workbook, sheet_rows

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def ods(path: Path, *sheets: str) -> Path:
    """sheets: rows of each as XML."""
    tables = "".join(
        f'<table:table table:name="S{number}">{rows}</table:table>' for number, rows in enumerate(sheets, 1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr(
            "content.xml",
            f"<office:document-content {_NAMES}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def row(*cells: str) -> str:
    texts = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
    return f"<table:table-row>{texts}</table:table-row>"


def test_all_rows_of_two_long_sheets_are_read(tmp_path: Path) -> None:
    rows = "".join(row(f"Клъстер {number}", "Русе") for number in range(300))
    path = ods(tmp_path / "a.ods", rows, rows)
    sheets = open_table(path, path.name).sheets
    assert [(each.name, len(each.rows)) for each in sheets] == [("S1", 200), ("S2", 200)]
    assert [*sheet_rows(path, path.name, "S2", Formulas())][-1] == (300, ["Клъстер 299", "Русе"])


def test_a_cell_is_cut_where_it_is_shown_and_whole_where_it_is_read(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", row("я" * 900))
    assert open_table(path, path.name).sheets[0].rows == ((1, ["я" * 500]),)
    assert [*sheet_rows(path, path.name, "S1", Formulas())] == [(1, ["я" * 900])]


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        (
            [
                (
                    '<table:table-row table:number-rows-repeated="200"><table:table-cell table:number-columns-repeated="2000">'
                    f"<text:p>{'a' * 10_000}</text:p></table:table-cell></table:table-row>"
                )
            ],
            "decode to more than 16,000,000",
        ),
        ([row("a")] * 51, "it has 51 sheets and more"),
    ],
)
def test_a_small_workbook_that_becomes_a_large_one_is_stopped(
    tmp_path: Path, sheets: list[str], said: str
) -> None:
    path = ods(tmp_path / "a.ods", *sheets)
    with pytest.raises(UnreadableFile, match=said):
        open_table(path, path.name)


def test_cells_that_never_close_do_not_hold_up_the_search_for_formulas(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Име", "=1+1"])
    book.save(tmp_path / "whole.xlsx")
    path = tmp_path / "a.xlsx"
    with (
        zipfile.ZipFile(tmp_path / "whole.xlsx") as whole,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in whole.namelist():
            content = whole.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<sheetData>", b"<!--" + b"<c " * 1_000_000 + b"--><sheetData>")
            packed.writestr(name, content)
    formulas = Formulas()
    assert [number for number, _ in sheet_rows(path, path.name, "Sheet", formulas)] == [1]
    assert (formulas.count, formulas.first) == (1, "B1")


def test_what_a_killed_process_left_is_swept_and_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, new = tmp_path / "ebpages-workbook-left", tmp_path / "ebpages-workbook-new"
    for folder in (left, new):
        folder.mkdir()
    os.utime(left, (0, 0))
    book = openpyxl.Workbook()
    book.active.append(["Име"])
    book.save(tmp_path / "a.xlsx")
    open_workbook(tmp_path / "a.xlsx", "a.xlsx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "ebpages-workbook-new"]
