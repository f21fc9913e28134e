"""What is read of the files that a panel is made of, in each of their forms."""

import gzip
import math
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow
import pytest
from pyarrow import parquet

from ebpages.mapping.panels.cells import ReadPanel
from ebpages.mapping.panels.observations import OBSERVATION, ObservationsByYear
from ebpages.mapping.panels.panel import UnreadablePanel, UnusableName
from ebpages.mapping.panels.reading import Description, read_panel
from ebpages.mapping.panels.rows import read_value, read_year
from tests.samples.panels import HEADER, WHOLE, at, of_kind, read, write

SBS_TSV = "nace_r2,indic_sb,geo\\time\t2015 \t2014 \nC10,V16110,BG41\t110 b\t100 \nC10,V16110,BG42\t: c\t60 \nC11,V16110,BG41\t: \t7 d\nC11,V16110,BG42\t0 \t: cd\n"


def test_every_cell_has_a_value_or_the_reason_why_it_has_none(tmp_path: Path) -> None:
    panel = read(tmp_path, WHOLE + "BG41,C12,2014,employment,0,\nBG42,C12,2014,employment,:,u\n")
    assert at(panel, "BG41", "C10") == (100.0, "value", "")
    assert at(panel, "BG42", "C10") == (60.0, "value", "b")
    assert at(panel, "BG41", "C12") == (0.0, "zero", "")
    value, state, flag = at(panel, "BG42", "C11")
    assert (math.isnan(value), state, flag) == (True, "suppressed", "c")
    value, state, flag = at(panel, "BG42", "C12")
    assert (math.isnan(value), state, flag) == (True, "missing", "u")


