"""Workbooks of any number of rows are read to their end, and hostile ones are stopped."""

import zipfile
from pathlib import Path

from ebpages.files.table import open_table
from ebpages.files.workbook import Formulas, sheet_rows

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
