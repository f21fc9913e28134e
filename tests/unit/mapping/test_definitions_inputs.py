"""From a panel's year and files of linkages to what a search works on."""

from pathlib import Path

import numpy as np
import pyarrow
import pytest
from pyarrow import parquet

from ebpages.declared.schema import BrokenDeclaration
from ebpages.mapping.bounded import Bounded
from ebpages.mapping.definitions.clustering import candidate_labels
from ebpages.mapping.definitions.inputs import SearchInputs, TooLittle, search_inputs
from ebpages.mapping.definitions.linkages import read_flows, read_occupations
from ebpages.mapping.definitions.moves import Move, read_moves
from ebpages.mapping.definitions.search import search
from ebpages.mapping.definitions.similarity import input_output, occupational
from ebpages.mapping.panels.panel import UnreadablePanel
from ebpages.mapping.suppression.bounds import bounded
from tests.samples import panels as panel_samples
from tests.samples.definitions import QUICK

INDUSTRIES = ("C10", "C11", "C13", "C20", "C26", "C27", "C28")
REGIONS = tuple(f"BG{number}" for number in (31, 32, 33, 34, 41, 42))


def year(folder: Path, rows: list[str], measure: str = "employment") -> Bounded:
    panel = panel_samples.read(folder, "\n".join(rows))
    grid = panel.grid(measure, 2014)
    assert grid is not None
    return bounded(grid)


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


def write(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


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


def test_flows_are_shares_of_all_purchases_also_of_those_outside(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "io.csv",
        "from,to,value",
        "C10,C11,30",
        "C11,C10,10",
        "C13,C10,90",
        "C10,households,70",
        "C,C11,1000",
        "C20,C20,5",
    )
    found = read_flows(path, INDUSTRIES, ("C", "TOTAL"))
    flows = np.zeros((7, 7))
    flows[0, 1], flows[1, 0], flows[2, 0], flows[3, 3] = 30, 10, 90, 5
    bought, sold = np.array([100.0, 30, 0, 5, 0, 0, 0]), np.array([100.0, 10, 90, 5, 0, 0, 0])
    assert found.similarity == pytest.approx(input_output(flows, bought, sold))
    assert found.similarity[0, 1] == pytest.approx(1.0)  # all that C11 buys comes from C10
    told = [(finding.kind, finding.industry, finding.row) for finding in found.findings]
    assert told == [
        ("linkage_of_parent", "C", 5),
        ("linkage_of_unknown_code", "households", 4),
        ("linkage_missing", "C26", 0),
        ("linkage_missing", "C27", 0),
        ("linkage_missing", "C28", 0),
    ]


def test_occupations_are_read_from_parquet_as_from_csv(tmp_path: Path) -> None:
    columns = {
        "industry": ["C10", "C10", "C11", "C11", "C13", "Z99"],
        "occupation": [11, 22, 11, 22, 22, 11],
        "value": [5.0, 15, 1, 3, 7, 9],
    }
    parquet.write_table(pyarrow.table(columns), tmp_path / "occ.parquet")
    lines = [",".join(map(str, row)) for row in zip(*columns.values(), strict=True)]
    text = read_occupations(write(tmp_path, "occ.csv", "industry,occupation,value", *lines), INDUSTRIES[:3])
    table = read_occupations(tmp_path / "occ.parquet", INDUSTRIES[:3])
    expected = occupational(np.array([[5.0, 15], [1, 3], [0, 7]]))
    assert text.similarity == pytest.approx(expected)
    assert (table.similarity == text.similarity).all()
    assert [(finding.kind, finding.industry) for finding in text.findings] == [
        ("linkage_of_unknown_code", "Z99")
    ]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("from,to,amount", "C10,C11,1"), "there is no column 'value'. The columns are from, to, value"),
        (("from,to,value", "C10,C11,1", "C10,C13,much"), "row 2: the value is 'much'"),
        (("from,to,value", "C10,C11,"), "row 1: the value is ''"),
        (("from,to,value", "C10,C11,-4"), "row 1: the value is '-4'"),
        (("from,to,value", "C10,C11,inf"), "row 1: the value is 'inf'"),
        (("from,to,value", "C10,C11,1", "C10,C13,1", "C10,C11,2"), "row 3.*stands in row 1 already"),
        (("from,to,value", "C10,C11,1,7"), "row 1: it has more or fewer cells"),
    ],
)
def test_a_broken_file_of_linkages_is_refused_with_its_row(
    tmp_path: Path, lines: tuple[str, ...], message: str
) -> None:
    with pytest.raises(BrokenDeclaration, match=rf"io\.csv, .*{message}"):
        read_flows(write(tmp_path, "io.csv", *lines), INDUSTRIES)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePanel, match=r"io\.csv.*Name a file that is there"):
        read_flows(tmp_path / "io.csv", INDUSTRIES)


def test_linkages_are_searched_beside_the_statistics(tmp_path: Path) -> None:
    flows = write(tmp_path, "io.csv", "from,to,value", "C10,C11,30", "C26,C27,10", "C13,C28,4")
    occupations = write(
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


def test_rows_of_the_proposals_can_be_given_back_as_moves(tmp_path: Path) -> None:
    path = write(tmp_path, "moves.csv", "industry,beside,cluster,to", "C10,C20,c01,c02", "C13,C20,c01,c02")
    assert read_moves(path, INDUSTRIES) == (Move("C10", "C20"), Move("C13", "C20"))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("C99,C20", "row 2: 'C99' is not among the industries"),
        ("C11,c02", "row 2: 'c02' is not among the industries"),
        ("C11,C11", "row 2: 'C11' cannot go beside itself"),
        ("C10,C11", "row 2: 'C10' is moved in an earlier row already"),
    ],
)
def test_a_move_that_cannot_be_made_is_refused(tmp_path: Path, row: str, message: str) -> None:
    path = write(tmp_path, "moves.csv", "industry,beside", "C10,C20", row)
    with pytest.raises(BrokenDeclaration, match=message):
        read_moves(path, INDUSTRIES)


def test_a_matrix_of_a_file_can_be_clustered(tmp_path: Path) -> None:
    found = read_flows(write(tmp_path, "io.csv", "from,to,value", "C10,C11,30"), INDUSTRIES)
    labels = candidate_labels(found.similarity, "ward", (6,), restarts=1, seed=[1])[0]
    assert labels[0] == labels[1]