def test_rows_of_parents_and_of_the_root_are_margins_and_no_cells(tmp_path: Path) -> None:
    panel = read(tmp_path, WHOLE)
    grid = panel.grid("employment", 2014)
    assert grid is not None
    assert panel.head.regions == ("BG41", "BG42")
    assert panel.head.industries == ("C10", "C11")
    assert grid.cells.tolist()[0] == [100.0, 7.0]
    assert at(panel, "BG", "TOTAL")[0] == 180
    assert math.isnan(at(panel, "TOTAL", "TOTAL")[0])
    assert not [finding for finding in panel.findings if finding.severity != "note"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", [".csv", ".csv.gz"])
def test_the_separator_and_gzip_make_no_difference(tmp_path: Path, separator: str, ending: str) -> None:
    path = tmp_path / f"panel{ending}"
    text = (HEADER + WHOLE).replace(",", separator).encode("utf-8-sig")
    path.write_bytes(gzip.compress(text) if ending.endswith("gz") else text)
    panel = read_panel([path], name="sample")
    assert at(panel, "BG42", "C10") == (60.0, "value", "b")
    assert at(panel, "BG", "C11")[0] == 20


def test_names_of_eurostat_are_known(tmp_path: Path) -> None:
    rows = "A,V16110,C10,BG41,2014,5,\nA,V16110,C10,BG42,2014,6,p\n"
    panel = read(tmp_path, rows, "freq,indic_sb,nace_r2,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG")
    assert at(panel, "BG42", "C10") == (6.0, "value", "p")
    assert panel.findings == ()


def test_columns_of_other_names_are_read_where_they_are_named(tmp_path: Path) -> None:
    columns = {"region": "oblast", "industry": "kid", "year": "godina", "value": "broi"}
    panel = read(tmp_path, "BG411,10,2014,5\nBG412,10,2014,6\n", "oblast,kid,godina,broi", columns=columns)
    assert at(panel, "BG412", "10")[0] == 6


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(
        UnreadablePanel,
        match=r"no column holds the industry; there are geo, sector, year, v.*--column industry=NAME",
    ):
        read(tmp_path, "BG41,C10,2014,5\n", "geo,sector,year,v")
    with pytest.raises(UnreadablePanel, match=r"the column 'nace' for industry: it is not there"):
        read(tmp_path, "BG41,C10,2014,5\n", "geo,sector,year,v", columns={"industry": "nace"})
    with pytest.raises(UnreadablePanel, match="a panel has no such column"):
        read(tmp_path, "BG41,C10,2014,5\n", "geo,sector,year,v", columns={"sector": "sector"})


def test_a_file_without_a_measure_counts_persons_and_says_so(tmp_path: Path) -> None:
    panel = read(tmp_path, "BG41,C10,2014,5\n", "region,industry,year,value")
    assert panel.head.measures == ("employment",)
    assert [finding.severity for finding in of_kind(panel, "default_measure")] == ["note"]
    given = read(tmp_path, "BG41,C10,2014,5\n", "region,industry,year,value", measure="wages")
    assert given.head.measures == ("wages",)
    assert given.findings == ()


def test_codes_of_eurostat_are_measures_and_millions_become_euros(tmp_path: Path) -> None:
    rows = (
        "BG41,C10,2014,V16110,100\nBG41,C10,2014,V11210,9\nBG41,C10,2014,V13320,1.5\nBG41,C10,2014,V12150,2\n"
    )
    panel = read(tmp_path, rows, "region,industry,year,measure,value")
    assert panel.head.measures == ("employment", "establishments", "wages", "value_added")
    assert at(panel, "BG41", "C10", measure="wages")[0] == 1_500_000
    assert at(panel, "BG41", "C10", measure="value_added")[0] == 2_000_000
    assert at(panel, "BG41", "C10", measure="establishments")[0] == 9


def test_codes_of_another_source_are_measures_by_mapping_with_their_unit(tmp_path: Path) -> None:
    rows = "BG41,C10,2014,jobs,100\nBG41,C10,2014,pay,3\n"
    panel = read(
        tmp_path, rows, "region,industry,year,measure,value", measures={"jobs": "employment", "pay": "wages*1000"}
    )  # fmt: skip
    assert at(panel, "BG41", "C10", measure="wages")[0] == 3000
    with pytest.raises(UnreadablePanel, match="its factor is no positive number"):
        read(tmp_path, rows, "region,industry,year,measure,value", measures={"pay": "wages*0"})
    with pytest.raises(UnreadablePanel, match="Give one of employment, establishments, wages, value_added"):
        read(tmp_path, rows, "region,industry,year,measure,value", measures={"pay": "salary"})


def test_one_measure_of_several_is_read_alone(tmp_path: Path) -> None:
    rows = "BG41,C10,2014,V16110,100\nBG41,C10,2014,V11210,9\n"
    panel = read(tmp_path, rows, "region,industry,year,measure,value", measure="establishments")
    assert panel.head.measures == ("establishments",)
    assert panel.findings == ()


def test_the_wide_form_of_eurostat_gives_a_row_for_each_year(tmp_path: Path) -> None:
    path = tmp_path / "sbs.tsv"
    path.write_text(SBS_TSV, encoding="utf-8")
    panel = read_panel([path], name="sbs")
    assert panel.head.years == (2014, 2015)
    assert at(panel, "BG41", "C10", 2015) == (110.0, "value", "b")
    assert at(panel, "BG42", "C10", 2015)[1:] == ("suppressed", "c")
    assert at(panel, "BG41", "C11", 2015)[1:] == ("missing", "")
    assert at(panel, "BG41", "C11", 2014) == (7.0, "value", "d")
    assert at(panel, "BG42", "C11", 2014)[1:] == ("suppressed", "cd")
    assert at(panel, "BG42", "C11", 2015)[1] == "zero"


def test_the_wide_form_may_have_more_dimensions_and_be_in_gzip(tmp_path: Path) -> None:
    path = tmp_path / "sbs.tsv.gz"
    text = "freq,unit,nace_r2,indic_sb,geo\\TIME_PERIOD\t2014\nA,NR,C10,V16110,BG41\t100\nA,PC,C10,V16110,BG41\t3\n"
    path.write_bytes(gzip.compress(text.encode()))
    panel = read_panel([path], name="sbs", where={"unit": "NR"})
    assert at(panel, "BG41", "C10")[0] == 100
    assert panel.findings == ()
    with pytest.raises(UnreadablePanel, match="the column 'size': it is not there; there are freq, unit"):
        read_panel([path], name="sbs", where={"size": "TOTAL"})


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("whole numbers", pyarrow.array([5, None])),
        ("decimals", pyarrow.array([5.0, None])),
        ("texts", pyarrow.array(["5", ":"])),
        ("a dictionary of texts", pyarrow.array(["5", ":"]).dictionary_encode()),
    ],
)
def test_parquet_may_hold_values_as_numbers_or_texts(tmp_path: Path, name: str, column: Any) -> None:
    table = pyarrow.table(
        {
            "geo": pyarrow.array(["BG41", "BG42"]).dictionary_encode(), "nace": ["C10", "C10"],
            "year": pyarrow.array([date(2014, 1, 1)] * 2), "v": column, "flag": ["b", "c"], "other": [1, 2],
        }
    )  # fmt: skip
    parquet.write_table(table, tmp_path / "panel.parquet")
    panel = read_panel([tmp_path / "panel.parquet"], name="sample")
    assert at(panel, "BG41", "C10") == (5.0, "value", "b"), name
    assert at(panel, "BG42", "C10")[1:] == ("suppressed", "c"), name


