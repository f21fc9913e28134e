"""Files that no list can be made of are refused in a sentence that names the place and what mends it."""

import gzip
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from ebpages.files.unreadable import UnreadableFile
from ebpages.imports.checking import MAPPING, check_list
from ebpages.imports.faults import fault_sentence
from ebpages.imports.findings import FindingLog
from ebpages.imports.list_mapping import open_list
from tests.unit.imports.trial import DAY

GOOD = "Име;ЕИК;Град\nКлъстер Роза;176999117;София\n"


def read_all(path: Path, given: dict[str, object] | None = None) -> None:
    each = open_list(path, path.name, given or {})
    source = each.mapping.source("list", 0, DAY, MAPPING)
    for _ in check_list(each, source, FindingLog(each.table.unit), lambda *at: None):
        pass


def workbook(change: Callable[[openpyxl.Workbook], None]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        book = openpyxl.Workbook()
        for row in (["Име", "ЕИК"], ["Клъстер Роза", 176999117]):
            book.active.append(row)
        change(book)
        book.save(path)

    return write


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"<c>" * 20_000_000)


def text(content: str | bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content if isinstance(content, bytes) else content.encode()) and None


@pytest.mark.parametrize(
    ("name", "write", "said"),
    [
        ("a.csv", text(""), "the file is empty"),
        ("a.csv", text("\n \n"), "the file is empty"),
        ("a.csv", text("Име;ЕИК\n"), "line 1: there are no rows below the header"),
        ("a.csv", text(GOOD + "Клъстер Дъб;176999220\n"), "line 3: the row has 2 cells, the header has 3. Add or take away"),
        ("a.csv", text(GOOD + "Клъстер Дъб;1;Русе;Варна\n"), "line 3: the row has 4 cells, the header has 3"),
        ("a.csv", text(GOOD + '"Клъстер Дъб;1;Русе\n' + "Клъстер;2;Варна\n" * 18), "line 3: a quote opens here and is never closed.*lines 3 to 21"),
        ("a.csv", text(GOOD + '"Клъстер Дъб;1;Русе\nКлъстер;2;Варна\n"Клъстер Ела";3;Варна\n'), "line 3: a quote opens here"),
        ("a.csv", text("Име;Град;име\nКлъстер;Русе;Роза\n"), "line 1: two columns are called 'име', column 1 and column 3"),
        ("a.csv", text("Клъстер Роза;176999117;София\nКлъстер Дъб;176999220;Русе\n"), "line 1: there is no header: '176999117'"),
        ("a.csv", text("region;value\nBG31;5\n"), "no column with names of organisations was found. Say which"),
        ("a.csv", text(b"PAR1" + b"\0" * 20), "ends in .csv, but its content is Parquet"),
        ("a.csv", text("<html><table></table></html>"), "a page of the web"),
        ("a.csv", text(gzip.compress(GOOD.encode())), "its content is packed with gzip"),
        ("a.csv.gz", text(GOOD), "its content is not packed"),
        ("a.csv.gz", text(gzip.compress(GOOD.encode() * 100)[:-12]), "damaged or was cut off"),
        ("a.csv.gz", text(gzip.compress(b"a;b\n" * 30_000_000)), "decode to more than"),
        ("a.xlsx", text(GOOD), "ends in .xlsx, but its content is a text"),
        ("a.xlsx", text(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")), "encrypted with a password.*without a password"),
        ("a.xls", text(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "the ending .xls names no format"),
        ("a.xlsx", bomb, "decode to more than"),
        ("a.xlsx", text(b"PK\x03\x04" + b"\0" * 100), "damaged or was cut off"),
        ("a.xlsx", workbook(lambda book: [book.active.merge_cells(area) for area in ("C1:D2", "A1:B1")]), r"row 1: cells of the header are merged \(A1:B1, C1:D2\)"),
        ("a.ods", workbook(lambda book: None), "ends in .ods, but its content is an XLSX workbook"),
        ("a.jsonl", text('{"name": "Роза"}\n{"name": \n'), "line 2: the line is no object of JSON"),
        ("a.jsonl", text('{"name": "Роза", "seat": {"city": "Русе"}}\n'), "line 1: 'seat' holds an object"),
        ("a.jsonl", text('{"name": "Роза"}\n{"name": "a\\ud800b"}\n'), "line 2, column 'name': a text holds a NUL or half of a character"),
        ("a.jsonl", text('{"name": "Роза\\u0000"}\n'), "line 1, column 'name': a text holds a NUL"),
        ("a.jsonl", text('{"name": "Роза", "\\ud800": "1"}\n'), "line 1: a text holds a NUL or half"),
        ("a.parquet", text(b"PAR1" + b"\1" * 40 + b"PAR1"), "a.parquet: "),
        ("a.dat", text(GOOD), "the ending .dat names no format of lists. Give CSV, TSV"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused(
    tmp_path: Path, name: str, write: Callable[[Path], None], said: str
) -> None:
    write(tmp_path / name)
    with pytest.raises(UnreadableFile, match=said) as refused:
        read_all(tmp_path / name)
    assert str(refused.value).startswith(name) and str(refused.value).endswith(".")
    in_bulgarian = fault_sentence(refused.value, "bg")
    assert (
        name == "a.parquet"
        or "EBPAGES_LIMITS" in in_bulgarian
        or not re.search(r"\b(the|is|it|and|of|cells)\b", in_bulgarian)
    ), in_bulgarian


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"read": {"sheet": "Данни"}}, "there is no sheet 'Данни'. The sheets are 'Sheet'"),
        ({"read": {"header_row": 99}}, "there is no row 99 among the first"),
        ({"columns": {"name": "Наименование"}}, "names the column 'Наименование', which is not in the file. The columns are 'Име', 'ЕИК'"),
        ({"read": {"sheeet": "Данни"}}, "read.sheeet: the key is unknown"),
        ({"columns": ["Име"]}, "columns: it is not a table of keys"),
        ({"title_bg": "a\ud800b"}, "'title_bg': a text holds a NUL or half of a character"),
        ({"title_bg": "a\0b"}, "'title_bg': a text holds a NUL"),
        ({"columns": {"name": "\ud800"}}, "'columns': a text holds a NUL"),
        ({"accept": [5]}, "accept: it is no list of texts"),
        ({"read": {"accept": 5}}, "read.accept: it is no list of texts"),
        ({"read": {"left_out": 5}}, "read.left_out: it is no list of texts"),
        ({"read": {"left_out": "ЕИК"}}, "read.left_out: it is no list of texts"),
        ({"read": {"left_out": [["a"]]}}, "read.left_out: it is no list of texts"),
        ({"read": {"known": [{}]}}, "read.known: it is no list of texts"),
        ({"read": {"header_row": "9" * 5_000}}, "read.header_row: it is no number of a row"),
        ({"read": {"delimiter": {}, "header_row": "٣"}}, "read.header_row: it is no number of a row"),
        ({"columns": {"name": "Име"}, "read": {"left_out": ["Име"]}}, "columns.name: the column 'Име' is left out"),
    ],
)  # fmt: skip
def test_a_mapping_that_does_not_fit_is_refused(tmp_path: Path, given: dict[str, object], said: str) -> None:
    workbook(lambda book: None)(tmp_path / "a.xlsx")
    with pytest.raises(UnreadableFile, match=said):
        read_all(tmp_path / "a.xlsx", given)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.write(GOOD.encode())
        file.truncate(1_000_000_000)
    with pytest.raises(
        UnreadableFile, match=r"it has 1,000 MB; at most 500 are taken.*--limit import_megabytes"
    ):
        read_all(tmp_path / "a.csv")
