"""What is wrong with a panel: every kind of finding, with the cell that it is of."""

from pathlib import Path

import pytest

from ebpages.mapping.panels.checks import rounding
from ebpages.mapping.panels.findings import (
    cell_name,
    label,
    remedy,
    say,
    severity_label,
    wording,
)
from ebpages.mapping.panels.panel import Figures
from ebpages.mapping.panels.reading import read_panel
from tests.samples.panels import HEADER, WHOLE, at, of_kind, read, write

# In test_everyday_files, test_marks and test_successions.
SEEN_IN_OTHER_TESTS = {
    "absent_is_zero", "absent_not_told", "column_like_flags", "contradicted", "country_in_two_spellings", "digits_found",
    "header_goes_on",
    "mark_not_found", "region_overlaps", "region_overlaps_in_part", "rounding_found", "rows_without_cell", "text_above", "text_among_rows", "text_below",
    "unclosed_quote", "value_ambiguous", "value_beside_missing", "zero_beside_unknown_flag",
}  # fmt: skip
# One bad row beside good ones: the kind of finding that it gives, its severity and its cell.
BAD_ROWS = [
    ("BG41,C10,2014,employment,100,", "duplicate_same", "warning", "BG41 × C10, 2014, persons employed"),
    ("BG41,C10,2014,employment,101,", "duplicate_differs", "error", "BG41 × C10, 2014, persons employed"),
    ("BG41,C10,2014,employment,:,c", "duplicate_differs", "error", "BG41 × C10, 2014, persons employed"),
    ("BG31,C10,2014,employment,-4,", "negative_value", "error", "BG31 × C10, 2014, persons employed"),
    ("BG31,C10,2014,employment,ten,", "value_not_a_number", "error", "BG31 × C10, 2014, persons employed"),
    ("BG31,C10,2014,employment,5,c", "value_beside_confidential", "warning", "BG31 × C10, 2014, persons employed"),
    ("BG31,C12,2014,employment,5,bx", "unknown_flag", "warning", "BG31 × C12, 2014, persons employed"),
    ("BG31,C10,2014,turnover,5,", "unknown_measure", "warning", "BG31 × C10, 2014"),
    ("BG31,C10,14,employment,5,", "year_not_a_year", "error", "BG31 × C10, persons employed"),
    (",C10,2014,employment,5,", "no_code", "error", "C10, 2014, persons employed"),
    ("Vidin,C10,2014,employment,5,", "unknown_region", "warning", "Vidin × C10, 2014, persons employed"),
    ("BG31,Food,2014,employment,5,", "unknown_industry", "warning", "BG31 × Food, 2014, persons employed"),
    ("EU28,C10,2014,employment,5,", "aggregate_aside", "note", "EU28 × C10, 2014, persons employed"),
    ("BG31,C10-C12,2014,employment,5,", "aggregate_aside", "note", "BG31 × C10-C12, 2014, persons employed"),
    ("BGZZ,C12,2014,employment,5,", "extra_regio", "note", "BGZZ"),
    ("BG31,C10,2014,employment,:,", "region_left_out", "note", "BG31, 2014, persons employed"),
    ("BG41,C12,2014,employment,:,", "industry_left_out", "note", "C12, 2014, persons employed"),
    ("BG42,TOTAL,2014,employment,50,", "margin_below_parts", "error", "BG42 × TOTAL, 2014, persons employed"),
    ("BG31,C10,2014,employment,1e18,", "value_out_of_range", "error", "BG31 × C10, 2014, persons employed"),
    ("BG3/1,C10,2014,employment,5,", "unusable_code", "error", "BG3/1 × C10, 2014, persons employed"),
    ("BG41,C10,2014", "broken_row", "error", "?"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "kind", "severity", "cell"), BAD_ROWS, ids=[f"{row[1]}-{row[0]}" for row in BAD_ROWS]
)
def test_a_bad_row_gives_a_finding_that_names_its_cell(
    tmp_path: Path, row: str, kind: str, severity: str, cell: str
) -> None:
    panel = read(tmp_path, WHOLE + row)
    found = of_kind(panel, kind)
    assert len(found) == 1
    assert found[0].severity == severity
    assert cell_name(found[0], "en") == cell
    rows = {"duplicate_same": 1, "duplicate_differs": 1, "extra_regio": 0, "region_left_out": 0, "industry_left_out": 0, "margin_below_parts": 0}  # fmt: skip
    assert found[0].row == rows.get(kind, 9)
    others = [finding.kind for finding in panel.findings if finding is not found[0]]
    # A cell of an industry or a region that no margin of the panel covers makes the total of all contradict it.
    assert set(others) <= {"region_left_out", "contradicted"}


