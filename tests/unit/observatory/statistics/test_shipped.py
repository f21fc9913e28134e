"""The statistics that ship with the product, and what a wrong file is told."""

import csv
import re
from pathlib import Path

import pytest

from ebpages.observatory.statistics.dataset import moment
from ebpages.observatory.statistics.shipped import FOLDER, all_shipped, read, shipped
from ebpages.reference.flags import explained
from ebpages.reference.vocabulary import BrokenVocabulary

SHARED = Path(__file__).parents[4].parent / "shared"
GERD = SHARED / "data" / "gerd_percent_gdp_2000_2016.csv"


def test_the_years_of_bulgaria_and_the_union_are_there_with_their_flags() -> None:
    found = shipped("rd_e_gerdtot")[0]
    series = found.select(geo=["BG", "EU28"], unit="PC_GDP", sectperf="TOTAL")
    assert len(series) == 34
    assert [cell.flags for cell in series if cell.key[2] == "EU28"] == ["e", "e", "e", *[""] * 13, "p"]
    assert [cell.key[3] for cell in series if cell.key[2] == "BG"] == [
        str(year) for year in range(2000, 2017)
    ]


def test_only_four_countries_spent_less_than_bulgaria_in_2016() -> None:
    found = shipped("rd_e_gerdtot")[0]
    cells = {cell.key[2]: cell.value for cell in found.select(unit="PC_GDP", sectperf="TOTAL", time="2016")}
    assert len(cells) == 29
    assert {geo for geo, value in cells.items() if value < cells["BG"]} == {"LV", "RO", "CY", "MT"}


def test_the_facts_equal_the_whole_table_of_eurostat() -> None:
    if not GERD.exists():
        pytest.skip(f"the table to compare with is not beside the repository ({GERD})")
    found = shipped("rd_e_gerdtot")[0]
    compared = 0
    for row in csv.DictReader(GERD.read_text().splitlines()):
        for year, text in row.items():
            cell = found.value(unit="PC_GDP", sectperf="TOTAL", geo=row["geo"], time=year)
            if year != "geo" and cell is not None:
                value, _, flags = text.partition(" ")
                assert (cell.value, cell.flags) == (float(value), flags), (row["geo"], year)
                compared += 1
    assert compared == 61


def test_a_later_vintage_differs_and_is_only_a_fragment() -> None:
    first, later = shipped("rd_e_gerdtot")
    assert (first.vintage, later.vintage) == ("2018-03-19", "2019-01")
    assert not first.fragment
    assert later.fragment
    for geo, time, values in (("EU28", "2016", (2.03, 2.04)), ("BG", "2015", (0.96, 0.95))):
        cells = [v.value(unit="PC_GDP", sectperf="TOTAL", geo=geo, time=time) for v in (first, later)]
        assert tuple(cell.value for cell in cells if cell) == values


def test_the_budgets_are_as_the_guide_prints_them_and_add_up() -> None:
    guide = SHARED / "guide.txt"
    found = shipped("gba_nabsfin07")[0]
    rows = {cell.key[0]: cell.value for cell in found.select(time="2016")}
    assert len(rows) == 15
    assert sum(value for code, value in rows.items() if code != "TOTAL") == rows["TOTAL"] == 187_465
    last = found.value(nabs07="TOTAL", time="2015")
    assert last is not None
    assert last.value == 212_470
    if not guide.exists():
        pytest.skip(f"the guide is not beside the repository ({guide})")
    text = guide.read_text()
    for code, value in rows.items():
        label = found.label("nabs07", code, "en")
        assert re.search(rf"^{re.escape(label)}\t{value:.0f}\t", text, re.MULTILINE), label


def test_micro_enterprises_are_not_surveyed_and_the_sizes_are_not_known() -> None:
    found = shipped("inn_cis9")[0]
    micro = found.value(indicator="NEWMKT", sizeclas="0-9")
    small = found.value(indicator="NEWMKT", sizeclas="10-49")
    assert micro is not None
    assert small is not None
    assert micro.value is small.value is None
    assert "not surveyed" in explained(micro.flags, "en", missing=micro.value is None)[0]
    assert explained(small.flags, "en", missing=small.value is None) == ["no value available"]
    product, new = (found.value(indicator=code, sizeclas="GE10") for code in ("PROD", "NEWMKT_IN_PROD"))
    both = found.value(indicator="NEWMKT", sizeclas="GE10")
    assert product is not None
    assert new is not None
    assert both is not None
    assert both.value == round(product.value * new.value / 100, 1) == 5.7


@pytest.mark.parametrize("found", all_shipped(), ids=lambda v: f"{v.code}-{v.vintage}")
def test_every_code_and_dimension_has_a_text_in_both_languages(found) -> None:
    for name in found.dimensions:
        assert found.dimension_titles[name].bg and found.dimension_titles[name].en
        if name != "time":
            assert all(words.bg and words.en for words in found.labels[name].values()), name
    assert found.title.bg and found.title.en and found.attribution.bg and found.source.bg


def test_vintages_are_put_in_order_by_their_first_moment() -> None:
    texts = ["2018", "2018-03-19", "2018-03-19T11:00:00+0100", "2018-04", "2019-01-10T00:00:00Z"]
    mixed = [texts[n] for n in (3, 1, 4, 0, 2)]
    assert sorted(mixed, key=moment) == texts
    with pytest.raises(ValueError, match="soon"):
        moment("soon")


@pytest.mark.parametrize(
    ("old", "new", "where", "problem"),
    [
        ("# licence_bg", "# permit", "licence_bg", "missing from the head"),
        ("# certainty: published", "# certainty: sure", "certainty", "'sure'"),
        ("# vintage: 2018-02-23", "# vintage: February", "vintage", "no ISO date"),
        ("# code:", "# colour: red\n# code:", "colour", "not known"),
        ("nabs07,unit,geo,time,value,flags", "nabs07,unit,geo,time,flags,value", "the header", "it is"),
        ("2016,18601,", "2016,18 601,", "row 1", "'18 601' is no number"),
        ("2016,709,", "2016,709", "row 2", "5 cells under 6 heads"),
        ("NABS02,", "NABS01,", "row 2", "given twice"),
    ],
)
def test_a_wrong_file_is_told_by_row_or_key(
    tmp_path: Path, old: str, new: str, where: str, problem: str
) -> None:
    file = tmp_path / "wrong.csv"
    text = (FOLDER / "gba_nabsfin07_2018-02-23.csv").read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    with pytest.raises(BrokenVocabulary) as told:
        read(file)
    assert told.value.where == where
    assert problem in told.value.problem
