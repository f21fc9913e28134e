"""A search in Eurostat's statistics of 68 divisions, of which a quarter of the cells is not published."""

from pathlib import Path

import pytest

from ebpages.mapping.definitions.inputs import search_inputs
from ebpages.mapping.definitions.search import Parameters, search
from ebpages.mapping.panels.reading import read_panel
from ebpages.mapping.suppression.grid_bounds import grid_bounds

SBS = Path(__file__).parents[4].parent / "shared" / "data" / "sbs_persons_employed_nuts2_nace2.parquet"


@pytest.mark.skipif(not SBS.exists(), reason="the statistics of Eurostat are not beside this project")
def test_clusters_are_found_in_statistics_with_unpublished_cells() -> None:
    panel = read_panel([SBS], name="sbs", where={"year": "2014"})
    grid = panel.grid("employment", 2014)
    assert grid is not None
    inputs = search_inputs(grid_bounds(grid), panel="sbs")
    found = search(inputs, Parameters(clusters=(8, 12), bootstraps=4, restarts=2))
    left_out = [f.industry for f in found.findings if f.kind == "definition_industry_left_out"]
    assert len(inputs.industries) + len(left_out) == 68
    assert len(inputs.industries) > 55
    assert len(inputs.regions) > 250
    assert found.chosen.score > 0.5
    clusters = list(found.definition.clusters())
    assert 8 <= len(clusters) <= 12
    assert sorted(code for cluster in clusters for code in cluster.industries) == list(inputs.industries)
    assert all(0 < (cluster.stability or 0) <= 1 for cluster in clusters)