def test_good_rows_give_no_findings(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE).findings == ()


def test_neither_of_two_values_of_a_cell_is_used(tmp_path: Path) -> None:
    panel = read(tmp_path, WHOLE + "BG41,C10,2014,employment,101,\nBG41,C10,2014,employment,102,b\n")
    found = of_kind(panel, "duplicate_differs")
    assert [(finding.values["first"], finding.values["second"]) for finding in found] == [
        ("100", "101"),
        ("100", "102"),
    ]
    assert [finding.values["second_row"] for finding in found] == ["9", "10"]
    assert at(panel, "BG41", "C10")[1:] == ("missing", "")
    assert "the cell is given as 100 and as 101 (row 1 of “panel.csv” and row 9 of “panel.csv”)" in say(
        found[0], "en"
    )


def test_the_same_value_twice_is_used(tmp_path: Path) -> None:
    panel = read(tmp_path, WHOLE + "BG42,C11,2014,employment,:,c\nBG41,C10,2014,employment,100,\n")
    assert len(of_kind(panel, "duplicate_same")) == 2
    assert at(panel, "BG41", "C10")[0] == 100
    assert at(panel, "BG42", "C11")[1] == "suppressed"


def test_duplicates_are_found_across_files(tmp_path: Path) -> None:
    first, second = write(tmp_path, WHOLE), write(tmp_path, "BG41,C10,2014,employment,99,", name="more.csv")
    panel = read_panel([first, second], name="sample")
    values = of_kind(panel, "duplicate_differs")[0].values
    assert (values["file"], values["second_file"], values["second_row"]) == ("panel.csv", "more.csv", "1")


def test_values_that_cannot_be_are_not_used(tmp_path: Path) -> None:
    rows = "BG31,C10,2014,employment,-4,\nBG32,C10,2014,employment,ten,b\nBG33,C10,2014,employment,0,c\n"
    rows += "".join(f"{region},C11,2014,employment,1,\n" for region in ("BG31", "BG32", "BG33"))
    panel = read(tmp_path, WHOLE + rows)
    assert at(panel, "BG31", "C10")[1] == "missing"
    assert at(panel, "BG32", "C10")[1:] == ("missing", "b")
    assert at(panel, "BG33", "C10")[1:] == ("suppressed", "c")
    assert of_kind(panel, "negative_value")[0].values["value"] == "-4"
    assert of_kind(panel, "value_not_a_number")[0].values["text"] == "ten"


def test_rows_kept_aside_are_counted_with_the_first_named(tmp_path: Path) -> None:
    rows = "".join(f"Vidin,C10,{year},employment,5,\n" for year in (2014, 2015, 2016))
    found = of_kind(read(tmp_path, WHOLE + rows), "unknown_region")
    assert len(found) == 1
    assert (found[0].values["rows"], found[0].row, found[0].year) == ("3", 9, 2014)
    assert "--tree regions=FILE" in remedy(found[0], "en")


def test_a_margin_below_its_parts_is_named_with_both_sums(tmp_path: Path) -> None:
    panel = read(tmp_path, WHOLE.replace("BG,C10,2014,employment,160", "BG,C10,2014,employment,150"))
    found = of_kind(panel, "margin_below_parts")
    assert [(each.region, each.industry, each.values["margin"], each.values["parts"]) for each in found] == [
        ("BG", "C10", "150", "160")
    ]
    assert (
        say(found[0], "bg")
        == "BG × C10, 2014, заети лица: общата стойност 150 е по-малка от сбора 160 на известните си части (районите: 2)."
    )


