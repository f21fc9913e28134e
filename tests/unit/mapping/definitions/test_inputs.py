"""From a panel's year and files of linkages to what a search works on."""

from pathlib import Path

import numpy as np
import pytest

from ebpages.mapping.definitions.inputs import SearchInputs, TooLittle, search_inputs
from ebpages.mapping.definitions.search import search
from ebpages.mapping.suppression.grid_bounds import GridBounds, grid_bounds
from tests.samples import panels as panel_samples
from tests.samples.definitions import QUICK, write_lines

INDUSTRIES = ("C10", "C11", "C13", "C20", "C26", "C27", "C28")


REGIONS = tuple(f"BG{number}" for number in (31, 32, 33, 34, 41, 42))


def year(folder: Path, rows: list[str], measure: str = "employment") -> GridBounds:
    panel = panel_samples.read(folder, "\n".join(rows))
    grid = panel.grid(measure, 2014)
    assert grid is not None
    return grid_bounds(grid)


def rows(
    measure: str = "employment", hidden: tuple[tuple[str, str], ...] = (), margins: bool = False
) -> list[str]:
    """Every cell a number of its own; the hidden ones confidential."""
    chance = np.random.default_rng(1)
    values = {
        (region, industry): int(chance.integers(10, 900)) for region in REGIONS for industry in INDUSTRIES
    }
    lines = [
        f"{region},{industry},2014,{measure},{':' if (region, industry) in hidden else value},"
        f"{'c' if (region, industry) in hidden else ''}"
        for (region, industry), value in values.items()
    ]
    if margins:
        lines += [
            f"TOTAL,{industry},2014,{measure},{sum(values[region, industry] for region in REGIONS)},"
            for industry in INDUSTRIES
        ]
    return lines


def test_published_cells_are_taken_as_they_are_in_the_order_of_their_codes(tmp_path: Path) -> None:
    given = year(tmp_path, rows())
    found = search_inputs(given, panel="sample", vintage="2020")
    assert (found.panel, found.vintage, found.year) == ("sample", "2020", 2014)
    assert found.regions == REGIONS
    assert found.industries == INDUSTRIES
    place = given.grid.regions.place["BG33"], given.grid.industries.place["C20"]
    assert found.counted["LC-Emp"][2, 3] == given.grid.value[place]
    assert set(found.counted) == {"LC-Emp"}
    assert found.findings == ()


def test_the_order_of_a_panels_rows_changes_nothing(tmp_path: Path) -> None:
    one = search(search_inputs(year(tmp_path, rows())), QUICK)
    other = search(search_inputs(year(tmp_path, rows()[::-1])), QUICK)
    assert one.as_dict() == other.as_dict()


def test_a_confidential_cell_is_estimated_where_margins_allow(tmp_path: Path) -> None:
    hidden = (("BG31", "C10"),)
    truth = search_inputs(year(tmp_path, rows())).counted["LC-Emp"]
    found = search_inputs(year(tmp_path, rows(hidden=hidden, margins=True)))
    assert found.counted["LC-Emp"] == pytest.approx(truth)
    unknown = search_inputs(year(tmp_path, rows(hidden=hidden)))
    assert np.isnan(unknown.counted["LC-Emp"]).sum() == 1


def test_an_industry_that_is_unknown_in_most_regions_is_left_out_and_named(tmp_path: Path) -> None:
    hidden = tuple((region, "C13") for region in REGIONS[:4])
    found = search_inputs(year(tmp_path, rows(hidden=hidden)))
    assert "C13" not in found.industries
    (finding,) = found.findings
    assert (finding.kind, finding.industry, finding.year) == ("definition_industry_left_out", "C13", 2014)
    assert finding.values == {"known": "33%", "needed": "50%"}


def test_only_what_every_measure_has_is_compared(tmp_path: Path) -> None:
    establishments = [line for line in rows("establishments") if ",C28," not in line and "BG42," not in line]
    found = search_inputs(year(tmp_path, rows()), year(tmp_path, establishments, "establishments"))
    assert found.regions == REGIONS[:-1]
    assert found.industries == INDUSTRIES[:-1]
    assert found.counted["LC-Est"].shape == found.counted["LC-Emp"].shape == (5, 6)
    (finding,) = found.findings
    assert (finding.kind, finding.industry, finding.measure) == (
        "definition_without_measure",
        "C28",
        "employment",
    )


def test_too_few_industries_are_refused_with_what_to_do(tmp_path: Path) -> None:
    few = [line for line in rows() if ",C1" in line]
    with pytest.raises(TooLittle, match=r"3 industries in 6 regions.*a search needs 6 industries"):
        search_inputs(year(tmp_path, few))


def test_linkages_are_searched_beside_the_statistics(tmp_path: Path) -> None:
    flows = write_lines(tmp_path, "io.csv", "from,to,value", "C10,C11,30", "C26,C27,10", "C13,C28,4")
    occupations = write_lines(
        tmp_path,
        "occ.csv",
        "industry,occupation,value",
        *(
            f"{code},{job},{(place * job) % 7 + 1}"
            for place, code in enumerate(INDUSTRIES)
            for job in (1, 2, 3)
        ),
    )
    given = search_inputs(year(tmp_path, rows()), flows=flows, occupations=occupations)
    assert set(given.fixed) == {"IO", "Occ"}
    found: SearchInputs = search(given, QUICK).inputs
    assert [finding.industry for finding in found.findings] == ["C20"]
