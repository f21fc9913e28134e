"""Results written to CSV and Parquet files."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from ebpages.mapping.result_file import CannotWrite, write_features, write_results
from ebpages.mapping.result_table import result_table
from ebpages.publish.tables import Column, write_table
from tests.samples.mapped import mapped


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_years_are_written_one_after_the_other_to_csv(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    assert write_results((result_table(mapped(year)) for year in (2014, 2015)), file) == 8
    written = rows(file)
    assert [row["year"] for row in written] == ["2014"] * 4 + ["2015"] * 4
    assert (written[1]["lq"], written[1]["lq_low"], written[1]["lq_high"]) == ("", "0", "")
    assert written[0]["parameters"] == "lq=1.0" and written[0]["not_assessable"] == "growth: no-earlier-year"
    assert file.read_bytes().startswith(b"region,industry,year,")


def test_a_parquet_file_says_where_its_rows_come_from(tmp_path: Path) -> None:
    file = tmp_path / "out.PARQUET"
    tables = [result_table(mapped(year)) for year in (2014, 2015)]
    write_results(tables, file)
    assert parquet.read_table(file).to_pylist() == pyarrow.concat_tables(tables).to_pylist()
    metadata = parquet.read_schema(file).metadata
    assert (metadata[b"ebpages.rule_set"], metadata[b"ebpages.vintage"]) == (b"own-rules", b"2018-03-19")


@pytest.mark.parametrize("start", list("=+-@\t\r\n＝＋－＠"))
def test_a_code_that_a_spreadsheet_would_run_is_written_as_in_other_exports(
    tmp_path: Path, start: str
) -> None:
    code, file, other = f"{start}1+1", tmp_path / "out.csv", io.BytesIO()
    write_results([result_table(replace(mapped(), regions=(code, "BG42")))], file)
    write_table([Column("region", "region")], [{"region": code}], "csv", other)
    (expected,) = list(csv.DictReader(io.StringIO(other.getvalue().decode(), newline="")))
    assert rows(file)[0]["region"] == expected["region"] == f"'{code}"


def test_what_was_there_stays_when_a_run_is_interrupted(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("before")

    def interrupted() -> Iterator[pyarrow.Table]:
        yield result_table(mapped())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_results(interrupted(), file)
    assert [found.name for found in tmp_path.iterdir()] == ["out.csv"] and file.read_text() == "before"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("out.xlsx", r"out.xlsx: the ending must say the format, .csv or .parquet"),
        ("folder.csv", "is a folder. Name a file in it"),
        ("nowhere/out.csv", "there is no folder .*nowhere. Make it first"),
    ],
)
def test_a_file_that_cannot_be_written_is_refused_with_what_mends_it(
    tmp_path: Path, name: str, told: str
) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(CannotWrite, match=told):
        write_results([result_table(mapped())], tmp_path / name)


def test_nothing_is_no_result(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="no results"):
        write_results([], tmp_path / "out.csv")
    assert list(tmp_path.iterdir()) == []


def test_rows_of_regions_are_features_with_their_outlines(tmp_path: Path) -> None:
    table = pyarrow.table({"region": ["BG41", "AT11"], "krugman": [0.5, None]})
    known = {"BG41": {"type": "MultiPolygon", "coordinates": []}}
    assert write_features([table], tmp_path / "a.geojson", known.get) == (2, ["AT11"])
    first, second = json.loads((tmp_path / "a.geojson").read_text())["features"]
    assert first["geometry"] == known["BG41"] and first["properties"] == {"region": "BG41", "krugman": 0.5}
    assert second["geometry"] is None and second["properties"]["krugman"] is None
    with pytest.raises(CannotWrite, match="no region"):
        write_features([table.select(["krugman"])], tmp_path / "b.geojson", known.get)
