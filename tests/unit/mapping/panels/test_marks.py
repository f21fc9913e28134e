"""Cells that a publisher keeps confidential, in any of the ways in which that is said, and marks that nobody has explained."""

from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from ebpages.mapping.panels.marks import declared_marks, mark_lists
from ebpages.mapping.panels.panel import UnreadablePanel
from ebpages.mapping.panels.reading import Manner, read_panel
from tests.samples.panels import at, of_kind, read, write

PLAIN = "region,industry,year,value"
SDMX = "geo,nace_r2,TIME_PERIOD,OBS_VALUE,OBS_FLAG,OBS_STATUS,CONF_STATUS"
OTHER_ROWS = "BG42,C10,2014,40\nBG42,C11,2014,50\n"


def states(panel: object, region: str, *industries: str) -> list[str]:
    return [at(panel, region, industry)[1] for industry in industries]


def marks(**by_meaning: list[str]) -> Manner:
    return Manner(declared_marks(by_meaning))  # type: ignore[arg-type]


def test_columns_of_marks_are_read_together(tmp_path: Path) -> None:
    rows = (
        "BG41,C10,2014,,,,C\nBG41,C11,2014,,c,A,F\nBG41,C12,2014,,,Q,\nBG41,C13,2014,,b,P,N\nBG41,C14,2014,7,b,P,F\n"
        "BG41,C15,2014,,,M,F\n"
    )
    panel = read(tmp_path, rows, SDMX, measure="employment")
    assert states(panel, "BG41", "C10", "C11", "C12", "C13", "C14") == ["suppressed"] * 4 + ["value"]
    assert at(panel, "BG41", "C14")[2] == "bp"
    assert at(panel, "BG41", "C13")[2] == "bpc"
    assert [finding.kind for finding in panel.findings] == ["industry_left_out"]


def test_a_region_of_which_all_is_confidential_stays_in_the_year_however_it_is_said(tmp_path: Path) -> None:
    column, flag = (
        read(
            tmp_path,
            f"BG41,C10,2014,,{said}\nBG41,C11,2014,,{said}\nBG42,C10,2014,4,,,\nBG42,C11,2014,5,,,\n",
            SDMX,
        )
        for said in (",,C", "c,,")
    )
    for panel in (column, flag):
        assert states(panel, "BG41", "C10", "C11") == ["suppressed"] * 2
        assert of_kind(panel, "region_left_out") == []


def test_a_value_beside_a_mark_of_confidentiality_is_named_and_not_used(tmp_path: Path) -> None:
    panel = read(tmp_path, "BG41,C10,2014,1,,,C\nBG41,C11,2014,0,,,N\nBG42,C10,2014,5,,,F\n", SDMX)
    assert states(panel, "BG41", "C10", "C11") == ["suppressed"] * 2
    assert [(each.region, each.industry) for each in of_kind(panel, "value_beside_confidential")] == [
        ("BG41", "C10"),
        ("BG41", "C11"),
    ]


def test_a_zero_beside_a_mark_that_is_not_understood_is_no_known_zero(tmp_path: Path) -> None:
    rows = "BG41,C10,2014,0,see note\nBG41,C11,2014,3,see note\nBG42,C10,2014,0,p\nBG42,C11,2014,6,\n"
    panel = read(tmp_path, rows, f"{PLAIN},flag")
    assert states(panel, "BG41", "C10", "C11") == ["missing", "value"]
    assert at(panel, "BG42", "C10") == (0.0, "zero", "p")
    assert [each.industry for each in of_kind(panel, "zero_beside_unknown_flag")] == ["C10"]
    assert [(each.values["flag"], each.values["rows"]) for each in of_kind(panel, "unknown_flag")] == [
        ("see note", "2")
    ]


def test_a_value_beside_a_mark_that_says_there_is_none_is_named_and_not_used(tmp_path: Path) -> None:
    panel = read(tmp_path, "BG41,C10,2014,0,,M,\nBG41,C11,2014,5,,A,\n", SDMX)
    assert at(panel, "BG41", "C10")[1] == "missing"
    assert [each.values["flag"] for each in of_kind(panel, "value_beside_missing")] == ["M"]


