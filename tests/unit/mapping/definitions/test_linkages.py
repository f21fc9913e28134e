"""Files of how industries are linked."""

from pathlib import Path

import numpy as np
import pyarrow
import pytest
from pyarrow import parquet

from ebpages.declared.schema import BrokenDeclaration
from ebpages.mapping.definitions.clustering import candidate_labels
from ebpages.mapping.definitions.linkages import read_flows, read_occupations
from ebpages.mapping.definitions.similarity import input_output, occupational
from ebpages.mapping.panels.panel import UnreadablePanel
from tests.samples.definitions import write_lines

INDUSTRIES = ("C10", "C11", "C13", "C20", "C26", "C27", "C28")


def test_flows_are_shares_of_all_purchases_also_of_those_outside(tmp_path: Path) -> None:
    path = write_lines(
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
    text = read_occupations(
        write_lines(tmp_path, "occ.csv", "industry,occupation,value", *lines), INDUSTRIES[:3]
    )
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
        read_flows(write_lines(tmp_path, "io.csv", *lines), INDUSTRIES)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePanel, match=r"io\.csv.*Name a file that is there"):
        read_flows(tmp_path / "io.csv", INDUSTRIES)


def test_a_matrix_of_a_file_can_be_clustered(tmp_path: Path) -> None:
    found = read_flows(write_lines(tmp_path, "io.csv", "from,to,value", "C10,C11,30"), INDUSTRIES)
    labels = candidate_labels(found.similarity, "ward", (6,), restarts=1, seed=[1])[0]
    assert labels[0] == labels[1]