def test_cells_and_margins_may_stand_in_files_of_different_form(tmp_path: Path) -> None:
    cells = write(tmp_path, "BG41,C10,2014,5\nBG42,C10,2014,6\n", "geo,nace,year,v", "cells.csv")
    margins = write(tmp_path, "BG;C10;2014;employment;11,0;", HEADER.replace(",", ";"), "margins.csv")
    panel = read_panel([cells, margins], name="sample")
    assert at(panel, "BG", "C10")[0] == 11
    assert set(panel.head.files) == {"cells.csv", "margins.csv"}
    assert [finding.values["file"] for finding in of_kind(panel, "default_measure")] == ["cells.csv"]


def test_what_a_panel_says_of_itself_is_given_or_stands_above_its_table(tmp_path: Path) -> None:
    path = tmp_path / "panel.csv"
    path.write_text(
        f"# title: Jobs\n# vintage: 2019-04\n# licence: CC0\n{HEADER}\nBG41,C10,2014,employment,5,\n"
    )
    head = read_panel(
        [path], name="sample", description=Description(title="Persons", certainty="published")
    ).head
    assert (head.title, head.vintage, head.licence, head.certainty) == (
        "Persons",
        "2019-04",
        "CC0",
        "published",
    )
    assert at(read_panel([path], name="sample"), "BG41", "C10")[0] == 5
    with pytest.raises(UnreadablePanel, match="Give one of official, published, own, unverified"):
        read_panel([path], name="sample", description=Description(certainty="sure"))


def test_what_is_no_table_is_told_what_it_is(tmp_path: Path) -> None:
    def refused(content: bytes, name: str = "panel.csv") -> str:
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UnreadablePanel) as told:
            read_panel([tmp_path / name], name="sample")
        return str(told.value)

    assert "it is empty" in refused(b"")
    assert "no header" in refused(b"\n\n")
    assert "no header" in refused(b"region\n")
    assert "no header" in refused(b"region,region\nBG41,C10\n")
    assert "workbook" in refused(b"PK\x03\x04rest")
    assert "cannot be read" in refused(b"PAR1 and no more")
    assert "cannot be read" in refused(b"\x1f\x8b and no more", "panel.csv.gz")
    assert "not UTF-8" in refused("region,industry,year,value\nСофия,C10,2014,5\n".encode("cp1251"))
    assert "there are no rows below it" in refused(b"region,industry,year,value\n")
    assert "“soon” is no year" in refused(b"region,industry,year,value\nBG41,C10,soon,5\n")
    assert "no cell of them has a value" in refused(b"region,industry,year,value\nBG41,C10,2014,:\n")
    assert "no cell of them has a value" in refused(b"region,industry,year,value\nTOTAL,TOTAL,2014,5\n")
    assert "there are V99999" in refused(b"region,industry,year,indic_sb,value\nBG41,C10,2014,V99999,5\n")
    with pytest.raises(UnreadablePanel, match=r"there is none\. Name a file that is there"):
        read_panel([tmp_path / "nowhere.csv"], name="sample")
    with pytest.raises(UnreadablePanel, match="none is named"):
        read_panel([], name="sample")


