"""Result tables and the files that they are written to."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow
import pytest
from pyarrow import parquet

from ebpages.declared.answer import Answer
from ebpages.mapping.category_table import Interval
from ebpages.mapping.grid import State
from ebpages.mapping.mapped import Mapped
from ebpages.mapping.result_file import CannotWrite, write_results
from ebpages.mapping.result_table import result_table
from ebpages.publish.tables import Column, write_table

NO, YES, OPEN = Answer.NO, Answer.YES, Answer.CANNOT_BE_TOLD
NAN, INF = np.nan, np.inf


def codes(*rows: list[int]) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    return np.array(rows, dtype=np.uint8)


def mapped(year: int = 2014) -> Mapped:
    """Two regions and two categories: a cluster, a suppressed cell that nothing bounds, a zero, and a quotient that is not defined."""
    return Mapped(
        rule_set="own-rules",
        version="2",
        certainty="own",
        panel="sample",
        vintage="2018-03-19",
        year=year,
        regions=("BG41", "BG42"),
        categories=("C10", "J62"),
        value=Interval(np.array([[90.0, NAN], [0, 5]]), np.array([[90.0, 0], [0, 5]]), np.array([[90, INF], [0, 5]])),
        state=codes([State.VALUE, State.SUPPRESSED], [State.ZERO, State.VALUE]),
        totals="bounded",
        lq=Interval(np.array([[1.5, NAN], [0, NAN]]), np.array([[1.1, 0], [0, NAN]]), np.array([[2, INF], [0, NAN]])),
        tests={"high-lq": codes([YES, OPEN], [NO, OPEN]), "size": codes([YES, NO], [NO, NO])},
        answer=codes([YES, NO], [NO, NO]),
        at_estimate=codes([YES, NO], [NO, NO]),
        parameters={"lq": "1.0"},
        not_assessable={"growth": "no-earlier-year"},
    )  # fmt: skip


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_there_is_a_row_for_each_region_and_category() -> None:
    table = result_table(mapped())
    cells = list(zip(*(table[name].to_pylist() for name in ("region", "industry", "year")), strict=True))
    assert cells == [
        ("BG41", "C10", 2014),
        ("BG41", "J62", 2014),
        ("BG42", "C10", 2014),
        ("BG42", "J62", 2014),
    ]


def test_the_columns_are_those_that_are_documented() -> None:
    assert result_table(mapped()).column_names == [
        "region", "industry", "year", "lq", "lq_low", "lq_high", "high_lq", "size", "answer", "answer_at_estimate",
        "value", "value_low", "value_high", "state", "totals", "not_assessable",
        "rule_set", "rule_set_version", "parameters", "certainty", "panel", "vintage", "replicate",
    ]  # fmt: skip


def test_answers_and_states_are_words() -> None:
    table = result_table(mapped())
    assert table["high_lq"].to_pylist() == ["yes", "cannot_be_told", "no", "cannot_be_told"]
    assert table["answer"].to_pylist() == ["yes", "no", "no", "no"]
    assert table["state"].to_pylist() == ["value", "suppressed", "zero", "value"]


def test_a_bound_that_nothing_limits_and_an_unknown_estimate_are_empty() -> None:
    table = result_table(mapped())
    assert table["lq"].to_pylist() == [1.5, None, 0, None]
    assert table["lq_low"].to_pylist() == [1.1, 0, 0, None]
    assert table["lq_high"].to_pylist() == [2, None, 0, None]
    assert table["value_high"].to_pylist() == [90, None, 0, 5]


def test_stars_are_columns_where_a_rule_set_gives_them() -> None:
    starred = replace(mapped(), stars_low=codes([2, 0], [0, 0]), stars_high=codes([2, 1], [0, 1]))
    table = result_table(starred)
    assert table["stars_low"].to_pylist() == [2, 0, 0, 0]
    assert table["stars_high"].to_pylist() == [2, 1, 0, 1]


def test_a_test_may_not_take_the_place_of_another_column() -> None:
    with pytest.raises(ValueError, match="may not be called 'lq_low'"):
        result_table(replace(mapped(), tests={"lq-low": codes([1, 1], [1, 1])}))


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