def test_flags_in_words_leave_the_values_as_they_are(tmp_path: Path) -> None:
    words = (
        "forecast",
        "break in time series",
        "definition differs (see metadata)",
        "low reliability",
        "provisional",
    )
    rows = "".join(f"BG41,C{number},2014,{number},{text}\n" for number, text in enumerate(words, 10))
    panel = read(tmp_path, rows, f"{PLAIN},OBS_FLAG", measure="employment")
    assert [at(panel, "BG41", f"C{number}") for number in range(10, 15)] == [
        (float(number), "value", letter) for number, letter in zip(range(10, 15), "fbdup", strict=True)
    ]
    assert panel.findings == ()


def test_marks_in_place_of_values_are_confidential_where_a_person_says_so(tmp_path: Path) -> None:
    rows = "BG41,C10,2014,..\nBG41,C11,2014,(D)\nBG42,C10,2014,4\nBG42,C11,2014,12*\nBG42,C12,2014,-\n"
    untold = read(tmp_path, rows, PLAIN)
    assert [each.values["text"] for each in of_kind(untold, "value_not_a_number")] == [
        "..",
        "(D)",
        "12*",
        "-",
    ]
    assert states(untold, "BG41", "C10", "C11") == ["missing"] * 2
    told = read(
        tmp_path, rows, PLAIN, manner=marks(suppressed=["value=..", "value=(D)", "flag=*"], zero=["value=-"])
    )
    assert states(told, "BG41", "C10", "C11") == ["suppressed"] * 2
    assert states(told, "BG42", "C11", "C12") == ["suppressed", "zero"]


@pytest.mark.parametrize("cell", ["..", "-4", "1.250", "1e99"])
def test_a_region_whose_cells_cannot_be_used_does_not_leave_the_year(tmp_path: Path, cell: str) -> None:
    panel = read(tmp_path, f"BG41,C10,2014,{cell}\nBG41,C11,2014,{cell}\n{OTHER_ROWS}", PLAIN)
    assert states(panel, "BG41", "C10", "C11") == ["missing"] * 2
    assert of_kind(panel, "region_left_out") == []


def test_a_region_leaves_the_year_quietly_only_where_all_is_plainly_missing(tmp_path: Path) -> None:
    header = f"{PLAIN},flag"
    plain = read(tmp_path, "BG41,C10,2014,:,\nBG41,C11,2014,,u\nBG42,C10,2014,4,\nBG42,C11,2014,5,\n", header)
    assert [each.region for each in of_kind(plain, "region_left_out")] == ["BG41"]
    unknown = read(
        tmp_path, "BG41,C10,2014,:,x\nBG41,C11,2014,,x\nBG42,C10,2014,4,\nBG42,C11,2014,5,\n", header
    )
    assert of_kind(unknown, "region_left_out") == [] and states(unknown, "BG41", "C10") == ["missing"]


def test_a_region_whose_data_exist_and_are_not_given_stays_in_the_year(tmp_path: Path) -> None:
    panel = read(tmp_path, "BG31,C10,2014,,,L,\nBG32,C10,2014,,,M,\nBG41,C10,2014,4,,A,\n", SDMX)
    assert [each.region for each in of_kind(panel, "region_left_out")] == ["BG32"]
    assert at(panel, "BG31", "C10")[1] == "missing"


def test_what_stands_in_place_of_a_confidential_value_need_be_no_number(tmp_path: Path) -> None:
    panel = read(
        tmp_path,
        "BG31,C10,2014,-,,,C\nBG31,C11,2014,1.250,c,,\nBG32,C10,2014,4,,,\nBG32,C11,2014,5,,,\n",
        SDMX,
        measure="employment",
    )
    assert states(panel, "BG31", "C10", "C11") == ["suppressed"] * 2
    assert panel.findings == ()


def test_a_person_may_say_that_a_mark_is_harmless(tmp_path: Path) -> None:
    rows = "BG41,C10,2014,0,*\nBG41,C11,2014,5,*\nBG42,C10,2014,9,C\n"
    panel = read(
        tmp_path,
        rows,
        f"{PLAIN},CONF_STATUS",
        manner=marks(public=["flag=*", "flag=C"]),
        measure="employment",
    )
    assert at(panel, "BG41", "C10")[1] == "zero"
    assert at(panel, "BG42", "C10")[0] == 9
    assert panel.findings == ()


