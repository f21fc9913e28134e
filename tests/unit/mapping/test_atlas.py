"""A panel's year as pages ask of it: growth, regions put together, measures of different regions, and portraits."""

from pathlib import Path

import numpy as np
import pytest

from ebpages.declared.answer import Answer
from ebpages.mapping.atlas import Atlas
from ebpages.mapping.indices import (
    industry_indices,
    neighbours,
    possibilities,
    region_indices,
    region_shifts,
)
from ebpages.mapping.panels.cells import ReadPanel
from ebpages.mapping.panels.panel import Figures
from ebpages.mapping.panels.reading import read_panel
from ebpages.mapping.rules.catalogue import rule_sets

PERSONS = {
    ("BG31", "C10"): 100, ("BG31", "C13"): 300, ("BG31", "C14"): 600,
    ("BG32", "C10"): 900, ("BG32", "C13"): 50, ("BG32", "C14"): 50,
    ("BG33", "C10"): 500, ("BG33", "C13"): 200, ("BG33", "C14"): 300,
}  # fmt: skip


def panel(folder: Path, *more: str) -> ReadPanel:
    lines = ["region,industry,year,measure,value,flag"]
    for (region, industry), persons in PERSONS.items():
        lines.append(f"{region},{industry},2013,employment,{persons // 2},")
        lines.append(f"{region},{industry},2015,employment,{persons},")
    file = folder / "panel.csv"
    file.write_text("\n".join([*lines, *more]) + "\n", encoding="utf-8")
    return read_panel([file], name="panel", figures=Figures(rounding=("none",)))


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    return Atlas(panel(tmp_path), 2015)


def test_growth_is_yearly_and_since_the_first_year(atlas: Atlas) -> None:
    assert atlas.earlier_year == 2013
    assert np.allclose(atlas.grown, 2**0.5 - 1)


def test_the_first_year_has_no_growth(tmp_path: Path) -> None:
    first = Atlas(panel(tmp_path), 2013)
    assert first.earlier_year is None
    assert np.isnan(first.grown).all()


def test_what_moved_a_region_adds_up_to_its_change(atlas: Atlas, tmp_path: Path) -> None:
    shifts = region_shifts(atlas, atlas.regions["BG31"])
    before, now = atlas.then_and_now
    assert sum(value for value, _certain in shifts.values() if value) == pytest.approx(
        float((now - before)[0].sum())
    )
    first = Atlas(panel(tmp_path), 2013)
    assert region_shifts(first, 0) == {}


def test_regions_put_together_stand_in_the_place_of_their_parts(tmp_path: Path) -> None:
    joined = Atlas(panel(tmp_path), 2015, custom={"BG31+BG32": ("BG31", "BG32")})
    assert joined.employment.regions == ("BG33", "BG31+BG32")
    assert joined.employment.cells.estimate[1].tolist() == [1000, 350, 650]
    assert joined.mapped(rule_sets()["eccp-2021"]).answer.shape == (2, 3)


def test_a_rule_set_is_asked_once(atlas: Atlas) -> None:
    rules = rule_sets()["eccp-2021"]
    assert atlas.mapped(rules) is atlas.mapped(rules)
    assert set(np.unique(atlas.mapped(rules).answer)) <= {Answer.YES, Answer.NO}


def test_measures_of_other_regions_are_brought_to_those_of_employment(tmp_path: Path) -> None:
    more = [f"BG31,{industry},2015,establishments,7," for industry in ("C10", "C13")]
    found = Atlas(panel(tmp_path, *more), 2015)
    units = found.tables["establishments"]
    assert units.regions == found.employment.regions and units.categories == found.employment.categories
    assert units.cells.low[0].tolist() == [7, 7, 0]
    assert np.isinf(units.cells.high[1]).all()
    assert found.mapped(rule_sets()["us-cluster-mapping"]).answer.shape == (3, 3)


def test_a_year_that_the_panel_does_not_have_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="panel has no employment in 1999"):
        _ = Atlas(panel(tmp_path), 1999).grid


def test_a_region_is_described_by_its_own_industries(atlas: Atlas) -> None:
    indices = region_indices(atlas, atlas.regions["BG32"])
    assert indices["herfindahl"] == (pytest.approx(0.9**2 + 2 * 0.05**2), True)
    assert indices["specialisations"] == (1, True)
    assert indices["krugman"][0] == pytest.approx(
        abs(0.9 - 0.5) + abs(0.05 - 550 / 3000) + abs(0.05 - 950 / 3000)
    )


def test_figures_of_a_region_with_a_hidden_cell_say_so(tmp_path: Path) -> None:
    hidden = Atlas(panel(tmp_path, "BG31,C15,2015,employment,:,c", "BG32,C15,2015,employment,5,"), 2015)
    assert not region_indices(hidden, hidden.regions["BG31"])["krugman"][1]
    assert region_indices(hidden, hidden.regions["BG33"])["krugman"][0] is not None


def test_an_industry_is_described_by_its_regions(atlas: Atlas) -> None:
    indices = industry_indices(atlas, atlas.industries["C10"])
    assert indices["herfindahl"][0] == pytest.approx((100**2 + 900**2 + 500**2) / 1500**2)
    assert indices["regions"] == (2, True)


def test_possibilities_and_neighbours_leave_out_what_is_there_and_itself(atlas: Atlas) -> None:
    place = atlas.regions["BG32"]
    present = {industry for industry in range(3) if atlas.present[place, industry]}
    assert not present & {industry for industry, _density in possibilities(atlas, place)}
    near = neighbours(atlas, atlas.industries["C13"])
    assert atlas.industries["C13"] not in {industry for industry, _nearness in near}
    assert near == sorted(near, key=lambda each: -each[1])
