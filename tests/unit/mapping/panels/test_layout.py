"""Which column of a file holds what, and what the codes of a source measure."""

from pathlib import Path

import pytest

from ebpages.mapping.panels.panel import UnreadablePanel
from tests.samples.panels import at, of_kind, read


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
        match=r"no column holds the industry; there are geo, sector, year, v.*--column industry=sector",
    ):
        read(tmp_path, "BG41,C10,2014,5\n", "geo,sector,year,v")
    with pytest.raises(UnreadablePanel, match=r"the column 'nace' for industry: it is not there"):
        read(tmp_path, "BG41,C10,2014,5\n", "geo,sector,year,v", columns={"industry": "nace"})
    with pytest.raises(UnreadablePanel, match="a panel has no such column"):
        read(tmp_path, "BG41,C10,2014,5\n", "geo,sector,year,v", columns={"sector": "sector"})


def test_all_missing_columns_are_named_at_once_with_the_files_own_headers(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePanel) as problem:
        read(tmp_path, "BG41,C10,2014,5,c\n", "where,what made,when,count,flag")
    assert "no column holds the region" in str(problem.value)
    assert "nor does one hold the industry, the year, the value" in str(problem.value)
    example = "--column region=where --column industry='what made' --column year=when --column value=count"
    assert example in str(problem.value)


@pytest.mark.parametrize(
    "header",
    [
        "Област,Икономическа дейност,Година,Брой заети",
        "Район,Дейност,ГОДИНА,Заети лица",
        "Регион,КИД-2008,Период,Стойност",
    ],
)
def test_names_of_bulgarian_tables_are_known(tmp_path: Path, header: str) -> None:
    panel = read(tmp_path, "BG411,C10,2014,5\nBG412,C10,2014,6\n", header)
    assert at(panel, "BG412", "C10")[0] == 6


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