def test_a_margin_above_its_parts_is_found_only_where_all_parts_are_there_and_known(tmp_path: Path) -> None:
    regions = ("BG31", "BG32", "BG33", "BG34", "BG41", "BG42")
    six = "".join(f"{region},C10,2014,employment,10,\n" for region in regions)
    above = "BG,C10,2014,employment,70,\n"
    found = of_kind(read(tmp_path, six + above), "margin_above_parts")
    assert [(each.region, each.values["margin"], each.values["parts"], each.severity) for each in found] == [
        ("BG", "70", "60", "warning")
    ]
    five = "".join(six.splitlines(keepends=True)[1:])
    assert of_kind(read(tmp_path, five + above), "margin_above_parts") == []
    hidden = five + "BG31,C10,2014,employment,:,c\n"
    assert of_kind(read(tmp_path, hidden + above), "margin_above_parts") == []


def test_what_rounding_explains_is_no_contradiction(tmp_path: Path) -> None:
    cells = "".join(
        f"BG3{number},C{code},2014,V13320,{code + number}.3,\n"
        for number in (1, 2, 3, 4)
        for code in range(10, 19)
    )
    margins = "".join(f"BG,C{code},2014,V13320,{4 * code + 10 + 1.2 - 0.2:.1f},\n" for code in range(10, 19))
    assert of_kind(read(tmp_path, cells + margins), "margin_below_parts") == []
    lower = margins.replace("BG,C10,2014,V13320,51.0", "BG,C10,2014,V13320,50.9")
    found = of_kind(read(tmp_path, cells + lower), "margin_below_parts")
    assert [(each.industry, each.measure) for each in found] == [("C10", "wages")]


def test_what_values_are_rounded_to_is_believed_only_of_many() -> None:
    import numpy as np

    assert rounding(np.arange(100, 3100, 100.0)) == 100
    assert rounding(np.array([100.0, 200.0])) == 1
    assert rounding(np.arange(1, 40) / 10) == pytest.approx(0.1)
    assert rounding(np.sqrt(np.arange(2, 40))) == 0


def test_vintages_that_are_mixed_are_named_with_the_first_cell_of_each_other(tmp_path: Path) -> None:
    rows = "BG41,C10,2014,5,2016-01\nBG42,C10,2014,6,2016-01\nBG31,C10,2014,7,2017-02\n"
    panel = read(tmp_path, rows, "region,industry,year,value,vintage", measure="employment")
    found = of_kind(panel, "mixed_vintages")
    assert [(each.region, each.values["vintage"], each.values["other"]) for each in found] == [
        ("BG31", "2016-01", "2017-02")
    ]
    assert panel.head.vintage == "2016-01"
    assert at(panel, "BG31", "C10")[0] == 7
    one = read(
        tmp_path,
        rows,
        "region,industry,year,value,vintage",
        measure="employment",
        where={"vintage": "2017-02"},
    )
    assert one.findings == ()


def test_files_of_different_vintages_are_mixed_too(tmp_path: Path) -> None:
    first = write(tmp_path, WHOLE, f"# vintage: 2016-01\n{HEADER}")
    second = write(tmp_path, "BG31,C10,2014,employment,5,", f"# vintage: 2018-01\n{HEADER}", "more.csv")
    panel = read_panel([first, second], name="sample")
    assert [each.values["other"] for each in of_kind(panel, "mixed_vintages")] == ["2018-01"]


def test_a_total_under_another_name_is_said(tmp_path: Path) -> None:
    panel = read(tmp_path, "BG41,C10,2014,employment,5,\nBG41,B-N_S95_X_K,2014,employment,50,\n")
    assert [each.values["code"] for each in of_kind(panel, "total_by_aggregate")] == ["B-N_S95_X_K"]
    assert at(panel, "BG41", "TOTAL")[0] == 50


