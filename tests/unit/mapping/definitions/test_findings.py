"""What is wrong with the data of a search is said with its code, file and row, and with what mends it."""

from pathlib import Path

import pytest

from ebpages.mapping.definitions.inputs import search_inputs
from ebpages.mapping.definitions.search import Parameters, search
from ebpages.mapping.panels.findings import label, remedy, say, wording
from ebpages.mapping.panels.panel import PanelFinding
from ebpages.mapping.suppression.grid_bounds import GridBounds, grid_bounds
from tests.samples.panels import read

REGIONS = ("BG31", "BG32", "BG33", "BG34", "BG41", "BG42")
INDUSTRIES = ("C10", "C11", "C13", "C14", "C20", "C26", "C27", "C28")
ENGLISH = {
    "definition_fewer_clusters": "30–60 clusters were asked for; 6 industries allow 2–2.",
    "definition_industry_left_out": "C13 is known in 33% of the regions; 50% are needed, so it is left out of the search.",
    "definition_without_measure": "C28 has persons employed, but not every other measure; it is left out of the search.",
    "linkage_of_parent": "“flows.csv”, row 2: C is a sum of industries; its rows are not used.",
    "linkage_of_unknown_code": "“flows.csv”, row 3: the panel has no households; "
    "flows of it count only in totals, occupations of it are not used.",
    "linkage_missing": "“flows.csv” has no data on C13; according to it, the industry is linked to no other.",
}


@pytest.fixture
def found(tmp_path: Path) -> dict[str, PanelFinding]:
    """The first finding of each kind, of a search in which everything is wrong that can be."""
    flows = tmp_path / "flows.csv"
    flows.write_text("from,to,value\nC10,C11,5\nC,C10,8\nhouseholds,C20,1\nC26,C27,3\nC14,C14,2\n")
    inputs = search_inputs(
        year(tmp_path, "employment"), year(tmp_path, "establishments", without="C28"), flows=flows
    )
    findings = search(inputs, Parameters(bootstraps=0, restarts=1)).findings
    return {finding.kind: finding for finding in reversed(findings)}


def year(folder: Path, measure: str, without: str = "") -> GridBounds:
    """C13 is known in two regions only."""
    rows = [
        f"{region},{industry},2014,{measure},{(place + 2) ** (other + 1) % 97},"
        for place, region in enumerate(REGIONS)
        for other, industry in enumerate(INDUSTRIES)
        if industry != without and (industry != "C13" or place < 2)
    ]
    grid = read(folder, "\n".join((*rows, f"BG31,C,2014,{measure},9999,"))).grid(measure, 2014)
    assert grid is not None
    return grid_bounds(grid)


def test_every_kind_of_a_search_is_said_in_both_languages(found: dict[str, PanelFinding]) -> None:
    assert {kind for kind in wording().kinds if kind.startswith(("definition_", "linkage_"))} == found.keys()
    for finding in found.values():
        assert finding.severity == wording().kinds[finding.kind].severity
        for language in ("bg", "en"):
            assert say(finding, language) and remedy(finding, language) and label(finding.kind, language)


@pytest.mark.parametrize("kind", ENGLISH)
def test_a_finding_names_what_it_is_of(found: dict[str, PanelFinding], kind: str) -> None:
    assert say(found[kind], "en") == ENGLISH[kind]
