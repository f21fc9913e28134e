"""Files of rows in each of their forms, and what is no table."""

import gzip
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from ebpages.mapping.panels.panel import UnreadablePanel
from ebpages.mapping.panels.reading import read_panel
from tests.samples.panels import HEADER, WHOLE, at

SBS_TSV = "nace_r2,indic_sb,geo\\time\t2015 \t2014 \nC10,V16110,BG41\t110 b\t100 \nC10,V16110,BG42\t: c\t60 \nC11,V16110,BG41\t: \t7 d\nC11,V16110,BG42\t0 \t: cd\n"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", [".csv", ".csv.gz"])
def test_the_separator_and_gzip_make_no_difference(tmp_path: Path, separator: str, ending: str) -> None:
    path = tmp_path / f"panel{ending}"
    text = (HEADER + WHOLE).replace(",", separator).encode("utf-8-sig")
    path.write_bytes(gzip.compress(text) if ending.endswith("gz") else text)
    panel = read_panel([path], name="sample")
    assert at(panel, "BG42", "C10") == (60.0, "value", "b")
    assert at(panel, "BG", "C11")[0] == 20


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
    assert [each.kind for each in panel.findings] == ["digits_found"]
    with pytest.raises(UnreadablePanel, match="the column 'size': it is not there; there are freq, unit"):
        read_panel([path], name="sbs", where={"size": "TOTAL"})


def test_the_wide_form_may_end_its_rows_with_tabs(tmp_path: Path) -> None:
    path = tmp_path / "sbs.tsv"
    path.write_text(SBS_TSV.replace("\n", "\t\n"), encoding="utf-8")
    panel = read_panel([path], name="sbs")
    assert panel.head.years == (2014, 2015)
    assert {each.kind for each in panel.findings} == {"digits_found"}


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