def test_a_column_of_lists_is_refused(tmp_path: Path) -> None:
    table = pyarrow.table({"geo": ["BG41"], "nace": ["C10"], "year": [2014], "v": [[5]]})
    parquet.write_table(table, tmp_path / "panel.parquet")
    with pytest.raises(UnreadablePanel, match="a column cannot be read as texts or numbers"):
        read_panel([tmp_path / "panel.parquet"], name="sample")


def test_files_of_the_same_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for year in ("2014", "2015"):
        (tmp_path / year).mkdir()
        write(tmp_path / year, f"BG41,C10,{year},employment,-5,\nBG41,C11,{year},employment,5,\n")
    panel = read_panel([tmp_path / "2014" / "panel.csv", tmp_path / "2015" / "panel.csv"], name="sample")
    assert set(panel.head.files) == {"2014/panel.csv", "2015/panel.csv"}
    assert [each.values["file"] for each in of_kind(panel, "negative_value")] == [
        "2014/panel.csv",
        "2015/panel.csv",
    ]


def test_rows_without_a_code_in_parquet_are_named(tmp_path: Path) -> None:
    table = pyarrow.table({"geo": ["BG41", None], "nace": ["C10", "C10"], "year": [2014, 2014], "v": [5, 6]})
    parquet.write_table(table, tmp_path / "panel.parquet")
    panel = read_panel([tmp_path / "panel.parquet"], name="sample")
    assert [(each.industry, each.row) for each in of_kind(panel, "no_code")] == [("C10", 2)]


@pytest.mark.parametrize("name", ["", "SBS", "a b", "../x", "-a", "a-", "a" * 61, "панел"])
def test_a_name_that_no_panel_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnusableName, match="cannot be the name of a panel"):
        read_panel([write(tmp_path, WHOLE)], name=name)


@pytest.mark.parametrize(
    ("text", "number", "flags"),
    [("123", 123, ""), ("123 b", 123, "b"), ("1.5e3", 1500, ""), ("12,5", 12.5, ""), ("7 (p)", 7, "p"), ("0 bc", 0, "bc"), (".5", 0.5, "")],
)  # fmt: skip
def test_a_printed_value_is_a_number_with_its_letters(text: str, number: float, flags: str) -> None:
    assert read_value(text) == (number, flags)


@pytest.mark.parametrize("text", [":", "", ": ", "NA", "nan", ": c"])
def test_a_printed_value_may_be_none(text: str) -> None:
    found = read_value(text.strip())
    assert found is not None
    assert math.isnan(found[0])


@pytest.mark.parametrize("text", ["12,345", "1 234", "1_000", "1e999", "many", "5 %", "--3", "inf"])
def test_what_might_be_another_number_is_none(text: str) -> None:
    assert read_value(text) is None


def test_a_year_has_four_digits() -> None:
    assert [read_year(text) for text in ("2014", "2014.0", "2014-01-01")] == [2014] * 3
    assert [read_year(text) for text in ("14", "2014-Q1", "2014-06-01", "0014", "2999", "")] == [None] * 6


def test_rows_that_are_too_many_for_the_memory_come_back_from_disk() -> None:
    rows = ObservationsByYear(in_memory=10 * OBSERVATION.itemsize)
    batches = [np.zeros(4, dtype=OBSERVATION) for _ in range(5)]
    for number, batch in enumerate(batches):
        batch["row"] = np.arange(4) + 4 * number
        rows.add(("employment", 2014 + number % 2), batch)
    assert list(rows) == [("employment", 2014), ("employment", 2015)]
    assert rows["employment", 2014]["row"].tolist() == [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19]
    assert rows["employment", 2015]["row"].tolist() == [4, 5, 6, 7, 12, 13, 14, 15]
    assert len(rows["employment", 2016]) == 0
    rows["employment", 2014] = batches[1]
    assert rows["employment", 2014]["row"].tolist() == [4, 5, 6, 7]
    assert rows["employment", 2015]["row"].tolist() == [4, 5, 6, 7, 12, 13, 14, 15]


def test_progress_tells_rows_and_then_years(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    panel: ReadPanel = read(tmp_path, WHOLE, progress=lambda *step: told.append(step))
    assert told == [("reading", 8, 0), ("checking", 1, 1)]
    assert panel.grid("employment", 2013) is None
    assert panel.grid("wages", 2014) is None
