"""Small panels for tests: written as files, read as anybody's would be."""

from pathlib import Path
from typing import Any

from ebpages.mapping.panels.cells import ReadPanel
from ebpages.mapping.panels.panel import Figures, PanelFinding
from ebpages.mapping.panels.reading import read_panel
from ebpages.mapping.tree import Tree

HEADER = "region,industry,year,measure,value,flag"
SIX = ("BG31", "BG32", "BG33", "BG34", "BG41", "BG42")
# Two regions, two industries, all margins of one year.
WHOLE = """
BG41,C10,2014,employment,100,
BG41,C11,2014,employment,7,
BG42,C10,2014,employment,60,b
BG42,C11,2014,employment,:,c
BG,C10,2014,employment,160,
BG,C11,2014,employment,20,
BG,TOTAL,2014,employment,180,
BG41,TOTAL,2014,employment,107,
"""


def write(folder: Path, rows: str, header: str = HEADER, name: str = "panel.csv") -> Path:
    path = folder / name
    path.write_text(
        "\n".join((header, *(row.strip() for row in rows.strip().splitlines()))) + "\n", encoding="utf-8"
    )
    return path


def read(folder: Path, rows: str, header: str = HEADER, **options: Any) -> ReadPanel:
    """The figures of small panels look rounded; what is stated of them here keeps the findings of that out of tests of others."""
    figures = options.pop("figures", Figures(rounding=("none",)))
    return read_panel([write(folder, rows, header)], name="sample", figures=figures, **options)


def of_kind(panel: ReadPanel, kind: str) -> list[PanelFinding]:
    return [finding for finding in panel.findings if finding.kind == kind]


def at(
    panel: Any, region: str, industry: str, year: int = 2014, measure: str = "employment"
) -> tuple[float, str, str]:
    """Value, state and flag of a cell or margin."""
    grid = panel.grid(measure, year)
    place = grid.regions.place[region], grid.industries.place[industry]
    words = ("missing", "suppressed", "zero", "value")
    return float(grid.value[place]), words[grid.state[place]], str(grid.flag[place])


def parents(tree: Tree) -> dict[str, str]:
    return {code: tree.codes[tree.parent[place]] for place, code in enumerate(tree.codes[:-1])}


def whole(tree: Tree) -> set[str]:
    return {code for code, is_whole in zip(tree.codes, tree.whole, strict=True) if is_whole}
