"""A panel as it is kept is the panel that was read."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from ebpages.mapping.panels import stored_panel
from ebpages.mapping.panels.panel import Panel, ReplacedPanel, UnknownPanel
from ebpages.mapping.panels.reading import Description
from ebpages.mapping.panels.store import keep, open_panel, panels
from tests.samples.examples import examples
from tests.samples.panels import WHOLE, read

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
@examples(9)
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


def test_a_panel_that_was_loaded_anew_is_not_mixed_with_the_former_one(tmp_path: Path) -> None:
    keep(read(tmp_path, WHOLE), tmp_path)
    opened = open_panel(tmp_path, "sample")
    assert opened.grid("employment", 2014) is not None
    keep(read(tmp_path, WHOLE.replace("BG41", "BG34")), tmp_path)
    with pytest.raises(ReplacedPanel, match="open it again"):
        opened.grid("employment", 2014)
    assert open_panel(tmp_path, "sample").head.regions == ("BG34", "BG42")


def test_a_panel_of_another_format_is_refused_with_the_remedy(tmp_path: Path) -> None:
    keep(read(tmp_path, WHOLE), tmp_path)
    head = tmp_path / "sample" / "head.json"
    head.write_text(json.dumps({**json.loads(head.read_text()), "format": 0}), encoding="utf-8")
    with pytest.raises(UnknownPanel, match=r"format 0, and this version reads 1\. Load its files again"):
        open_panel(tmp_path, "sample")
    assert [head.name for head in panels(tmp_path)] == ["bulgaria-2014"]


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
