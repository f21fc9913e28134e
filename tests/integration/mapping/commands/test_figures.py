"""`ebpages mapping indices`, `relatedness` and `complexity`: figures as files."""

import json
from pathlib import Path

from pyarrow import parquet

from tests.integration.mapping.commands.conftest import Mapping, read


def test_figures_are_written_as_files(mapping: Mapping, panel: str, tmp_path: Path) -> None:
    rows_of = {"regions": 12, "industries": 16, "cells": 96, "pairs": 56}
    for what, kinds in {
        "indices": ("regions", "industries", "cells"),
        "relatedness": ("cells", "pairs"),
        "complexity": ("regions", "industries", "cells"),
    }.items():
        for of in kinds:
            file = tmp_path / f"{what}-{of}.csv"
            said = mapping(what, panel, "--of", of, "--output", file)
            assert said.exit_code == 0, said.output
            assert len(read(file)) == rows_of[of]
    mapping(
        "relatedness", panel, "--across", "bulgaria-2014", "--year", 2014, "-o", tmp_path / "across.parquet"
    )
    assert parquet.read_metadata(tmp_path / "across.parquet").num_rows == 6 * 68


def test_figures_of_regions_are_drawn_with_their_outlines(
    mapping: Mapping, panel: str, tmp_path: Path
) -> None:
    said = mapping("indices", panel, "--year", 2014, "--output", tmp_path / "out.geojson")
    assert said.exit_code == 0, said.output
    features = json.loads((tmp_path / "out.geojson").read_text())["features"]
    assert {each["properties"]["region"] for each in features} >= {"BG31", "BG41"} and len(features) == 6
    assert all(each["geometry"]["type"] == "MultiPolygon" for each in features)