def test_a_list_of_a_publisher_says_what_its_marks_mean(tmp_path: Path) -> None:
    rows = "BG41,C10,2014,..\nBG41,C11,2014,-\nBG42,C10,2014,4\nBG42,C11,2014,.\nBG31,C11,2014,3\n"
    panel = read(tmp_path, rows, PLAIN, manner=Manner(declared_marks({}, "nsi-bulgaria")))
    assert states(panel, "BG41", "C10", "C11") == ["suppressed", "zero"]
    assert at(panel, "BG42", "C11")[1] == "missing"
    own = read(tmp_path, rows, PLAIN, manner=Manner(declared_marks({"missing": ["value=-"]}, "nsi-bulgaria")))
    assert at(own, "BG41", "C11")[1] == "missing"
    assert all(each.source and each.certainty for each in mark_lists().values())


def test_a_number_may_be_a_mark(tmp_path: Path) -> None:
    table = pyarrow.table(
        {"geo": ["BG41", "BG42"], "nace": ["C10"] * 2, "year": [2014] * 2, "v": [-9, 1.125]}
    )
    parquet.write_table(table, tmp_path / "panel.parquet")
    text = write(tmp_path, "BG41,C10,2014,9999\nBG42,C10,2014,4\n", PLAIN)
    told = marks(suppressed=["value=-9", "value=9999"])
    for file, value in ((tmp_path / "panel.parquet", 1.125), (text, 4)):
        panel = read_panel([file], name="sample", manner=told)
        assert at(panel, "BG41", "C10")[1] == "suppressed"
        assert at(panel, "BG42", "C10")[0] == value


def test_a_mark_that_is_named_and_not_there_is_told(tmp_path: Path) -> None:
    panel = read(tmp_path, OTHER_ROWS, PLAIN, manner=marks(suppressed=["value=(D)", "flag=q"]))
    assert [each.values["mark"] for each in of_kind(panel, "mark_not_found")] == ["q", "(D)"]


def test_a_column_that_looks_like_marks_is_named_where_it_is_not_read(tmp_path: Path) -> None:
    header = f"{PLAIN},suppressed_cells"
    panel = read(tmp_path, "BG41,C10,2014,0,yes\nBG42,C10,2014,4,\n", header)
    assert [each.values["column"] for each in of_kind(panel, "column_like_flags")] == ["suppressed_cells"]
    told = read(
        tmp_path,
        "BG41,C10,2014,0,yes\nBG42,C10,2014,4,\n",
        header,
        columns={"confidentiality": "suppressed_cells"},
    )
    assert at(told, "BG41", "C10")[1] == "suppressed" and of_kind(told, "column_like_flags") == []


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"suppressed": ["x"]}, "it names no mark. Write it as --suppressed value=.. or --suppressed flag=x"),
        ({"zero": ["flag=x"]}, "a flag cannot be that. Say value=x"),
        ({"suppressed": ["value=x"], "missing": ["value=x"]}, "it is said to be suppressed too"),
    ],
)
def test_a_mark_that_cannot_be_meant_is_refused(said: dict[str, list[str]], message: str) -> None:
    with pytest.raises(UnreadablePanel, match=message):
        declared_marks(said)  # type: ignore[arg-type]
    with pytest.raises(UnreadablePanel, match="there is no such list"):
        declared_marks({}, "nobody")


@pytest.mark.parametrize(
    ("column", "yes", "no"),
    [
        ("suppressed", "Y", "N"),
        ("is_confidential", "true", "false"),
        ("Поверителност", "да", "не"),
        ("secrecy", "C", "F"),
    ],
)
def test_a_column_that_says_yes_or_no_says_what_is_confidential(
    tmp_path: Path, column: str, yes: str, no: str
) -> None:
    rows = f"BG31,C10,2014,employment,123,{no}\nBG31,C13,2014,employment,0,{yes}\nBG32,C10,2014,employment,77,{no}"
    panel = read(tmp_path, rows, f"region,industry,year,measure,value,{column}")
    assert at(panel, "BG31", "C10")[:2] == (123.0, "value")
    assert at(panel, "BG31", "C13")[1] == "suppressed"
    assert at(panel, "BG32", "C10")[1] == "value"
