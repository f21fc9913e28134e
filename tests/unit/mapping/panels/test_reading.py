"""What is read of the files that a panel is made of, in each of their forms."""

import math
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from ebpages.mapping.panels.cells import ReadPanel
from ebpages.mapping.panels.panel import UnreadablePanel, UnusableName
from ebpages.mapping.panels.reading import Description, read_panel
from tests.samples.panels import HEADER, WHOLE, at, of_kind, read, write


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


def test_progress_tells_rows_and_then_years(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    panel: ReadPanel = read(tmp_path, WHOLE, progress=lambda *step: told.append(step))
    assert told == [("reading", 8, 0), ("checking", 1, 1)]
    assert panel.grid("employment", 2013) is None
    assert panel.grid("wages", 2014) is None
