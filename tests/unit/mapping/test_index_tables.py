"""The figures of a panel as tables: what pages show, a row for each region, industry, cell or pair."""

from pathlib import Path

import numpy as np
import pyarrow
import pytest

from ebpages.mapping.atlas import Atlas
from ebpages.mapping.index_tables import COMPLEXITY, CROSS_RELATEDNESS, INDICES, RELATEDNESS
from ebpages.mapping.indices import industry_indices, region_indices
from ebpages.mapping.panels.panel import Figures
from ebpages.mapping.panels.reading import read_panel
from tests.samples.runner_panel import rows


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    file = tmp_path_factory.mktemp("panel") / "regions.csv"
    units = [
        f"{r},{i},2014,establishments,{n}," for r in ("BG31", "BG32") for n, i in enumerate(("C10", "C13"), 3)
    ]
    file.write_text(rows() + "\n".join(units) + "\n")
    return Atlas(read_panel([file], name="sample", columns={}), 2014)


def by(table: pyarrow.Table, *keys: str) -> dict[tuple[str, ...], dict[str, object]]:
    return {tuple(row[key] for key in keys): row for row in table.to_pylist()}


def test_every_table_has_a_row_for_each_of_what_it_is_of(atlas: Atlas) -> None:
    sizes = {"regions": 6, "industries": 8, "cells": 48, "pairs": 28}
    for tables in (INDICES, RELATEDNESS, COMPLEXITY):
        for of, table in tables.items():
            found = table(atlas)
            assert found.num_rows == sizes[of]
            assert found.column_names[-4:] == ["year", "since", "panel", "vintage"]
            assert set(found["year"].to_pylist()) == {2014}


def test_indices_are_those_of_the_pages(atlas: Atlas) -> None:
    regions = by(INDICES["regions"](atlas), "region")
    industries = by(INDICES["industries"](atlas), "industry")
    for code, place in atlas.regions.items():
        for name, (value, _known) in region_indices(atlas, place).items():
            assert regions[code,][name] == value
    for code, place in atlas.industries.items():
        for name, (value, _known) in industry_indices(atlas, place).items():
            assert industries[code,][name] == value
    assert [code for (code,), row in regions.items() if not row["known"]] == ["BG31", "BG32"]


def test_a_rounded_cell_is_known_in_no_table(tmp_path: Path) -> None:
    file = tmp_path / "rounded.csv"
    numbered = (line.split(",") for line in rows((2014,)).splitlines()[1:])
    file.write_text(
        "region,industry,year,measure,value,flag\n"
        + "".join(f"{r},{i},{y},{m},{5 * int(v) if v != ':' else v},{f}\n" for r, i, y, m, v, f in numbered)
    )
    for stated, known in ((Figures(), {False}), (Figures(("none",)), {True, False})):
        rounded = Atlas(read_panel([file], name="sample", columns={}, figures=stated), 2014)
        for table in (*INDICES.values(), *RELATEDNESS.values(), *COMPLEXITY.values()):
            found = table(rounded)
            assert "known" not in found.column_names or set(found["known"].to_pylist()) == known


def test_a_hidden_cell_has_bounds_and_its_parts_of_growth_are_not_known(atlas: Atlas) -> None:
    cells = by(INDICES["cells"](atlas), "region", "industry")
    hidden, known = cells["BG31", "C10"], cells["BG41", "C10"]
    assert hidden["employment_low"] < hidden["employment_high"]  # type: ignore[operator]
    assert hidden["lq_low"] < hidden["lq"] < hidden["lq_high"]  # type: ignore[operator]
    assert hidden["national"] is None and hidden["growth"] is None
    before, now = atlas.then_and_now
    at = atlas.regions["BG41"], atlas.industries["C10"]
    parts = [known[name] for name in ("national", "industry_mix", "regional")]
    assert sum(parts) == pytest.approx(now[at] - before[at])  # type: ignore[arg-type]
    assert known["share_of_industry_low"] == known["share_of_industry"]


def test_entry_and_exit_are_told_where_the_bounds_leave_no_doubt(atlas: Atlas) -> None:
    cells = by(INDICES["cells"](atlas), "region", "industry")
    assert {row["entered"] for row in cells.values()} <= {"yes", "no", "cannot_be_told"}
    assert cells["BG41", "J61"]["entered"] == "no"
    regions = by(INDICES["regions"](atlas), "region")
    assert regions["BG41",]["entry_rate"] == 0


def test_proximity_of_a_pair_and_relatedness_across_the_same_panel_agree(atlas: Atlas) -> None:
    pairs = by(RELATEDNESS["pairs"](atlas), "industry", "other")
    across = by(CROSS_RELATEDNESS["pairs"](atlas, atlas), "industry", "other")
    assert all(across[pair]["proximity"] == row["proximity"] for pair, row in pairs.items())
    cells = by(CROSS_RELATEDNESS["cells"](atlas, atlas), "region", "industry")
    assert len(cells) == 48
    assert all(row["density"] is None or 0 <= row["density"] <= 1 for row in cells.values())  # type: ignore[operator]


def test_outlook_is_that_of_what_a_region_lacks(atlas: Atlas) -> None:
    gains = COMPLEXITY["cells"](atlas).to_pylist()
    assert any(row["present"] for row in gains)
    assert all(row["outlook_gain"] is None for row in gains if row["present"])
    eci = np.array([row["eci"] for row in COMPLEXITY["regions"](atlas).to_pylist()], dtype=float)
    assert np.array_equal(eci, atlas.complexity.regions, equal_nan=True)
