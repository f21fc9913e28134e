"""Eurostat's statistics of 326 regions as a panel, and the panel of Bulgaria that ships."""

from collections import Counter
from pathlib import Path

import duckdb
import numpy as np
import pytest

from ebpages.mapping.grid import State
from ebpages.mapping.panels.cells import ReadPanel
from ebpages.mapping.panels.findings import summary
from ebpages.mapping.panels.reading import read_panel
from ebpages.mapping.panels.store import keep, open_panel, shipped_panel, shipped_panels

SBS = Path(__file__).parents[4].parent / "shared" / "data" / "sbs_persons_employed_nuts2_nace2.parquet"
needs_sbs = pytest.mark.skipif(
    not SBS.exists(), reason="the statistics of Eurostat are not beside this project"
)


@pytest.fixture(scope="module")
def sbs() -> ReadPanel:
    return read_panel([SBS], name="sbs")


@needs_sbs
def test_all_regions_industries_years_and_rows_of_the_file_are_there(sbs: ReadPanel) -> None:
    assert len(sbs.head.regions) == 326
    assert len(sbs.head.industries) == 68
    assert sbs.head.years == tuple(range(2008, 2016))
    assert sbs.head.measures == ("employment",)
    states: Counter[int] = Counter()
    for _, cells in sbs.cells_by_year():
        states.update(cells.state.tolist())
    doubled = Counter({State.MISSING: 67, State.SUPPRESSED: 20, State.ZERO: 5, State.VALUE: 112})
    assert sum(states.values()) == 176_008 - 3 * 68
    assert states + doubled == {
        State.MISSING: 35_209,
        State.SUPPRESSED: 17_197,
        State.ZERO: 7_846,
        State.VALUE: 115_756,
    }


@needs_sbs
def test_nothing_is_wrong_with_the_file_but_regions_of_other_versions(sbs: ReadPanel) -> None:
    """Eurostat gives Finland and a part of England twice in 2010, by the regions of NUTS 2006 and of NUTS 2010."""
    assert [(each.kind, each.severity, each.count) for each in summary(sbs.findings)] == [
        ("region_overlaps", "warning", 3),
        ("region_left_out", "note", 494),
        ("extra_regio", "note", 8),
    ]


@needs_sbs
def test_a_year_has_the_regions_that_report_and_no_others(sbs: ReadPanel) -> None:
    grid = sbs.grid("employment", 2014)
    assert grid is not None
    assert (grid.regions.leaves, grid.industries.leaves) == (283, 68)
    assert "ITH1" in grid.regions.codes
    assert "ITD1" not in grid.regions.codes
    assert np.isnan(grid.value[grid.regions.leaves :]).all()


@needs_sbs
def test_a_kept_year_has_exactly_the_numbers_of_the_file(sbs: ReadPanel, tmp_path: Path) -> None:
    keep(sbs, tmp_path)
    opened = open_panel(tmp_path, "sbs")
    for year in (2008, 2014):
        grid = opened.grid("employment", year)
        assert grid is not None
        rows = duckdb.execute(
            "SELECT geo, nace, v, flag FROM read_parquet($1) WHERE year = $2", [str(SBS), year]
        ).fetchall()
        there = set(grid.regions.leaf_codes)
        compared = 0
        for region, industry, value, flag in rows:
            if region not in there:
                assert value is None
                continue
            place = grid.regions.place[region], grid.industries.place[industry]
            assert (None if np.isnan(grid.value[place]) else grid.value[place]) == value
            assert grid.flag[place] == flag.strip()
            compared += 1
        assert compared > 15_000


def test_the_panel_of_bulgaria_ships_with_its_source_and_flags() -> None:
    panel = shipped_panel("bulgaria-2014")
    assert panel is not None
    assert panel.findings == ()
    assert panel.head.shipped
    assert panel.head.certainty == "published"
    assert "sbs_r_nuts06_r2" in panel.head.source
    grid = panel.grid("employment", 2014)
    assert grid is not None
    assert grid.regions.leaf_codes == ("BG31", "BG32", "BG33", "BG34", "BG41", "BG42")
    assert grid.industries.leaves == 68
    assert Counter(grid.cell_states.ravel().tolist()) == {
        State.SUPPRESSED: 36,
        State.ZERO: 15,
        State.VALUE: 357,
    }
    assert grid.value[grid.regions.place["BG41"], grid.industries.place["J62"]] == 29_938
    assert grid.regions.whole[grid.regions.place["BG"]]
    assert "S" not in grid.industries.codes


def test_the_head_of_a_shipped_panel_is_in_the_language_of_the_reader() -> None:
    titles = {language: shipped_panels(language)[0].head.title for language in ("bg", "en")}
    assert titles["en"].startswith("Persons employed")
    assert titles["bg"].startswith("Заети лица")


@needs_sbs
def test_the_shipped_numbers_are_those_of_the_source(sbs: ReadPanel) -> None:
    shipped, source = shipped_panel("bulgaria-2014"), sbs.grid("employment", 2014)
    assert shipped is not None
    mine = shipped.grid("employment", 2014)
    assert mine is not None
    assert source is not None
    rows = [source.regions.place[code] for code in mine.regions.leaf_codes]
    columns = [source.industries.place[code] for code in mine.industries.leaf_codes]
    place = np.ix_(rows, columns)
    assert np.array_equal(source.value[place], mine.cells, equal_nan=True)
    assert (source.flag[place] == mine.flag[: len(rows), : len(columns)]).all()