def test_a_country_without_its_regions_this_year_is_said(tmp_path: Path) -> None:
    rows = "FR10,C10,2013,employment,5,\nFR,C10,2014,employment,9,\nBG41,C10,2014,employment,5,\nBG42,C10,2014,employment,5,\n"
    found = of_kind(read(tmp_path, rows), "whole_without_parts")
    assert [(each.region, each.year) for each in found] == [("FR", 2014)]


def test_a_second_parent_is_said(tmp_path: Path) -> None:
    rows = "a,food,2014,5,north\na,drink,2014,6,south\n"
    found = of_kind(read(tmp_path, rows, "region,industry,year,value,region_parent"), "parents_differ")
    assert [
        (each.values["code"], each.values["first"], each.values["second"], each.row) for each in found
    ] == [("a", "north", "south", 2)]


def test_a_rounding_that_was_found_is_said_once_for_all_years_of_a_publisher(tmp_path: Path) -> None:
    codes = [
        (region, industry) for region in ("HR02", "HR03", "BG31") for industry in ("C10", "C13", "C14", "C20")
    ]
    rows = "".join(
        f"{region},{industry},{year},employment,{(place + 12) * 10 + (region == 'BG31')},\n"
        for year in (2014, 2015)
        for place, (region, industry) in enumerate(codes)
    )
    (found,) = of_kind(read(tmp_path, rows, figures=Figures()), "rounding_found")
    assert say(found, "en").startswith("HR, persons employed, 2014, 2015: all cells are multiples of 10")
    assert "load with --rounding cells=none" in remedy(found, "en")
    assert not of_kind(read(tmp_path, rows, figures=Figures(("cells=none",))), "rounding_found")


def test_a_margin_that_contradicts_others_through_cells_that_are_not_known_is_said(tmp_path: Path) -> None:
    rows = WHOLE + "BG31,C12,2014,employment,5,"
    found = of_kind(read(tmp_path, rows), "contradicted")
    assert "BG × TOTAL, 2014, persons employed" in [cell_name(each, "en") for each in found]
    assert not of_kind(read(tmp_path, rows, figures=Figures(reference_totals=True)), "contradicted")


def test_broken_rows_do_not_shift_the_numbers_of_the_rows_after_them(tmp_path: Path) -> None:
    panel = read(tmp_path, "BG41,C10,2014\n" + WHOLE.strip() + "\nBG31,C10,2014,employment,-1,\n")
    assert of_kind(panel, "broken_row")[0].row == 1
    assert of_kind(panel, "negative_value")[0].row == 10


def test_a_wide_row_with_too_few_codes_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "sbs.tsv"
    path.write_text("nace_r2,indic_sb,geo\\time\t2014\nC10,V16110\t5\nC10,V16110,BG41\t6\n", encoding="utf-8")
    panel = read_panel([path], name="sbs")
    assert [(each.row, each.values["text"]) for each in of_kind(panel, "broken_row")] == [(1, "C10,V16110")]
    assert at(panel, "BG41", "C10")[0] == 6


def test_every_kind_says_its_sentence_and_its_remedy_in_both_languages(tmp_path: Path) -> None:
    told = set()
    for row, *_ in BAD_ROWS:
        for finding in read(tmp_path, WHOLE + row).findings:
            told.add(finding.kind)
            for language in ("bg", "en"):
                assert say(finding, language)
                assert remedy(finding, language)
                assert label(finding.kind, language)
                assert severity_label(finding.severity, language)
    seen_elsewhere = {"default_measure", "total_by_aggregate", "own_codes", "parents_differ", "whole_without_parts",
                      "margin_above_parts", "mixed_vintages", "more_of_a_kind", *SEEN_IN_OTHER_TESTS}  # fmt: skip
    of_panels = {kind for kind in wording().kinds if not kind.startswith(("definition_", "linkage_"))}
    assert told | seen_elsewhere == of_panels
