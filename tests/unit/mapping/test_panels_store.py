"""Panels in their folder: kept all at once, opened year by year, named clearly where they are not there."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from ebpages.mapping.panels import stored_panel
from ebpages.mapping.panels.cells import ReadPanel
from ebpages.mapping.panels.panel import Panel, ReplacedPanel, UnknownPanel, UnusableName
from ebpages.mapping.panels.reading import Description
from ebpages.mapping.panels.store import keep, open_panel, panels, remove
from tests.samples.panels import WHOLE, at, read

DUPLICATE = "BG41,C10,2014,employment,101,\n"


def assert_same_grids(first: Panel, second: Panel) -> None:
    for measure in first.head.measures:
        for year in first.head.years:
            one, other = first.grid(measure, year), second.grid(measure, year)
            assert (one is None) == (other is None)
            if one is None or other is None:
                continue
            for mine, theirs in ((one.regions, other.regions), (one.industries, other.industries)):
                assert mine.codes == theirs.codes
                assert mine.leaves == theirs.leaves
                assert (mine.parent == theirs.parent).all()
                assert (mine.whole == theirs.whole).all()
            assert np.array_equal(one.value, other.value, equal_nan=True)
            assert (one.state == other.state).all()
            assert (one.flag == other.flag).all()


def test_a_kept_panel_is_the_panel_that_was_read(tmp_path: Path) -> None:
    panel = read(
        tmp_path,
        WHOLE + DUPLICATE + "BG42,C10,2015,wages,3.5,\n",
        description=Description(title="Jobs", vintage="2019"),
    )
    keep(panel, tmp_path / "panels")
    opened = open_panel(tmp_path / "panels", "sample")
    assert opened.head == panel.head
    assert opened.findings == panel.findings
    assert len(opened.findings) == 1
    assert_same_grids(panel, opened)
    assert opened.grid("employment", 1999) is None
    assert opened.grid("establishments", 2014) is None


CELL = st.tuples(st.sampled_from(("", ":", "0", "3", "250.5", "-1")), st.sampled_from(("", "c", "b", "bc")))
ROWS = st.dictionaries(
    st.tuples(st.sampled_from(("BG41", "BG42", "BG", "MT", "TOTAL")), st.sampled_from(("C10", "C11", "S95", "C", "TOTAL")), st.sampled_from((2014, 2015))),
    CELL,
)  # fmt: skip


@given(rows=ROWS)
@settings(max_examples=25, deadline=None)
def test_what_is_kept_is_what_was_read(
    rows: dict[tuple[str, str, int], tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("panel")
    rows |= {("BG41", "C10", 2014): ("7", "")}
    text = "\n".join(
        f"{region},{industry},{year},employment,{value},{flag}"
        for (region, industry, year), (value, flag) in rows.items()
    )
    panel = read(folder, text)
    keep(panel, folder)
    assert_same_grids(panel, open_panel(folder, "sample"))


def test_the_file_of_cells_can_be_read_by_anybody(tmp_path: Path) -> None:
    keep(read(tmp_path, WHOLE + "BG41,C10,2013,employment,90,\n"), tmp_path)
    file = parquet.ParquetFile(tmp_path / "sample" / "cells.parquet")
    assert file.metadata.num_row_groups == 2
    rows = file.read().to_pylist()
    assert rows[0] == {
        "region": "BG41", "industry": "C10", "year": 2013, "measure": "employment",
        "value": 90.0, "state": "value", "flag": "", "level": "cell",
    }  # fmt: skip
    of_2014 = [(row["region"], row["industry"]) for row in rows if row["year"] == 2014]
    assert of_2014 == sorted(of_2014)
    assert {row["level"] for row in rows if row["region"] == "BG" or row["industry"] == "TOTAL"} == {"margin"}
    hidden = next(row for row in rows if row["state"] == "suppressed")
    assert (hidden["region"], hidden["industry"], hidden["value"], hidden["flag"]) == (
        "BG42",
        "C11",
        None,
        "c",
    )


def test_a_load_that_fails_leaves_the_former_panel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(read(tmp_path, WHOLE), tmp_path / "panels")
    newer = read(tmp_path, WHOLE.replace(",100,", ",111,").replace("BG,", "RO,"))

    class Stopped(ReadPanel):
        def cells_by_year(self):  # type: ignore[no-untyped-def]
            yield from super().cells_by_year()
            raise KeyboardInterrupt

    newer.__class__ = Stopped
    with pytest.raises(KeyboardInterrupt):
        keep(newer, tmp_path / "panels")
    assert at(open_panel(tmp_path / "panels", "sample"), "BG41", "C10")[0] == 100
    assert [place.name for place in (tmp_path / "panels").iterdir()] == ["sample"]


def test_a_load_killed_between_the_two_folders_leaves_the_former_panel(tmp_path: Path) -> None:
    folder = tmp_path / "panels"
    keep(read(tmp_path, WHOLE), folder)
    (folder / "sample").rename(folder / ".sample.former")
    assert [head.name for head in panels(folder) if not head.shipped] == ["sample"]
    assert at(open_panel(folder, "sample"), "BG41", "C10")[0] == 100
    keep(read(tmp_path, WHOLE.replace("BG41,C10,2014,employment,100", "BG41,C10,2014,employment,99")), folder)
    assert at(open_panel(folder, "sample"), "BG41", "C10")[0] == 99
    assert [place.name for place in folder.iterdir()] == ["sample"]


def test_a_draft_that_was_left_behind_is_no_panel(tmp_path: Path) -> None:
    keep(read(tmp_path, WHOLE), tmp_path)
    (tmp_path / "sample").rename(tmp_path / ".sample.77.draft")
    with pytest.raises(UnknownPanel):
        open_panel(tmp_path, "sample")


def test_a_panel_that_was_loaded_anew_is_not_mixed_with_the_former_one(tmp_path: Path) -> None:
    keep(read(tmp_path, WHOLE), tmp_path)
    opened = open_panel(tmp_path, "sample")
    assert opened.grid("employment", 2014) is not None
    keep(read(tmp_path, WHOLE.replace("BG41", "BG34")), tmp_path)
    with pytest.raises(ReplacedPanel, match="open it again"):
        opened.grid("employment", 2014)
    assert open_panel(tmp_path, "sample").head.regions == ("BG34", "BG42")


def test_an_unknown_panel_is_answered_by_those_that_there_are(tmp_path: Path) -> None:
    keep(read(tmp_path, WHOLE), tmp_path)
    with pytest.raises(UnknownPanel, match="no panel 'other'; there are bulgaria-2014, sample"):
        open_panel(tmp_path, "other")
    with pytest.raises(UnknownPanel, match="loaded are sample"):
        remove(tmp_path, "bulgaria-2014")
    for name in ("../panels/sample", ".", "", "sample/"):
        with pytest.raises(UnknownPanel):
            open_panel(tmp_path, name)


def test_a_removed_panel_is_gone(tmp_path: Path) -> None:
    keep(read(tmp_path, WHOLE), tmp_path / "panels")
    remove(tmp_path / "panels", "sample")
    assert list((tmp_path / "panels").iterdir()) == []
    assert [head.name for head in panels(tmp_path / "panels")] == ["bulgaria-2014"]


def test_a_panel_of_another_format_is_refused_with_the_remedy(tmp_path: Path) -> None:
    keep(read(tmp_path, WHOLE), tmp_path)
    head = tmp_path / "sample" / "head.json"
    head.write_text(json.dumps({**json.loads(head.read_text()), "format": 0}), encoding="utf-8")
    with pytest.raises(UnknownPanel, match=r"format 0, and this version reads 1\. Load its files again"):
        open_panel(tmp_path, "sample")
    assert [head.name for head in panels(tmp_path)] == ["bulgaria-2014"]


def test_a_loaded_panel_stands_before_a_shipped_one_of_its_name(tmp_path: Path) -> None:
    assert open_panel(tmp_path, "bulgaria-2014").head.shipped
    panel = read(tmp_path, WHOLE)
    panel.head = replace(panel.head, name="bulgaria-2014")
    keep(panel, tmp_path)
    opened = open_panel(tmp_path, "bulgaria-2014")
    assert not opened.head.shipped
    assert opened.head.regions == ("BG41", "BG42")
    assert [(head.name, head.shipped) for head in panels(tmp_path)] == [("bulgaria-2014", False)]


def test_a_name_that_leads_elsewhere_is_not_kept(tmp_path: Path) -> None:
    panel = read(tmp_path, WHOLE)
    panel.head = replace(panel.head, name="../elsewhere")
    with pytest.raises(UnusableName):
        keep(panel, tmp_path / "panels")
    assert not (tmp_path / "elsewhere").exists()


def test_levels_of_rows_are_named_as_the_columns_say() -> None:
    assert stored_panel.LEVELS == ("cell", "margin")
    assert stored_panel.SCHEMA.names == [
        "region",
        "industry",
        "year",
        "measure",
        "value",
        "state",
        "flag",
        "level",
    ]
