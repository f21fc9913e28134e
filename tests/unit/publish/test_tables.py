import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from datetime import date

import pytest
from openpyxl import load_workbook
from pyarrow import parquet

from ebpages.publish.tables import (
    FORMATS,
    Column,
    Row,
    UnknownFormatError,
    file_name,
    media_type,
    write_table,
)

COLUMNS = (
    Column("name", "Име"),
    Column("founded", "Година", "integer"),
    Column("share", "Дял", "number"),
    Column("active", "Действащ", "boolean"),
    Column("valid_until", "Валиден до", "date"),
    Column("sectors", "Сектори", "list"),
)
ROWS: tuple[Row, ...] = (
    {
        "name": 'КЛЪСТЕР "ЗЕЛЕНА СИНЕРГИЯ"',
        "founded": 2011,
        "share": -0.5,
        "active": True,
        "valid_until": date(2018, 4, 22),
        "sectors": ["ВЕИ", "строителство"],
    },
    {"name": "", "founded": None, "active": False, "valid_until": "2018-04-22", "sectors": []},
)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"]


class Pipe(io.RawIOBase):
    """A stream that can only be written to, as an answer to a browser."""

    def __init__(self) -> None:
        self.received = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.received += bytes(data)
        return len(data)


def written(
    file_format: str, rows: Sequence[Row] = ROWS, columns: Sequence[Column] = COLUMNS, title: str = ""
) -> bytes:
    stream = io.BytesIO()
    write_table(columns, iter(rows), file_format, stream, title=title)
    assert not stream.closed
    return stream.getvalue()


def sheet(data: bytes) -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))


def test_csv_begins_with_the_first_column_so_that_programs_find_it() -> None:
    rows = list(csv.reader(io.StringIO(written("csv").decode("utf-8"), newline="")))
    assert rows == [
        ["Име", "Година", "Дял", "Действащ", "Валиден до", "Сектори"],
        ['КЛЪСТЕР "ЗЕЛЕНА СИНЕРГИЯ"', "2011", "-0.5", "true", "2018-04-22", "ВЕИ; строителство"],
        ["", "", "", "false", "2018-04-22", ""],
    ]


def test_xlsx_keeps_numbers_and_dates() -> None:
    book = load_workbook(io.BytesIO(written("xlsx", title="Клъстери: списък [1]")))
    assert book.sheetnames == ["Клъстери  списък  1"]
    head, first, second = book.worksheets[0].iter_rows(values_only=True)
    assert head[:2] == ("Име", "Година")
    assert first[:4] == ('КЛЪСТЕР "ЗЕЛЕНА СИНЕРГИЯ"', 2011, -0.5, True)
    assert str(first[4]).startswith("2018-04-22")
    assert first[5] == "ВЕИ; строителство"
    assert second[1] is None


def test_json_is_an_array_of_objects_under_the_keys() -> None:
    assert json.loads(written("json")) == [
        {"name": 'КЛЪСТЕР "ЗЕЛЕНА СИНЕРГИЯ"', "founded": 2011, "share": -0.5, "active": True,
         "valid_until": "2018-04-22", "sectors": ["ВЕИ", "строителство"]},
        {"name": "", "founded": None, "share": None, "active": False, "valid_until": "2018-04-22", "sectors": []},
    ]  # fmt: skip
    assert json.loads(written("json", rows=())) == []


def test_parquet_is_typed() -> None:
    table = parquet.read_table(io.BytesIO(written("parquet")))
    assert [str(kind) for kind in table.schema.types] == [
        "string", "int64", "double", "bool", "date32[day]", "list<element: string>",
    ]  # fmt: skip
    assert table.to_pylist()[0] == {**ROWS[0], "sectors": ["ВЕИ", "строителство"]}
    assert parquet.read_table(io.BytesIO(written("parquet", rows=()))).num_rows == 0


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_text_is_never_run_as_a_formula(formula: str) -> None:
    columns, rows = (Column("a", formula),), ({"a": formula},)
    for line in csv.reader(io.StringIO(written("csv", rows, columns).decode("utf-8"), newline="")):
        assert line == [f"'{formula}"]
    with zipfile.ZipFile(io.BytesIO(written("xlsx", rows, columns))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert str(sheet(written("xlsx", rows, columns))[1][0]).startswith("'")


def test_formulas_in_lists_are_texts_too() -> None:
    rows = ({"a": ["=1+1", "b"]},)
    assert "'=1+1; b" in written("csv", rows, (Column("a", "a", "list"),)).decode()


@pytest.mark.parametrize("formula", FORMULAS)
def test_programs_get_the_text_as_it_is(formula: str) -> None:
    columns, rows = (Column("a", "a"),), ({"a": formula},)
    assert json.loads(written("json", rows, columns)) == [{"a": formula}]
    assert parquet.read_table(io.BytesIO(written("parquet", rows, columns))).to_pylist() == [{"a": formula}]


def test_xlsx_survives_control_characters_and_very_long_cells() -> None:
    rows = ({"a": "x\x00\x1fy"}, {"a": "д" * 50_000})
    cells = [row[0] for row in sheet(written("xlsx", rows, (Column("a", "a"),)))]
    assert cells[1] == "x\ufffd\ufffdy"
    assert str(cells[2]).endswith("д…")
    assert len(str(cells[2])) == 32_767


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_same_rows_give_the_same_bytes(file_format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(file_format)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert written(file_format) == first


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_stream_need_not_be_seekable(file_format: str) -> None:
    pipe = Pipe()
    write_table(COLUMNS, ROWS, file_format, pipe)  # type: ignore[arg-type]
    assert not pipe.closed
    if file_format == "xlsx":
        assert len(sheet(pipe.received)) == 3
    else:
        assert pipe.received == written(file_format)


@pytest.mark.parametrize("file_format", FORMATS)
def test_rows_are_taken_as_they_come(file_format: str) -> None:
    rows = ({"name": str(number)} for number in range(10_001))
    write_table(COLUMNS, rows, file_format, io.BytesIO())
    assert next(rows, None) is None


def test_an_unknown_format_is_named_with_those_that_exist() -> None:
    with pytest.raises(
        UnknownFormatError, match=r"“ods” is not .* use one of csv, semicolon.csv, xlsx, json, parquet"
    ):
        written("ods")
    with pytest.raises(UnknownFormatError):
        media_type("ods")


def test_file_names_are_safe_everywhere() -> None:
    assert file_name("EBP: organisations", "csv", on=date(2018, 4, 22)) == "ebp-organisations-2018-04-22.csv"
    assert file_name("../Клъстери/", "xlsx") == "клъстери.xlsx"
    assert file_name('"', "json") == "table.json"
    assert media_type("csv") == "text/csv; charset=utf-8"


def test_heavy_libraries_are_imported_only_when_used() -> None:
    program = (
        "import sys, ebpages.publish.tables; print([n for n in ('openpyxl', 'pyarrow') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
